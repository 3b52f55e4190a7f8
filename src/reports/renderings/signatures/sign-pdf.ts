import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFPage,
  type PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';
import { points } from '../official-layout.js';
import { signDetached } from './cades.js';
import { drawnLines } from './drawn-lines.js';
import { SIGNATURE_PLACE } from './signature-place.js';
import { openKey } from './signing-key.js';

export interface Signing {
  /** PKCS#12 with an RSA key and its certificate. */
  readonly p12: Buffer;
  readonly passphrase: string;
  /** When it is signed, an instant; it stands in the signature. */
  readonly at: string;
  /** How the signature shows; null: it does not. */
  readonly shown: ShownSignature | null;
}

/**
 * - `images`: above the signer's name the image of the signature, PNG with a transparent ground, and the image of the seal
 *   at its real size over a third of it, on its left
 * - `words`: lines above the signer's name, where there is no image
 * - `corner`: lines at the top right of the first page, which mark an attachment that is signed by itself
 *
 * Source: Decree 30/2020/NĐ-CP, appendix I, part II, on digital signatures.
 */
export type ShownSignature =
  | { readonly as: 'images'; readonly image: Buffer; readonly seal: Buffer | null }
  | { readonly as: 'words'; readonly lines: readonly string[] }
  | { readonly as: 'corner'; readonly lines: readonly string[] };

/** Room for the signature and its certificates, in bytes. */
const ROOM = 16_384;
const UNKNOWN = 9_999_999_999;
/** In millimetres: the width of a signature, and the diameter of an office's seal as they commonly are. */
const IMAGE_WIDTH = 50;
const SEAL = 36;
/** From the top and the right edge of a page to the words in its corner, in millimetres. */
const CORNER = { top: 8, right: 15 };

/**
 * The PDF with a signature after PAdES B-B, added to the file without touching what it says. A PDF without a place for
 * what shall stand above the signer's name gets an invisible signature. Refuses a key that cannot sign; throws for what
 * is no PDF.
 */
export async function signPdf(pdf: Buffer, signing: Signing): Promise<Buffer> {
  const key = await openKey(signing.p12, signing.passphrase, signing.at);
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

async function withEmptySignature(pdf: Buffer, { at, shown }: Signing): Promise<Buffer> {
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
  const form = catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict) ?? context.obj({ Fields: [] });
  const fields = form.lookupMaybe(PDFName.of('Fields'), PDFArray) ?? context.obj([]);
  const look = shown === null ? null : await lookOf(file, shown);
  const page = look?.page ?? file.getPage(0);
  const widget = context.register(
    context.obj({
      ...{ Type: 'Annot', Subtype: 'Widget', FT: 'Sig', T: PDFString.of(`Signature${fields.size() + 1}`) },
      ...{ V: signature, F: 132, P: page.ref, Rect: look?.area ?? [0, 0, 0, 0] },
      ...(look ? { AP: { N: look.appearance } } : {}),
    }),
  );
  page.node.addAnnot(widget);
  form.set(PDFName.of('SigFlags'), PDFNumber.of(3));
  fields.push(widget);
  form.set(PDFName.of('Fields'), fields);
  catalog.set(PDFName.of('AcroForm'), form);
  return Buffer.from(await file.commit({ useObjectStreams: false }));
}

/** A signature on its page; the area is left, bottom, right, top in points from the lower left corner. */
interface Look {
  readonly page: PDFPage;
  readonly area: readonly [number, number, number, number];
  readonly appearance: PDFRef;
}

/** Null where there is no place for it. */
async function lookOf(file: PDFDocument, shown: ShownSignature): Promise<Look | null> {
  if (shown.as === 'corner') {
    const page = file.getPage(0);
    const { ref, width, height } = await linesOf(file, shown.lines);
    const { x, y, width: pageWidth, height: pageHeight } = page.getCropBox();
    const [right, top] = [x + pageWidth - points(CORNER.right), y + pageHeight - points(CORNER.top)];
    return { page, area: [right - width, top - height, right, top], appearance: ref };
  }
  const place = placeOf(file);
  if (place === null) return null;
  const { page, x, top } = place;
  if (shown.as === 'words') {
    const { ref, width, height } = await linesOf(file, shown.lines);
    // In the middle of the height that is left blank for a signature.
    const upper = top - (points(SEAL) - height) / 2;
    return { page, area: [x - width / 2, upper - height, x + width / 2, upper], appearance: ref };
  }
  const [width, height] = [points(IMAGE_WIDTH + SEAL / 2), points(SEAL)];
  const appearance = await imagesOf(file, shown, width, height);
  return { page, area: [x - width / 2, top - height, x + width / 2, top], appearance };
}

/** Lines of text as a picture of their own, with letters that hold all of Vietnamese. */
async function linesOf(file: PDFDocument, lines: readonly string[]) {
  const drawn = await drawnLines(lines);
  const [page] = await file.embedPdf(drawn);
  if (page === undefined) throw new Error('A drawing has one page');
  await page.embed();
  return page;
}

/** The seal covers a third of the signature from the left. */
async function imagesOf(
  file: PDFDocument,
  { image, seal }: Extract<ShownSignature, { as: 'images' }>,
  width: number,
  height: number,
): Promise<PDFRef> {
  const drawn = await file.embedPng(image);
  const scale = Math.min(points(IMAGE_WIDTH) / drawn.width, height / drawn.height);
  const [w, h] = [drawn.width * scale, drawn.height * scale];
  const left = (width - w) / 2 + (seal === null ? 0 : points(SEAL) / 3);
  const content = [`q ${w} 0 0 ${h} ${left} ${(height - h) / 2} cm /Image Do Q`];
  const images = file.context.obj({ Image: drawn.ref });
  if (seal !== null) {
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
