import { type LocalDate } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';
import { type ReportType, type TextBlock } from './domain/report-definition.js';

/** A report without its snapshot. */
export interface ReportRow {
  id: string;
  definition: string;
  definitionId: string;
  definitionVersion: number;
  name: string;
  type: ReportType;
  language: 'vi' | 'en';
  numbering: 'external' | 'own';
  period: string;
  periodFrom: LocalDate;
  periodTo: LocalDate;
  asOf: LocalDate;
  scopeIds: string[];
  /** The revision it was computed at. */
  revision: number;
  snapshotSha256: string;
  /** The report that this one takes the place of, and the one that took this one's. */
  replaces: string | null;
  replacedBy: string | null;
  madeAt: string;
  madeBy: string | null;
  /** Of what may still change. */
  version: number;
  textBlocks: TextBlock[];
  reviewedAt: string | null;
  reviewedBy: string | null;
  issuedAt: string | null;
  issuedBy: string | null;
  number: number | null;
  symbol: string;
  issuedOn: LocalDate | null;
  auditHead: string | null;
}

/** What a new report begins with. */
export interface NewReport {
  readonly definitionId: string;
  readonly definitionVersion: number;
  readonly period: string;
  readonly periodFrom: LocalDate;
  readonly periodTo: LocalDate;
  readonly asOf: LocalDate;
  readonly scopeIds: readonly string[];
  readonly revision: number;
  readonly snapshot: string;
  readonly snapshotSha256: string;
  readonly replaces: string | null;
  readonly madeBy: string | null;
  readonly textBlocks: readonly TextBlock[];
  readonly symbol: string;
}

/** What issuing adds. */
export interface Issue {
  readonly number: number;
  readonly issuedOn: LocalDate;
  readonly issuedBy: string | null;
  readonly auditHead: string;
}

export interface ReportFilter {
  readonly definition: string | null;
  readonly period: string | null;
  readonly state: 'draft' | 'issued' | null;
}

const instant = (column: string): string =>
  `to_char(${column} at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00'`;

const REPORT = `
  select r.id, d.code as definition, r.definition_id as "definitionId", r.definition_version as "definitionVersion",
    v.content->>'name' as name, v.content->>'type' as type, v.content->>'language' as language,
    v.content->>'numbering' as numbering, r.period, r.period_from as "periodFrom", r.period_to as "periodTo",
    r.as_of as "asOf", r.scope_ids as "scopeIds", r.computed_at as revision,
    encode(r.snapshot_sha256, 'hex') as "snapshotSha256", r.replaces,
    (select n.id from report n where n.replaces = r.id and n.issued_at is not null) as "replacedBy",
    ${instant('r.made_at')} as "madeAt", r.made_by as "madeBy", r.version, r.text_blocks as "textBlocks",
    ${instant('r.reviewed_at')} as "reviewedAt", r.reviewed_by as "reviewedBy", ${instant('r.issued_at')} as "issuedAt",
    r.issued_by as "issuedBy", r.number, r.symbol, r.issued_on as "issuedOn", r.audit_head as "auditHead"
  from report r join report_definition d on d.id = r.definition_id
    join report_definition_version v on v.definition_id = r.definition_id and v.version = r.definition_version`;

/** Reports that pass a filter, latest day first, then the latest made. */
export async function selectReports(db: Db, { definition, period, state }: ReportFilter): Promise<ReportRow[]> {
  return db.query<ReportRow[]>(
    `${REPORT} where ($1::text is null or d.code = $1 or d.id::text = $1) and ($2::text is null or r.period = $2)
       and ($3::text is null or (r.issued_at is null) = ($3 = 'draft'))
     order by r.as_of desc, r.made_at desc, r.id`,
    [definition, period, state],
  );
}

export async function findReport(db: Db, id: string): Promise<ReportRow | null> {
  const [row] = await db.query<ReportRow[]>(`${REPORT} where r.id::text = $1`, [id]);
  return row ?? null;
}

/** The text of the snapshot, byte for byte. */
export async function selectSnapshot(db: Db, id: string): Promise<string> {
  const [{ snapshot }] = await db.query<[{ snapshot: string }]>(`select snapshot from report where id = $1`, [id]);
  return snapshot;
}

/** The last report of a definition that was issued of a period before a day and that no other took the place of. */
export async function findPreviousIssued(
  db: Db,
  definitionId: string,
  before: { asOf: LocalDate; except: string | null },
): Promise<(ReportRow & { knownAt: string }) | null> {
  const [row] = await db.query<(ReportRow & { knownAt: string })[]>(
    `select report.*, ${instant('revision.at')} as "knownAt"
     from (${REPORT} where r.definition_id = $1 and r.issued_at is not null and r.as_of <= $2
       and ($3::uuid is null or r.id <> $3)) report
     join revision on revision.n = report.revision
     where report."replacedBy" is null order by report."asOf" desc, report."issuedAt" desc limit 1`,
    [definitionId, before.asOf, before.except],
  );
  return row ?? null;
}

export async function insertReport(db: Db, report: NewReport): Promise<string> {
  const [{ id }] = await db.query<[{ id: string }]>(
    `insert into report (definition_id, definition_version, period, period_from, period_to, as_of, scope_ids,
       computed_at, snapshot, snapshot_sha256, replaces, made_by, text_blocks, symbol)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, decode($10, 'hex'), $11, $12, $13, $14) returning id`,
    [
      ...[report.definitionId, report.definitionVersion, report.period, report.periodFrom, report.periodTo],
      ...[report.asOf, report.scopeIds, report.revision, report.snapshot, report.snapshotSha256, report.replaces],
      ...[report.madeBy, JSON.stringify(report.textBlocks), report.symbol],
    ],
  );
  return id;
}

/** New text of a draft, which nobody has reviewed yet. */
export async function updateTextBlocks(db: Db, id: string, textBlocks: readonly TextBlock[]): Promise<void> {
  await db.query(
    `update report set text_blocks = $2, version = version + 1, reviewed_at = null, reviewed_by = null where id = $1`,
    [id, JSON.stringify(textBlocks)],
  );
}

export async function updateReviewed(db: Db, id: string, by: string | null): Promise<void> {
  await db.query(
    `update report set reviewed_at = clock_timestamp(), reviewed_by = $2, version = version + 1 where id = $1`,
    [id, by],
  );
}

/** Issues a draft of the version; false where it is no such draft any more. */
export async function updateIssued(db: Db, id: string, version: number, issue: Issue): Promise<boolean> {
  const [, count] = await db.query<[unknown, number]>(
    `update report set issued_at = clock_timestamp(), issued_by = $3, number = $4, issued_on = $5, audit_head = $6
     where id = $1 and version = $2 and issued_at is null`,
    [id, version, issue.issuedBy, issue.number, issue.issuedOn, issue.auditHead],
  );
  return count === 1;
}

/** The highest number given under a symbol in the year of a day; 0: none yet. */
export async function selectLastNumber(db: Db, symbol: string, day: LocalDate): Promise<number> {
  const [{ last }] = await db.query<[{ last: number }]>(
    `select coalesce(max(number), 0) as last from report
     where symbol = $1 and extract(year from issued_on) = extract(year from $2::date)`,
    [symbol, day],
  );
  return last;
}

/** The report that bears a number; null: nobody does. */
export async function findNumbered(db: Db, symbol: string, number: number, day: LocalDate): Promise<string | null> {
  const [row] = await db.query<{ id: string }[]>(
    `select id from report
     where symbol = $1 and number = $2 and extract(year from issued_on) = extract(year from $3::date)`,
    [symbol, number, day],
  );
  return row?.id ?? null;
}
