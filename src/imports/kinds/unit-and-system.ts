import { type LocalDate } from '../../kernel/local-date.js';
import { dayToReadAt, overlaps, type Period } from '../../kernel/period.js';
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

/**
 * The unit that a row names on the day, or null with a fault. A null `day` could not be read: then the unit of today is
 * taken, and only what names no unit of any day is a fault.
 */
export function unitOf(
  row: TableRow,
  directory: UnitDirectory,
  { day: stated, today }: { day: LocalDate | null; today: LocalDate },
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
  const day = stated ?? today;
  const answer = directory.find(typed, day, today);
  if (answer.outcome === 'found') return answer.unit;
  const namesNothing =
    answer.outcome === 'nothing-named' ||
    (answer.outcome === 'unknown' && (typed.unit !== undefined || !directory.wasEverNamed(typed.name ?? '', today)));
  if (stated === null && !namesNothing) return null;
  const fault = directoryFault(answer, typed, day);
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
