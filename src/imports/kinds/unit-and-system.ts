import { type LocalDate } from '../../kernel/local-date.js';
import { dayToReadAt, holds, overlaps, type Period } from '../../kernel/period.js';
import { type SystemDirectory } from '../../systems/domain/system-directory.js';
import { type SystemPeriod } from '../../systems/domain/system.js';
import { systemNotThere, systemUnknown } from '../../systems/systems.errors.js';
import { directoryFault } from '../../units/directory-faults.js';
import { type UnitDirectory } from '../../units/domain/unit-directory.js';
import { type UnitOnDay } from '../../units/domain/unit.js';
import { type RowFault, faultAt, type TableRow } from '../domain/column.js';
import { ofFact } from '../imports.errors.js';

type Report = (fault: RowFault) => void;

/** Text of a cell of the row, if it has one. */
export function textOf({ values }: TableRow, key: string): string | undefined {
  const value = values[key];
  return value === undefined ? undefined : String(value);
}

/** The columns that name a unit: by its code, its name, and what it lies within. */
export interface NamingColumns {
  readonly unit: string;
  readonly unitName: string;
  readonly within?: string;
}

const OWN_UNIT: NamingColumns = { unit: 'unit', unitName: 'unitName', within: 'within' };

/** The unit that a row names on the day, or null with a fault. */
export function unitOf(
  row: TableRow,
  directory: UnitDirectory,
  days: { day: LocalDate; today: LocalDate },
  report: Report,
  columns: NamingColumns = OWN_UNIT,
): UnitOnDay | null {
  const { unit, unitName, within } = columns;
  const typed = {
    unit: textOf(row, unit),
    name: textOf(row, unitName),
    within: within === undefined ? undefined : textOf(row, within),
  };
  // What a cell that cannot be understood may have said is anybody's guess.
  if (Object.values(columns).some((key) => row.unread.includes(key as string))) return null;
  const answer = directory.find(typed, days.day, days.today);
  if (answer.outcome === 'found') return answer.unit;
  const fault = directoryFault(answer, typed, days.day);
  const path = fault.path === 'unit' && typed.unit === undefined && typed.name !== undefined ? 'unitName' : fault.path;
  report(faultAt(row, columns[path as keyof NamingColumns] ?? null, ofFact(path, fault)));
  return null;
}

/** The unit that a column names for a period, or null with a fault; undefined where the cell is blank. */
export function unitDuring(
  row: TableRow,
  column: string,
  directory: UnitDirectory,
  { period, today }: { period: Period; today: LocalDate },
  report: Report,
): UnitOnDay | null | undefined {
  const typed = textOf(row, column);
  if (typed === undefined) return row.unread.includes(column) ? null : undefined;
  const answer = directory.findDuring(typed, period, today);
  if (answer.outcome === 'found') return answer.unit;
  const fault = directoryFault(answer, { unit: typed, name: typed }, dayToReadAt(period, today));
  report(faultAt(row, column, ofFact('unit', fault)));
  return null;
}

/** The code of a unit where it means the unit in that period, else its id. */
export function referenceDuring(unitId: string, directory: UnitDirectory, period: Period, today: LocalDate): string {
  const code = directory.lifeOf(unitId).findLast((life) => overlaps(life.period, period))?.code;
  const answer = code === undefined ? undefined : directory.findDuring(code, period, today);
  return code !== undefined && answer?.outcome === 'found' && answer.unit.id === unitId ? code : unitId;
}

/** Another row of those of the same thing whose first day is such. */
export function otherBeginning(
  ofThing: readonly TableRow[],
  row: TableRow,
  isSuch: (first: LocalDate) => boolean,
): TableRow | undefined {
  return ofThing.find((other) => {
    const { from } = periodOf(other);
    return other !== row && from !== null && isSuch(from);
  });
}

/** A row that begins before an end that this one gives: both cannot be. */
export function beginningBeforeEnd(ofThing: readonly TableRow[], row: TableRow): TableRow | undefined {
  const { from, to } = periodOf(row);
  return otherBeginning(ofThing, row, (first) => to !== null && first < to && (from === null || from < first));
}

/** Rows of one thing in the order of their first days, those without one first: what changes later is made later. */
export function byBeginning(a: TableRow, b: TableRow): number {
  const [before, after] = [periodOf(a).from ?? '', periodOf(b).from ?? ''];
  return before === after ? 0 : before < after ? -1 : 1;
}

/**
 * Which period of a thing a row speaks of: the one that begins on its first day, or holds it. Of a row without one, the one
 * that ends on its last day, or is as open as the row, or holds the day that is asked about; none that another row of the
 * file begins.
 */
export function periodMeant<T extends { readonly period: Period }>(
  all: readonly T[],
  row: TableRow,
  day: LocalDate,
  ofThing: readonly TableRow[],
): T | undefined {
  const { from, to } = periodOf(row);
  const isOfAnother = ({ period }: T): boolean =>
    from === null && otherBeginning(ofThing, row, (first) => first === period.from) !== undefined;
  const own = all.filter((one) => !isOfAnother(one));
  const begins = own.find(({ period }) => period.from === from && (from !== null || period.to === to));
  if (begins) return begins;
  if (from !== null) return own.find(({ period }) => holds(period, from));
  return (
    own.find(({ period }) => to !== null && period.to === to) ??
    own.find(({ period }) => holds(period, day)) ??
    own.at(-1)
  );
}

/** The first and the last day that a row gives. */
export function periodOf({ values }: TableRow): Period {
  const { validFrom = null, validTo = null } = values as Partial<Record<string, LocalDate>>;
  return { from: validFrom, to: validTo };
}

/** The system that a row names on the day, or null with a fault. */
export function systemOf(
  row: TableRow,
  directory: SystemDirectory,
  day: LocalDate,
  report: Report,
): SystemPeriod | null {
  const typed = textOf(row, 'system');
  return typed === undefined ? null : systemNamed(row, { column: 'system', typed }, directory, day, report);
}

/** The system that a text in a column means on the day, or null with a fault. */
export function systemNamed(
  row: TableRow,
  { column, typed }: { column: string; typed: string },
  directory: SystemDirectory,
  day: LocalDate,
  report: Report,
): SystemPeriod | null {
  const answer = directory.find(typed, day);
  if (answer.outcome === 'found') return answer.system;
  const fault =
    answer.outcome === 'unknown'
      ? systemUnknown(
          column,
          typed,
          'unprocessable',
          answer.candidates.map(({ code }) => code),
        )
      : systemNotThere(column, answer.system.name, day, 'unprocessable');
  report(faultAt(row, column, ofFact('system', fault), typed));
  return null;
}
