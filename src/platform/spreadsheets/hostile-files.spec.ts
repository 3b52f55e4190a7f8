import { describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { excelParts, excelWorkbook } from '../../../test/support/excel-workbook.js';
import { compoundFile, docx, pdf, png, zip } from '../../../test/support/files.js';
import { faultOf, plainRows, readAll } from '../../../test/support/spreadsheets.js';
import { LIMITS } from './limits.js';

const SHEET = 'xl/worksheets/sheet1.xml';
const GOOD = [
  {
    name: 'Triển khai',
    rows: [
      ['Mã', 'Tên'],
      ['25501', 'Xã Tân Bình'],
    ],
  },
];

/** A workbook in which one part is what is given. */
const withPart = (path: string, content: string | Buffer): Buffer =>
  zip({ ...excelParts(GOOD), [path]: Buffer.from(content) });

const sheet = (cells: string): string =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${cells}</sheetData></worksheet>`;

describe('other kinds of file', () => {
  it.each<[string, Buffer, string, string]>([
    ['nothing', Buffer.alloc(0), 'spreadsheet-empty', 'The file is empty.'],
    ['33 megabytes', Buffer.alloc(33 * 1024 * 1024, 'a;b\n'), 'spreadsheet-too-large', 'at most 32 MB'],
    ['100 megabytes', Buffer.alloc(100 * 1024 * 1024), 'spreadsheet-too-large', 'at most 32 MB'],
    ['.xls', compoundFile('Workbook'), 'spreadsheet-other-format', 'from before Excel 2007 (.xls)'],
    ['.xls of 1995', compoundFile('Book'), 'spreadsheet-other-format', 'from before Excel 2007 (.xls)'],
    ['a password', compoundFile('EncryptedPackage'), 'spreadsheet-has-password', 'protected by a password'],
    ['.doc', compoundFile('WordDocument'), 'spreadsheet-unknown', 'not a spreadsheet'],
    ['.docx', docx(), 'spreadsheet-unknown', 'not a spreadsheet'],
    ['a picture', png(), 'spreadsheet-unknown', 'not a spreadsheet'],
    ['a PDF', Buffer.concat([pdf(), Buffer.from([0, 1, 2])]), 'spreadsheet-unknown', 'not a spreadsheet'],
    ['an archive', zip({ 'a.txt': Buffer.from('a') }), 'spreadsheet-unknown', 'not a spreadsheet'],
    [
      'a page by the name of .xls',
      Buffer.from('\n<html><table><tr><td>a</td></tr></table></html>'),
      'spreadsheet-other-format',
      'an HTML or XML page',
    ],
    [
      'XML of Excel 2003',
      Buffer.from('<?xml version="1.0"?><Workbook/>'),
      'spreadsheet-other-format',
      'an HTML or XML page',
    ],
    [
      '.xlsb',
      excelWorkbook(GOOD, { paths: { workbook: 'xl/workbook.bin' } }),
      'spreadsheet-other-format',
      'a binary workbook (.xlsb)',
    ],
  ])('%s', async (_, bytes, code, message) => {
    const fault = await faultOf(bytes);
    expect(fault.code).toBe(code);
    expect(fault.message.en).toContain(message);
    expect(fault.message.vi).not.toBe(fault.message.en);
  });

  it('.ods', async () => {
    // What it is stands first and unpacked, as OpenDocument wants it.
    const mimetype = strToU8('application/vnd.oasis.opendocument.spreadsheet');
    const bytes = Buffer.from(zipSync({ mimetype: [mimetype, { level: 0 }], 'content.xml': strToU8('<x/>') }));
    const fault = await faultOf(bytes);
    expect(fault).toMatchObject({ code: 'spreadsheet-other-format' });
    expect(fault.message.vi).toContain('OpenDocument (.ods)');
  });
});

describe('archives made to harm', () => {
  it('unpack to far more than they are', async () => {
    const parts = excelParts(GOOD);
    const bomb = sheet(`<row r="1">${'<c r="A1"/>'.repeat(1_000_000)}</row>`);
    expect(await faultOf(zip({ ...parts, [SHEET]: Buffer.from(bomb) }))).toMatchObject({
      code: 'spreadsheet-unpacks-to-too-much',
    });
  });

  it('say that they unpack to little', async () => {
    const parts = excelParts(GOOD);
    const bomb = Buffer.from(sheet(`<row r="1">${'<c r="A1"/>'.repeat(1_000_000)}</row>`));
    expect(await faultOf(zip({ ...parts, [SHEET]: bomb }, 5000))).toMatchObject({ code: 'spreadsheet-damaged' });
  });

  it('say that they unpack to gigabytes', async () => {
    expect(await faultOf(zip(excelParts(GOOD), 2 ** 31))).toMatchObject({ code: 'spreadsheet-unpacks-to-too-much' });
  });

  it('have parts by the thousand', async () => {
    const many = Object.fromEntries(Array.from({ length: 2100 }, (_, index) => [`m/${index}`, Buffer.alloc(0)]));
    expect(await faultOf(zip({ ...excelParts(GOOD), ...many }))).toMatchObject({ code: 'spreadsheet-too-many-parts' });
  });

  it.each(['../../../etc/passwd', '/etc/passwd', 'C:/Windows/x', 'a/../../b'])('name the path %s', async (path) => {
    expect(await faultOf(zip({ ...excelParts(GOOD), [path]: Buffer.from('x') }))).toMatchObject({
      code: 'spreadsheet-damaged',
    });
  });

  it('reach out of themselves by relationships', async () => {
    const bytes = excelWorkbook(GOOD, {
      mangle: (path, markup) =>
        path === '_rels/.rels' ? markup.replace('xl/workbook.xml', '../../../etc/passwd') : markup,
    });
    expect(await faultOf(bytes)).toMatchObject({ code: 'spreadsheet-damaged', detail: { part: 'etc/passwd' } });
  });

  it('have two parts by one name', async () => {
    expect(await faultOf(zip({ ...excelParts(GOOD), 'XL/workbook.xml': Buffer.from('<workbook/>') }))).toMatchObject({
      code: 'spreadsheet-damaged',
    });
  });

  it('have a part behind a password', async () => {
    const bytes = excelWorkbook(GOOD);
    for (let at = bytes.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 1, 'latin1'))
      bytes.writeUInt16LE(bytes.readUInt16LE(at + 8) | 1, at + 8);
    expect(await faultOf(bytes)).toMatchObject({ code: 'spreadsheet-has-password' });
  });

  it('are not what their checksum says', async () => {
    const bytes = excelWorkbook(GOOD);
    const last = bytes.lastIndexOf('PK\x01\x02', undefined, 'latin1');
    bytes.writeUInt8(bytes.readUInt8(last + 16) ^ 1, last + 16);
    expect(await faultOf(bytes)).toMatchObject({
      code: 'spreadsheet-damaged',
      detail: { part: 'xl/sharedStrings.xml' },
    });
  });

  it('are cut off anywhere', async () => {
    const bytes = excelWorkbook(GOOD);
    for (let length = 4; length < bytes.length; length += 97)
      expect((await faultOf(bytes.subarray(0, length))).code).toBe('spreadsheet-damaged');
  });
});

describe('markup made to harm', () => {
  const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`;

  it.each(['xl/workbook.xml', '_rels/.rels', 'xl/sharedStrings.xml', 'xl/styles.xml', SHEET])(
    'declares entities in %s',
    async (path) => {
      const original = excelParts(GOOD)[path]?.toString() ?? '';
      for (const type of [laughs, '<!DOCTYPE x SYSTEM "file:///etc/passwd">']) {
        const fault = await faultOf(withPart(path, original.replace('?>', `?>${type}`)));
        expect(fault).toMatchObject({ code: 'spreadsheet-document-type', detail: { part: path } });
      }
    },
  );

  it('names entities that nobody declared, which stay as they are', async () => {
    const { sheets } = await readAll(
      withPart(SHEET, sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&xxe; &amp; &#273;</t></is></c></row>')),
    );
    expect(plainRows(sheets[0]?.rows ?? [])).toEqual([['&xxe; & đ']]);
  });

  it.each<[string, string]>([
    ['<row r="1"><c r="A1"><v>1</v></c></row', 'cut off'],
    ['<row r="1"><c r="A1"><v>1</v></row>', 'not closed'],
    ['<row r="1"><c r="?1"><v>1</v></c></row>', 'no reference'],
    ['<row r="1"><c r="AAAA1"><v>1</v></c></row>', 'no column'],
    ['<row r="0"><c r="A1"><v>1</v></c></row>', 'row 0'],
    ['<row r="x"><c r="A1"><v>1</v></c></row>', 'no row'],
    ['<row r="2"/><row r="1"/>', 'rows backwards'],
    ['<c r="A1"><v>1</v></c>', 'a cell in no row'],
    ['<row r="1"><c r="A1"><v>eins</v></c></row>', 'no number'],
    ['<row r="1"><c r="A1" t="s"><v>99</v></c></row>', 'no shared text'],
    [`${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`, 'too deep'],
    [`<row ${Array.from({ length: 5000 }, (_, index) => `a${index}=""`).join(' ')}/>`, 'too many attributes'],
    [`<row r="1" x="${'x'.repeat(3_000_000)}"/>`, 'an attribute of megabytes'],
    [`<${'x'.repeat(3_000_000)}/>`, 'a name of megabytes'],
  ])('is damaged: %#', async (cells, why) => {
    expect([why, await faultOf(withPart(SHEET, sheet(cells)))]).toMatchObject([
      why,
      { code: 'spreadsheet-damaged', detail: { part: SHEET } },
    ]);
  });

  it('has cells of megabytes', async () => {
    const long = 'ắ'.repeat(LIMITS.charactersOfACell + 1);
    const cell = (type: string, inner: string): string => sheet(`<row r="7"><c r="A7" t="${type}">${inner}</c></row>`);
    for (const part of [
      cell('inlineStr', `<is><t>${long}</t></is>`),
      cell('inlineStr', `<is>${`<r><t>${'x'.repeat(3000)}</t></r>`.repeat(20)}</is>`),
      cell('str', `<v>${long}</v>`),
      cell('n', `<v>${'1'.repeat(3_000_000)}</v>`),
    ])
      expect(await faultOf(withPart(SHEET, part))).toMatchObject({
        code: 'spreadsheet-cell-too-long',
        detail: { sheet: 'Triển khai', row: 7 },
      });
    expect(await faultOf(withPart('xl/sharedStrings.xml', `<sst><si><t>${long}</t></si></sst>`))).toMatchObject({
      code: 'spreadsheet-cell-too-long',
    });
    expect(await faultOf(Buffer.from(`a;b\n1;${long}\n`), 'a.csv')).toMatchObject({
      code: 'spreadsheet-cell-too-long',
    });
    expect(await faultOf(Buffer.from(`a;b\n1;${long.repeat(50)}\n`), 'a.csv')).toMatchObject({
      code: 'spreadsheet-row-too-long',
      detail: { line: 2 },
    });
  });

  it('has columns without end', async () => {
    const fault = { code: 'spreadsheet-too-many-columns', detail: { sheet: 'Triển khai', row: 3 } };
    expect(await faultOf(withPart(SHEET, sheet('<row r="3"><c r="XFD3"><v>1</v></c></row>')))).toMatchObject(fault);
    const million = Array.from({ length: 100_000 }, (_, index) => `<c><v>${index}</v></c>`).join('');
    expect(await faultOf(withPart(SHEET, sheet(`<row r="3">${million}</row>`)))).toMatchObject(fault);
    expect(await faultOf(Buffer.from(`a\n${'1;'.repeat(1_000)}1\n`), 'a.csv')).toMatchObject({
      code: 'spreadsheet-too-many-columns',
      detail: { row: 2 },
    });
  });

  it('has rows below the last', async () => {
    expect(await faultOf(withPart(SHEET, sheet('<row r="1048577"><c><v>1</v></c></row>')))).toMatchObject({
      code: 'spreadsheet-too-many-rows',
    });
  });

  it('has a sheet for everybody', async () => {
    const sheets = Array.from({ length: 101 }, (_, index) => ({ name: `S${index}`, rows: [] }));
    expect(await faultOf(excelWorkbook(sheets))).toMatchObject({ code: 'spreadsheet-too-many-parts' });
  });
});
