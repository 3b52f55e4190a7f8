import { type ReadCell } from '../../kernel/read-cell.js';
import { isLocalDate, type LocalDate } from '../../kernel/local-date.js';
import { dayOfSerial } from '../../kernel/spreadsheet-days.js';
import { type Archive } from './archive.js';
import { columnOfReference } from './cell-references.js';
import { type LegacyReader } from './legacy-reader.js';
import { letOthersGo, LIMITS } from './limits.js';
import { type Attributes, isTrue, parseMarkup } from './markup.js';
import { printNumber } from './number-formats.js';
import { type ReadRow } from './read-sheet.js';
import { textCollector } from './shared-strings.js';
import { cellTooLong, damaged, tooMany } from './spreadsheet.errors.js';
import { unescapeText } from './text-escapes.js';
import { type CellStyle, NO_STYLE } from './workbook-styles.js';

/** What the cells of all sheets refer to. */
export interface WorkbookTables {
  readonly from1904: boolean;
  readonly sharedStrings: readonly string[];
  readonly styles: readonly CellStyle[];
  readonly legacy: LegacyReader;
}

/** The rows of a sheet, a chunk for every piece that is unpacked. Source: ECMA-376 part 1, 18.3.1. */
export async function* sheetRows(
  archive: Archive,
  path: string,
  sheet: string,
  tables: WorkbookTables,
): AsyncGenerator<readonly ReadRow[]> {
  const collector = rowCollector(path, sheet, tables);
  const telling = parseMarkup(path, archive.text(path), collector);
  try {
    for (let told = await telling.next(); ; told = await telling.next()) {
      const rows = collector.take();
      if (rows.length > 0) yield rows;
      if (told.done === true) return;
      await letOthersGo();
    }
  } finally {
    // Whoever stops in the middle leaves nothing half unpacked.
    await telling.return(undefined);
  }
}

function rowCollector(path: string, sheet: string, tables: WorkbookTables) {
  let rows: ReadRow[] = [];
  let row = 0;
  let isHidden = false;
  let cells: (ReadCell | null)[] = [];
  let column = 0;
  let filled = 0;
  let isWithin = false;
  let type = 'n';
  let style = NO_STYLE;
  let value = '';
  let isValue = false;
  let isFormula = false;
  let lastSerial: { serial: number; day: LocalDate | null } = { serial: 0, day: null };
  const tooLong = (): Error => cellTooLong({ sheet, row }, LIMITS.charactersOfACell);
  const inline = textCollector(tables.legacy, 'is', tooLong);

  const beginRow = ({ r, hidden }: Attributes): void => {
    const number = r === undefined ? row + 1 : Number(r);
    if (!Number.isInteger(number) || number <= row) throw damaged(path);
    if (number > LIMITS.rows) throw tooMany({ sheet, row: number }, 'rows', LIMITS.rows);
    row = number;
    isHidden = isTrue(hidden);
    cells = [];
    column = 0;
  };

  const beginCell = ({ r, t = 'n', s }: Attributes): void => {
    const found = r === undefined ? column + 1 : columnOfReference(r);
    if (found === null || row === 0) throw damaged(path);
    column = found;
    type = t;
    style = s === undefined ? NO_STYLE : (tables.styles[Number(s)] ?? NO_STYLE);
    value = '';
    isFormula = false;
  };

  const endCell = (): void => {
    const cell = type === 'inlineStr' ? textCell(inline.take()) : cellOf();
    if (cell === null) return;
    if (column > LIMITS.columns) throw tooMany({ sheet, row }, 'columns', LIMITS.columns);
    filled += 1;
    if (filled > LIMITS.cells) throw tooMany({ sheet, row }, 'cells', LIMITS.cells);
    while (cells.length < column - 1) cells.push(null);
    cells[column - 1] = cell;
  };

  const textCell = (text: string): ReadCell | null => {
    if (text.length > LIMITS.charactersOfACell) throw tooLong();
    return text === '' ? null : { type: 'text', text: tables.legacy.read(text, style.font) };
  };

  const cellOf = (): ReadCell | null => {
    if (type === 'str') return textCell(unescapeText(value).normalize('NFC'));
    const text = value.trim();
    if (text === '') return isFormula ? { type: 'fault', text: '' } : null;
    if (type === 's') {
      const shared = tables.sharedStrings[Number(text)];
      if (shared === undefined) throw damaged(path);
      return textCell(shared);
    }
    if (type === 'b') return { type: 'flag', value: isTrue(text) };
    if (type === 'e') return { type: 'fault', text: text.slice(0, 80) };
    if (type === 'd') {
      const day = text.slice(0, 10);
      return isLocalDate(day) ? { type: 'day', day } : textCell(text);
    }
    return numberCell(text);
  };

  const numberCell = (text: string): ReadCell => {
    const number = Number(text);
    if (!Number.isFinite(number)) throw damaged(path);
    const day = style.display.as === 'day' ? dayOf(number) : null;
    return day === null
      ? { type: 'number', value: number, text: printNumber(number, style.display) }
      : { type: 'day', day };
  };

  /** A column has few different days, and rows repeat them. */
  const dayOf = (serial: number): LocalDate | null => {
    if (serial === lastSerial.serial) return lastSerial.day;
    const day = dayOfSerial(serial, tables.from1904);
    lastSerial = { serial, day };
    return day;
  };

  return {
    open: (name: string, attributes: Attributes): void => {
      if (name === 'sheetData') isWithin = true;
      if (!isWithin) return;
      if (name === 'c') beginCell(attributes);
      else if (name === 'v') isValue = true;
      else if (name === 'row') beginRow(attributes);
      else if (name === 'f') isFormula = true;
      else inline.handlers.open(name, attributes);
    },
    text: (text: string): void => {
      if (isValue) value += text;
      else if (isWithin) inline.handlers.text(text);
      if (value.length > LIMITS.charactersOfACell * 7) throw tooLong();
    },
    close: (name: string): void => {
      if (!isWithin) return;
      if (name === 'v') isValue = false;
      else if (name === 'c') endCell();
      else if (name === 'row') {
        if (cells.length > 0) rows.push({ number: row, hidden: isHidden, cells });
      } else if (name === 'sheetData') isWithin = false;
      else inline.handlers.close(name);
    },
    /** The rows that have ended since the last time. */
    take: (): readonly ReadRow[] => {
      const taken = rows;
      rows = [];
      return taken;
    },
  };
}
