import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CoverageService, type CoverageGroup } from '../coverage/coverage.service.js';
import { nameOf } from '../coverage/domain/grouping.js';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { addDays, type LocalDate } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { Writers, type WriteTransaction } from '../platform/database/writers.js';
import { type Submission } from '../platform/validation/submission.js';
import { StrandedService } from '../deployments/stranded.service.js';
import { planReorganisation, type ReorganisationPlan } from '../units/domain/reorganisation.js';
import { conflictsOf } from '../units/domain/reorganisation-conflicts.js';
import { UnitReorganisationService } from '../units/unit-reorganisation.service.js';
import { UnitsService } from '../units/units.service.js';
import { type ReorganisationDto } from './dto/reorganisation.requests.js';
import { readChanges, unitsNamed } from './package-reader.js';
import { packageFault, reorganisationUnknown } from './reorganisations.errors.js';
import {
  findReorganisation,
  insertReorganisation,
  type ReorganisationRow,
  selectReorganisations,
} from './reorganisations.queries.js';

/** What a package does to the units. */
export interface ReorganisationEffect {
  readonly id: string;
  readonly created: number;
  readonly ended: number;
  readonly changed: number;
  readonly followers: ReorganisationRow['followers'];
}

/** A figure on the day of the package, without it and with it; null: there is no such row. */
export interface FigureChange {
  readonly before: CoverageGroup | null;
  readonly after: CoverageGroup | null;
}

