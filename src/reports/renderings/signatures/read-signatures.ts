import * as asn1 from 'asn1js';
import { Certificate, ContentInfo, type RelativeDistinguishedNames, SignedData, TSTInfo } from 'pkijs';

/** A signature as it stands in a PDF. Whether its certificate is to be trusted is not judged here. */
export interface ReadSignature {
  /** The common name of the certificate's holder; empty where the signature cannot be read. */
  readonly signer: string;
  /** The common name of who issued the certificate. */
  readonly issuer: string;
  /** An instant such as `"2017-01-05T01:00:00.000Z"`, or null. */
  readonly at: string | null;
  /** Who says so: a time-stamping authority, or nobody but the signer. */
  readonly atBy: 'time-stamp' | 'signer' | null;
  /** Its SubFilter: `"ETSI.CAdES.detached"` (PAdES), `"adbe.pkcs7.detached"` … */
  readonly format: string;
  /** Whether what it covers is as it was signed; `unknown` for kinds and algorithms that cannot be checked here. */
  readonly intact: 'yes' | 'no' | 'unknown';
  /** Whether it covers the whole file, so that nothing was added afterwards. */
  readonly coversAll: boolean;
}

const COMMON_NAME = '2.5.4.3';
const SIGNING_TIME = '1.2.840.113549.1.9.5';
const TIME_STAMP = '1.2.840.113549.1.9.16.2.14';
const CHECKED_FORMATS = ['ETSI.CAdES.detached', 'adbe.pkcs7.detached'];
/** More than any document has; a made-up file must not keep the server busy. */
const MOST = 50;

/** All signatures of a PDF in the order in which they stand in it; none for a file that is not signed. Never throws. */
export async function readSignatures(pdf: Buffer): Promise<ReadSignature[]> {
  const text = pdf.toString('latin1');
  const ranges = [...text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)].slice(0, MOST);
  return Promise.all(
    ranges.map((match) => {
      const [from = 0, length = 0, after = 0, rest = 0] = match.slice(1).map(Number);
      return readOne(pdf, text, match.index, { from, length, after, rest });
    }),
  );
}

/** The bytes that a signature covers: `length` from `from`, and `rest` from `after`; its own value stands between. */
interface Range {
  readonly from: number;
  readonly length: number;
  readonly after: number;
  readonly rest: number;
}

async function readOne(pdf: Buffer, text: string, at: number, range: Range): Promise<ReadSignature> {
  const { from, length, after, rest } = range;
  const dictionary = text.slice(text.lastIndexOf(' obj', at), text.indexOf('endobj', at));
  const format = /\/SubFilter\s*\/([\w.]+)/.exec(dictionary)?.[1] ?? '';
  const stated = statedTime(/\/M\s*\(([^)]*)\)/.exec(dictionary)?.[1]);
  const coversAll = from === 0 && text.slice(after + rest).trim() === '' && after + rest <= pdf.length;
  const unread: ReadSignature = {
    ...{ signer: '', issuer: '', at: stated, atBy: stated === null ? null : 'signer' },
    ...{ format, intact: 'unknown', coversAll },
  };
  const value = /^<([0-9A-Fa-f\s]*)>$/.exec(text.slice(from + length, after))?.[1];
  // A value that stands elsewhere than in the gap could be swapped without breaking anything.
  if (value === undefined || from + length > after) return { ...unread, intact: 'no', coversAll: false };
  try {
    const signed = signedDataOf(Buffer.from(value.replace(/\s/g, ''), 'hex'));
    const certificate = certificateOf(signed);
    const covered = Buffer.concat([pdf.subarray(from, from + length), pdf.subarray(after, after + rest)]);
    return {
      ...unread,
      ...timeOf(signed, stated),
      signer: certificate === undefined ? '' : commonName(certificate.subject),
      issuer: certificate === undefined ? '' : commonName(certificate.issuer),
      intact: CHECKED_FORMATS.includes(format) ? await intactness(signed, covered) : 'unknown',
    };
  } catch {
    return unread;
  }
}

function signedDataOf(value: Buffer): SignedData {
  const { result, offset } = asn1.fromBER(toArrayBuffer(value));
  if (offset === -1) throw new RangeError('Not a signature');
  return new SignedData({ schema: new ContentInfo({ schema: result }).content as asn1.BaseBlock });
}

async function intactness(signed: SignedData, covered: Buffer): Promise<ReadSignature['intact']> {
  try {
    return (await signed.verify({ signer: 0, data: toArrayBuffer(covered), checkChain: false })) ? 'yes' : 'no';
  } catch (error) {
    // The library tells a digest that differs by an error too; others are algorithms that it does not know.
    return error instanceof Error && /digest|hash/i.test(error.message) && !/unsupported|unknown/i.test(error.message)
      ? 'no'
      : 'unknown';
  }
}

function certificateOf({ certificates = [], signerInfos }: SignedData): Certificate | undefined {
  const all = certificates.filter((one) => one instanceof Certificate);
  const sid = signerInfos[0]?.sid as { serialNumber?: asn1.Integer } | undefined;
  return all.find(({ serialNumber }) => sid?.serialNumber?.isEqual(serialNumber) === true) ?? all[0];
}

function commonName({ typesAndValues }: RelativeDistinguishedNames): string {
  const named = typesAndValues.find(({ type }) => type === COMMON_NAME) ?? typesAndValues[0];
  const value = (named?.value as { valueBlock?: { value?: unknown } } | undefined)?.valueBlock?.value;
  return typeof value === 'string' ? value.normalize('NFC') : '';
}

function timeOf({ signerInfos }: SignedData, stated: string | null): Pick<ReadSignature, 'at' | 'atBy'> {
  const [info] = signerInfos;
  const stamp = info?.unsignedAttrs?.attributes.find(({ type }) => type === TIME_STAMP)?.values[0] as
    asn1.BaseBlock | undefined;
  if (stamp !== undefined) {
    const token = new SignedData({ schema: new ContentInfo({ schema: stamp }).content as asn1.BaseBlock });
    const content = token.encapContentInfo.eContent?.getValue();
    if (content !== undefined) {
      const { genTime } = new TSTInfo({ schema: asn1.fromBER(content).result });
      return { at: genTime.toISOString(), atBy: 'time-stamp' };
    }
  }
  const signing = info?.signedAttrs?.attributes.find(({ type }) => type === SIGNING_TIME)?.values[0] as
    { toDate?: () => Date } | undefined;
  const at = stated ?? signing?.toDate?.().toISOString() ?? null;
  return { at, atBy: at === null ? null : 'signer' };
}

/** PDF's own way to write an instant: `"D:20170105080000+07'00'"`. */
function statedTime(text: string | undefined): string | null {
  const parts = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'?(\d\d)?'?)?/.exec(text ?? '');
  if (parts === null) return null;
  const [year = '', month = '', day = '', hour = '', minute = '', second = '', zone, past = '00'] = parts.slice(1);
  const instant = new Date(
    `${year}-${month}-${day}T${hour}:${minute}:${second}${zone === undefined ? 'Z' : `${zone}:${past}`}`,
  );
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}

function toArrayBuffer(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
