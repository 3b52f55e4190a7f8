import { Injectable } from '@nestjs/common';
import { dayToReadAt, overlaps, type Period } from '../kernel/period.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { requireMatch } from '../platform/http/pinned-answer.interceptor.js';
import { type Submission } from '../platform/validation/submission.js';
import {
  afterChange,
  areDisjoint,
  changeFrom,
  correctAt,
  coverPeriod,
  type PeriodsChange,
} from './domain/unit-change.js';
import { type Level, LEGAL_KINDS, RANK, type UnitPeriod } from './domain/unit.js';
import { type UnitChangeDto, type UnitDto } from './dto/unit.requests.js';
import { toCandidate } from './unit-candidate.js';
import {
  changeOrCorrection,
  childrenLeftBehind,
  codeTaken,
  fieldOfCorrection,
  kindNotOfLevel,
  nothingChanges,
  parentMissing,
  parentNotAbove,
  parentNotThroughout,
  periodsOverlap,
  periodWithoutDays,
  unitNotThere,
} from './units.errors.js';
import {
  closePeriods,
  insertPeriods,
  insertUnits,
  selectPeriodsBelow,
  selectPeriodsByAgencyCode,
  selectPeriodsByReference,
  selectPeriodsOfUnits,
} from './units.queries.js';
import { UnitsService } from './units.service.js';

/** Records units and what changes of them. */
@Injectable()
export class UnitRegisterService {
  constructor(
    private readonly units: UnitsService,
    private readonly clock: Clock,
  ) {}

  /** A new unit with its first period. Refuses with every fault; nothing is written then. */
  async create(tx: WriteTransaction, submission: Submission<UnitDto>): Promise<{ id: string }> {
    const { value } = submission;
    const faults: Fault[] = [...submission.faults];
    const period: Period = { from: value.validFrom ?? null, to: value.validTo ?? null };
    const parentId = await this.resolveParent(tx, value.parent, period, faults);
    if (value.level !== undefined && value.level !== 'province' && value.parent === undefined)
      faults.push(parentMissing());
    const draft: UnitPeriod = {
      unitId: '',
      code: value.code ?? '',
      agencyCode: value.agencyCode ?? null,
      name: value.name ?? '',
      kind: (value.kind ?? '').toLocaleLowerCase('vi'),
      level: value.level ?? 'province',
      parentId,
      period,
    };
    const judged = await this.faultsOfPeriod(tx, draft);
    const missing = new Set(submission.faults.map((fault) => fault.path));
    faults.push(
      ...judged.filter((fault) => !missing.has(fault.path) && !(fault.path === 'kind' && missing.has('level'))),
    );
    refuseIfAny(faults);

    const { n } = await tx.revision();
    const [id] = (await insertUnits(tx.manager, 1, n)) as [string];
    await insertPeriods(tx.manager, [{ ...draft, unitId: id }], n);
    return { id };
  }

  /**
   * Units as whole lives, several periods each, that refer to one another by keys; for loading what is known to
   * be consistent; `known` are ids of keys recorded before. The database's constraints still hold. Returns the id of
   * each new key.
   */
  async createAll(
    tx: WriteTransaction,
    drafts: readonly {
      key: string;
      periods: readonly (Omit<UnitPeriod, 'unitId' | 'parentId'> & { parentKey: string | null })[];
    }[],
    known: ReadonlyMap<string, string> = new Map(),
  ): Promise<Map<string, string>> {
    const { n } = await tx.revision();
    const ids = await insertUnits(tx.manager, drafts.length, n);
    const idOf = new Map(drafts.map(({ key }, index) => [key, ids[index] as string]));
    const rows = drafts.flatMap(({ key, periods }) =>
      periods.map(({ parentKey, ...period }) => {
        const parentId = parentKey === null ? null : (idOf.get(parentKey) ?? known.get(parentKey));
        if (parentId === undefined) throw new Error(`${key} stands below ${parentKey}, which is not among the units`);
        return { ...period, unitId: idOf.get(key) as string, parentId };
      }),
    );
    await insertPeriods(tx.manager, rows, n);
    return idOf;
  }

