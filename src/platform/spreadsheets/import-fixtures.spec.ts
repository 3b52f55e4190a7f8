import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  importFixtures,
  LONG_HEADINGS,
  LONG_LINES,
  MATRIX_LINES,
  MATRIX_SYSTEMS,
} from '../../../test/support/import-fixtures.js';
import { readAll } from '../../../test/support/spreadsheets.js';
import { readDay, readText } from '../../kernel/cell-readings.js';
import { matchKey } from '../../kernel/vietnamese-text.js';
import { type ReadCell } from '../../kernel/read-cell.js';

const FOLDER = 'test/fixtures/imports/ok';
const FILES = readdirSync(FOLDER);

const fileOf = (name: string): Buffer => readFileSync(`${FOLDER}/${name}`);

const textOf = (cell: ReadCell | null | undefined): string => {
  const reading = readText(cell ?? null);
  return reading.kind === 'read' ? reading.value : '';
};

/** The lines below the heading of the long form, wherever it stands. */
async function longLines(name: string) {
  const { sheets, encoding } = await readAll(fileOf(name), name);
  const rows = sheets[0]?.rows ?? [];
  const at = rows.findIndex(({ cells }) => cells.some((cell) => textOf(cell) === LONG_HEADINGS[0]));
  const heading = rows[at]?.cells.map(textOf) ?? [];
  const column = (title: string): number => heading.indexOf(title);
  const lines = rows.slice(at + 1).map(({ cells }) => {
    const [unit, unitName, within, system, stage, , note] = LONG_HEADINGS.map((title) => textOf(cells[column(title)]));
    const day = readDay(cells[column('Ngày hiệu lực')] ?? null);
    return {
      unit,
      unitName,
      within,
      system,
      stage: matchKey(stage ?? ''),
      effectiveOn: day.kind === 'read' ? day.value : day,
      note,
    };
  });
  return { encoding, lines, hidden: rows.filter((row) => row.hidden).map((row) => row.number) };
}

describe('files as offices keep them', () => {
  it.each(FILES.filter((name) => name.includes('long')))('%s says the same as the others', async (name) => {
    expect((await longLines(name)).lines).toEqual(LONG_LINES);
  });

  it.each([
    ['long-utf-8-bom.csv', 'utf-8'],
    ['long-utf-8-comma.csv', 'utf-8'],
    ['long-utf-16le.csv', 'utf-16le'],
    ['long-windows-1258.csv', 'windows-1258'],
    ['long-tcvn3.csv', 'tcvn3'],
    ['libreoffice-long.csv', 'utf-8'],
  ])('%s is in %s', async (name, encoding) => {
    expect((await longLines(name)).encoding).toBe(encoding);
  });

  it.each(['excel-long.xlsx', 'libreoffice-long.xlsx'])(
    '%s has a hidden row, a merged title and a hidden sheet',
    async (name) => {
      expect((await longLines(name)).hidden).toEqual([6]);
      const { sheets } = await readAll(fileOf(name));
      expect(textOf(sheets[0]?.rows[0]?.cells[0])).toBe('DANH SÁCH TRIỂN KHAI');
      expect(sheets[0]?.merges).toEqual([{ firstRow: 1, lastRow: 1, firstColumn: 1, lastColumn: 7 }]);
      expect(sheets.map(({ hidden }) => hidden)).toEqual([false, true]);
    },
  );

  it.each(['excel-matrix.xlsx', 'libreoffice-matrix.xlsx', 'matrix-utf-8-bom.csv'])('%s is a matrix', async (name) => {
    const { sheets } = await readAll(fileOf(name), name);
    const rows = sheets[0]?.rows ?? [];
    const lines = rows.slice(-MATRIX_LINES.length).map(({ cells }) =>
      Array.from({ length: 2 + MATRIX_SYSTEMS.length }, (_, column) => {
        const day = readDay(cells[column] ?? null);
        const text = textOf(cells[column]);
        return day.kind === 'read' ? day.value : text === '' ? null : text;
      }),
    );
    expect(lines).toEqual(MATRIX_LINES.map((line) => [...line]));
    expect(
      rows
        .at(-MATRIX_LINES.length - 1)
        ?.cells.slice(2)
        .map(textOf),
    ).toEqual([...MATRIX_SYSTEMS]);
    if (name.endsWith('.xlsx'))
      expect(sheets[0]?.merges).toEqual(
        expect.arrayContaining([{ firstRow: 2, lastRow: 2, firstColumn: 1, lastColumn: 2 }]),
      );
  });

  it('are those that `npm run fixtures` writes', async () => {
    const written = importFixtures();
    expect(FILES.filter((name) => !name.startsWith('libreoffice-')).sort()).toEqual(Object.keys(written).sort());
    for (const [name, bytes] of Object.entries(written))
      expect(await readAll(fileOf(name), name)).toEqual(await readAll(bytes, name));
  });
});
