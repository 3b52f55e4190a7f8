const MEGABYTE = 1024 * 1024;

/** What is taken of a spreadsheet. More than any office keeps in one file, and little enough to be read within seconds. */
export const LIMITS = {
  fileBytes: 32 * MEGABYTE,
  /** Of all parts of a workbook that are read, unpacked. */
  unpackedBytes: 320 * MEGABYTE,
  /** Of one part above `unsuspectedBytes`; the markup of real sheets packs to a tenth or a twentieth. */
  packedTimes: 200,
  unsuspectedBytes: 4 * MEGABYTE,
  parts: 2000,
  sheets: 100,
  merges: 100_000,
  /** Excel's own. */
  rows: 1_048_576,
  columns: 500,
  cells: 4_000_000,
  /** Excel's own. */
  charactersOfACell: 32_767,
  /** Of the texts that the sheets share. */
  sharedCharacters: 64 * MEGABYTE,
  charactersOfACsvRow: MEGABYTE,
} as const;

/** Lets other work of the process go first. */
export { setImmediate as letOthersGo } from 'node:timers/promises';
