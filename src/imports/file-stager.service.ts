import { Injectable } from '@nestjs/common';
import { printCell } from '../kernel/cell-readings.js';
import { isLocalDate, type LocalDate } from '../kernel/local-date.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { type ReadRow, type ReadSheet, readSpreadsheet } from '../platform/spreadsheets/read-spreadsheet.js';
import { type SystemDirectory } from '../systems/domain/system-directory.js';
import { SystemsService } from '../systems/systems.service.js';
import {
  type CellRead,
  type CellValue,
  type Column,
  faultAt,
  type RowFault,
  type TablePlace,
  type TableRow,
} from './domain/column.js';
import { findTable, ROWS_LOOKED_AT, type SheetRow, type TableFound } from './domain/find-table.js';
import { readMatrixCell } from './domain/read-matrix.js';
import { headingFaults, isPassedOver, readRow } from './domain/read-table.js';
import { fileWithoutRows, headingNotFound } from './imports.errors.js';
import { type ImportKind } from './import-kind.js';

/** What was made of a sheet; `form` null: there is no table in it, or nobody sees it. */
export interface SheetSummary {
  readonly name: string;
  readonly form: 'table' | 'matrix' | null;
  readonly headingRow: number | null;
  readonly rows: number;
  /** Rows that are hidden in the file, and were read all the same. */
  readonly hiddenRows: number;
}

export interface StagedFile {
  readonly rows: readonly TableRow[];
  readonly sheets: readonly SheetSummary[];
}

export interface StagingWishes {
  readonly asOf: LocalDate | null;
  readonly report: (fault: RowFault) => void;
  /** Hears how many rows were read so far. */
  readonly told: (rows: number) => void;
}

/** Columns by which a row of a matrix is anybody's; the others belong to the long form. */
const MATRIX_COLUMNS = new Set(['unit', 'unitName', 'within', 'effectiveOn', 'note']);

/** Reads a file into rows, before its writer takes a place in the line. */
@Injectable()
export class FileStager {
  constructor(
    private readonly systems: SystemsService,
    private readonly readPoints: ReadPoints,
  ) {}

  /** The rows of all tables in it; faults of form go to `report`. Refuses what cannot be read at all. */
  async stage(bytes: Buffer, fileName: string, kind: ImportKind, wishes: StagingWishes): Promise<StagedFile> {
    const { revision } = await this.readPoints.resolve({});
    const directory = await this.systems.directory(revision);
    const file = await readSpreadsheet(bytes, fileName);
    const rows: TableRow[] = [];
    const sheets: SheetSummary[] = [];
    try {
      for (const sheet of file.sheets) {
        if (sheet.hidden) sheets.push({ name: sheet.name, form: null, headingRow: null, rows: 0, hiddenRows: 0 });
        else sheets.push(await stageSheet(sheet, kind, directory, wishes, rows));
      }
    } finally {
      await file.close();
    }
    const visible = sheets.filter((_, index) => file.sheets[index]?.hidden === false);
    if (visible.every(({ form }) => form === null)) {
      const [first] = visible;
      wishes.report(headingNotFound(first?.name ?? null, kind));
    } else if (rows.length === 0) {
      const table = visible.find(({ form }) => form !== null);
      wishes.report(fileWithoutRows(table?.name ?? null, table?.headingRow ?? null));
    }
    return { rows, sheets };
  }
}

async function stageSheet(
  sheet: ReadSheet,
  kind: ImportKind,
  directory: SystemDirectory,
  wishes: StagingWishes,
  rows: TableRow[],
): Promise<SheetSummary> {
  const before = rows.length;
  let waiting: ReadRow[] = [];
  let reader: RowReader | null | undefined;
  let hiddenRows = 0;
  const begin = (): void => {
    const systemOf = (heading: string): string | null =>
      kind.isMatrixToo ? (directory.named(heading)[0]?.code ?? null) : null;
    const found = findTable(waiting, sheet.merges, { columns: kind.columns, systemOf });
    reader = found && readerOf(sheet, found, kind, wishes);
  };
  const take = (row: ReadRow): void => {
    if (!reader || row.number < reader.firstRow || isPassedOver(row, sheet.merges)) return;
    if (row.hidden) hiddenRows += 1;
    rows.push(...reader.read(row));
  };
  for await (const chunk of sheet.rows()) {
    for (const row of chunk) {
      if (reader === undefined) waiting.push(row);
      else take(row);
      if (reader === undefined && waiting.length === ROWS_LOOKED_AT) {
        begin();
        waiting.forEach(take);
        waiting = [];
      }
    }
    wishes.told(rows.length);
    if (reader === null) break;
  }
  if (reader === undefined) {
    begin();
    waiting.forEach(take);
  }
  const { name } = sheet;
  const found = reader;
  if (!found) return { name, form: null, headingRow: null, rows: 0, hiddenRows: 0 };
  return { name, form: found.form, headingRow: found.headingRow, rows: rows.length - before, hiddenRows };
}

