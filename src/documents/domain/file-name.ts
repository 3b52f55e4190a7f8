import { tidy } from '../../kernel/vietnamese-text.js';

const LONGEST = 255;

/** Control characters, halves of characters, what bytes that are no UTF-8 became, and signs that turn the direction of text. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\uFFFD\uFFFE\uFFFF\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** Why a name is refused. */
export type FileNameFault = 'missing' | 'path' | 'unprintable' | 'no-extension' | 'too-long';

/** A file's name as it is kept, and its extension in lower case. */
export interface FileName {
  readonly name: string;
  readonly extension: string;
}

/**
 * Reads the name that a sender gives a file: NFC, spaces tidied, at most 255 UTF-16 units (as NTFS), the name alone
 * without folders.
 *
 * Example: `"Quyết định 418.PDF"` → `{ name: "Quyết định 418.PDF", extension: "pdf" }`; `"../a.pdf"` → `"path"`.
 */
export function readFileName(raw: string): FileName | FileNameFault {
  if (UNPRINTABLE.test(raw)) return 'unprintable';
  const name = tidy(raw);
  if (name === '') return 'missing';
  if (/[/\\]/.test(name)) return 'path';
  if (name.length > LONGEST) return 'too-long';
  const extension = /^.*[^.\s].*\.([\p{L}\p{N}]{1,10})$/u.exec(name)?.[1];
  return extension === undefined ? 'no-extension' : { name, extension: extension.toLowerCase() };
}

/**
 * The header that makes a browser save a file under its name whatever the file is: plain letters for old ones,
 * UTF-8 for the others (RFC 6266, RFC 8187).
 *
 * Example: `"Quyết định.pdf"` → `attachment; filename="Quyet dinh.pdf"; filename*=UTF-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh.pdf`.
 */
export function contentDisposition(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
