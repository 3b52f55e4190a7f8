import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { DataSource } from 'typeorm';
import { Refusal } from '../kernel/refusal.js';
import { auditEntryUnknown } from './audit.errors.js';
import {
  type AuditEntry,
  type AuditQuestion,
  countTrail,
  selectEventStates,
  selectRevisionStates,
  selectTrail,
} from './audit-trail.queries.js';
import { type AuditChangeAnswer } from './dto/audit.answers.js';

const MOST_ROWS = 500;
const EXPORTED_AT_ONCE = 5_000;
const COLUMNS: readonly (keyof AuditEntry)[] = [
  ...(['id', 'at', 'via', 'account', 'action', 'requestId', 'address', 'reason', 'subjectType', 'subjectId'] as const),
];

/** Reads who did what. */
@Injectable()
export class AuditTrail {
  constructor(private readonly dataSource: DataSource) {}

  async list(
    question: AuditQuestion,
    page: { offset: number; limit: number },
  ): Promise<{ items: AuditEntry[]; total: number }> {
    const db = this.dataSource.manager;
    const [items, total] = await Promise.all([selectTrail(db, question, page), countTrail(db, question)]);
    return { items, total };
  }

  /** What was before and after; refuses (missing) what is no entry. */
  async change(id: string): Promise<AuditChangeAnswer> {
    const db = this.dataSource.manager;
    const [, kind, digits] = /^([re])(\d{1,15})$/.exec(id) ?? [];
    if (kind === 'e') {
      const states = await selectEventStates(db, Number(digits));
      if (!states) throw new Refusal([auditEntryUnknown(id)]);
      const stated = (row: Record<string, unknown> | null) => (row ? [{ table: null, row }] : []);
      return { id, before: stated(states.before), after: stated(states.after) };
    }
    const revision = Number(digits);
    const [before, after] =
      kind === 'r'
        ? await Promise.all([
            selectRevisionStates(db, revision, 'before', MOST_ROWS),
            selectRevisionStates(db, revision, 'after', MOST_ROWS),
          ])
        : [[], []];
    if (before.length + after.length === 0) throw new Refusal([auditEntryUnknown(id)]);
    return { id, before: before.map((state) => ({ ...state })), after: after.map((state) => ({ ...state })) };
  }

  /** The whole list as CSV, part by part; cells that a spreadsheet would run are not run. */
  async *csv(question: AuditQuestion): AsyncGenerator<string> {
    yield `\uFEFF${stringify([[...COLUMNS]])}`;
    for (let offset = 0; ; offset += EXPORTED_AT_ONCE) {
      const items = await selectTrail(this.dataSource.manager, question, { offset, limit: EXPORTED_AT_ONCE });
      const lines = items.map((item) => COLUMNS.map((column) => item[column] ?? ''));
      if (lines.length > 0) yield stringify(lines, { escape_formulas: true });
      if (items.length < EXPORTED_AT_ONCE) return;
    }
  }
}
