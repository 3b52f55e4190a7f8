import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { dayToReadAt, hasDays, overlaps, type Period } from '../kernel/period.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
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
import { type DutyDto, type DutyEndDto } from './dto/duty.requests.js';
import { periodWithoutDays } from './indicators.errors.js';
import { definitionOn, IndicatorsService } from './indicators.service.js';

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
  async all(revision: number): Promise<DutyRow[]> {
    return selectDuties(this.dataSource.manager, revision);
  }

  /** A new duty; its id. Refuses with every fault. */
  async add(tx: WriteTransaction, submission: Submission<DutyDto>): Promise<string> {
    const { value } = submission;
    const { n: last } = await tx.lastRevision();
    const faults: Fault[] = [...submission.faults, ...faultsOfForm(value)];
    const period: Period = { from: value.validFrom ?? null, to: value.validTo ?? null };
    if (!hasDays(period)) faults.push(periodWithoutDays());
    const references = await this.references(tx, value, period, faults);
    refuseIfAny(faults.filter((fault) => !isGuess(submission, fault, 'validFrom', 'validTo')));

    const { level, frequency, dueRule: rule, dueCount: count } = value as DutyDto;
    const month = rule === 'day-of-month' ? (value.dueMonth ?? 0) : null;
    const duty: Duty = {
      ...references,
      ...{ level, kind: value.kind?.toLocaleLowerCase('vi') ?? null, frequency, due: { rule, count, month } },
      calendar: references.indicatorId === null ? (value.calendar ?? 'calendar') : null,
      ...{ validFrom: period.from, validTo: period.to, legalBasis: value.legalBasis ?? null },
    };
    if ((await selectDuties(tx.manager, last)).some((other) => saysTheSame(other, duty)))
      throw new Refusal([dutySaidAlready()]);
    return insertDuty(tx.manager, duty, (await tx.revision()).n);
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
    if (duties.some((other) => other.id !== id && saysTheSame(other, ended))) throw new Refusal([dutySaidAlready()]);
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

function faultsOfForm({
  indicator,
  system,
  calendar,
  dueRule,
  dueCount,
  dueMonth,
}: Readonly<Partial<DutyDto>>): Fault[] {
  const isDayOfMonth = dueRule === 'day-of-month';
  return [
    ...(indicator !== undefined && system !== undefined ? [dutyOfBoth()] : []),
    ...(indicator !== undefined && calendar !== undefined ? [calendarOfIndicator()] : []),
    ...(dueRule !== undefined && !isDayOfMonth && dueMonth !== undefined ? [dueMonthMisplaced()] : []),
    ...(isDayOfMonth && dueCount !== undefined && (dueCount < 1 || dueCount > 31) ? [dueDayImpossible()] : []),
  ];
}

function saysTheSame(a: Duty, b: Duty): boolean {
  const what = ({ indicatorId, systemId, level, kind, setId, withinId, frequency }: Duty): string =>
    JSON.stringify([indicatorId, systemId, level, kind, setId, withinId, frequency]);
  return what(a) === what(b) && overlaps({ from: a.validFrom, to: a.validTo }, { from: b.validFrom, to: b.validTo });
}
