import { type RowFault } from './column.js';

/** More than anybody mends by hand; each of the others is counted. */
export const MOST_FAULTS_KEPT = 20_000;

/** All that is wrong with a file, in the order of its sheets and rows. */
export class FaultList {
  private readonly kept: RowFault[] = [];
  private readonly sheets = new Map<string | null, number>();
  private found = 0;

  get count(): number {
    return this.found;
  }

  readonly add = (fault: RowFault): void => {
    this.found += 1;
    if (!this.sheets.has(fault.sheet)) this.sheets.set(fault.sheet, this.sheets.size);
    if (this.kept.length < MOST_FAULTS_KEPT) this.kept.push(fault);
  };

  inOrder(): RowFault[] {
    const place = ({ sheet }: RowFault): number => this.sheets.get(sheet) ?? 0;
    return this.kept.toSorted(
      (a, b) =>
        place(a) - place(b) ||
        (a.row ?? 0) - (b.row ?? 0) ||
        (a.cell?.length ?? 0) - (b.cell?.length ?? 0) ||
        compareText(a.cell, b.cell),
    );
  }
}

function compareText(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : Number((a ?? '') > (b ?? ''));
}
