import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } from '@cantoo/pdf-lib';
import { points } from '../official-layout.js';
import { signDetached } from './cades.js';
import { SIGNATURE_PLACE } from './signature-place.js';
import { openKey } from './signing-key.js';

export interface Signing {
  /** PKCS#12 with an RSA key and its certificate. */
  readonly p12: Buffer;
  readonly passphrase: string;
  /** When it is signed, an instant; it stands in the signature. */
  readonly at: string;
  /** The image of the signature, PNG with a transparent ground, shown above the signer's name. */
  readonly image?: Buffer;
  /** The image of the seal, PNG, shown at its real size over a third of the signature, on its left. */
  readonly seal?: Buffer;
}

/** Room for the signature and its certificates, in bytes. */
const ROOM = 16_384;
const UNKNOWN = 9_999_999_999;
/** In millimetres: the width of a signature, and the diameter of an office's seal as they commonly are. */
const IMAGE_WIDTH = 50;
const SEAL = 36;

/**
 * The PDF with a signature after PAdES B-B, added to the file without touching what it says. The images stand where
 * Decree 30/2020, appendix I, wants them; a PDF that has no place for them gets an invisible signature.
 * Refuses a key that cannot be opened.
 */
export async function signPdf(pdf: Buffer, signing: Signing): Promise<Buffer> {
  const key = await openKey(signing.p12, signing.passphrase);
  const prepared = await withEmptySignature(pdf, signing);
  const value = prepared.lastIndexOf(`<${'0'.repeat(2 * ROOM)}>`, undefined, 'latin1');
  const after = value + 2 * ROOM + 2;
  const range = [0, value, after, prepared.length - after];
  const placeholder = `[ 0 ${UNKNOWN} ${UNKNOWN} ${UNKNOWN} ]`;
  const at = prepared.lastIndexOf(placeholder, undefined, 'latin1');
  prepared.write(`[ ${range.join(' ')} ]`.padEnd(placeholder.length), at, 'latin1');
  const covered = Buffer.concat([prepared.subarray(0, value), prepared.subarray(after)]);
  const signature = await signDetached(covered, key);
  prepared.write(signature.toString('hex'), value + 1, 'latin1');
  return prepared;
}

async function withEmptySignature(pdf: Buffer, { at, image, seal }: Signing): Promise<Buffer> {
  const file = await PDFDocument.load(pdf, { forIncrementalUpdate: true, updateMetadata: false });
  const { context, catalog } = file;
  const signature = context.register(
    context.obj({
      Type: 'Sig',
      Filter: 'Adobe.PPKLite',
      SubFilter: 'ETSI.CAdES.detached',
      ByteRange: [0, UNKNOWN, UNKNOWN, UNKNOWN],
      Contents: PDFHexString.of('0'.repeat(2 * ROOM)),
      M: PDFString.fromDate(new Date(at)),
    }),
  );
  const place = placeOf(file);
  const page = place?.page ?? file.getPage(0);
  const shown = image !== undefined && place !== null;
  const [width, height] = shown ? [points(IMAGE_WIDTH + SEAL / 2), points(SEAL)] : [0, 0];
  const [x, top] = place === null ? [0, 0] : [place.x, place.top];
  const widget = context.register(
    context.obj({
      ...{ Type: 'Annot', Subtype: 'Widget', FT: 'Sig', T: PDFString.of('Signature1'), V: signature },
      ...{ F: 132, P: page.ref, Rect: [x - width / 2, top - height, x + width / 2, top] },
      ...(shown ? { AP: { N: await appearance(file, image, seal, width, height) } } : {}),
    }),
  );
  page.node.addAnnot(widget);
  const form = catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict) ?? context.obj({ Fields: [] });
  form.set(PDFName.of('SigFlags'), PDFNumber.of(3));
  const fields = form.lookup(PDFName.of('Fields'), PDFArray);
  fields.push(widget);
  catalog.set(PDFName.of('AcroForm'), form);
  return Buffer.from(await file.commit({ useObjectStreams: false }));
}

/** The seal covers a third of the signature from the left. */
async function appearance(file: PDFDocument, image: Buffer, seal: Buffer | undefined, width: number, height: number) {
  const drawn = await file.embedPng(image);
  const scale = Math.min(points(IMAGE_WIDTH) / drawn.width, height / drawn.height);
  const [w, h] = [drawn.width * scale, drawn.height * scale];
  const left = (width - w) / 2 + (seal === undefined ? 0 : points(SEAL) / 3);
  const content = [`q ${w} 0 0 ${h} ${left} ${(height - h) / 2} cm /Image Do Q`];
  const images = file.context.obj({ Image: drawn.ref });
  if (seal !== undefined) {
    const stamp = await file.embedPng(seal);
    images.set(PDFName.of('Seal'), stamp.ref);
    const size = points(SEAL);
    content.push(`q ${size} 0 0 ${size} ${left + w / 3 - size} ${(height - size) / 2} cm /Seal Do Q`);
  }
  const form = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, width, height], Resources: { XObject: images } };
  return file.context.register(file.context.stream(content.join('\n'), form));
}

/** Where our own files have room for a signature: above the signer's name. */
function placeOf(file: PDFDocument) {
  const names = file.catalog
    .lookupMaybe(PDFName.of('Names'), PDFDict)
    ?.lookupMaybe(PDFName.of('Dests'), PDFDict)
    ?.lookupMaybe(PDFName.of('Names'), PDFArray);
  for (let index = 0; names !== undefined && index < names.size(); index += 2) {
    const name = names.lookup(index);
    if (!(name instanceof PDFString) || name.decodeText() !== SIGNATURE_PLACE) continue;
    const target = names.lookup(index + 1, PDFArray);
    const page = file.getPages().find(({ ref }) => ref === target.get(0));
    if (page === undefined) return null;
    return { page, x: target.lookup(2, PDFNumber).asNumber(), top: target.lookup(3, PDFNumber).asNumber() };
  }
  return null;
}
