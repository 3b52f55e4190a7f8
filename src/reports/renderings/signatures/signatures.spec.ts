import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { pdfPages } from '../../../../test/support/document-texts.js';
import { EXAMPLE_REPORT } from '../../../../test/support/example-report.js';
import { madeUpKey } from '../../../../test/support/signing-key.js';
import { Refusal } from '../../../kernel/refusal.js';
import { renderDocument } from '../render-document.js';
import { readSignatures } from './read-signatures.js';
import { type Signing, signPdf } from './sign-pdf.js';

// A loaded machine takes its time.
jest.setTimeout(60_000);

const SIGNER = 'Sở Thông tin và Truyền thông tỉnh Tây Ninh';
const AT = '2017-01-05T01:00:00.000Z';

describe('signatures of PDF files', () => {
  let pdf: Buffer;
  let p12: Buffer;
  let signed: Buffer;

  beforeAll(async () => {
    pdf = await renderDocument(EXAMPLE_REPORT, 'pdf');
    p12 = madeUpKey(SIGNER, 'mật khẩu');
    signed = await signPdf(pdf, { p12, passphrase: 'mật khẩu', at: AT, shown: null });
  });

  it('reads none from a file that is not signed or is no PDF', async () => {
    expect(await readSignatures(pdf)).toEqual([]);
    expect(await readSignatures(Buffer.from('không phải PDF'))).toEqual([]);
  });

  it('reads who signed, when, and that the whole file is as it was', async () => {
    expect(await readSignatures(signed)).toEqual([
      {
        ...{ signer: SIGNER, issuer: SIGNER, at: AT, atBy: 'signer' },
        ...{ format: 'ETSI.CAdES.detached', intact: 'yes', coversAll: true },
      },
    ]);
  });

  it('adds to the file and changes nothing of it', async () => {
    expect(signed.subarray(0, pdf.length).equals(pdf)).toBe(true);
    expect(await pdfPages(signed)).toEqual(await pdfPages(pdf));
  });

  it('sees a byte that was changed, and what was added afterwards', async () => {
    const changed = Buffer.from(signed);
    changed.writeUInt8(changed.readUInt8(2_000) ^ 1, 2_000);
    expect(await readSignatures(changed)).toMatchObject([{ intact: 'no', coversAll: true }]);
    const longer = Buffer.concat([signed, Buffer.from('\n1 0 obj\n<<>>\nendobj\n')]);
    expect(await readSignatures(longer)).toMatchObject([{ intact: 'yes', coversAll: false }]);
  });

  it('reads both signatures of a file that was signed twice; the first no longer covers all', async () => {
    const other = madeUpKey('Văn phòng', 'khác', { algorithm: '3des' });
    const twice = await signPdf(signed, {
      p12: other,
      passphrase: 'khác',
      at: '2017-01-06T01:00:00.000Z',
      shown: null,
    });
    expect(await readSignatures(twice)).toMatchObject([
      { signer: SIGNER, intact: 'yes', coversAll: false },
      { signer: 'Văn phòng', intact: 'yes', coversAll: true },
    ]);
  });

  it('takes no range that leaves out more than the signature itself, and no made-up numbers', async () => {
    const text = signed.toString('latin1');
    const [range = '', length = '0'] = /\/ByteRange \[ 0 (\d+) [^\]]*\]/.exec(text) ?? [];
    const shorter = range.replace(length, String(Number(length) - 10));
    expect(await readSignatures(Buffer.from(text.replace(range, shorter), 'latin1'))).toMatchObject([
      { intact: 'no', coversAll: false },
    ]);
    const made = Buffer.from('1 0 obj << /ByteRange [0 99999999999 5 1] /SubFilter /adbe.pkcs7.detached >> endobj');
    expect(await readSignatures(made)).toMatchObject([{ signer: '', intact: 'no', coversAll: false }]);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['a wrong passphrase', () => signPdf(pdf, { ...signing(), passphrase: 'sai' }), 'signing-passphrase-wrong'],
    ['what is no key', () => signPdf(pdf, { ...signing(), p12: Buffer.from('x') }), 'signing-key-unreadable'],
    [
      'a certificate that has expired',
      () => signPdf(pdf, { ...signing(), at: '2036-01-01T00:00:01Z' }),
      'signing-certificate-expired',
    ],
    [
      'a certificate that does not hold yet',
      () => signPdf(pdf, { ...signing(), at: '2015-12-31T23:59:59Z' }),
      'signing-certificate-not-yet-valid',
    ],
  ])('refuses %s', async (_what, sign, code) => {
    const refused: unknown = await sign().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect((refused as Refusal).faults).toMatchObject([{ code, kind: 'unprocessable' }]);
  });

  it('shows the images of signature and seal above the name', async () => {
    const shown = await signPdf(pdf, { ...signing(), shown: { as: 'images', image: DOT, seal: DOT } });
    const added = shown.subarray(pdf.length).toString('latin1');
    expect(added).toMatch(/\/Subtype \/Form[^]*\/Image Do[^]*\/Seal Do/);
    expect(await readSignatures(shown)).toMatchObject([{ intact: 'yes', coversAll: true }]);
  });

  it('names each signature of a file for itself', async () => {
    const twice = await signPdf(signed, signing());
    const names = [...twice.toString('latin1').matchAll(/\/T \((\w+)\)/g)].map(([, name]) => name);
    expect(new Set(names)).toEqual(new Set(['Signature1', 'Signature2']));
  });

  const signing = (): Signing => ({ p12, passphrase: 'mật khẩu', at: AT, shown: null });
});

/** One transparent point. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
