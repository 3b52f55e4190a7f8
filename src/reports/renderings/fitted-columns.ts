import { type Column } from '../domain/official-document.js';
import { looseWidth } from './fonts.js';
import { type LaidGrid } from './grids.js';
import { LAYOUT } from './official-layout.js';

/** What a column needs in points, its margins included. */
interface Need {
  /** Its longest word, which must not be broken. */
  readonly least: number;
  /** Its longest text in one line; titles may take two. */
  readonly most: number;
}

/** Rounding of letters that meet. */
const SLACK = 1;

/**
 * The columns with shares by what stands in them, for a table so many points wide with letters of a size: each as wide as
 * its longest text where there is room, what is left over by the shares they had. Where there is not, the widest give way
 * first, none below its longest word, so that days, codes and figures stay in one line: of needs 40, 100 and 400 in a
 * width of 300 the shares are 40, 100 and 160.
 */
export function fittedColumns(grid: LaidGrid, width: number, size: number): Column[] {
  const { columns, rows, even = false } = grid;
  const [first, ...others] = columns;
  if (even && first && others.length > 0) {
    const { most } = needOf(first, 0, rows, size);
    // A matrix of many columns keeps a word's room for each of them.
    const own = Math.min(most, width / 3);
    return [{ ...first, share: own }, ...others.map((column) => ({ ...column, share: (width - own) / others.length }))];
  }
  const needs = columns.map((column, at) => needOf(column, at, rows, size));
  const all = needs.reduce((sum, { most }) => sum + most, 0);
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  if (all <= width) {
    return columns.map((column, at) => ({
      ...column,
      share: (needs[at]?.most ?? 0) + ((width - all) * column.share) / shares,
    }));
  }
  const words = needs.reduce((sum, { least }) => sum + least, 0);
  // Where not even the longest words fit, those of the widest columns are broken.
  const met = words <= width ? needs : needs.map(({ least }) => ({ least: 0, most: least }));
  const cap = capOf(met, width);
  return columns.map((column, at) => ({ ...column, share: capped(met[at], cap) }));
}

/** The width at which columns are cut so that together they fill the table. */
function capOf(needs: readonly Need[], width: number): number {
  let [low, high] = [0, width];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    const sum = needs.reduce((total, need) => total + capped(need, middle), 0);
    if (sum > width) high = middle;
    else low = middle;
  }
  return low;
}

function capped(need: Need | undefined, cap: number): number {
  return need === undefined ? 0 : Math.max(need.least, Math.min(need.most, cap));
}

function needOf({ title }: Column, at: number, rows: LaidGrid['rows'], size: number): Need {
  let [widest, longestWord] = [0, 0];
  for (const { cells, total = false } of rows) {
    const cell = cells[at];
    if (cell === undefined) continue;
    const isBold = total || cell.emphasis === 'bold';
    // No letter is wider than its size: what is this short is not the widest.
    if (cell.text.length > widest) widest = Math.max(widest, looseWidth(cell.text, isBold));
    if (cell.text.length > longestWord) longestWord = Math.max(longestWord, wordWidth(cell.text, isBold));
  }
  const head = widthInTwoLines(title);
  const margins = 2 * LAYOUT.cell.side + SLACK;
  return {
    least: Math.max(longestWord, wordWidth(title, true)) * size + margins,
    most: Math.max(widest, head) * size + margins,
  };
}

/** Of a title in bold that is broken where its lines are shortest: `Đã triển khai` as `Đã triển` and `khai`. */
function widthInTwoLines(title: string): number {
  const words = title.split(' ');
  return words.reduce((least, _, at) => {
    const lines = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
    return Math.min(least, Math.max(...lines.map((line) => looseWidth(line, true))));
  }, Infinity);
}

function wordWidth(text: string, bold: boolean): number {
  return text.split(' ').reduce((most, word) => Math.max(most, looseWidth(word, bold)), 0);
}
