import { createHash } from 'node:crypto';
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import { type TestAnswer, type TestApp } from './app.js';

/** A file to be sent, whatever it really is. */
export interface TestFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** What the sender calls it; absent: nothing of use. */
  readonly type?: string;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A page with one line of text. */
export function pdf(line = 'Quyet dinh'): Buffer {
  const content = `BT /F1 12 Tf 72 720 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 6\n0000000000 65535 f \n${offsets.join('')}`;
  return Buffer.from(`${text}${table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`, 'latin1');
}

/** One pixel. */
export function png(): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    return Buffer.concat([uint32(data.length, 'BE'), body, uint32(crc32(body), 'BE')]);
  };
  const header = Buffer.concat([uint32(1, 'BE'), uint32(1, 'BE'), Buffer.from([8, 2, 0, 0, 0])]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.from([0, 255, 0, 0]));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** A Word document of one paragraph; with `more`, further entries in the package. */
export function docx(text = 'Biên bản bàn giao', more: Record<string, Buffer> = {}): Buffer {
  const main = `${OFFICE}.wordprocessingml.document.main+xml`;
  return zip({
    '[Content_Types].xml': xml(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    ),
    '_rels/.rels': xml(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    'word/document.xml': xml(
      `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`,
    ),
    ...more,
  });
}

/** A ZIP file; `claims` overrides the unpacked size that the directory states for each entry. */
export function zip(entries: Record<string, Buffer>, claims?: number): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of Object.entries(entries)) {
    const packed = deflateRawSync(bytes);
    const path = Buffer.from(name);
    const about = (size: number): Buffer =>
      Buffer.concat([
        ...[20, 0x800, 8, 0, 0].map(uint16),
        ...[crc32(bytes), packed.length, size].map((value) => uint32(value)),
        ...[path.length, 0].map(uint16),
      ]);
    const local = Buffer.concat([uint32(0x04034b50), about(bytes.length), path, packed]);
    directory.push(
      Buffer.concat([
        ...[uint32(0x02014b50), uint16(20), about(claims ?? bytes.length)],
        ...[...[0, 0, 0].map(uint16), uint32(0), uint32(offset), path],
      ]),
    );
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const count = uint16(directory.length);
  const end = [uint32(0x06054b50), uint32(0), count, count, uint32(central.length), uint32(offset), uint16(0)];
  return Buffer.concat([...locals, central, ...end]);
}

/** An Office file from before 2007: a compound file with one stream of the name. */
export function compoundFile(stream: string): Buffer {
  const header = Buffer.alloc(512, 0xff);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(header);
  const entry = (name: string, type: number): Buffer => {
    const bytes = Buffer.alloc(128);
    bytes.write(name, 'utf16le');
    bytes.writeUInt16LE(2 * (name.length + 1), 64);
    bytes[66] = type;
    return bytes;
  };
  return Buffer.concat([header, Buffer.alloc(512), entry('Root Entry', 5), entry(stream, 2), Buffer.alloc(256)]);
}

/** Sends a form with files to an address below /api/v1. */
export async function upload(
  tracker: TestApp,
  path: string,
  files: readonly TestFile[],
  headers: Record<string, string> = {},
): Promise<TestAnswer> {
  const form = new FormData();
  for (const { name, bytes, type = '' } of files) form.append('file', new Blob([bytes], { type }), name);
  return sendForm(tracker, path, form, headers);
}

/** Sends any form. */
export async function sendForm(
  tracker: TestApp,
  path: string,
  form: FormData,
  headers: Record<string, string> = {},
): Promise<TestAnswer> {
  const response = await fetch(`${tracker.address}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tracker.administrator}`, ...headers },
    body: form,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: text === '' ? undefined : JSON.parse(text) };
}

function xml(body: string): Buffer {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${body}`);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number, order: 'LE' | 'BE' = 'LE'): Buffer {
  const bytes = Buffer.alloc(4);
  bytes[`writeUInt32${order}`](value);
  return bytes;
}
