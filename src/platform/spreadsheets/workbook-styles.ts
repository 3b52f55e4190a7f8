import { type Archive } from './archive.js';
import { legacyFontOf, type LegacyFont } from './legacy-vietnamese.js';
import { type Attributes, readMarkup } from './markup.js';
import { displayOfBuiltIn, displayOfCode, type NumberDisplay } from './number-formats.js';

/** What matters of a cell's style: how numbers read, and whether the font is from before Unicode. */
export interface CellStyle {
  readonly display: NumberDisplay;
  readonly font: LegacyFont | null;
}

export const NO_STYLE: CellStyle = { display: { as: 'plain' }, font: null };

/** The styles by the number with which cells name them. Source: ECMA-376 part 1, 18.8. */
export async function readStyles(archive: Archive, path: string | null): Promise<readonly CellStyle[]> {
  if (path === null) return [];
  const codes = new Map<string, NumberDisplay>();
  const fonts: (LegacyFont | null)[] = [];
  const cells: Attributes[] = [];
  const around: string[] = [];
  await readMarkup(path, archive.text(path), {
    open: (name, attributes) => {
      const parent = around.at(-1);
      around.push(name);
      if (name === 'numFmt' && parent === 'numFmts')
        codes.set(attributes['numFmtId'] ?? '', displayOfCode(attributes['formatCode'] ?? ''));
      if (name === 'font' && parent === 'fonts') fonts.push(null);
      if (name === 'name' && parent === 'font' && fonts.length > 0)
        fonts[fonts.length - 1] = legacyFontOf(attributes['val'] ?? '');
      if (name === 'xf' && parent === 'cellXfs') cells.push(attributes);
    },
    close: () => {
      around.pop();
    },
  });
  return cells.map(({ numFmtId = '0', fontId = '0' }) => ({
    display: codes.get(numFmtId) ?? displayOfBuiltIn(Number(numFmtId)),
    font: fonts[Number(fontId)] ?? null,
  }));
}
