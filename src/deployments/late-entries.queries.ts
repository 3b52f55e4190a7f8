import { type LocalDate } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';
import { type ScopeSpan } from '../units/domain/unit-scope.js';
import { ENTRY, type EntryRow, inSpans, spansJson } from './deployments.queries.js';

/** Entries of days before `before` that were recorded or retracted after `$2` and up to `$1`. */
const LATE = `e.effective_on < $3 and e.id in (
  select id from deployment_entry where recorded_in > $2 and recorded_in <= $1
  union select entry_id from deployment_retraction where recorded_in > $2 and recorded_in <= $1) and ${inSpans('$4')}`;

/** In the order in which they were last spoken of; an entry that was recorded and retracted stands once. */
export async function selectLateEntries(
  db: Db,
  between: { since: number; until: number; before: LocalDate },
  page: { offset: number; limit: number },
  readable: readonly ScopeSpan[] | null,
): Promise<{ rows: EntryRow[]; total: number }> {
  const parameters = [between.until, between.since, between.before, spansJson(readable)];
  const rows = await db.query<EntryRow[]>(
    `${ENTRY} where ${LATE} order by coalesce(r.recorded_in, e.recorded_in), e.id offset $5 limit $6`,
    [...parameters, page.offset, page.limit],
  );
  const [{ total }] = await db.query<[{ total: number }]>(
    `select count(*) as total from deployment_entry e where ${LATE}`,
    parameters,
  );
  return { rows, total };
}

/** Ids of what was recorded after a revision and up to another. */
export async function selectRecordedBetween(db: Db, since: number, until: number): Promise<number[]> {
  const rows = await db.query<{ id: number }[]>(
    `select id from deployment_entry where recorded_in > $1 and recorded_in <= $2`,
    [since, until],
  );
  return rows.map(({ id }) => id);
}

/** Ids of what was retracted after a revision and up to another, with what took its place. */
export async function selectRetractedBetween(
  db: Db,
  since: number,
  until: number,
): Promise<{ entryId: number; replacementId: number | null }[]> {
  return db.query<{ entryId: number; replacementId: number | null }[]>(
    `select entry_id as "entryId", replacement_id as "replacementId" from deployment_retraction
     where recorded_in > $1 and recorded_in <= $2`,
    [since, until],
  );
}
