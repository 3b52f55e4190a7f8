import { openArchive } from './archive.js';
import { legacyReader } from './legacy-reader.js';
import { findParts } from './workbook-parts.js';
import { readStyles } from './workbook-styles.js';
import { type ReadSheet, type ReadSpreadsheet } from './read-sheet.js';
import { readSharedStrings } from './shared-strings.js';
import { otherKind } from './spreadsheet.errors.js';
import { readOutline } from './sheet-outline.js';
import { sheetRows } from './sheet-rows.js';

/** An XLSX file, transitional or strict, from whatever program. */
export async function readWorkbook(bytes: Buffer): Promise<ReadSpreadsheet> {
  const archive = await openArchive(bytes);
  try {
    if (!archive.has('[Content_Types].xml')) throw otherKind(isOpenDocument(bytes) ? 'ods' : 'other');
    const parts = await findParts(archive);
    const legacy = legacyReader();
    const tables = {
      from1904: parts.from1904,
      styles: await readStyles(archive, parts.styles),
      sharedStrings: await readSharedStrings(archive, parts.sharedStrings, legacy),
      legacy,
    };
    const sheets: ReadSheet[] = [];
    for (const { name, hidden, path } of parts.sheets) {
      const outline = await readOutline(archive, path);
      sheets.push({ name, hidden, ...outline, rows: () => sheetRows(archive, path, name, tables) });
    }
    return {
      ...{ format: 'xlsx', encoding: null, separator: null, sheets },
      close: () => {
        archive.close();
        return Promise.resolve();
      },
    };
  } catch (error) {
    archive.close();
    throw error;
  }
}

/** OpenDocument states what it is in its first part, which is not packed. */
function isOpenDocument(bytes: Buffer): boolean {
  return bytes.subarray(0, 200).includes('mimetypeapplication/vnd.oasis.opendocument.spreadsheet');
}
