import { Injectable } from '@nestjs/common';
import { addDays, type LocalDate } from '../kernel/local-date.js';
import { holds } from '../kernel/period.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { cutOffDay, daysOfPeriod, periodsClosing, type ReportingPeriod } from '../kernel/reporting-period.js';
import { type WorkCalendar } from '../kernel/working-days.js';
import { type SystemOnDay } from '../systems/domain/system.js';
import { SystemsService } from '../systems/systems.service.js';
import { dueDay } from './domain/due.js';
import { type DutyRow } from './duties.queries.js';
import { DutiesService } from './duties.service.js';
import { HolidaysService } from './holidays.service.js';
import { type IndicatorDefinition, IndicatorsService } from './indicators.service.js';

/** A duty in one period: what is owed of which days, by when. */
export interface DutyTerm {
  readonly duty: DutyRow;
  /** The indicator as it is defined at the end of the period; null: confirmations of `systems`. */
  readonly indicator: IndicatorDefinition | null;
  readonly systems: readonly SystemOnDay[];
  readonly period: ReportingPeriod;
  readonly days: { readonly from: LocalDate; readonly to: LocalDate };
  /** The last day of the period, whose units owe it. */
  readonly cutOff: LocalDate;
  readonly dueOn: LocalDate;
}

/** The furthest that a due day may lie behind a cut-off (90 working days and holidays), and before it. */
const LATEST_DUE_DAYS = 150;
const EARLIEST_DUE_DAYS = 70;

/** Everything that terms are worked out from, read once. */
interface Facts {
  readonly duties: readonly DutyRow[];
  readonly definitions: readonly IndicatorDefinition[];
  readonly calendar: WorkCalendar;
  readonly at: Pick<ReadPoint, 'revision'>;
}

/** What duties mean in periods: their days, who owes on which day, and by when. */
@Injectable()
export class DutyTerms {
  constructor(
    private readonly duties: DutiesService,
    private readonly indicators: IndicatorsService,
    private readonly systems: SystemsService,
    private readonly holidays: HolidaysService,
  ) {}

  /** The terms of all duties in a period of their frequency. */
  async of(period: ReportingPeriod, at: ReadPoint): Promise<DutyTerm[]> {
    const facts = await this.facts(at);
    const terms = facts.duties.map((duty) => this.termOf(duty, period, facts));
    return (await Promise.all(terms)).flatMap((term) => term ?? []);
  }

  /** The terms of all duties that are due within `[from, to]`, both inclusive, whatever the period; first due first. */
  async dueWithin(from: LocalDate, to: LocalDate, at: ReadPoint): Promise<DutyTerm[]> {
    const facts = await this.facts(at);
    const terms = facts.duties.flatMap((duty) =>
      periodsClosing(addDays(from, -LATEST_DUE_DAYS), addDays(to, EARLIEST_DUE_DAYS), duty.frequency, 'calendar').map(
        (period) => this.termOf(duty, period, facts),
      ),
    );
    return (await Promise.all(terms))
      .flatMap((term) => term ?? [])
      .filter(({ dueOn }) => from <= dueOn && dueOn <= to)
      .sort((a, b) => (a.dueOn < b.dueOn ? -1 : Number(a.dueOn > b.dueOn)));
  }

  private async facts(at: ReadPoint): Promise<Facts> {
    const [duties, definitions, calendar] = await Promise.all([
      this.duties.all(at.revision),
      this.indicators.allPeriods(at.revision),
      this.holidays.calendar(at.revision),
    ]);
    return { duties, definitions, calendar, at };
  }

  private async termOf(duty: DutyRow, period: ReportingPeriod, facts: Facts): Promise<DutyTerm | null> {
    if (duty.frequency !== period.kind) return null;
    const end = cutOffDay(period, 'calendar');
    const indicator = facts.definitions.find(
      (definition) => definition.indicatorId === duty.indicatorId && holds(definition.period, end),
    );
    if (duty.indicatorId !== null && !indicator) return null;
    const rule = indicator?.calendar ?? duty.calendar ?? 'calendar';
    const cutOff = cutOffDay(period, rule);
    if (!holds({ from: duty.validFrom, to: duty.validTo }, cutOff)) return null;
    const { revision } = facts.at;
    const systems = indicator ? [] : await this.systems.onDay({ asOf: cutOff, revision });
    return {
      ...{ duty, indicator: indicator ?? null, period, days: daysOfPeriod(period, rule), cutOff },
      systems: systems.filter(({ id }) => duty.systemId === null || duty.systemId === id),
      dueOn: dueDay(period, rule, duty.due, facts.calendar),
    };
  }
}
