import { LIMITS } from './limits.js';
import { readCsv } from './read-csv.js';
import { type ReadSpreadsheet } from './read-sheet.js';
import { readWorkbook } from './read-workbook.js';
import { fileEmpty, fileTooLarge, otherKind, passwordNeeded } from './spreadsheet.errors.js';

export type { MergedRange, ReadRow, ReadSheet, ReadSpreadsheet } from './read-sheet.js';

const ZIP = Buffer.from('PK\x03\x04', 'latin1');
/** Office files from before 2007, and those of today that have a password. */
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/**
 * Opens a workbook (.xlsx) or a CSV file by what its bytes are; `fileName` only names it to people. Throws a Refusal for
 * what cannot be read at all: other kinds of file (with advice), a password, an archive that unpacks to far too much,
 * markup with a document type, VNI text, more than is taken.
 */
export async function readSpreadsheet(bytes: Buffer, fileName: string): Promise<ReadSpreadsheet> {
  if (bytes.length === 0) throw fileEmpty();
  if (bytes.length > LIMITS.fileBytes) throw fileTooLarge(LIMITS.fileBytes);
  if (startsWith(bytes, ZIP)) return readWorkbook(bytes);
  if (startsWith(bytes, COMPOUND)) {
    if (hasStream(bytes, 'EncryptedPackage')) throw passwordNeeded();
    throw otherKind(hasStream(bytes, 'Workbook') || hasStream(bytes, 'Book') ? 'xls' : 'other');
  }
  return readCsv(bytes, fileName.replace(/\.[^.]*$/, '').normalize('NFC'));
}

const startsWith = (bytes: Buffer, start: Buffer): boolean => bytes.subarray(0, start.length).equals(start);

/** A stream of a compound file by its name, which its directory keeps as UTF-16. */
const hasStream = (bytes: Buffer, name: string): boolean => bytes.includes(Buffer.from(`${name}\0`, 'utf16le'));
