import { type LocalDate } from '../../kernel/local-date.js';
import { dayToReadAt, holds, type Period } from '../../kernel/period.js';
import { type CellValue, faultAt, type RowFault, type TableRow } from '../domain/column.js';
import { beginningOfPeriod, endOfEarlierPeriod, statementsContradict } from '../imports.errors.js';
import { beginningBeforeEnd, otherBeginning, periodMeant, periodOf } from './meant-periods.js';
import { differences, given, picked } from './row-commands.js';

type Facts = Readonly<Record<string, CellValue>>;

/** A recorded thing whose meaning has periods, and what the file says of it. */
export interface ThingInPeriods<T extends { readonly period: Period }> {
  /** Its recorded periods, earliest first; at least one. */
  readonly own: readonly T[];
  /** The rows of the file that are about it. */
  readonly rows: readonly TableRow[];
  /** What a period says, by column. */
  readonly factsOf: (period: T) => Readonly<Record<string, CellValue | null>>;
}

/** What a row changes of such a thing. */
export type PeriodChange = { readonly since: LocalDate | null } & (
  | { readonly what: 'unchanged' }
  | {
      readonly what: 'update';
      /** From this day on it is as `fields` say; null: nothing but its end is other. */
      readonly changesFrom: LocalDate | null;
      readonly fields: Facts;
      /** The first day on which it is no more; null: that stays. */
      readonly endsOn: LocalDate | null;
      readonly before: Facts;
      readonly after: Facts;
    }
);

/**
 * What a row that states `stated` changes. A first day other than that of the recorded period is a change from that day on;
 * without one the recorded period changes, from `day` on where it began before the record. Null where the row contradicts
 * another or gives a day that would change nothing; faults go to `report`.
 */
export function changeOfPeriod<T extends { readonly period: Period }>(
  row: TableRow,
  stated: Facts,
  { own, rows, factsOf }: ThingInPeriods<T>,
  day: LocalDate,
  report: (fault: RowFault) => void,
): PeriodChange | null {
  const period = periodOf(row);
  const bounds = given(row.values, 'validTo');
  const there = periodMeant(own, row, day, rows);
  const inside = beginningBeforeEnd(rows, row);
  if (inside) {
    report(faultAt(row, 'validTo', statementsContradict(inside.row)));
    return null;
  }
  const since = period.from ?? there?.period.from ?? null;
  const believed = there && factsOf(there);
  const changed = believed ? differences(stated, believed) : Object.keys(stated);
  const ends = period.to !== null && period.to !== there?.period.to;
  if (ends && there !== own.at(-1)) {
    report(faultAt(row, 'validTo', endOfEarlierPeriod(there?.period.to ?? null)));
    return null;
  }
  const isLater = period.from !== null && period.from !== there?.period.from;
  const isAfterAnother = otherBeginning(rows, row, (first) => isWithin(first, there, period.from)) !== undefined;
  if (there && changed.length === 0 && isLater && !isAfterAnother) {
    report(faultAt(row, 'validFrom', beginningOfPeriod(there.period.from)));
    return null;
  }
  if (changed.length === 0 && !isLater && !ends) return { since, what: 'unchanged' };
  // A period that is past by the day asked about changes from its own beginning.
  const changesFrom = period.from ?? (there && !holds(there.period, day) ? dayToReadAt(there.period, day) : day);
  const other = period.from === null ? otherBeginning(rows, row, (first) => first <= changesFrom) : undefined;
  if (other && changed.length > 0) {
    report(faultAt(row, 'validFrom', statementsContradict(other.row)));
    return null;
  }
  const isChanged = changed.length > 0 || isLater;
  // A later change says all that it states: another one may come before it.
  const fields = isLater ? stated : given(stated, ...changed);
  return {
    since,
    what: 'update',
    changesFrom: isChanged ? changesFrom : null,
    fields,
    endsOn: ends ? period.to : null,
    before: {
      ...picked(believed ?? {}, changed),
      ...(ends ? picked({ validTo: there?.period.to ?? null }, ['validTo']) : {}),
    },
    after: { ...fields, ...(isChanged ? { changesFrom } : {}), ...(ends ? bounds : {}) },
  };
}

/** Whether a day lies in a period, after its first day and before another. */
function isWithin(day: LocalDate, there: { readonly period: Period } | undefined, before: LocalDate | null): boolean {
  return (
    there !== undefined && day !== there.period.from && holds(there.period, day) && before !== null && day < before
  );
}
