import { Injectable } from '@nestjs/common';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { addDays, type LocalDate } from '../kernel/local-date.js';
import { type Fault } from '../kernel/refusal.js';
import { cutOffDay, daysOfPeriod, readReportingPeriod } from '../kernel/reporting-period.js';
import { Clock } from '../platform/clock/clock.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Submission } from '../platform/validation/submission.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { mayLog, UnitScopes } from '../units/unit-scopes.service.js';
import { UnitsService } from '../units/units.service.js';
import { type Amount, amountOf } from './domain/amount.js';
import { faultsOfStatement, measureOf, type Statement } from './domain/stated-value.js';
import { type IndicatorValueDto } from './dto/indicator-value.requests.js';
import {
  measuredInTheFuture,
  measuredOutsidePeriod,
  periodNotOver,
  statementFault,
  valueOutsideScope,
} from './indicator-values.errors.js';
import { type NewValue } from './indicator-values.queries.js';
import { definitionOn, type IndicatorDefinition } from './indicators.service.js';

/** A value whose form and references are without fault. */
export interface ReadValue extends NewValue {
  readonly definition: IndicatorDefinition;
  readonly documents: readonly string[];
}

/** What a row says of its period: what the indicator means at its end, and its days. */
interface Reading {
  readonly definition: IndicatorDefinition | null;
  readonly fault: Fault | null;
  readonly days: { readonly from: LocalDate; readonly to: LocalDate };
  readonly last: LocalDate;
}

const NUMBERS = ['amount', 'outOf', 'percent', 'comparator'];

/** Reads values that somebody wants to state, each by itself: its period, unit, numbers and documents. */
@Injectable()
export class ValueReader {
  constructor(
    private readonly units: UnitsService,
    private readonly clock: Clock,
    private readonly scopes: UnitScopes,
    private readonly links: DocumentLinksService,
  ) {}

  /** What each row says (null where anything is wrong with it), and what is wrong; in the order given. */
  async read(
    tx: WriteTransaction,
    submissions: readonly Submission<IndicatorValueDto>[],
    definitions: readonly IndicatorDefinition[],
  ): Promise<{ faults: Fault[]; value: ReadValue | null }[]> {
    const { n: last } = await tx.lastRevision();
    const today = this.clock.today();
    const readings = submissions.map(({ value }) => readingOf(value, definitions));
    const units = await this.units.resolveForWrite(
      submissions.map(({ value }, index) => referenceOf(value, readings[index] ?? null, today)),
      today,
      last,
      tx.manager,
    );
    const scopes = await this.scopes.loggable(last, tx.manager);
    const named = submissions.flatMap(({ value }) => value.documents ?? []);
    const documents = await this.links.known(tx, named);
    return submissions.map((submission, index) => {
      const { value } = submission;
      const reading = readings[index] ?? null;
      const unit = units[index];
      const definition = reading?.definition ?? null;
      const measuredOn = value.measuredOn ?? reading?.last ?? today;
      const statement = statementOf(value);
      const isUnit = unit !== undefined && 'id' in unit;
      const isOutside = isUnit && definition && !mayLog(scopes, unit.id, definition.systemId, measuredOn);
      const faults = [
        ...submission.faults,
        ...faultsOfReferences(value, { reading, unit, definitions, today }),
        ...(reading ? faultsOfDay(value, reading, measuredOn, today) : []),
        ...(definition && !submission.faults.some(({ path }) => NUMBERS.includes(path))
          ? faultsOfStatement(statement, definition).map(statementFault)
          : []),
        ...this.links.faultsOfKnown(documents, value.documents),
        ...(isOutside ? [valueOutsideScope('unit')] : []),
      ];
      if (faults.length > 0 || !reading || !definition || !isUnit) return { faults, value: null };
      const { from, to } = reading.days;
      const read: ReadValue = {
        ...{ indicatorId: definition.indicatorId, definitionId: definition.id, unitId: unit.id },
        ...{ period: value.period ?? '', from, to, measuredOn, measure: measureOf(statement, definition) },
        ...{ source: value.source ?? null, note: value.note ?? null, definition, documents: value.documents ?? [] },
      };
      return { faults, value: read };
    });
  }
}

type Given = Readonly<Partial<IndicatorValueDto>>;

function readingOf({ indicator = '', period }: Given, definitions: readonly IndicatorDefinition[]): Reading | null {
  const read = period === undefined ? null : readReportingPeriod(period);
  if (read === null) return null;
  const meant = definitionOn(definitions, { indicator, day: cutOffDay(read, 'calendar'), path: 'indicator' });
  const definition = 'calendar' in meant ? meant : null;
  const days = daysOfPeriod(read, definition?.calendar ?? 'calendar');
  return { definition, fault: 'calendar' in meant ? null : meant, days, last: addDays(days.to, -1) };
}

/** The unit as it is named on the day of the figure; one that was there on some day of the period is enough. */
function referenceOf({ unit = '', unitName, measuredOn }: Given, reading: Reading | null, today: LocalDate) {
  const last = reading && reading.last < today ? reading.last : today;
  const during = reading ? { during: reading.days } : {};
  return { unit, unitName, day: measuredOn ?? last, path: 'unit', ...during };
}

function faultsOfReferences(
  value: Given,
  found: {
    reading: Reading | null;
    unit: UnitOnDay | Fault | undefined;
    definitions: readonly IndicatorDefinition[];
    today: LocalDate;
  },
): Fault[] {
  const { reading, unit, definitions, today } = found;
  const faults: Fault[] = [];
  // Without a good period nobody can say what was meant then; a code that never named anything is wrong anyway.
  if (value.indicator !== undefined) {
    const reference = { indicator: value.indicator, day: today, path: 'indicator' };
    const meant = reading ? reading.fault : definitionOn(definitions, reference);
    if (meant && 'message' in meant && (reading || meant.code === 'indicator-unknown')) faults.push(meant);
  }
  if (value.unit !== undefined && unit && !('id' in unit) && (reading || unit.code === 'unit-unknown'))
    faults.push(unit);
  return faults;
}

function faultsOfDay(value: Given, { definition, days, last }: Reading, day: LocalDate, today: LocalDate): Fault[] {
  if (day > today && value.measuredOn === undefined) return [periodNotOver(value.period ?? '', last)];
  return [
    ...(day > today ? [measuredInTheFuture(day, today)] : []),
    ...(definition && (day < days.from || day > last) ? [measuredOutsidePeriod(day, days.from, last)] : []),
  ];
}

function statementOf({ amount, outOf, percent, comparator }: Given): Statement {
  const exact = (number: number | undefined): Amount | undefined =>
    number === undefined ? undefined : (amountOf(number) ?? undefined);
  return { amount: exact(amount), outOf: exact(outOf), percent: exact(percent), comparator };
}
