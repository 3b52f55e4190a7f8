import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { DataSource } from 'typeorm';
import { isInstant } from '../kernel/instant.js';
import { Refusal } from '../kernel/refusal.js';
import { cursorMalformed } from '../platform/http/request.errors.js';
import { AuditLog } from './audit-log.js';
import { auditEntryUnknown } from './audit.errors.js';
import {
  type AuditEntry,
  type AuditPlace,
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

export const EXPORT_FORMATS = ['csv', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Reads who did what. */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {}

  async list(
    question: AuditQuestion,
    page: { cursor: string | null; limit: number },
  ): Promise<{ items: AuditEntry[]; nextCursor: string | null; total: number }> {
    const db = this.dataSource.manager;
    const after = page.cursor === null ? null : placeOf(page.cursor);
    const [items, total] = await Promise.all([
      selectTrail(db, question, { after, limit: page.limit + 1 }),
      countTrail(db, question),
    ]);
    const shown = items.slice(0, page.limit);
    return { items: shown, nextCursor: items.length > page.limit ? cursorOf(shown.at(-1)) : null, total };
  }

  /** What was before and after; refuses (missing) what is no entry. */
  async change(id: string): Promise<AuditChangeAnswer> {
    const db = this.dataSource.manager;
    const [, kind, digits] = /^([re])(\d{1,15})$/.exec(id) ?? [];
    if (kind === 'e') {
      const states = await selectEventStates(db, Number(digits));
      if (!states) throw new Refusal([auditEntryUnknown(id)]);
      const stated = (row: Record<string, unknown> | null) => (row ? [{ table: null, key: null, row }] : []);
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

  /**
   * The whole list, part by part, and notes that somebody takes it along. CSV: cells that a spreadsheet would run are
   * not run. JSON: an array of the entries.
   */
  async export(question: AuditQuestion, format: ExportFormat): Promise<AsyncGenerator<string>> {
    const asked = Object.fromEntries(Object.entries(question).filter(([, value]) => value !== null));
    await this.audit.record(this.dataSource.manager, {
      ...{ subject: { type: 'audit', id: format }, action: 'audit-exported', after: asked },
    });
    return format === 'csv' ? this.csv(question) : this.json(question);
  }

  private async *csv(question: AuditQuestion): AsyncGenerator<string> {
    yield `\uFEFF${stringify([[...COLUMNS]])}`;
    for await (const items of this.parts(question)) {
      const lines = items.map((item) => COLUMNS.map((column) => item[column] ?? ''));
      yield stringify(lines, { escape_formulas: true });
    }
  }

  private async *json(question: AuditQuestion): AsyncGenerator<string> {
    let before = '[\n';
    for await (const items of this.parts(question)) {
      yield before + items.map((item) => JSON.stringify(item)).join(',\n');
      before = ',\n';
    }
    yield before.startsWith('[') ? '[]\n' : '\n]\n';
  }

  /** None is empty. */
  private async *parts(question: AuditQuestion): AsyncGenerator<AuditEntry[]> {
    let after: AuditPlace | null = null;
    for (;;) {
      const items: AuditEntry[] = await selectTrail(this.dataSource.manager, question, {
        ...{ after, limit: EXPORTED_AT_ONCE },
      });
      if (items.length > 0) yield items;
      after = items.at(-1) ?? null;
      if (items.length < EXPORTED_AT_ONCE) return;
    }
  }
}

function cursorOf(last: AuditPlace | undefined): string | null {
  return last ? Buffer.from(JSON.stringify([last.at, last.id])).toString('base64url') : null;
}

function placeOf(cursor: string): AuditPlace {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    if (isInstant(at) && typeof id === 'string' && /^[re]\d{1,15}$/.test(id)) return { at, id };
  } catch {
    // It is none of ours.
  }
  throw new Refusal([cursorMalformed()]);
}
