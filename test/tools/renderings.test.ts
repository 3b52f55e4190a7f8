import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { renderDocument } from '../../src/reports/renderings/render-document.js';
import { signPdf } from '../../src/reports/renderings/signatures/sign-pdf.js';
import { solid, textsOf } from '../support/document-texts.js';
import { EXAMPLE_REPORT } from '../support/example-report.js';
import { madeUpKey } from '../support/signing-key.js';

jest.setTimeout(180_000);

const run = promisify(execFile);

/** What other programs make of our files: LibreOffice, poppler. */
describe('renderings, read by others', () => {
  let folder: string;
  let pdf: Buffer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'renderings-'));
    pdf = await renderDocument(EXAMPLE_REPORT, 'pdf');
    await writeFile(join(folder, 'ours.pdf'), pdf);
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  });

  async function textOf(file: string): Promise<string> {
    const { stdout } = await run('pdftotext', ['-raw', join(folder, file), '-'], { maxBuffer: 1e8 });
    return stdout;
  }

  const expected = textsOf(EXAMPLE_REPORT);

  it('poppler copies every text out of the PDF, in NFC', async () => {
    const text = await textOf('ours.pdf');
    expect(text.normalize('NFC')).toBe(text);
    expect(expected.filter((one) => !solid(text).includes(solid(one)))).toEqual([]);
  });

  it('poppler finds the PDF tagged, its letters embedded, its figures leading to their lists', async () => {
    const { stdout: info } = await run('pdfinfo', [join(folder, 'ours.pdf')]);
    expect(info).toMatch(/Tagged: +yes/);
    expect(info).toMatch(/Title: +BÁO CÁO – Kết quả/);
    const { stdout: fonts } = await run('pdffonts', [join(folder, 'ours.pdf')]);
    const embedded = fonts.trim().split('\n').slice(2);
    expect(embedded).toHaveLength(4);
    for (const line of embedded) expect(line).toMatch(/yes yes yes/);
    const { stdout: places } = await run('pdfinfo', ['-dests', join(folder, 'ours.pdf')]);
    for (const name of ['mot-cua-huyen', 'van-phong-xa', 'signature.place']) expect(places).toContain(`"${name}"`);
    const { stdout: structure } = await run('pdfinfo', ['-struct', join(folder, 'ours.pdf')]);
    for (const element of ['H1', 'H2', 'H3', 'Table', 'TH', 'TD', 'Figure', 'Link']) {
      expect(structure).toMatch(new RegExp(`^ *${element}\\b`, 'm'));
    }
  });

  it('LibreOffice opens the DOCX without complaint, with every text', async () => {
    await writeFile(join(folder, 'office.docx'), await renderDocument(EXAMPLE_REPORT, 'docx'));
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const words = ['--headless', profile, '--convert-to', 'pdf', '--outdir', folder, join(folder, 'office.docx')];
    const { stderr } = await run('soffice', words);
    expect(stderr).not.toMatch(/error|corrupt|repair/i);
    const text = solid(await textOf('office.pdf'));
    expect(expected.filter((one) => !text.includes(solid(one)))).toEqual([]);
  });

  it('LibreOffice opens the workbook; numbers, shares and days are such', async () => {
    await writeFile(join(folder, 'book.xlsx'), await renderDocument(EXAMPLE_REPORT, 'xlsx'));
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const filter = 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,2';
    await run('soffice', [
      '--headless',
      profile,
      '--convert-to',
      filter,
      '--outdir',
      folder,
      join(folder, 'book.xlsx'),
    ]);
    // The sheet's name is part of the file's, as far as the locale can write it.
    const name = (await readdir(folder)).find((one) => one.startsWith('book-')) ?? '';
    const csv = await readFile(join(folder, name), 'utf8');
    expect(csv).toMatch(/;Văn phòng điện tử;41;95;43[.,]15\d+%;(12\/20|20\/12)\/2016;Chưa đạt/);
  });

  it('pdfsig finds our signature valid and over the whole file', async () => {
    const signed = await signPdf(pdf, {
      ...{ p12: madeUpKey('Sở Thông tin và Truyền thông', 'mật khẩu'), passphrase: 'mật khẩu' },
      ...{ at: '2017-01-05T01:00:00Z', shown: null },
    });
    await writeFile(join(folder, 'signed.pdf'), signed);
    const { stdout } = await run('pdfsig', [join(folder, 'signed.pdf')]);
    expect(stdout).toContain('Signer Certificate Common Name: Sở Thông tin và Truyền thông');
    expect(stdout).toContain('Signature Type: ETSI.CAdES.detached');
    expect(stdout).toContain('Total document signed');
    expect(stdout).toContain('Signature Validation: Signature is Valid.');
    expect(stdout).toMatch(/Signing Time: Jan 05 2017/);
    signed.writeUInt8(signed.readUInt8(2_000) ^ 1, 2_000);
    await writeFile(join(folder, 'changed.pdf'), signed);
    const { stdout: changed } = await run('pdfsig', [join(folder, 'changed.pdf')]);
    expect(changed).toContain('Signature Validation: Digest Mismatch.');
  });

  it('pdfsig verifies the second signature of a file too, in words at its place and in the corner of an attachment', async () => {
    const p12 = madeUpKey('Văn phòng UBND tỉnh', 'mật khẩu');
    const about = { p12, passphrase: 'mật khẩu', at: '2017-01-05T01:00:00Z' };
    const lines = ['05/BC-STTTT', '2017-01-05T08:00:00+07:00'];
    const once = await signPdf(pdf, { ...about, shown: { as: 'words', lines } });
    const twice = await signPdf(once, { ...about, shown: null });
    await writeFile(join(folder, 'twice.pdf'), twice);
    const { stdout } = await run('pdfsig', [join(folder, 'twice.pdf')]);
    expect(stdout.match(/Signature Validation: Signature is Valid\./g)).toHaveLength(2);
    // LibreOffice keeps its own kind of file, with a table of contents that is compressed.
    const attachment = await signPdf(await readFile(join(folder, 'office.pdf')), {
      ...about,
      shown: { as: 'corner', lines },
    });
    await writeFile(join(folder, 'attachment.pdf'), attachment);
    const { stdout: signed } = await run('pdfsig', [join(folder, 'attachment.pdf')]);
    expect(signed).toContain('Signature Validation: Signature is Valid.');
    expect(signed).toContain('Total document signed');
  });
});
