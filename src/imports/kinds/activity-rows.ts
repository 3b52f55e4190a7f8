import { type ActivityKind } from '../../activities/domain/activity.js';
import { type LocalDate } from '../../kernel/local-date.js';
import { matchKey } from '../../kernel/vietnamese-text.js';
import { type SystemDirectory } from '../../systems/domain/system-directory.js';
import { type UnitDirectory } from '../../units/domain/unit-directory.js';
import { type SaidActivity } from '../domain/activity-lines.js';
import { type CellValue, faultAt, type TableRow } from '../domain/column.js';
import { groupBy } from '../domain/group-by.js';
import { blankCell } from '../domain/read-table.js';
import { type StagedRows } from '../import-kind.js';
import { statementsContradict } from '../imports.errors.js';
import { type NamingColumns, systemNamed, textOf, unitOf } from './unit-and-system.js';

/** What the rows of one activity say together, and which of them say what. */
export interface PlacedActivity {
  readonly rows: readonly TableRow[];
  readonly said: SaidActivity;
  readonly attendanceRows: readonly TableRow[];
  readonly itemRows: readonly TableRow[];
}

interface Directories {
  readonly units: UnitDirectory;
  readonly systems: SystemDirectory;
}

export const ORGANISER_NAMING: NamingColumns = { unit: 'organiser', unitName: 'organiserName' };

/** Cells that speak of the whole activity: stated in any of its rows, and not otherwise in another. */
const OF_THE_WHOLE = ['endsOn', 'place', 'systems', 'people', 'note'] as const;
const OF_EQUIPMENT = [
  { key: 'type', heading: { vi: 'Loại thiết bị', en: 'Equipment' } },
  { key: 'quantity', heading: { vi: 'Số lượng', en: 'Quantity' } },
  { key: 'measure', heading: { vi: 'Đơn vị tính', en: 'Unit of measure' } },
] as const;

/** A row whose activity is known. */
interface Headed {
  readonly row: TableRow;
  readonly organiserId: string;
  readonly place: string | null;
}

/**
 * Brings the rows of each activity together: those of one kind, title, first day, organiser, place and session. Whoever
 * leaves the place blank means that of the row above. An activity with a fault in any row is left out, with all faults.
 */
export function placeActivities(staged: StagedRows, directories: Directories): PlacedActivity[] {
  const { report, today } = staged;
  const bad = new Set<string>();
  const headed = staged.rows.flatMap((row): Headed[] => {
    const first = dayOf(row);
    // What is still to come names its units as of today.
    const day = first !== undefined && first > today ? today : (first ?? null);
    const organiser = unitOf(row, directories.units, { day, today }, report, ORGANISER_NAMING);
    const isHeaded = organiser && textOf(row, 'title') !== undefined && textOf(row, 'kind') !== undefined && dayOf(row);
    return isHeaded ? [{ row, organiserId: organiser.id, place: textOf(row, 'place') ?? null }] : [];
  });
  // A blank place is that of the row above, or else the first one that is given.
  const places = new Map<string, string>();
  for (const one of headed.toReversed()) if (one.place !== null) places.set(keyOf(one), one.place);
  const placed = headed.map((one) => {
    if (one.place !== null) places.set(keyOf(one), one.place);
    return { ...one, place: one.place ?? places.get(keyOf(one)) ?? null };
  });
  return [...groupBy(placed, (one) => `${keyOf(one)} ${matchKey(one.place ?? '')}`)].flatMap(([key, group]) => {
    const one = together(
      group,
      {
        ...staged,
        report: (fault) => {
          bad.add(key);
          report(fault);
        },
      },
      directories,
    );
    return bad.has(key) || group.some(({ row }) => row.unread.length > 0) ? [] : [one];
  });
}

function keyOf({ row, organiserId }: Headed): string {
  const { kind, startsOn, session = 1 } = row.values;
  return JSON.stringify([kind, matchKey(textOf(row, 'title') ?? ''), startsOn, organiserId, session]);
}

function dayOf({ values }: TableRow): LocalDate | undefined {
  return values['startsOn'] as LocalDate | undefined;
}

function together(group: readonly Headed[], staged: StagedRows, directories: Directories): PlacedActivity {
  const [{ row: first, organiserId, place }] = group as [Headed];
  const rows = group.map(({ row }) => row);
  const whole: Partial<Record<string, CellValue>> = {};
  for (const row of rows) {
    for (const key of OF_THE_WHOLE) {
      const value = row.values[key];
      if (value === undefined || key === 'place') continue;
      whole[key] ??= value;
      if (whole[key] !== value)
        staged.report(
          faultAt(
            row,
            key,
            statementsContradict(rows.find((other) => other.values[key] !== undefined)?.row ?? row.row),
          ),
        );
    }
  }
  const startsOn = dayOf(first) as LocalDate;
  const lines = rows.map((row) => ({ row, ...lineOf(row, startsOn, staged, directories.units) }));
  const attended = lines.flatMap(({ row, attends }) => (attends ? [{ row, attends }] : []));
  const received = lines.flatMap(({ row, receives }) => (receives ? [{ row, receives }] : []));
  const systems = systemsIn(whole['systems'], rows, startsOn, staged, directories.systems);
  return {
    rows,
    attendanceRows: attended.map(({ row }) => row),
    itemRows: received.map(({ row }) => row),
    said: {
      ...{
        kind: first.values['kind'] as ActivityKind,
        title: textOf(first, 'title') ?? '',
        startsOn,
        organiserId,
        place,
      },
      endsOn: (whole['endsOn'] as LocalDate | undefined) ?? null,
      systemIds: systems,
      people: (whole['people'] as number | undefined) ?? null,
      note: (whole['note'] as string | undefined) ?? null,
      attendance: attended.map(({ attends }) => attends),
      items: received.map(({ receives }) => receives),
    },
  };
}

function systemsIn(
  text: CellValue | undefined,
  rows: readonly TableRow[],
  day: LocalDate,
  { report }: StagedRows,
  directory: SystemDirectory,
): number[] | null {
  const row = rows.find(({ values }) => values['systems'] !== undefined);
  if (text === undefined || !row) return null;
  const names = String(text)
    .split(/[;\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const found = names.flatMap(
    (typed) => systemNamed(row, { column: 'systems', typed }, directory, day, report)?.systemId ?? [],
  );
  return [...new Set(found)];
}

/** Who came, or what was handed over, as one row says it; nothing where it names neither. */
function lineOf(row: TableRow, startsOn: LocalDate, { report, today }: StagedRows, units: UnitDirectory) {
  const day = startsOn <= today ? startsOn : today;
  const { attendees, type, quantity, measure, kind } = row.values;
  const isNamed = ['unit', 'unitName', 'within'].some((key) => row.values[key] !== undefined);
  const isOfEquipment = [type, quantity, measure].some((value) => value !== undefined);
  if (!isNamed && attendees === undefined && !isOfEquipment) return {};
  const unit = unitOf(row, units, { day, today }, report);
  const isReceived = isOfEquipment || (kind === 'handover' && attendees === undefined);
  if (isReceived)
    for (const column of OF_EQUIPMENT)
      if (row.values[column.key] === undefined && !row.unread.includes(column.key))
        report(faultAt(row, column.key, blankCell(column)));
  if (!unit) return {};
  return {
    attends:
      !isReceived || attendees !== undefined
        ? { unitId: unit.id, people: (attendees as number | undefined) ?? null }
        : undefined,
    receives: isReceived
      ? { unitId: unit.id, type: String(type), quantity: Number(quantity), measure: String(measure) }
      : undefined,
  };
}
