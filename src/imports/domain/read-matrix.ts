import { printCell, readDay } from '../../kernel/cell-readings.js';
import { type LocalDate } from '../../kernel/local-date.js';
import { type ReadCell } from '../../kernel/read-cell.js';
import { accentFreeKey } from '../../kernel/vietnamese-text.js';
import { type Dating, type EntryStage } from '../../deployments/domain/entry.js';
import { dayIn } from './cell-readers.js';
import { type CellFault } from './column.js';
import { STAGE_WORDS } from './vocabularies.js';

/** What a cell of a matrix says of its unit and system. */
export interface MatrixCell {
  readonly stage: EntryStage;
  readonly effectiveOn: LocalDate;
  readonly dated: Dating;
}

/** Signs for "it has it". */
const MARKS = new Set(['x', 'v', '✓', '✔', '☑', '√', '×', '●', '•', '1', 'co', 'roi', 'da co', 'true', 'yes']);
const NO_MARKS = new Set(['0', 'o', 'false', 'no', '✗', '✘', '☐']);
/** Nothing is known. */
const NOTHING = new Set(['', '-', '–', '—', '…', '...', '.']);

/**
 * Reads a cell of a matrix on the table's day: a stage word, a sign, a day ("live since"), or a word with a day
 * ("thí điểm từ 05/12/2016"). Null: it says nothing. Without a day of its own, it was so by the table's day.
 *
 * `x` with the table's day 2016-12-31 → live by 2016-12-31; `20/12/2016` → live on 2016-12-20.
 */
export function readMatrixCell(cell: ReadCell | null, tableDay: LocalDate | null): MatrixCell | CellFault | null {
  if (cell?.type === 'day') return { stage: 'live', effectiveOn: cell.day, dated: 'on' };
  const text = printCell(cell);
  if (NOTHING.has(text.trim())) return null;
  const [word, day] = parts(cell, text);
  if (day && word === '') return { stage: 'live', effectiveOn: day, dated: 'on' };
  const stage = stageOf(word);
  if (stage === 'unknown') return null;
  if (stage === null) return { ...STAGE_WORDS.unknown(text), code: 'matrix-cell-unknown' };
  if (day) return { stage, effectiveOn: day, dated: 'on' };
  return tableDay ? { stage, effectiveOn: tableDay, dated: 'by' } : dayMissing();
}

function stageOf(word: string): EntryStage | 'unknown' | null {
  const key = accentFreeKey(word);
  if (MARKS.has(key)) return 'live';
  return NO_MARKS.has(key) ? 'none' : STAGE_WORDS.find(word);
}

function parts(cell: ReadCell | null, text: string): [string, LocalDate | null] {
  // The numbers 1 and 0 are signs, not days of 1900.
  if (cell?.type === 'number' && cell.value < 366) return [text, null];
  const whole = readDay(cell);
  if (whole.kind === 'read') return ['', whole.value];
  const [, word = '', rest] = /^(.*?)[\s,;:(]+(?:từ ngày|từ|ngày|on)?\s*((?:ngày\s*)?\d.*?)\)?$/iu.exec(text) ?? [];
  const day = rest === undefined ? null : dayIn(rest);
  return day ? [word, day] : [text, null];
}

const dayMissing = (): CellFault => ({
  code: 'day-missing',
  expected: { vi: 'ngày của bảng', en: 'the day of the table' },
  message: {
    vi: 'Bảng chưa ghi "tính đến ngày …"; hãy ghi ngày ở dòng tiêu đề, thêm cột "Ngày hiệu lực", hoặc chọn ngày khi tải lên.',
    en: 'The table names no day; write "tính đến ngày …" above it, add a column effectiveOn, or give asOf with the file.',
  },
});
