import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { dayToReadAt, hasDays, overlaps, type Period } from '../kernel/period.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { requireMatch } from '../platform/http/pinned-answer.interceptor.js';
import { isGuess, type Submission } from '../platform/validation/submission.js';
import { SystemsService } from '../systems/systems.service.js';
import { UnitSetsService } from '../units/unit-sets.service.js';
import { UnitsService } from '../units/units.service.js';
import {
  calendarOfIndicator,
  dueDayImpossible,
  dueMonthMisplaced,
  dutyOfBoth,
  dutySaidAlready,
  dutyUnknown,
} from './duties.errors.js';
import { closeDuty, type Duty, type DutyRow, insertDuty, selectDuties } from './duties.queries.js';
import { type DutyDto, type DutyEndDto, type DutyTermsDto } from './dto/duty.requests.js';
import { periodWithoutDays } from './indicators.errors.js';
import { definitionOn, IndicatorsService } from './indicators.service.js';

export type { DutyRow as DutyFound } from './duties.queries.js';

/** Who owes what how often and by when: values of indicators, and confirmations of deployments. */
@Injectable()
export class DutiesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly indicators: IndicatorsService,
    private readonly systems: SystemsService,
    private readonly units: UnitsService,
    private readonly sets: UnitSetsService,
    private readonly clock: Clock,
  ) {}

  /** All duties, whenever in force. */
  async all(revision: number, db: Db = this.dataSource.manager): Promise<DutyRow[]> {
    return selectDuties(db, revision);
  }

  /** A new duty; its id. Refuses with every fault. */
  async add(tx: WriteTransaction, submission: Submission<DutyDto>): Promise<string> {
    const { value } = submission;
    const { n: last } = await tx.lastRevision();
    const faults: Fault[] = [
      ...submission.faults,
      ...(value.indicator !== undefined && value.system !== undefined ? [dutyOfBoth()] : []),
      ...faultsOfTerms(value, value.indicator !== undefined),
    ];
    const period: Period = { from: value.validFrom ?? null, to: value.validTo ?? null };
    if (!hasDays(period)) faults.push(periodWithoutDays());
    const doubts: Fault[] = [];
    const references = await this.references(tx, value, period, doubts);
    faults.push(...doubts.filter((fault) => !isGuess(submission, fault, 'validFrom', 'validTo')));
    refuseIfAny(faults);

    const { level, frequency } = value as DutyDto;
    const duty: Duty = {
      ...references,
      ...{ level, kind: value.kind?.toLocaleLowerCase('vi') ?? null, frequency, validFrom: period.from },
      ...termsOf(value as DutyDto, references),
    };
    refuseIfSaid(duty, await selectDuties(tx.manager, last), 'validFrom');
    return insertDuty(tx.manager, duty, (await tx.revision()).n);
  }

  /** By when it is due, how long it holds or what it rests on was recorded wrongly: it is as given, and was ever. */
  async correct(tx: WriteTransaction, duty: DutyRow, submission: Submission<DutyTermsDto>): Promise<void> {
    const { value } = submission;
    const { n: last } = await tx.lastRevision();
    const faults = [...submission.faults, ...faultsOfTerms(value, duty.indicatorId !== null)];
    if (!hasDays({ from: duty.validFrom, to: value.validTo ?? null })) faults.push(periodWithoutDays());
    refuseIfAny(faults);
    const corrected = { ...duty, ...termsOf(value as DutyTermsDto, duty) };
    refuseIfSaid(corrected, await selectDuties(tx.manager, last), 'validTo');
    const { n } = await tx.revision();
    await closeDuty(tx.manager, duty.id, n);
    await insertDuty(tx.manager, corrected, n);
  }

  /** The duty ends: it does not hold for periods that end on `validTo` or later. */
  async end(
    tx: WriteTransaction,
    id: string,
    submission: Submission<DutyEndDto>,
    ifMatch: string | undefined,
  ): Promise<void> {
    const { n: last } = await tx.lastRevision();
    const duties = await selectDuties(tx.manager, last);
    const duty = duties.find((candidate) => candidate.id === id);
    if (!duty) throw new Refusal([dutyUnknown(id)]);
    requireMatch(ifMatch, duty.version);
    const { validTo } = submission.value;
    const faults = [...submission.faults];
    if (validTo !== undefined && !hasDays({ from: duty.validFrom, to: validTo })) faults.push(periodWithoutDays());
    refuseIfAny(faults);
    const ended = { ...duty, validTo: validTo ?? null };
    refuseIfSaid(ended, duties, 'validTo');
    const { n } = await tx.revision();
    await closeDuty(tx.manager, id, n);
    await insertDuty(tx.manager, ended, n);
  }

  private async references(
    tx: WriteTransaction,
    value: Readonly<Partial<DutyDto>>,
    period: Period,
    faults: Fault[],
  ): Promise<Pick<Duty, 'indicatorId' | 'systemId' | 'setId' | 'withinId'>> {
    const { n: last } = await tx.lastRevision();
    const today = this.clock.today();
    const day = dayToReadAt(period, today);
    const { indicator, system, set, within } = value;
    const found = { indicatorId: null, systemId: null, setId: null, withinId: null } as {
      -readonly [K in 'indicatorId' | 'systemId' | 'setId' | 'withinId']: Duty[K];
    };
    if (indicator !== undefined) {
      const all = await this.indicators.allPeriods(last, tx.manager);
      const meant = definitionOn(all, { indicator, day, path: 'indicator' });
      if ('indicatorId' in meant) found.indicatorId = meant.indicatorId;
      else faults.push(meant);
    }
    if (system !== undefined) {
      const [meant] = await this.systems.resolveForWrite([{ system, day, path: 'system' }], last, tx.manager);
      if (meant && 'systemId' in meant) found.systemId = meant.systemId;
      else if (meant) faults.push(meant);
    }
    if (set !== undefined) {
      const meant = await this.sets.resolve(tx, set, 'set');
      if (typeof meant === 'string') found.setId = meant;
      else faults.push(meant);
    }
    if (within !== undefined) {
      const reference = { unit: within, path: 'within', day, during: period };
      const [meant] = await this.units.resolveForWrite([reference], today, last, tx.manager);
      if (meant && 'id' in meant) found.withinId = meant.id;
      else if (meant) faults.push(meant);
    }
    return found;
  }
}

