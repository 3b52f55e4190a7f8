import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EXAMPLE_LETTER, EXAMPLE_REPORT } from '../../../test/support/example-report.js';
import { type Column, type LineChart } from '../domain/official-document.js';
import { drawLines } from './charts/line-drawing.js';
import { fittedColumns } from './fitted-columns.js';
import { widthOf } from './fonts.js';
import { addresseeLines, enumerated, fileTitle, fingerprintLine, keptBlanks } from './form-phrases.js';
import { chartGrid, chartInWords, columnWidths, headRows } from './grids.js';
import { shadeIndex } from './official-layout.js';
import { bodyParts } from './page-parts.js';
import { breakLines } from './pdf/text-lines.js';
import { sheetNames } from './xlsx/sheet-names.js';

const column = (title: string, group?: string): Column => ({
  ...{ title, align: 'left', share: 1 },
  ...(group === undefined ? {} : { group }),
});

describe('the words of the form', () => {
  it.each([
    [[], []],
    [['A'], ['A.']],
    [
      ['A', 'B', 'C'],
      ['A;', 'B;', 'C.'],
    ],
  ])('enumerates %j as %j', (items, expected) => {
    expect(enumerated(items)).toEqual(expected);
  });

  it('puts one addressee into the line, several below it', () => {
    expect(addresseeLines({ language: 'vi', addressees: ['Sở Nội vụ'] })).toEqual(['Kính gửi: Sở Nội vụ']);
    expect(addresseeLines({ language: 'vi', addressees: ['Sở Nội vụ', 'Sở Tư pháp'] })).toEqual([
      'Kính gửi:',
      '- Sở Nội vụ;',
      '- Sở Tư pháp.',
    ]);
  });

  it('says when the figures were frozen in the time of the field, and of a draft no seal', () => {
    // 01:00 UTC is 08:00 in Tây Ninh.
    expect(fingerprintLine(EXAMPLE_REPORT, EXAMPLE_REPORT.fingerprint)).toMatch(
      /^Số liệu chốt lúc 05\/01\/2017 08:00;/,
    );
    expect(fingerprintLine(EXAMPLE_LETTER, EXAMPLE_LETTER.fingerprint)).not.toContain('Dấu kiểm tra');
  });

  it('keeps the blanks that are filled in by hand, and names a letter after what it is about', () => {
    expect(keptBlanks('Số:    /BC ngày 1')).toBe('Số:\u00a0\u00a0\u00a0\u00a0/BC ngày 1');
    expect(fileTitle(EXAMPLE_LETTER)).toBe('V/v đôn đốc triển khai văn phòng điện tử tại UBND cấp xã');
  });
});