  /** A change from a day, or a correction of a period; made on the version that `ifMatch` names; the unit's id. */
  async change(
    tx: WriteTransaction,
    reference: string,
    submission: Submission<UnitChangeDto>,
    ifMatch: string | undefined,
  ): Promise<string> {
    const last = await tx.lastRevision();
    const today = this.clock.today();
    const readOn = submission.value.changesFrom ?? submission.value.corrects;
    // Without the day nobody can say which unit the code meant.
    if (readOn === undefined) refuseIfAny(submission.faults);
    const [unit] = await this.units.resolveForWrite(
      [{ unit: reference, day: readOn ?? today, path: '' }],
      today,
      last.n,
      tx.manager,
    );
    if (!unit || !('id' in unit))
      throw new Refusal(unit ? [{ ...unit, kind: unit.kind === 'conflict' ? 'conflict' : 'missing' }] : []);
    const { id } = unit;
    const periods = await selectPeriodsOfUnits(tx.manager, [id], last.n);
    const [first] = periods;
    if (!first) throw new Error('The unit was found before the change');
    requireMatch(ifMatch, await this.units.versionOf(id, last.n, tx.manager));

    const faults: Fault[] = [...submission.faults];
    const { changesFrom, corrects, parent, validFrom, validTo, kind, ...others } = submission.value;
    const given = { ...others, ...(kind === undefined ? {} : { kind: kind.toLocaleLowerCase('vi') }) };
    const bounds = {
      ...(validFrom === undefined ? {} : { from: validFrom }),
      ...(validTo === undefined ? {} : { to: validTo }),
    };
    const malformed = new Set(faults.map((fault) => fault.path));
    if (
      (changesFrom === undefined) === (corrects === undefined) &&
      !malformed.has('changesFrom') &&
      !malformed.has('corrects')
    ) {
      faults.push(changeOrCorrection());
    }
    if (faults.length === 0 && Object.keys({ ...given, ...bounds }).length === 0 && parent === undefined) {
      faults.push(nothingChanges());
    }
    if (changesFrom !== undefined) {
      if (validFrom !== undefined) faults.push(fieldOfCorrection('validFrom'));
      if (validTo !== undefined) faults.push(fieldOfCorrection('validTo'));
    }
    const day = changesFrom ?? corrects;
    if (day === undefined) throw new Refusal(faults);

    const draft = changesFrom === undefined ? correctAt(periods, day, given, bounds) : changeFrom(periods, day, given);
    if (!draft)
      throw new Refusal([
        ...faults,
        unitNotThere(changesFrom ? 'changesFrom' : 'corrects', toCandidate(first), day, 'unprocessable'),
      ]);
    const change = await this.withParent(tx, draft, parent, faults);
    faults.push(...(await this.faultsOfChange(tx, periods, change)));
    refuseIfAny(faults);

    const { n } = await tx.revision();
    await closePeriods(tx.manager, change.closed, n);
    await insertPeriods(tx.manager, change.opened, n);
    return id;
  }

  private async withParent(
    tx: WriteTransaction,
    draft: PeriodsChange,
    parent: string | undefined,
    faults: Fault[],
  ): Promise<PeriodsChange> {
    const changed = draft.opened.at(-1);
    if (parent === undefined || !changed) return draft;
    const parentId = await this.resolveParent(tx, parent, changed.period, faults);
    return { ...draft, opened: draft.opened.with(-1, { ...changed, parentId: parentId ?? changed.parentId }) };
  }

  private async resolveParent(
    tx: WriteTransaction,
    parent: string | undefined,
    period: Period,
    faults: Fault[],
  ): Promise<string | null> {
    if (parent === undefined) return null;
    const last = await tx.lastRevision();
    const day = dayToReadAt(period, this.clock.today());
    const [resolved] = await this.units.resolveForWrite(
      [{ unit: parent, day, path: 'parent' }],
      this.clock.today(),
      last.n,
      tx.manager,
    );
    if (resolved && 'id' in resolved) return resolved.id;
    if (resolved) faults.push(resolved);
    return null;
  }

  private async faultsOfChange(
    tx: WriteTransaction,
    periods: readonly UnitPeriod[],
    change: PeriodsChange,
  ): Promise<Fault[]> {
    const after = afterChange(periods, change);
    if (after.some(({ period }) => period.from !== null && period.to !== null && period.from >= period.to))
      return [periodWithoutDays()];
    if (!areDisjoint(after)) return [periodsOverlap()];
    const changed = change.opened.at(-1);
    const faults = changed ? await this.faultsOfPeriod(tx, changed) : [];
    const last = await tx.lastRevision();
    const [{ unitId }] = periods as [UnitPeriod];
    const below = (await selectPeriodsBelow(tx.manager, [unitId], last.n)).filter(
      (child) => periods.some(({ period }) => overlaps(period, child.period)) && !coverPeriod(after, child.period),
    );
    return below.length > 0 ? [...faults, childrenLeftBehind(below.map(toCandidate))] : faults;
  }

  /** What the facts hold against one period of a unit. */
  private async faultsOfPeriod(tx: WriteTransaction, draft: UnitPeriod): Promise<Fault[]> {
    const { n } = await tx.lastRevision();
    const { code, agencyCode, kind, level, parentId, period, unitId } = draft;
    if (period.from !== null && period.to !== null && period.from >= period.to) return [periodWithoutDays()];
    const faults: Fault[] = [];
    const kinds = LEGAL_KINDS[level];
    if (kinds && !kinds.includes(kind)) faults.push(kindNotOfLevel(kind, level, kinds));
    if (parentId !== null) faults.push(...(await this.faultsOfParent(tx, parentId, level, period, n)));

    const takes = (other: UnitPeriod): boolean => other.unitId !== unitId && overlaps(other.period, period);
    const bearers = (await selectPeriodsByReference(tx.manager, [code], n)).filter((other) => other.code === code);
    const bearer = bearers.find(takes);
    if (bearer) faults.push(codeTaken('code', code, toCandidate(bearer)));
    if (agencyCode !== null) {
      const other = (await selectPeriodsByAgencyCode(tx.manager, [agencyCode], n)).find(takes);
      if (other) faults.push(codeTaken('agencyCode', agencyCode, toCandidate(other)));
    }
    return faults;
  }

  private async faultsOfParent(
    tx: WriteTransaction,
    parentId: string,
    level: Level,
    period: Period,
    n: number,
  ): Promise<Fault[]> {
    const parents = await selectPeriodsOfUnits(tx.manager, [parentId], n);
    const during = parents.filter((parent) => overlaps(parent.period, period));
    const [first] = during.length > 0 ? during : parents;
    if (!first) return [];
    const faults: Fault[] = [];
    if (RANK[first.level] >= RANK[level]) faults.push(parentNotAbove(first.name));
    if (!coverPeriod(parents, period)) faults.push(parentNotThroughout(toCandidate(first)));
    return faults;
  }
}
