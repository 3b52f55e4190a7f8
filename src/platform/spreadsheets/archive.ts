import { crc32 } from 'node:zlib';
import { type Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { Refusal } from '../../kernel/refusal.js';
import { LIMITS } from './limits.js';
import { damaged, passwordNeeded, tooManyParts, unpacksToTooMuch } from './spreadsheet.errors.js';

/** The parts of a workbook's package, by path. Upper and lower case are the same, as ECMA-376 part 2 has it. */
export interface Archive {
  has(path: string): boolean;
  /**
   * The text of a part, unpacked piece by piece. Throws a Refusal where it is missing, packed in another way, larger than
   * it says, or not what its checksum says.
   */
  text(path: string): AsyncIterable<string>;
  close(): void;
}

/** Opens a ZIP file in memory; nothing is unpacked yet, and nothing is ever written to a path that it names. */
export async function openArchive(bytes: Buffer): Promise<Archive> {
  const zip = await open(bytes);
  const entries = new Map<string, Entry>();
  try {
    if (zip.entryCount > LIMITS.parts) throw tooManyParts(LIMITS.parts);
    for await (const entry of zip.eachEntry()) {
      const path = keyOf(entry.fileName);
      // Of two parts by one name, this reader and the next could each take another.
      if (entries.has(path)) throw damaged(entry.fileName);
      entries.set(path, entry);
    }
  } catch (error) {
    zip.close();
    throw error instanceof Refusal ? error : damaged('');
  }
  let unpacked = 0;
  const seen = new Set<Entry>();
  const claim = (entry: Entry): void => {
    if (seen.has(entry)) return;
    seen.add(entry);
    unpacked += entry.uncompressedSize;
    const isSuspect = entry.uncompressedSize > LIMITS.unsuspectedBytes;
    if (isSuspect && entry.uncompressedSize > LIMITS.packedTimes * entry.compressedSize) throw unpacksToTooMuch();
    if (unpacked > LIMITS.unpackedBytes) throw unpacksToTooMuch();
  };
  return {
    has: (path) => entries.has(keyOf(path)),
    text: async function* (path) {
      const entry = entries.get(keyOf(path));
      if (!entry) throw damaged(path);
      if (entry.isEncrypted()) throw passwordNeeded();
      claim(entry);
      yield* unpack(zip, entry);
    },
    close: () => {
      zip.close();
    },
  };
}

const keyOf = (path: string): string => path.replace(/^\/+/, '').toLowerCase();

async function open(bytes: Buffer): Promise<ZipFile> {
  try {
    // Its parts are read more than once, so whoever opened it closes it.
    return await yauzl.fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  } catch {
    throw damaged('');
  }
}

/** yauzl ends with an error as soon as more or less comes out than the directory says; the checksum is ours to compare. */
async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<string> {
  let stream: Readable;
  try {
    stream = await zip.openReadStreamPromise(entry);
  } catch {
    throw damaged(entry.fileName);
  }
  let sum = 0;
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum);
      decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
      const text = decoder.decode(chunk, { stream: true });
      if (text !== '') yield text;
    }
    const rest = decoder?.decode() ?? '';
    if (rest !== '') yield rest;
  } catch (error) {
    throw error instanceof Refusal ? error : damaged(entry.fileName);
  } finally {
    stream.destroy();
  }
  if (sum !== entry.crc32) throw damaged(entry.fileName);
}

/** Markup is UTF-8 or UTF-16 (ECMA-376 part 2, 6.2.5); the second begins with its mark. */
function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
}
