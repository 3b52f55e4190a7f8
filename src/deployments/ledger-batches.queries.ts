import { type LocalDate } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';
import { type EntryRow, type NewEntry, type Pair } from './deployments.queries.js';

/** An entry of a pair, believed or withdrawn. */
export type BatchEntry = NewEntry & { id: number; isRetracted: boolean };

const FACTS = `e.unit_id as "unitId", e.system_id as "systemId", e.stage, e.effective_on as "effectiveOn", e.dated,
  e.due_on as "dueOn", e.evidence, e.note, e.vendor, e.version, e.contract`;

/** All entries of some pairs, withdrawn ones too, in the order of recording. */
export async function selectEntriesOfPairs(db: Db, pairs: readonly Pair[], revision: number): Promise<BatchEntry[]> {
  return db.query<BatchEntry[]>(
    `select e.id, ${FACTS}, r.entry_id is not null as "isRetracted"
     from unnest($1::uuid[], $2::int[]) as pair (unit, system)
     join deployment_entry e on e.unit_id = pair.unit and e.system_id = pair.system
     left join deployment_retraction r on r.entry_id = e.id and r.recorded_in <= $3
     where e.recorded_in <= $3
     order by e.id`,
    [pairs.map(({ unitId }) => unitId), pairs.map(({ systemId }) => systemId), revision],
  );
}

/**
 * What counts of the ledger up to a day: believed entries of days on which their unit was there, of several of a unit,
 * system and day the one recorded last; plans beside them. The next `limit` of them in the order of their ids.
 */
export async function selectCountingEntries(
  db: Db,
  at: { asOf: string; revision: number },
  after: number,
  limit: number,
): Promise<(NewEntry & { id: number })[]> {
  return db.query<(NewEntry & { id: number })[]>(
    `select e.id, ${FACTS} from deployment_entry e
     where e.id > $3 and e.effective_on <= $1 and e.recorded_in <= $2
       and not exists (select from deployment_retraction r where r.entry_id = e.id and r.recorded_in <= $2)
       and not exists (
         select from deployment_entry later
         where later.unit_id = e.unit_id and later.system_id = e.system_id and later.effective_on = e.effective_on
           and later.id > e.id and later.recorded_in <= $2 and (later.stage = 'planned') = (e.stage = 'planned')
           and not exists (select from deployment_retraction r where r.entry_id = later.id and r.recorded_in <= $2))
       and exists (
         select from unit_period p
         where p.unit_id = e.unit_id and p.known_from <= $2 and (p.known_to is null or p.known_to > $2)
           and (p.valid_from is null or p.valid_from <= e.effective_on)
           and (p.valid_to is null or p.valid_to > e.effective_on))
     order by e.id limit $4`,
    [at.asOf, at.revision, after, limit],
  );
}

/**
 * What a revision entered, with what became of it since; in the order of recording. Of one that was withdrawn, `copyId` is
 * the believed entry that says the same in its place, such as one that an undo entered again.
 */
export async function selectEnteredIn(
  db: Db,
  revision: number,
): Promise<
  (Pair & {
    id: number;
    effectiveOn: LocalDate;
    isRetracted: boolean;
    replacementId: number | null;
    copyId: number | null;
  })[]
> {
  return db.query(
    `select e.id, e.unit_id as "unitId", e.system_id as "systemId", e.effective_on as "effectiveOn",
       r.entry_id is not null as "isRetracted", r.replacement_id as "replacementId", copy.id as "copyId"
     from deployment_entry e left join deployment_retraction r on r.entry_id = e.id
     left join lateral (
       select c.id from deployment_entry c
       where r.entry_id is not null and c.unit_id = e.unit_id and c.system_id = e.system_id and c.id > e.id
         and c.effective_on = e.effective_on and c.recorded_in > $1
         and (c.stage, c.dated, c.evidence) = (e.stage, e.dated, e.evidence)
         and (c.due_on, c.note, c.vendor, c.version, c.contract)
           is not distinct from (e.due_on, e.note, e.vendor, e.version, e.contract)
         and not exists (select from deployment_retraction w where w.entry_id = c.id)
       order by c.id desc limit 1) copy on true
     where e.recorded_in = $1 order by e.id`,
    [revision],
  );
}

/** The entries that a revision withdrew, in the order of recording. */
export async function selectWithdrawnIn(db: Db, revision: number): Promise<(NewEntry & { id: number })[]> {
  return db.query<(NewEntry & { id: number })[]>(
    `select e.id, ${FACTS} from deployment_retraction r join deployment_entry e on e.id = r.entry_id
     where r.recorded_in = $1 order by e.id`,
    [revision],
  );
}

/** Believed entries of a later revision of the same unit, system and day as one that a revision withdrew. */
export async function selectLaterRivals(
  db: Db,
  revision: number,
): Promise<Pick<EntryRow, 'id' | 'unitId' | 'effectiveOn'>[]> {
  return db.query<Pick<EntryRow, 'id' | 'unitId' | 'effectiveOn'>[]>(
    `select distinct later.id, later.unit_id as "unitId", later.effective_on as "effectiveOn"
     from deployment_retraction withdrawn
     join deployment_entry e on e.id = withdrawn.entry_id
     join deployment_entry later on later.unit_id = e.unit_id and later.system_id = e.system_id
       and later.effective_on = e.effective_on and later.recorded_in > $1
     where withdrawn.recorded_in = $1
       and not exists (select from deployment_retraction r where r.entry_id = later.id)
     order by later.id`,
    [revision],
  );
}
