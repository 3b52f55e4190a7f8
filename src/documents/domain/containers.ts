const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LONGEST_COMMENT = 65_535;

/**
 * Bytes that a ZIP file says it unpacks to, by its central directory; null where that cannot be read, as in a file that
 * was cut off (APPNOTE.TXT 4.3.12, 4.3.16).
 */
export function unpackedSizeOf(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - END_LENGTH;
  const earliest = Math.max(0, end - LONGEST_COMMENT);
  while (end >= earliest && view.getUint32(end, true) !== END_OF_DIRECTORY) end -= 1;
  if (end < earliest) return null;
  let left = view.getUint16(end + 10, true);
  let entry = view.getUint32(end + 16, true);
  let size = 0;
  for (; left > 0; left -= 1) {
    if (entry + ENTRY_LENGTH > end || view.getUint32(entry, true) !== DIRECTORY_ENTRY) return null;
    size += view.getUint32(entry + 24, true);
    entry += ENTRY_LENGTH + [28, 30, 32].reduce((sum, field) => sum + view.getUint16(entry + field, true), 0);
  }
  return size;
}

const DIRECTORY_STEP = 128;
const HEADER_LENGTH = 512;
const STREAM = 2;

/** Whether a compound file (Office before 2007) has a stream of that name; entries of its directory are 128 bytes ([MS-CFB] 2.6.1). */
export function hasStream(bytes: Uint8Array, name: string): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isNamed = (offset: number): boolean =>
    bytes[offset + 66] === STREAM &&
    view.getUint16(offset + 64, true) === 2 * (name.length + 1) &&
    [...name].every((letter, index) => view.getUint16(offset + 2 * index, true) === letter.charCodeAt(0));
  for (let offset = HEADER_LENGTH; offset + DIRECTORY_STEP <= bytes.length; offset += DIRECTORY_STEP)
    if (isNamed(offset)) return true;
  return false;
}
