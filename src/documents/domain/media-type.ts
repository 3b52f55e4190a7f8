import { fileTypeFromBuffer } from 'file-type';
import { type Language } from '../../kernel/ratio.js';
import { hasStream, unpackedSizeOf } from './containers.js';

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** What may be attached, with the extensions that go with it. Nothing in the list runs when it is opened, or unpacks to files. */
export const MEDIA_TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['application/pdf', ['pdf']],
  [`${OFFICE}.wordprocessingml.document`, ['docx']],
  [`${OFFICE}.spreadsheetml.sheet`, ['xlsx']],
  [`${OFFICE}.presentationml.presentation`, ['pptx']],
  ['application/vnd.oasis.opendocument.text', ['odt']],
  ['application/vnd.oasis.opendocument.spreadsheet', ['ods']],
  ['application/msword', ['doc']],
  ['application/vnd.ms-excel', ['xls']],
  ['image/png', ['png']],
  ['image/jpeg', ['jpg', 'jpeg']],
  ['image/webp', ['webp']],
  ['image/tiff', ['tif', 'tiff']],
  ['text/csv', ['csv']],
  ['text/plain', ['txt']],
]);

/** All extensions that are taken, as they are told to whoever sent another. */
export const EXTENSIONS: readonly string[] = [...MEDIA_TYPES.values()].flat();

type Named = Readonly<Record<Language, string>>;

/**
 * What bytes are, whatever their sender calls them: the types they may be (text is CSV or plain by its name), or what
 * they are and may not be attached as.
 */
export type Sniffed = { readonly types: readonly string[] } | { readonly refused: Named };

const MOST_UNPACKED_BYTES = 1024 ** 3;

const NAMES: Readonly<Record<string, Named>> = {
  ...Object.fromEntries(['exe', 'elf', 'macho', 'class', 'wasm', 'lnk'].map((name) => [name, program(name)])),
  ...Object.fromEntries(
    ['zip', 'rar', '7z', 'gz', 'tar.gz', 'tar', 'bz2', 'xz', 'zst', 'lz', 'cab', 'jar', 'apk', 'iso'].map((name) => [
      name,
      { vi: `tệp nén (${name})`, en: `an archive (${name})` },
    ]),
  ),
};

/** Tells what a file is by its bytes alone. */
export async function sniff(bytes: Uint8Array): Promise<Sniffed> {
  // Excel's "Unicode text"; it is easily taken for something else.
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return { refused: { vi: 'văn bản UTF-16 (hãy lưu lại theo UTF-8)', en: 'UTF-16 text (save it as UTF-8)' } };
  const found = await fileTypeFromBuffer(bytes);
  if (found?.ext === 'cfb') return compoundFile(bytes);
  if (found === undefined || found.ext === 'xml') return text(bytes);
  if (!MEDIA_TYPES.has(found.mime)) return { refused: NAMES[found.ext] ?? { vi: found.mime, en: found.mime } };
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const size = unpackedSizeOf(bytes);
    if (size === null) return { refused: { vi: 'tệp bị hỏng hoặc thiếu phần cuối', en: 'damaged or cut off' } };
    if (size > MOST_UNPACKED_BYTES)
      return { refused: { vi: 'tệp nén bung ra quá lớn', en: 'an archive that unpacks to far too much' } };
  }
  return { types: [found.mime] };
}

function compoundFile(bytes: Uint8Array): Sniffed {
  if (hasStream(bytes, 'EncryptedPackage'))
    return { refused: { vi: 'tệp Office có mật khẩu', en: 'an Office file with a password' } };
  const types = [
    ...(hasStream(bytes, 'WordDocument') ? ['application/msword'] : []),
    ...(hasStream(bytes, 'Workbook') || hasStream(bytes, 'Book') ? ['application/vnd.ms-excel'] : []),
  ];
  return types.length > 0 ? { types } : { refused: { vi: 'application/x-cfb', en: 'application/x-cfb' } };
}

/** UTF-8 without control characters; what begins like a script or like markup would be run by whoever opens it. */
function text(bytes: Uint8Array): Sniffed {
  let read: string;
  try {
    read = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { refused: { vi: 'dữ liệu không rõ loại', en: 'data of no known type' } };
  }
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]/.test(read))
    return { refused: { vi: 'dữ liệu không rõ loại', en: 'data of no known type' } };
  const start = read.trimStart().slice(0, 4096).toLowerCase();
  if (start.startsWith('#!')) return { refused: program('script') };
  if (/^<[a-z!?]/.test(start)) {
    const markup = /<svg[\s>]/.test(start) ? 'SVG' : start.startsWith('<?xml') ? 'XML' : 'HTML';
    return { refused: { vi: markup, en: markup } };
  }
  return { types: ['text/plain', 'text/csv'] };
}

function program(name: string): Named {
  return { vi: `chương trình máy tính (${name})`, en: `a program (${name})` };
}