interface RowReader {
  readonly form: 'table' | 'matrix';
  readonly headingRow: number;
  readonly firstRow: number;
  read(row: SheetRow): TableRow[];
}

function readerOf(sheet: ReadSheet, found: TableFound, kind: ImportKind, wishes: StagingWishes): RowReader {
  const { asOf, report } = wishes;
  const isMatrix = found.systems.size > 0 && !found.columns.has('system') && !found.columns.has('stage');
  const own = isMatrix ? kind.columns.filter(({ key }) => MATRIX_COLUMNS.has(key)).map(optional) : kind.columns;
  const columns = sharingTexts(own);
  const across = isMatrix ? found.systems : new Map<number, string>();
  const strangers = isMatrix
    ? [...found.columns].filter(([key]) => !MATRIX_COLUMNS.has(key)).map(([text, index]) => ({ index, text }))
    : [...found.systems].map(([index, text]) => ({ index, text }));
  const unknown = [...found.unknown, ...strangers];
  for (const fault of headingFaults({ ...found, unknown }, sheet.name, columns, asOf !== null)) report(fault);
  const words = new Map(columns.flatMap(({ key, wordOf }) => (wordOf ? [[key, wordOf] as const] : [])));
  const wordOf = (key: string, value: CellValue): CellValue => words.get(key)?.(value) ?? value;
  const place: TablePlace = { sheet: sheet.name, wordOf, indexOf: found.columns };
  const cells = [...across].map(([index, system]) => ({
    ...{ index, system },
    place: {
      ...{ sheet: sheet.name, wordOf },
      indexOf: new Map([
        ...found.columns,
        ['system', index],
        ['stage', index],
        ['effectiveOn', found.columns.get('effectiveOn') ?? index],
      ]),
    },
  }));
  return {
    form: isMatrix ? 'matrix' : 'table',
    headingRow: found.headingRow,
    firstRow: found.firstDataRow,
    read: (row) => {
      if ([...found.columns.values(), ...across.keys()].every((index) => isBlank(row, index))) return [];
      const read = readRow(row, place, columns, asOf, report);
      if (!isMatrix) return [read];
      const own = read.values['effectiveOn'];
      const day = isLocalDate(own) ? own : (asOf ?? found.titleDay);
      return cells.flatMap(({ index, system, place: at }): TableRow[] => {
        const said = readMatrixCell(row.cells[index] ?? null, day);
        if (said === null) return [];
        const cell = { ...read, place: at };
        if ('code' in said) {
          report(faultAt(cell, 'stage', said, printCell(row.cells[index] ?? null)));
          return [{ ...cell, values: { ...read.values, system }, unread: [...read.unread, 'stage', 'effectiveOn'] }];
        }
        return [{ ...cell, values: { ...read.values, system, ...said } }];
      });
    },
  };
}

/** So many texts are held once for all cells that say the same. */
const MOST_SHARED = 20_000;

/** The columns, whose cells share the strings of what they say: a name that stands in a thousand rows is held once. */
function sharingTexts(columns: readonly Column[]): Column[] {
  const known = new Map<string, CellRead>();
  return columns.map((column) => ({
    ...column,
    read: (cell) => {
      const said = column.read(cell);
      if (said.kind !== 'read' || typeof said.value !== 'string') return said;
      const earlier = known.get(said.value);
      if (earlier === undefined && known.size < MOST_SHARED) known.set(said.value, said);
      return earlier ?? said;
    },
  }));
}

function optional(column: Column): Column {
  return { ...column, required: false };
}

function isBlank(row: SheetRow, index: number): boolean {
  return printCell(row.cells[index] ?? null) === '';
}
