import { describe, expect, it } from '@jest/globals';
import { faultOf, plainRows, readAll } from '../../../test/support/spreadsheets.js';

async function rowsOf(text: string) {
  const { sheets } = await readAll(Buffer.from(text), 'bảng.csv');
  return (sheets[0]?.rows ?? []).map(({ number, cells }) => [
    number,
    ...(plainRows([{ number, hidden: false, cells }])[0] ?? []),
  ]);
}

describe('CSV files', () => {
  it('are one sheet by the name of the file', async () => {
    expect(
      await readAll(Buffer.from('\ufeffMã;Tên\r\n25501;Xã Ta\u0302n Bi\u0300nh\r\n'), 'Triển khai.2016.csv'),
    ).toEqual({
      ...{ format: 'csv', encoding: 'utf-8', separator: ';' },
      sheets: [
        {
          ...{ name: 'Triển khai.2016', hidden: false, merges: [], hiddenColumns: new Set() },
          rows: [
            {
              number: 1,
              hidden: false,
              cells: [
                { type: 'text', text: 'Mã' },
                { type: 'text', text: 'Tên' },
              ],
            },
            {
              number: 2,
              hidden: false,
              cells: [
                { type: 'text', text: '25501' },
                { type: 'text', text: 'Xã Tân Bình' },
              ],
            },
          ],
        },
      ],
    });
  });

  it.each([['\r\n'], ['\n'], ['\r']])('have lines that end with %j', async (end) => {
    expect(await rowsOf(['a;b', '1;2', '', '3;4', ''].join(end))).toEqual([
      [1, 'a', 'b'],
      [2, '1', '2'],
      [4, '3', '4'],
    ]);
  });

  it('number a cell of two lines as the one row that it is', async () => {
    expect(await rowsOf('a;b\n"dòng 1\ndòng 2";"x ""y"" z"\n3;4')).toEqual([
      [1, 'a', 'b'],
      [2, 'dòng 1\ndòng 2', 'x "y" z'],
      [3, '3', '4'],
    ]);
  });

  it('have rows of any length, with blanks', async () => {
    expect(await rowsOf('a;b\n;;\n1\n;2;3;;\n')).toEqual([
      [1, 'a', 'b'],
      [3, '1'],
      [4, null, '2', '3'],
    ]);
  });

  it('state their separator in a line that is no row', async () => {
    expect(await rowsOf('sep=,\r\na;1,b\r\n2,3\r\n')).toEqual([
      [1, 'a;1', 'b'],
      [2, '2', '3'],
    ]);
  });

  it('give back text that was kept from being a formula', async () => {
    expect(await rowsOf(`'=1+1;''=x;'tis;-5`)).toEqual([[1, '=1+1', `'=x`, `'tis`, '-5']]);
  });

  it('in UTF-8 may hold TCVN3 text, as programs save what was typed in its fonts', async () => {
    expect(await rowsOf('M·;Tªn\n25501;X· T©n B×nh\n709;HuyÖn Hßa Thµnh\n1;cã')).toEqual([
      [1, 'Mã', 'Tên'],
      [2, '25501', 'Xã Tân Bình'],
      [3, '709', 'Huyện Hòa Thành'],
      [4, '1', 'có'],
    ]);
  });

  it.each([
    ['a;b\n1;"x\ny;2\n', 2, 'is not closed'],
    ['a;b\n\n1;x"y\n', 3, 'a misplaced quotation mark'],
    ['a;b\n1;"x"y\n', 2, 'a misplaced quotation mark'],
    ['a;b\n"x\n1;"y"\n2;3\n', 2, 'is not closed'],
    ['sep=;\na;b\n1;x"y\n', 3, 'a misplaced quotation mark'],
  ])('with wrong quotes are refused by their line: %j', async (text, line, message) => {
    const fault = await faultOf(Buffer.from(text), 'a.csv');
    expect(fault).toMatchObject({ code: 'spreadsheet-wrong-quotes', detail: { line } });
    expect(fault.message.en).toContain(message);
  });

  it('are taken with their megabytes, piece by piece', async () => {
    const line = (index: number): string => `${index};Xã Tân Bình;"a ""b"";c"`;
    const lines = Array.from({ length: 20_000 }, (_, index) => line(index));
    const read = await rowsOf(lines.join('\n'));
    expect(read).toHaveLength(20_000);
    expect(
      read.every(
        ([number, first, name, quoted], index) =>
          number === index + 1 && first === String(index) && name === 'Xã Tân Bình' && quoted === 'a "b";c',
      ),
    ).toBe(true);
  });
});
