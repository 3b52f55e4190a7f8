import { CsvError, type Info, parse, type Parser } from 'csv-parse';
import { type ReadCell } from '../../kernel/read-cell.js';
import { type Refusal } from '../../kernel/refusal.js';
import { separatorOf } from './csv-separator.js';
import { unguardFormula } from './formula-guard.js';
import { type LegacyReader, legacyReader } from './legacy-reader.js';
import { letOthersGo, LIMITS } from './limits.js';
import { type ReadRow, type ReadSpreadsheet } from './read-sheet.js';
import { cellTooLong, otherKind, rowTooLong, tooMany, wrongQuotes } from './spreadsheet.errors.js';
import { decodeText } from './text-encoding.js';

const PIECE = 65_536;

/** A CSV file as one sheet; all its cells are text. */
export function readCsv(bytes: Buffer, sheetName: string): ReadSpreadsheet {
  const { text, encoding } = decodeText(bytes);
  if (/^\s*<[a-z!?]/i.test(text.slice(0, 1000))) throw otherKind('markup');
  const { separator, start } = separatorOf(text);
  const legacy = legacyReader();
  legacy.learn(text.slice(0, PIECE).split(/[;,\t\r\n]+/));
  return {
    ...{ format: 'csv', encoding, separator },
    sheets: [
      {
        ...{ name: sheetName, hidden: false, merges: [], hiddenColumns: new Set<number>() },
        rows: () => csvRows(text, start, separator, sheetName, legacy),
      },
    ],
    close: () => Promise.resolve(),
  };
}

interface RecordRead {
  readonly record: readonly string[];
  readonly info: Info;
}

async function* csvRows(
  text: string,
  start: number,
  separator: string,
  sheet: string,
  legacy: LegacyReader,
): AsyncGenerator<readonly ReadRow[]> {
  const parser = parse({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    info: true,
    max_record_size: LIMITS.charactersOfACsvRow,
  });
  const firstLine = start === 0 ? 0 : 1;
  const failure: { error: Error | null } = { error: null };
  parser.on('error', (error) => {
    failure.error = error;
  });
  const progress = { line: 0, cells: 0 };
  const understood = async (): Promise<ReadRow[]> => {
    // The parser tells of its errors a moment later.
    await letOthersGo();
    const rows = rowsSoFar(parser, sheet, legacy, progress);
    if (failure.error) throw refusalOf(failure.error, progress.line, firstLine);
    return rows;
  };
  try {
    for (let from = start; from < text.length; from += PIECE) {
      parser.write(text.slice(from, from + PIECE));
      yield await understood();
    }
    parser.end();
    yield await understood();
  } finally {
    parser.destroy();
  }
}

/** The rows that the parser has understood by now; numbered as Excel does, in which a cell of two lines is one row. */
function rowsSoFar(
  parser: Parser,
  sheet: string,
  legacy: LegacyReader,
  progress: { line: number; cells: number },
): ReadRow[] {
  const rows: ReadRow[] = [];
  for (let read = next(parser); read !== null; read = next(parser)) {
    progress.line = read.info.lines;
    const number = read.info.records;
    if (number > LIMITS.rows) throw tooMany({ sheet, row: number }, 'rows', LIMITS.rows);
    const cells = read.record.map((text) => cellOf(text, legacy));
    while (cells.length > 0 && cells.at(-1) === null) cells.pop();
    if (cells.length === 0) continue;
    progress.cells += cells.length;
    if (cells.length > LIMITS.columns) throw tooMany({ sheet, row: number }, 'columns', LIMITS.columns);
    if (progress.cells > LIMITS.cells) throw tooMany({ sheet, row: number }, 'cells', LIMITS.cells);
    if (read.record.some((text) => text.length > LIMITS.charactersOfACell))
      throw cellTooLong({ sheet, row: number }, LIMITS.charactersOfACell);
    rows.push({ number, hidden: false, cells });
  }
  return rows;
}

const next = (parser: Parser): RecordRead | null => parser.read() as RecordRead | null;

function cellOf(text: string, legacy: LegacyReader): ReadCell | null {
  return text === '' ? null : { type: 'text', text: legacy.read(unguardFormula(text).normalize('NFC'), null) };
}

/** `lastLine` is the one on which the last understood row ended. */
function refusalOf(error: Error, lastLine: number, firstLine: number): Refusal {
  if (!(error instanceof CsvError)) throw error;
  const rowStart = lastLine + 1;
  const at = 'lines' in error && typeof error.lines === 'number' ? error.lines : rowStart;
  if (error.code === 'CSV_MAX_RECORD_SIZE') return rowTooLong(rowStart + firstLine);
  // A quote that ends a cell in the middle of a later line was meant to open one: the row's own quote is not closed.
  const isOpen = error.code === 'CSV_QUOTE_NOT_CLOSED' || at > rowStart;
  return wrongQuotes((isOpen ? rowStart : at) + firstLine, isOpen ? 'open' : 'stray');
}
