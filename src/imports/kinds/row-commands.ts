import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { type Fault, Refusal } from '../../kernel/refusal.js';
import { type CellValue, faultAt, type TableRow } from '../domain/column.js';
import { type Changes, type Finding, type ImportPlan, type StagedRows } from '../import-kind.js';
import { ofFact, statementsContradict } from '../imports.errors.js';

type Facts = Readonly<Record<string, CellValue>>;

/** What a row is about, and what it says of it: of rows about the same thing, later ones say nothing else. */
interface Said {
  readonly thing: string;
  readonly stated: Facts;
}

type Verdict<T> =
  | { readonly what: 'unchanged' }
  | { readonly what: 'previously-retracted'; readonly subject: string; readonly after: Facts }
  | {
      readonly what: 'create' | 'update';
      readonly subject: string;
      readonly before: Facts;
      readonly after: Facts;
      readonly run: T;
    };

/** What a row asks for, against what is believed; null: its faults are told of already. */
export type Judged<T> = null | (Said & Verdict<T>);

/** Does what a row asks for, as anybody would by the interface; refuses with the faults of the row. */
export type Command = () => Promise<unknown>;
export type RowVerdict = Judged<Command>;

type Judge<T> = (row: TableRow) => Judged<T> | Promise<Judged<T>>;

/** Others get their turn after so many rows. */
const ROWS_AT_ONCE = 500;

/**
 * Does what rows ask for, one after the other, in the transaction that the import has: so a later row sees what an
 * earlier one made, and what is refused is exactly what would be. Who only checks takes all of it back.
 */
export async function runCommands(
  staged: StagedRows,
  rows: readonly TableRow[],
  judge: Judge<Command>,
): Promise<ImportPlan> {
  return judgeRows(staged, rows, judge, async (row, run) => {
    try {
      await run();
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const fault of error.faults) tell(staged, row, fault);
      return false;
    }
  });
}

/** The same where all that rows ask for is done in one go, which refuses with faults at `…[0]`, `…[1]`, in their order. */
export async function runTogether<T>(
  staged: StagedRows,
  rows: readonly TableRow[],
  judge: Judge<T>,
  runAll: (all: readonly T[]) => Promise<unknown>,
): Promise<ImportPlan> {
  const asking: { row: TableRow; run: T }[] = [];
  const plan = await judgeRows(staged, rows, judge, (row, run) => {
    asking.push({ row, run });
    return true;
  });
  try {
    if (asking.length > 0) await runAll(asking.map(({ run }) => run));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    for (const fault of error.faults) {
      const { index, fault: own } = ofItem(fault);
      tell(staged, (asking[index] as (typeof asking)[number]).row, own);
    }
  }
  return plan;
}

/** The item of a list that a fault is about, and the fault as it is there: `entries[3].unit` is `unit` of the item 3. */
export function ofItem(fault: Fault): { index: number; fault: Fault } {
  const [, index = '0', path = ''] = /^\w+\[(\d+)\]\.?(.*)$/.exec(fault.path) ?? [];
  return { index: Number(index), fault: { ...fault, path } };
}

async function judgeRows<T>(
  staged: StagedRows,
  rows: readonly TableRow[],
  judge: Judge<T>,
  carryOut: (row: TableRow, run: T) => boolean | Promise<boolean>,
): Promise<ImportPlan> {
  const changes: Changes = { create: 0, update: 0, unchanged: 0, previouslyRetracted: 0 };
  const corrections: Finding[] = [];
  const previouslyRetracted: Finding[] = [];
  const hash = createHash('sha256');
  const seen = new Map<string, { row: TableRow; verdict: Said & Verdict<T> }>();
  for (const [index, row] of rows.entries()) {
    const verdict = await judge(row);
    staged.told((index + 1) / rows.length);
    if (index % ROWS_AT_ONCE === 0) await breathe();
    if (!verdict) continue;
    const earlier = seen.get(verdict.thing);
    if (earlier) {
      const { stated, what } = earlier.verdict;
      if (Object.entries(verdict.stated).every(([key, value]) => stated[key] === value))
        changes[what === 'previously-retracted' ? 'previouslyRetracted' : 'unchanged'] += 1;
      else staged.report(faultAt(row, null, statementsContradict(earlier.row.row)));
      continue;
    }
    seen.set(verdict.thing, { row, verdict });
    const place = { sheet: row.place.sheet, row: row.row };
    if (verdict.what === 'create' || verdict.what === 'update') {
      if (!(await carryOut(row, verdict.run))) continue;
      const { subject, before, after } = verdict;
      if (verdict.what === 'update') corrections.push({ ...place, subject, before, after });
    }
    if (verdict.what === 'previously-retracted')
      previouslyRetracted.push({ ...place, subject: verdict.subject, before: {}, after: verdict.after });
    changes[verdict.what === 'previously-retracted' ? 'previouslyRetracted' : verdict.what] += 1;
    hash.update(JSON.stringify([place, { ...verdict, run: undefined }]));
  }
  return {
    changes,
    corrections,
    previouslyRetracted,
    digest: hash.digest('base64url'),
    write: () => Promise.resolve(),
  };
}

/** A change says from which day on it is; a row gives that as its first day. */
const FIRST_DAYS = ['changesFrom', 'corrects'];

function tell({ report }: StagedRows, row: TableRow, fault: Fault): void {
  const field = /^\w+/.exec(fault.path)?.[0] ?? null;
  // What the row names by its name alone is at fault there.
  const isNamed = field !== null && !(field in row.values) && `${field}Name` in row.values;
  const column = field !== null && FIRST_DAYS.includes(field) ? 'validFrom' : isNamed ? `${field}Name` : field;
  report(faultAt(row, column, ofFact(column, fault)));
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