/** Reorganisations: previewed, and applied all or nothing (domain.md §1). */
@Injectable()
export class ReorganisationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly writers: Writers,
    private readonly clock: Clock,
    private readonly units: UnitsService,
    private readonly reorganised: UnitReorganisationService,
    private readonly stranded: StrandedService,
    private readonly coverage: CoverageService,
    private readonly links: DocumentLinksService,
  ) {}

  async list(at: ReadPoint): Promise<ReorganisationRow[]> {
    return selectReorganisations(this.dataSource.manager, at.revision);
  }

  async get(id: string, at: ReadPoint): Promise<ReorganisationRow> {
    const found = await findReorganisation(this.dataSource.manager, id, at.revision);
    if (!found) throw new Refusal([reorganisationUnknown(id)]);
    return found;
  }

  /** Applies a package; refuses with every fault of it. */
  async apply(tx: WriteTransaction, submission: Submission<ReorganisationDto>): Promise<ReorganisationEffect> {
    const { plan, effectiveOn, instruments } = await this.plan(tx, submission);
    const { effect } = await this.record(tx, { effectiveOn, instruments }, plan);
    await this.links.link(tx, 'reorganisation', [
      { subjectId: effect.id, documents: submission.value.documents ?? [] },
    ]);
    return effect;
  }

  /** Days and instrument numbers of the packages believed now. */
  async recorded(tx: WriteTransaction): Promise<{ effectiveOn: LocalDate; numbers: string[] }[]> {
    const rows = await selectReorganisations(tx.manager, (await tx.lastRevision()).n);
    return rows
      .filter(({ undoneIn }) => undoneIn === null)
      .map(({ effectiveOn, instruments }) => ({
        effectiveOn,
        numbers: (instruments as { number: string }[]).map(({ number }) => number),
      }));
  }

  /** Writes a plan without faults, and the ids of the units it made; `instruments` are kept as they were given. */
  async record(
    tx: WriteTransaction,
    { effectiveOn, instruments }: { effectiveOn: LocalDate; instruments: unknown },
    plan: ReorganisationPlan,
  ): Promise<{ effect: ReorganisationEffect; ids: Map<string, string> }> {
    const { n } = await tx.revision();
    const idOf = await this.reorganised.giveIds(tx, plan);
    const followers = plan.followers.map(({ unitId, from, to }) => ({ unitId, from, to: idOf(to) }));
    const id = await insertReorganisation(tx.manager, { effectiveOn, instruments, followers }, n);
    await this.reorganised.apply(tx, id, effectiveOn, plan, idOf);
    const touched = new Set(plan.closed.map(({ unitId }) => unitId));
    const goingOn = plan.opened.filter(
      ({ unitId, period }) => touched.has(unitId) && (period.to === null || period.to > effectiveOn),
    );
    const changed = new Set(goingOn.map(({ unitId }) => unitId)).size;
    const effect = { id, created: plan.created.length, ended: touched.size - changed, changed, followers };
    return { effect, ids: new Map(plan.created.map(({ key }) => [key, idOf(key)])) };
  }

  /** What applying would do: it is applied, looked at, and taken back before anybody sees it. */
  async preview(
    submission: Submission<ReorganisationDto>,
  ): Promise<{ at: ReadPoint; effect: ReorganisationEffect; figures: FigureChange[]; strandedEntries: number }> {
    class TakenBack extends Error {
      constructor(readonly result: Awaited<ReturnType<ReorganisationsService['preview']>>) {
        super('Previewed');
      }
    }
    try {
      return await this.writers.write(async (tx) => {
        const last = await tx.lastRevision();
        const strandedBefore = (await this.stranded.list(last.n, tx.manager)).length;
        const effect = await this.apply(tx, submission);
        const { n, at: knownAt } = await tx.revision();
        const asOf = submission.value.effectiveOn as ReadPoint['asOf'];
        const point = { asOf, projected: asOf > this.clock.today() };
        const before = await this.coverage.figures({ ...point, revision: last.n, knownAt: last.at }, {}, tx.manager);
        const after = await this.coverage.figures({ ...point, revision: n, knownAt }, {}, tx.manager);
        throw new TakenBack({
          at: before.at,
          effect,
          figures: pairFigures(before.rows, after.rows),
          strandedEntries: (await this.stranded.list(n, tx.manager)).length - strandedBefore,
        });
      });
    } catch (error) {
      if (error instanceof TakenBack) return error.result;
      throw error;
    }
  }

  private async plan(
    tx: WriteTransaction,
    submission: Submission<ReorganisationDto>,
  ): Promise<ReorganisationDto & { plan: ReorganisationPlan }> {
    const { effectiveOn, instruments, documents } = submission.value;
    const ofDocuments = await this.links.faultsOf(tx, documents);
    if (effectiveOn === undefined || instruments === undefined)
      throw new Refusal([...submission.faults, ...ofDocuments]);
    const { n } = await tx.lastRevision();
    const eve = addDays(effectiveOn, -1);
    const named = unitsNamed(instruments);
    // An instrument speaks of the units of its eve, so a code that has changed hands since means the one of then.
    const references = named.map(({ unit, path }) => ({ unit, path, day: eve }));
    const resolved = await this.units.resolveForWrite(references, eve, n, tx.manager);
    const faults: Fault[] = [...submission.faults];
    const ids = new Map<string, string>();
    for (const [index, unit] of resolved.entries()) {
      if ('id' in unit) ids.set(named[index]?.unit ?? '', unit.id);
      else faults.push(unit);
    }
    const read = readChanges(instruments, (reference) => ids.get(reference) ?? reference);
    const believed = await this.reorganised.believed(tx);
    const { periods } = believed;
    const plan = planReorganisation(periods, read.changes, effectiveOn);
    const nameOfUnit = new Map<string, string>([
      ...periods.map(({ unitId, name }): [string, string] => [unitId, name]),
      ...plan.created.map(({ key, name }): [string, string] => [key, name]),
    ]);
    const name = (key: string): string => nameOfUnit.get(key) ?? key;
    faults.push(...read.faults);
    // What follows from units that were not found is not told a second time.
    if (faults.length === 0) {
      const found = [...plan.faults, ...conflictsOf(plan, believed, effectiveOn)];
      faults.push(...found.map((fault) => packageFault(fault, name(fault.unit), name(fault.detail))));
    }
    refuseIfAny([...faults, ...ofDocuments]);
    return { plan, effectiveOn, instruments };
  }
}

function pairFigures(before: readonly CoverageGroup[], after: readonly CoverageGroup[]): FigureChange[] {
  const afterOf = new Map(after.map((row) => [nameOf(row.key), row]));
  const paired = before.map((row) => ({ before: row, after: afterOf.get(nameOf(row.key)) ?? null }));
  const known = new Set(before.map((row) => nameOf(row.key)));
  return [
    ...paired,
    ...after.filter((row) => !known.has(nameOf(row.key))).map((row) => ({ before: null, after: row })),
  ];
}
