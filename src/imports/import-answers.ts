import { type Language } from '../kernel/ratio.js';
import { type RowFault } from './domain/column.js';
import { type ImportAnswer, type ImportErrorAnswer, type ImportSummaryAnswer } from './dto/import.answers.js';
import { type ImportOutcome, type ImportRow } from './imports.queries.js';

const NO_CHANGES = { create: 0, update: 0, unchanged: 0, previouslyRetracted: 0 };

type Told = ImportRow & { outcome: Partial<ImportOutcome> | null };

export function summaryAnswer({ outcome, ...row }: Told): ImportSummaryAnswer {
  const { id, kind, mode, state, progress, fileName, sha256, size, asOf, confirmRetracted } = row;
  const { createdAt, finishedAt, moved, revision, undoneIn, undoReason } = row;
  return {
    ...{ id, kind, mode, state, progress, fileName, sha256, size, asOf, confirmRetracted },
    ...{ account: row.accountName, createdAt, finishedAt, moved, revision, undoneIn, undoReason },
    rows: outcome?.rows ?? 0,
    changes: outcome?.changes ?? NO_CHANGES,
    errorCount: outcome?.errorCount ?? 0,
  };
}

/** Corrections stand before the errors: they are what whoever looks must see first. */
export function importAnswer(row: Told, language: Language): ImportAnswer {
  const { outcome } = row;
  return {
    ...summaryAnswer(row),
    sheets: [...(outcome?.sheets ?? [])],
    corrections: [...(outcome?.corrections ?? [])],
    previouslyRetracted: [...(outcome?.previouslyRetracted ?? [])],
    errors: (outcome?.errors ?? []).map((fault) => errorAnswer(fault, language)),
  };
}

export function errorAnswer(fault: RowFault, language: Language): ImportErrorAnswer {
  const { sheet, row, column, cell, code, read, expected, message, candidates } = fault;
  return {
    ...{ sheet, row, column, cell, code, read },
    expected: expected[language],
    message: message[language],
    candidates: [...(candidates ?? [])],
  };
}
