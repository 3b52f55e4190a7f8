import { type Archive } from './archive.js';
import { parseRange } from './cell-references.js';
import { LIMITS } from './limits.js';
import { isTrue, readMarkup } from './markup.js';
import { type MergedRange } from './read-sheet.js';
import { damaged } from './spreadsheet.errors.js';

/** What stands around the cells of a sheet. */
export interface SheetOutline {
  readonly merges: readonly MergedRange[];
  readonly hiddenColumns: ReadonlySet<number>;
}

/** Of what stands before the cells. */
const LONGEST_HEAD = 1024 * 1024;
const LAST_COLUMN = 16_384;

/**
 * Reads what stands before and after the cells, which are passed over without being taken apart: so every sheet has been
 * unpacked once, within its bounds, before any of its rows is told of.
 */
export async function readOutline(archive: Archive, path: string): Promise<SheetOutline> {
  const merges: MergedRange[] = [];
  const hiddenColumns = new Set<number>();
  const seen = { root: '' };
  await readMarkup(path, withoutCells(archive.text(path), path), {
    open: (name, attributes) => {
      seen.root ||= name;
      if (name === 'col' && isTrue(attributes['hidden'])) {
        const last = Math.min(Number(attributes['max']), LAST_COLUMN);
        for (let column = Number(attributes['min']); column <= last; column += 1) hiddenColumns.add(column);
      }
      if (name !== 'mergeCell') return;
      const range = parseRange(attributes['ref'] ?? '');
      if (range === null || merges.length >= LIMITS.merges) throw damaged(path);
      merges.push(range);
    },
  });
  if (seen.root !== 'worksheet') throw damaged(path);
  return { merges, hiddenColumns };
}

/** Markup up to the beginning of the cells, and from their end. */
async function* withoutCells(pieces: AsyncIterable<string>, path: string): AsyncGenerator<string> {
  let state: 'before' | 'within' | 'after' = 'before';
  let kept = '';
  for await (const piece of pieces) {
    kept += piece;
    if (state === 'before') {
      const begin = /<(?:[\w.-]+:)?sheetData\b[^>]*>/.exec(kept);
      if (begin) {
        const end = begin.index + begin[0].length;
        yield kept.slice(0, end);
        state = begin[0].endsWith('/>') ? 'after' : 'within';
        kept = kept.slice(end);
      }
    }
    if (state === 'within') {
      const end = /<\/(?:[\w.-]+:)?sheetData\s*>/.exec(kept);
      if (end) state = 'after';
      // What may be the beginning of the end is kept.
      kept = kept.slice(end ? end.index : -200);
    }
    if (state === 'after') {
      yield kept;
      kept = '';
    }
    if (state === 'before' && kept.length > LONGEST_HEAD) throw damaged(path);
  }
  if (kept !== '') yield kept;
}
