import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Submission, isGuess } from '../platform/validation/submission.js';
import { SystemsService } from '../systems/systems.service.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import { UnitsService } from '../units/units.service.js';
import {
  findDeclaration,
  insertDeclaration,
  insertDeclarationRetraction,
  type RecordedDeclaration,
  selectDeclarations,
  selectDeclarationsOnDay,
} from './declarations.queries.js';
import {
  countWithoutComparator,
  declarationRetractedAlready,
  declarationUnknown,
  effectiveInTheFuture,
  totalBelowCount,
} from './deployments.errors.js';
import { type Declaration } from './domain/declaration.js';
import { type DeclarationDto } from './dto/declaration.requests.js';
import { type RetractEntryDto } from './dto/deployment.requests.js';

/** Figures stated without the names behind them: shown beside the computed ones, never counted into them. */
@Injectable()
export class DeclarationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly clock: Clock,
    private readonly scopes: UnitScopes,
  ) {}

  /** Of every system, level and scope the latest on the day. */
  async onDay(at: Pick<ReadPoint, 'asOf' | 'revision'>, db: Db = this.dataSource.manager): Promise<Declaration[]> {
    return selectDeclarationsOnDay(db, at);
  }

  async list(at: ReadPoint, system: string | undefined): Promise<RecordedDeclaration[]> {
    const systemId = system === undefined ? null : (await this.systems.get(system, at)).system.id;
    const declarations = await selectDeclarations(this.dataSource.manager, at.revision, systemId);
    const readable = await this.scopes.readable(at.revision);
    return declarations.filter(({ scopeId, asOf }) => readable?.holds(scopeId, asOf) ?? true);
  }

  async declare(tx: WriteTransaction, submission: Submission<DeclarationDto>): Promise<number> {
    const { n: last } = await tx.lastRevision();
    const today = this.clock.today();
    const { value } = submission;
    const faults: Fault[] = [...submission.faults];
    const misread = new Set(faults.map((fault) => fault.path));
    const day = value.asOf ?? today;
    if (day > today) faults.push(effectiveInTheFuture('asOf', day, today));
    const comparator = value.comparator ?? (value.count === undefined ? null : '=');
    if (!misread.has('count') && comparator !== null && (comparator === 'some') !== (value.count === undefined))
      faults.push(countWithoutComparator());
    if (!misread.has('count') && value.total !== undefined && (value.count === undefined || value.total < value.count))
      faults.push(totalBelowCount());

    const scopes = [{ unit: value.scope ?? '', unitName: value.scopeName, day, path: 'scope' }];
    const [scope] = value.scope === undefined ? [] : await this.units.resolveForWrite(scopes, today, last, tx.manager);
    if (scope && !('id' in scope) && !isGuess(submission, scope, 'asOf')) faults.push(scope);
    const systems = [{ system: value.system ?? '', day, path: 'system' }];
    const [system] = value.system === undefined ? [] : await this.systems.resolveForWrite(systems, last, tx.manager);
    if (system && !('systemId' in system) && !isGuess(submission, system, 'asOf')) faults.push(system);
    refuseIfAny(faults);
    if (!scope || !('id' in scope) || !system || !('systemId' in system)) throw new Error('Checked above');

    const { n } = await tx.revision();
    return insertDeclaration(
      tx.manager,
      {
        systemId: system.systemId,
        level: value.level ?? null,
        scopeId: scope.id,
        asOf: day,
        count: value.count ?? null,
        total: value.total ?? null,
        comparator,
        counted: value.counted ?? null,
        document: value.document ?? '',
        quote: value.quote ?? null,
      },
      n,
    );
  }

  async retract(tx: WriteTransaction, id: string, submission: Submission<RetractEntryDto>): Promise<void> {
    const declaration = /^\d{1,15}$/.test(id) ? await findDeclaration(tx.manager, Number(id)) : null;
    if (!declaration) throw new Refusal([declarationUnknown(id)]);
    if (declaration.retracted) throw new Refusal([declarationRetractedAlready(declaration.id)]);
    refuseIfAny(submission.faults);
    const { n } = await tx.revision();
    await insertDeclarationRetraction(tx.manager, declaration.id, submission.value.reason ?? '', n);
  }
}
