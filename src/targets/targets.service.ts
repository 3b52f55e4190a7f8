import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { amountOf } from '../indicators/domain/amount.js';
import { type IndicatorKind } from '../indicators/domain/measure.js';
import { definitionOn, IndicatorsService } from '../indicators/indicators.service.js';
import { addDays, type LocalDate } from '../kernel/local-date.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { isGuess, type Submission } from '../platform/validation/submission.js';
import { SystemsService } from '../systems/systems.service.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import { UnitsService } from '../units/units.service.js';
import { type TargetMeasure } from './domain/target.js';
import { type TargetDto, type TargetRetractionDto } from './dto/target.requests.js';
import {
  dueBeforeStart,
  goalAboveAll,
  goalBelowBaseline,
  measureOfOther,
  onlyOfCoverage,
  subjectOfTarget,
  targetUnknown,
} from './targets.errors.js';
import { closeTargets, insertTarget, selectTargets, selectTargetsById, type TargetRow } from './targets.queries.js';

export { type TargetRow } from './targets.queries.js';

const WHOLE_PERCENT = 100;

/** Goals for coverage and indicators: recorded and withdrawn, never changed. */
@Injectable()
export class TargetsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly systems: SystemsService,
    private readonly indicators: IndicatorsService,
    private readonly units: UnitsService,
    private readonly scopes: UnitScopes,
    private readonly links: DocumentLinksService,
    private readonly clock: Clock,
  ) {}

  /** Those that the caller may see, first due first. */
  async list(revision: number): Promise<TargetRow[]> {
    return this.visible(await selectTargets(this.dataSource.manager, revision), revision, this.dataSource.manager);
  }

  /** One that the caller may see; refuses (missing) any other. */
  async get(id: string, revision: number, db: Db = this.dataSource.manager): Promise<TargetRow> {
    const [target] = await this.visible(await selectTargetsById(db, [id], revision), revision, db);
    if (!target) throw new Refusal([targetUnknown(id)]);
    return target;
  }

  /** Records a target; its id. Refuses with every fault. */
  async set(tx: WriteTransaction, submission: Submission<TargetDto>): Promise<string> {
    const { value } = submission;
    const faults: Fault[] = [...submission.faults];
    if ((value.system === undefined) === (value.indicator === undefined)) faults.push(subjectOfTarget());
    const doubts: Fault[] = [];
    const subject = await this.subjectOf(tx, value, doubts);
    faults.push(...faultsOfGoal(value, subject.kind));
    const { startsOn, dueOn } = value;
    if (startsOn !== undefined && dueOn !== undefined && dueOn < startsOn) faults.push(dueBeforeStart());
    const scopeId = await this.scopeOf(tx, value, doubts);
    faults.push(...doubts.filter((fault) => !isGuess(submission, fault, 'startsOn', 'dueOn')));
    faults.push(...(await this.links.faultsOf(tx, value.documents)));
    refuseIfAny(faults);
    if (scopeId === null) throw new Error('Checked above');

    const { name, measure, goal, ...days } = value as TargetDto;
    const target = {
      ...{ name, systemId: subject.systemId, indicatorId: subject.indicatorId, scopeId, measure },
      ...{ level: value.level ?? null, kind: value.kind?.toLocaleLowerCase('vi') ?? null },
      goal: amountOf(goal) ?? 0,
      baseline: value.baseline === undefined ? null : amountOf(value.baseline),
      ...{ startsOn: days.startsOn, dueOn: days.dueOn, legalBasis: value.legalBasis ?? null },
    };
    const id = await insertTarget(tx.manager, target, (await tx.revision()).n);
    await this.links.link(tx, 'target', [{ subjectId: id, documents: value.documents ?? [] }]);
    return id;
  }

  /** The target was recorded wrongly, or is no more: from this revision on it is not. */
  async retract(tx: WriteTransaction, id: string, submission: Submission<TargetRetractionDto>): Promise<void> {
    const { n: last } = await tx.lastRevision();
    const target = await this.get(id, last, tx.manager);
    refuseIfAny(submission.faults);
    await closeTargets(tx.manager, [target.id], submission.value.reason ?? '', (await tx.revision()).n);
  }

  /** Withdraws a target and sets another in its place, which rests on the same documents; the id of that one. */
  async correct(
    tx: WriteTransaction,
    id: string,
    submission: Submission<TargetDto>,
    reason: Submission<TargetRetractionDto>,
  ): Promise<string> {
    await this.retract(tx, id, reason);
    const to = await this.set(tx, submission);
    await this.links.carryOver(tx, 'target', [{ from: id, to }]);
    return to;
  }

  private async visible(targets: readonly TargetRow[], revision: number, db: Db): Promise<TargetRow[]> {
    const readable = await this.scopes.readable(revision, db);
    return targets.filter(
      ({ scopeId, startsOn, dueOn }) => readable?.meets(scopeId, { from: startsOn, to: addDays(dueOn, 1) }) ?? true,
    );
  }

  private async subjectOf(
    tx: WriteTransaction,
    { system, indicator, startsOn }: Readonly<Partial<TargetDto>>,
    faults: Fault[],
  ): Promise<{ systemId: number | null; indicatorId: number | null; kind: IndicatorKind | 'coverage' | null }> {
    const { n: last } = await tx.lastRevision();
    const day = startsOn ?? this.clock.today();
    const nothing = { systemId: null, indicatorId: null, kind: null };
    if (system !== undefined) {
      const [meant] = await this.systems.resolveForWrite([{ system, day, path: 'system' }], last, tx.manager);
      if (meant && 'systemId' in meant) return { ...nothing, systemId: meant.systemId, kind: 'coverage' };
      if (meant) faults.push(meant);
    } else if (indicator !== undefined) {
      const all = await this.indicators.allPeriods(last, tx.manager);
      const meant = definitionOn(all, { indicator, day, path: 'indicator' });
      if ('indicatorId' in meant) return { ...nothing, indicatorId: meant.indicatorId, kind: meant.kind };
      faults.push(meant);
    }
    return nothing;
  }

  private async scopeOf(
    tx: WriteTransaction,
    { scope, scopeName, startsOn, dueOn }: Readonly<Partial<TargetDto>>,
    faults: Fault[],
  ): Promise<string | null> {
    if (scope === undefined) return null;
    const { n: last } = await tx.lastRevision();
    const today = this.clock.today();
    const day: LocalDate = startsOn ?? today;
    const during =
      startsOn !== undefined && dueOn !== undefined && startsOn <= dueOn
        ? { during: { from: startsOn, to: addDays(dueOn, 1) } }
        : {};
    const reference = { unit: scope, unitName: scopeName, day, path: 'scope', ...during };
    const [unit] = await this.units.resolveForWrite([reference], today, last, tx.manager);
    if (unit && 'id' in unit) return unit.id;
    if (unit) faults.push(unit.path === 'unitName' ? { ...unit, path: 'scopeName' } : unit);
    return null;
  }
}

function faultsOfGoal(value: Readonly<Partial<TargetDto>>, kind: IndicatorKind | 'coverage' | null): Fault[] {
  const { measure, goal, baseline, level } = value;
  const allowed: readonly TargetMeasure[] =
    kind === 'coverage'
      ? ['ratio', 'count']
      : kind === 'ratio'
        ? ['ratio']
        : kind === 'score'
          ? ['ratio', 'value']
          : ['value'];
  const isOfIndicator = kind !== null && kind !== 'coverage';
  return [
    ...(kind !== null && measure !== undefined && !allowed.includes(measure) ? [measureOfOther(allowed)] : []),
    ...(isOfIndicator && level !== undefined ? [onlyOfCoverage('level')] : []),
    ...(isOfIndicator && value.kind !== undefined ? [onlyOfCoverage('kind')] : []),
    ...(kind === 'coverage' && measure === 'ratio' && goal !== undefined && goal > WHOLE_PERCENT
      ? [goalAboveAll()]
      : []),
    ...(goal !== undefined && baseline !== undefined && baseline > goal ? [goalBelowBaseline()] : []),
  ];
}
