import writeXlsxFile from 'write-excel-file/node';

/** A cell: text, a number, nothing, or a share that shows as a percentage. */
export type SheetCell = string | number | null | { readonly ratio: number };

/** One sheet as an XLSX file: a bold header row that stays in sight, numbers as numbers, text never as a formula. */
export async function writeWorkbook(
  name: string,
  header: readonly string[],
  lines: readonly (readonly SheetCell[])[],
): Promise<Buffer> {
  const head = header.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  const rows = lines.map((line) => line.map(toCell));
  const columns = header.map((title, column) => ({
    width: Math.min(60, 2 + Math.max(title.length, ...lines.map((line) => widthOf(line[column] ?? null)))),
  }));
  return writeXlsxFile([head, ...rows], { sheet: name, columns, stickyRowsCount: 1 }).toBuffer();
}

function toCell(cell: SheetCell) {
  if (cell === null) return null;
  if (typeof cell === 'number') return { value: cell, type: Number, format: '#,##0' };
  if (typeof cell === 'string') return { value: cell, type: String };
  return { value: cell.ratio, type: Number, format: '0.0%' };
}

function widthOf(cell: SheetCell): number {
  return typeof cell === 'string' ? cell.length : 8;
}
