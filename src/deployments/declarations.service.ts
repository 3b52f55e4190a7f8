import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ReadPoint } from '../kernel/read-point.js';
import { type LocalDate } from '../kernel/local-date.js';
import { at, type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Submission, isGuess } from '../platform/validation/submission.js';
import { SystemsService } from '../systems/systems.service.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import { UnitsService } from '../units/units.service.js';
import {
  findDeclaration,
  insertDeclarationRetractions,
  insertDeclarations,
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

type NewDeclaration = Omit<Declaration, 'id'>;
type Checked = NewDeclaration | { readonly faults: readonly Fault[] };

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

  /** One declaration; its id. Refuses with every fault, of form and of fact. */
  async declare(tx: WriteTransaction, submission: Submission<DeclarationDto>): Promise<number> {
    const [checked] = await this.check(tx, [submission]);
    if (!checked || 'faults' in checked) throw new Refusal(checked?.faults ?? []);
    const [id] = await insertDeclarations(tx.manager, [checked], (await tx.revision()).n);
    return id as number;
  }

  /** All declarations or none, in one revision; those of `replacing`, believed ones, are withdrawn with a reason. */
  async declareBatch(
    tx: WriteTransaction,
    submissions: readonly Submission<DeclarationDto>[],
    replacing: { readonly ids: readonly number[]; readonly reason: string },
  ): Promise<void> {
    const checked = await this.check(tx, submissions);
    refuseIfAny(
      checked.flatMap((one, index) =>
        'faults' in one ? one.faults.map((fault) => at(`declarations[${index}]`, fault)) : [],
      ),
    );
    const { n } = await tx.revision();
    await insertDeclarations(tx.manager, checked as NewDeclaration[], n);
    if (replacing.ids.length > 0) await insertDeclarationRetractions(tx.manager, replacing.ids, replacing.reason, n);
  }

  async retract(tx: WriteTransaction, id: string, submission: Submission<RetractEntryDto>): Promise<void> {
    const declaration = /^\d{1,15}$/.test(id) ? await findDeclaration(tx.manager, Number(id)) : null;
    if (!declaration) throw new Refusal([declarationUnknown(id)]);
    if (declaration.retracted) throw new Refusal([declarationRetractedAlready(declaration.id)]);
    refuseIfAny(submission.faults);
    const { n } = await tx.revision();
    await insertDeclarationRetractions(tx.manager, [declaration.id], submission.value.reason ?? '', n);
  }

  /** Each with what it means, or its faults; their references are read together. */
  private async check(tx: WriteTransaction, submissions: readonly Submission<DeclarationDto>[]): Promise<Checked[]> {
    const { n: last } = await tx.lastRevision();
    const today = this.clock.today();
    const named = submissions.map(({ value }) => ({ ...value, day: value.asOf ?? today }));
    const scopes = await this.units.resolveForWrite(
      named.map(({ scope = '', scopeName, day }) => ({ unit: scope, unitName: scopeName, day, path: 'scope' })),
      today,
      last,
      tx.manager,
    );
    const systems = await this.systems.resolveForWrite(
      named.map(({ system = '', day }) => ({ system, day, path: 'system' })),
      last,
      tx.manager,
    );
    return submissions.map((submission, index) => judged(submission, scopes[index], systems[index], today));
  }
}

function judged(
  submission: Submission<DeclarationDto>,
  scope: { readonly id: string } | Fault | undefined,
  system: { readonly systemId: number } | Fault | undefined,
  today: LocalDate,
): Checked {
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
  const isUnknown = value.scope !== undefined && scope !== undefined && !('id' in scope);
  if (isUnknown && !isGuess(submission, scope, 'asOf')) faults.push(scope);
  const isStrange = value.system !== undefined && system !== undefined && !('systemId' in system);
  if (isStrange && !isGuess(submission, system, 'asOf')) faults.push(system);
  if (faults.length > 0 || !scope || !('id' in scope) || !system || !('systemId' in system)) return { faults };
  return {
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
  };
}