describe('tables', () => {
  it('have one row of heads, or two where columns have groups', () => {
    expect(headRows([column('A'), column('B')]).map((row) => row.length)).toEqual([2]);
    const [upper, lower] = headRows([column('A'), column('x', 'G'), column('y', 'G'), column('z', 'H'), column('B')]);
    expect(upper?.map(({ title, at, columns, rows }) => [title, at, columns, rows])).toEqual([
      ['A', 0, 1, 2],
      ['G', 1, 2, 1],
      ['H', 3, 1, 1],
      ['B', 4, 1, 2],
    ]);
    expect(lower?.map(({ title, at }) => [title, at])).toEqual([
      ['x', 1],
      ['y', 2],
      ['z', 3],
    ]);
  });

  it('have columns that fill the width exactly, whatever their shares', () => {
    const shares = fc.array(fc.double({ min: 0.1, max: 20, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(shares, fc.integer({ min: 100, max: 20_000 }), (all, total) => {
        const widths = columnWidths(
          all.map((share) => ({ title: '', align: 'left' as const, share })),
          total,
        );
        expect(widths.reduce((sum, width) => sum + width, 0)).toBe(total);
        expect(Math.min(...widths)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('have columns as wide as what stands in them; where there is no room, the widest gives way alone', () => {
    const day = { text: '31/12/2016' };
    const grid = (text: string) => ({
      columns: [column('Ngày'), column('Nội dung')],
      rows: [{ cells: [day, { text }] }],
    });
    // 10 digits and signs of 12 points: 8 digits of half their size and 2 strokes of 0.278 of it, the margins and a point.
    const needed = 12 * (8 * 0.5 + 2 * 0.278) + 9;
    const [narrow, wide] = fittedColumns(grid('từ '.repeat(300).trim()), 400, 12);
    expect(narrow?.share).toBeCloseTo(needed, 0);
    expect((narrow?.share ?? 0) + (wide?.share ?? 0)).toBeCloseTo(400, 6);
    const [one, other] = fittedColumns(grid('từ'), 400, 12);
    // What is left over goes to both alike.
    expect((one?.share ?? 0) - needed).toBeGreaterThan(100);
    expect((one?.share ?? 0) + (other?.share ?? 0)).toBeCloseTo(400, 6);
  });

  it('break no word as long as all longest words together fit', () => {
    const word = fc.string({ unit: fc.constantFrom(...'aăđệmW1.'), minLength: 1, maxLength: 8 });
    const text = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
    const rows = fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 330, max: 700 }), (all, width) => {
        const columns = [column('A'), column('B'), column('C')];
        const laid = all.map((cells) => ({ cells: cells.map((one) => ({ text: one })) }));
        const fitted = fittedColumns({ columns, rows: laid }, width, 12);
        expect(fitted.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(width, 3);
        fitted.forEach(({ share }, at) => {
          for (const cells of all) {
            for (const one of (cells[at] ?? '').split(' ')) expect(widthOf(one, 'regular', 12) + 8).toBeLessThan(share);
          }
        });
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    [null, 0],
    [0, 0],
    [0.001, 1],
    [0.25, 2],
    [0.4316, 2],
    [0.5, 3],
    [0.999, 4],
    [1, 5],
  ])('shade a share of %p as %i', (ratio, expected) => {
    expect(shadeIndex(ratio)).toBe(expected);
  });

  it('stand across the page with the headings before them, and the rest goes on upright', () => {
    const kinds = bodyParts(EXAMPLE_REPORT).map(({ landscape, items }) => [landscape, items.map(({ type }) => type)]);
    expect(kinds.slice(1)).toEqual([
      [true, ['section-title', 'heat-table']],
      [false, ['section-title', 'paragraph', 'paragraph']],
    ]);
  });
});

describe('lines of text', () => {
  /** Every letter is as wide as its size. */
  const measure = (text: string, _face: unknown, size: number) => text.length * size;
  const options = { size: 1, width: 10, align: 'justify' } as const;

  it('break at blanks, and are filled but for the last', () => {
    const lines = breakLines([{ text: 'aaa bb ccc dd e' }], options, measure);
    expect(lines.map(({ pieces }) => pieces.map(({ text }) => text).join(''))).toEqual(['aaa bb ccc ', 'dd e']);
    // Three words of 8 letters leave 2 for two gaps.
    expect(lines[0]?.pieces.map(({ x }) => x)).toEqual([0, 4, 7]);
    expect(breakLines([{ text: 'aaa bbb cc' }], options, measure)).toHaveLength(1);
    expect(breakLines([{ text: 'aa bb cccc' }], { ...options, firstIndent: 2 }, measure)).toHaveLength(2);
  });

  it('keep together what has no blank between it, and divide what no line holds', () => {
    const runs = [{ text: 'aaaa bbb' }, { text: '(41/95)', bold: true }, { text: '.' }];
    const lines = breakLines(runs, { ...options, width: 12 }, measure);
    expect(lines.map(({ pieces }) => pieces.map(({ text }) => text))).toEqual([['aaaa '], ['bbb', '(41/95)', '.']]);
    expect(breakLines([{ text: 'x'.repeat(25) }], options, measure).map(({ width }) => width)).toEqual([10, 10, 5]);
  });

  it('are never wider than their width, and lose nothing', () => {
    const runs = fc.array(fc.record({ text: fc.string({ unit: 'grapheme-ascii' }), bold: fc.boolean() }));
    fc.assert(
      fc.property(runs, fc.constantFrom('left', 'center', 'right', 'justify'), (all, align) => {
        const lines = breakLines(all, { ...options, align }, measure);
        const solid = (texts: readonly string[]) => texts.join('').replaceAll(' ', '');
        expect(solid(lines.flatMap(({ pieces }) => pieces.map(({ text }) => text)))).toBe(
          solid(all.map(({ text }) => text)),
        );
        for (const { pieces } of lines) {
          for (const { x, width } of pieces) {
            expect(x).toBeGreaterThanOrEqual(-1e-9);
            expect(x + width).toBeLessThanOrEqual(10 + 1e-9);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('charts', () => {
  const chart = EXAMPLE_REPORT.sections
    .flatMap(({ blocks }) => blocks)
    .find(({ type }) => type === 'line-chart') as LineChart;

  it('draw each run of known shares, at its height, and leave gaps', () => {
    const { strokes } = drawLines(chart, 468, 190);
    const lines = strokes.filter(({ width }) => width === 1.6).map(({ path }) => path);
    // Departments are known from the sixth month on.
    expect(lines.map((path) => path.length)).toEqual([12, 12, 7]);
    const [top, bottom] = [20, 170];
    expect(lines[0]?.[0]?.[1]).toBe(top);
    // 41 of 95 communes.
    expect(lines[1]?.at(-1)?.[1]).toBeCloseTo(bottom - (41 / 95) * (bottom - top), 6);
  });

  it('never put a label over another, however close the lines end', () => {
    const ratio = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 5 });
    const series = fc.array(fc.tuple(fc.string({ maxLength: 40 }), fc.array(ratio, { minLength: 3, maxLength: 3 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(series, (all) => {
        const drawing = drawLines(
          {
            ...chart,
            points: ['01', '02', '03'],
            marks: [],
            series: all.map(([name, values]) => ({ name, values: values.map((one) => ({ ratio: one, text: '1%' })) })),
          },
          468,
          400,
        );
        const ends = drawing.words.filter(({ face }) => face === 'bold').map(({ at }) => at[1]);
        const sorted = ends.toSorted((a, b) => a - b);
        for (let index = 1; index < sorted.length; index += 1) {
          expect((sorted[index] ?? 0) - (sorted[index - 1] ?? 0)).toBeGreaterThan(10);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('say in words and in a table what they show', () => {
    expect(chartInWords(chart)).toMatch(/Cấp xã: 01\/2016 18,9%; .*12\/2016 43,2%\..*06\/2016: Sắp xếp đơn vị\.$/);
    const rows = chartGrid(chart).rows.map(({ cells }) => cells.map(({ text }) => text));
    expect(rows[5]).toEqual(['06/2016 – Sắp xếp đơn vị', '100%', '30,5%', '22,7%']);
    expect(rows).toHaveLength(12);
  });
});

describe('sheetNames', () => {
  it.each([
    [
      ['I. CHUNG', 'i. chung'],
      ['I. CHUNG', 'i. chung (2)'],
    ],
    [
      ['a/b: [c]?', "'x'", ''],
      ['a b c', 'x', '-'],
    ],
  ])('makes %j into %j', (titles, expected) => {
    expect(sheetNames(titles)).toEqual(expected);
  });

  it('are at most 31 characters and never twice the same', () => {
    const titles = fc.array(fc.string({ unit: fc.constantFrom(..."aAđĐ:/ '"), maxLength: 60 }), { maxLength: 20 });
    fc.assert(
      fc.property(titles, (all) => {
        const names = sheetNames(all);
        expect(new Set(names.map((name) => name.toLocaleLowerCase('vi'))).size).toBe(all.length);
        for (const name of names) {
          expect(name.length).toBeLessThanOrEqual(31);
          expect(name).not.toMatch(/[[\]:*?/\\]|^'|'$|^$/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
