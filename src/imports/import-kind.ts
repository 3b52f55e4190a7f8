import { type LocalDate } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type CellValue, type Column, type RowFault, type TableRow, type Words } from './domain/column.js';

/** What would become of a row that is written differently than it was, or is passed over. */
export interface Finding {
  readonly sheet: string;
  readonly row: number;
  /** What it is about, as people read it: `Xã Tân Bình (25495), e-office`. */
  readonly subject: string;
  /** What is believed now, and what will be; by column. */
  readonly before: Readonly<Record<string, CellValue>>;
  readonly after: Readonly<Record<string, CellValue>>;
}

/** How many rows are what. */
export interface Changes {
  create: number;
  update: number;
  unchanged: number;
  previouslyRetracted: number;
}

/** What a file would do to the present state. */
export interface ImportPlan {
  readonly changes: Changes;
  readonly corrections: readonly Finding[];
  readonly previouslyRetracted: readonly Finding[];
  /** A hash of all of it; another one means that the result would differ. */
  readonly digest: string;
  /** Writes what is planned and not written yet. */
  write(): Promise<void>;
}

/** A file whose rows were read, to be held against the present state by whoever stands first in the line of writers. */
export interface StagedRows {
  readonly rows: readonly TableRow[];
  /** The day given with the file, for rows without one of their own. */
  readonly asOf: LocalDate | null;
  readonly today: LocalDate;
  /** Rows that repeat what was withdrawn are entered nevertheless. */
  readonly confirmRetracted: boolean;
  /** Why, as corrections record it. */
  readonly reason: string;
  readonly report: (fault: RowFault) => void;
  /** How far the planning is, and then the writing; from 0 to 1. */
  readonly told: (share: number) => void;
  readonly written: (share: number) => void;
}

export const IMPORT_KINDS = [
  'units',
  'systems',
  'applicability',
  'deployments',
  'declarations',
  'indicators',
  'indicator-values',
  'duties',
  'exemptions',
  'targets',
  'activities',
  'documents',
  'holidays',
  'criteria',
  'assessments',
  'reviews',
] as const;
export type ImportKindName = (typeof IMPORT_KINDS)[number];

/** Something that spreadsheets carry in and out; each is one file of `kinds/`. */
export interface ImportKind {
  readonly name: ImportKindName;
  /** Who may bring it in. */
  readonly right: 'log' | 'edit' | 'approve';
  readonly title: Words;
  readonly columns: readonly Column[];
  /** Whether systems may stand across, and units down. */
  readonly isMatrixToo: boolean;
  /**
   * Holds rows against the present state. Faults go to `report`, all of them. Some kinds have written by then what may
   * stand, so that later rows see it: where there is any fault, or the file is only checked, all is taken back.
   */
  plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan>;
  /** Takes back what a revision wrote; refuses, with the list, where later facts rest on it. */
  undo(tx: WriteTransaction, revision: number, reason: string): Promise<void>;
  /** What a caller may see of the state at a point, as rows that `plan` finds unchanged. */
  export(at: ReadPoint): AsyncIterable<Readonly<Record<string, CellValue | null>>>;
}
