import { type Document, Packer } from 'docx';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

const PLACE = /<w:p><w:pPr><w:pStyle w:val="(Grid\d+)"\/><\/w:pPr><\/w:p>/;

/** The first day that a ZIP file can name; it names no time zone, so the parts are of the local midnight. */
const ZIP_DAY = new Date(1980, 0, 1);

/**
 * The file: tables put in their places, and every trace of the moment of writing replaced, so that the same document gives
 * the same bytes. `writtenAt` is an instant and becomes the day of creation.
 */
export async function packDocx(file: Document, grids: ReadonlyMap<string, string>, writtenAt: string): Promise<Buffer> {
  const parts = unzipSync(await Packer.toBuffer(file));
  const names = new Map<string, string>();
  const packed: Zippable = {};
  for (const [path, bytes] of Object.entries(parts)) packed[path] = partOf(path, bytes, { grids, names, writtenAt });
  return Buffer.from(zipSync(packed, { mtime: ZIP_DAY, level: 6 }));
}

interface Stable {
  readonly grids: ReadonlyMap<string, string>;
  readonly names: Map<string, string>;
  readonly writtenAt: string;
}

function partOf(path: string, bytes: Uint8Array, { grids, names, writtenAt }: Stable): Uint8Array {
  if (path === 'docProps/core.xml') return strToU8(datedAt(strFromU8(bytes), writtenAt));
  // The figures of a chart are a workbook within the file, itself a ZIP file.
  if (path.endsWith('.xlsx')) return zipSync(unzipSync(bytes), { mtime: ZIP_DAY });
  const xml = withStableNames(strFromU8(bytes), names);
  return path === 'word/document.xml' ? withGrids(xml, grids) : strToU8(xml);
}

/** The library names the relations of charts at random and counts bookmarks over all files; here each file counts its own. */
function withStableNames(xml: string, names: Map<string, string>): string {
  const counted = xml.replace(/(<w:bookmark(?:Start|End)\b[^>]*w:id=")(\d+)/g, (_, before: string, id: string) => {
    const key = `bookmark ${id}`;
    const stable = names.get(key) ?? String(names.size + 1);
    names.set(key, stable);
    return `${before}${stable}`;
  });
  return counted.replace(/(\b(?:Id|r:id)=")(rId[a-z0-9_-]{21})(?=")/g, (_, attribute: string, name: string) => {
    const stable = names.get(name) ?? `rIdChart${names.size + 1}`;
    names.set(name, stable);
    return `${attribute}${stable}`;
  });
}

function withGrids(xml: string, grids: ReadonlyMap<string, string>): Buffer {
  return Buffer.concat(
    xml.split(PLACE).map((piece, index) => Buffer.from(index % 2 === 0 ? piece : (grids.get(piece) ?? ''))),
  );
}

function datedAt(xml: string, instant: string): string {
  return xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, (_, opening: string) => `${opening}${instant}`);
}
