import { type LocalDate } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';
import { type ScopeSpan } from './domain/unit-scope.js';

/**
 * The units given, those that they came from and that had ended by then, and whatever stood below any of these, each
 * with the days on which it did; as known after a revision.
 */
export async function selectScopeSpans(db: Db, unitIds: readonly string[], revision: number): Promise<ScopeSpan[]> {
  const rows = await db.query<{ unitId: string; from: LocalDate | null; to: LocalDate | null }[]>(
    `with recursive
       believed as (
         select unit_id, parent_id, daterange(valid_from, valid_to) as days from unit_period
         where known_from <= $2 and (known_to is null or known_to > $2)),
       own (unit_id) as (
         select unnest($1::uuid[])
         union
         select predecessor_id from own join lineage on successor_id = own.unit_id
         where predecessor_id <> successor_id and known_from <= $2 and (known_to is null or known_to > $2)
           and not exists (
             select from believed where believed.unit_id = predecessor_id and believed.days @> effective_on)),
       reached (unit_id, days) as (
         select unit_id, daterange(null, null) from own
         union
         select believed.unit_id, believed.days * reached.days
         from reached join believed on parent_id = reached.unit_id and believed.days && reached.days)
     select unit_id as "unitId", lower(days) as "from", upper(days) as "to" from reached`,
    [unitIds, revision],
  );
  return rows.map(({ unitId, from, to }) => ({ unitId, period: { from, to } }));
}