function faultsOfTerms(
  { calendar, dueRule, dueCount, dueMonth }: Readonly<Partial<DutyTermsDto>>,
  isOfIndicator: boolean,
): Fault[] {
  const isDayOfMonth = dueRule === 'day-of-month';
  return [
    ...(isOfIndicator && calendar !== undefined ? [calendarOfIndicator()] : []),
    ...(dueRule !== undefined && !isDayOfMonth && dueMonth !== undefined ? [dueMonthMisplaced()] : []),
    ...(isDayOfMonth && dueCount !== undefined && (dueCount < 1 || dueCount > 31) ? [dueDayImpossible()] : []),
  ];
}

function termsOf(
  { calendar, dueRule, dueCount, dueMonth, validTo, legalBasis }: DutyTermsDto,
  { indicatorId }: Pick<Duty, 'indicatorId'>,
): Pick<Duty, 'calendar' | 'due' | 'validTo' | 'legalBasis'> {
  return {
    calendar: indicatorId === null ? (calendar ?? 'calendar') : null,
    due: { rule: dueRule, count: dueCount, month: dueRule === 'day-of-month' ? (dueMonth ?? 0) : null },
    ...{ validTo: validTo ?? null, legalBasis: legalBasis ?? null },
  };
}

/** Refuses a duty that another says too, on one of its days; `path` is what would have to be other. */
function refuseIfSaid(duty: Duty & { id?: string }, duties: readonly DutyRow[], path: string): void {
  const other = duties.find(({ id, ...one }) => id !== duty.id && saysTheSame(one, duty));
  if (other) throw new Refusal([dutySaidAlready(path, { from: other.validFrom, to: other.validTo })]);
}

function saysTheSame(a: Duty, b: Duty): boolean {
  return whatIsOwed(a) === whatIsOwed(b) && overlaps(daysOf(a), daysOf(b));
}

/** Who owes what how often: of two duties that agree in this, no day may have both. */
export function whatIsOwed(
  duty: Pick<Duty, 'indicatorId' | 'systemId' | 'level' | 'kind' | 'setId' | 'withinId' | 'frequency'>,
): string {
  const { indicatorId, systemId, level, kind, setId, withinId, frequency } = duty;
  return JSON.stringify([indicatorId, systemId, level, kind, setId, withinId, frequency]);
}

function daysOf({ validFrom, validTo }: Duty): Period {
  return { from: validFrom, to: validTo };
}
