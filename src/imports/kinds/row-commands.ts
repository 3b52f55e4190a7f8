import { createHash } from 'node:crypto';
import { Refusal } from '../../kernel/refusal.js';
import { type CellValue, faultAt, type TableRow } from '../domain/column.js';
import { type Changes, type Finding, type ImportPlan, type StagedRows } from '../import-kind.js';
import { ofFact } from '../imports.errors.js';

type Facts = Readonly<Record<string, CellValue>>;

/** What a row asks for, against what is believed; null: its faults are told of already. */
export type RowVerdict =
  | null
  | { readonly what: 'unchanged' }
  | { readonly what: 'previously-retracted'; readonly subject: string; readonly after: Facts }
  | {
      readonly what: 'create' | 'update';
      readonly subject: string;
      readonly before: Facts;
      readonly after: Facts;
      /** Does it, as anybody would by the interface; refuses with the faults of the row. */
      readonly run: () => Promise<void>;
    };

/**
 * Does what rows ask for, one after the other, in the transaction that the import has: so a later row sees what an
 * earlier one made, and what is refused is exactly what would be. Who only checks takes all of it back.
 */
export async function runCommands(
  staged: StagedRows,
  rows: readonly TableRow[],
  judge: (row: TableRow) => RowVerdict | Promise<RowVerdict>,
): Promise<ImportPlan> {
  const changes: Changes = { create: 0, update: 0, unchanged: 0, previouslyRetracted: 0 };
  const corrections: Finding[] = [];
  const previouslyRetracted: Finding[] = [];
  const hash = createHash('sha256');
  for (const [index, row] of rows.entries()) {
    const verdict = await judge(row);
    staged.told((index + 1) / rows.length);
    if (!verdict) continue;
    const place = { sheet: row.place.sheet, row: row.row };
    if (verdict.what === 'create' || verdict.what === 'update') {
      if (!(await succeeds(verdict.run, row, staged))) continue;
      const { subject, before, after } = verdict;
      if (verdict.what === 'update') corrections.push({ ...place, subject, before, after });
    }
    if (verdict.what === 'previously-retracted')
      previouslyRetracted.push({ ...place, subject: verdict.subject, before: {}, after: verdict.after });
    changes[verdict.what === 'previously-retracted' ? 'previouslyRetracted' : verdict.what] += 1;
    // A function leaves no trace in JSON.
    hash.update(JSON.stringify([place, verdict]));
  }
  return {
    changes,
    corrections,
    previouslyRetracted,
    digest: hash.digest('base64url'),
    write: () => Promise.resolve(),
  };
}

async function succeeds(run: () => Promise<void>, row: TableRow, { report }: StagedRows): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    for (const fault of error.faults) {
      const column = /^\w+/.exec(fault.path)?.[0] ?? null;
      report(faultAt(row, column, ofFact(column, fault)));
    }
    return false;
  }
}

/** Fields of a row as a request would bring them: those that are given. */
export function given(values: Facts, ...keys: readonly string[]): Record<string, CellValue> {
  return Object.fromEntries(keys.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])));
}

/** Of what a row states, what is believed otherwise; what it leaves out is not asked about. */
export function differences(stated: Facts, believed: Readonly<Record<string, CellValue | null>>): string[] {
  return Object.keys(stated).filter((key) => key in believed && stated[key] !== believed[key]);
}

/** The believed values of some fields, those that there are. */
export function picked(believed: Readonly<Record<string, CellValue | null>>, keys: readonly string[]): Facts {
  return Object.fromEntries(keys.flatMap((key) => (believed[key] == null ? [] : [[key, believed[key]]])));
}
