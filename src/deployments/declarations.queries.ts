import { type ReadPoint } from '../kernel/read-point.js';
import { type Db } from '../platform/database/db.js';
import { type Declaration } from './domain/declaration.js';

const DECLARATION = `d.id, d.system_id as "systemId", d.level, d.scope_id as "scopeId", d.as_of as "asOf", d.count, d.total,
  d.comparator, d.counted, d.document, d.quote`;
const BELIEVED = `d.recorded_in <= $1
  and not exists (select from declaration_retraction r where r.declaration_id = d.id and r.recorded_in <= $1)`;

/** Of every system, level and scope the latest declaration on the day. */
export async function selectDeclarationsOnDay(
  db: Db,
  at: Pick<ReadPoint, 'asOf' | 'revision'>,
): Promise<Declaration[]> {
  return await db.query<Declaration[]>(
    `select distinct on (d.system_id, d.level, d.scope_id) ${DECLARATION} from declaration d
     where ${BELIEVED} and d.as_of <= $2
     order by d.system_id, d.level, d.scope_id, d.as_of desc, d.id desc`,
    [at.revision, at.asOf],
  );
}

/** A declaration, and the name of the account that recorded it; null: from the terminal, or by the service itself. */
export interface RecordedDeclaration extends Declaration {
  readonly recordedBy: string | null;
}

/** All believed declarations, latest first; of one system if given. */
export async function selectDeclarations(
  db: Db,
  revision: number,
  systemId: number | null,
): Promise<RecordedDeclaration[]> {
  return await db.query<RecordedDeclaration[]>(
    `select ${DECLARATION}, (select account_name from revision where n = d.recorded_in) as "recordedBy"
     from declaration d where ${BELIEVED} and ($2::int is null or d.system_id = $2)
     order by d.as_of desc, d.id desc`,
    [revision, systemId],
  );
}

/** A declaration and whether it was retracted. */
export async function findDeclaration(db: Db, id: number): Promise<{ id: number; retracted: boolean } | null> {
  const [row] = await db.query<{ id: number; retracted: boolean }[]>(
    `select d.id, r.declaration_id is not null as retracted
     from declaration d left join declaration_retraction r on r.declaration_id = d.id where d.id = $1`,
    [id],
  );
  return row ?? null;
}

/** New declarations, in the order given; their ids. */
export async function insertDeclarations(
  db: Db,
  declarations: readonly Omit<Declaration, 'id'>[],
  revision: number,
): Promise<number[]> {
  const rows = await db.query<{ id: number }[]>(
    `insert into declaration (system_id, level, scope_id, as_of, count, total, comparator, counted, document, quote,
       recorded_in)
     select (row->>'systemId')::int, row->>'level', (row->>'scopeId')::uuid, (row->>'asOf')::date, (row->>'count')::int,
       (row->>'total')::int, row->>'comparator', row->>'counted', row->>'document', row->>'quote', $2
     from jsonb_array_elements($1) with ordinality as list(row, place)
     order by place returning id`,
    [JSON.stringify(declarations), revision],
  );
  return rows.map(({ id }) => id);
}

export async function insertDeclarationRetractions(
  db: Db,
  ids: readonly number[],
  reason: string,
  revision: number,
): Promise<void> {
  await db.query(
    `insert into declaration_retraction (declaration_id, reason, recorded_in) select unnest($1::bigint[]), $2, $3`,
    [ids, reason, revision],
  );
}

/** Every declaration, withdrawn ones too, in the order of recording. */
export async function selectAllDeclarations(
  db: Db,
  revision: number,
): Promise<(Declaration & { isRetracted: boolean })[]> {
  return db.query<(Declaration & { isRetracted: boolean })[]>(
    `select ${DECLARATION}, not (${BELIEVED}) as "isRetracted" from declaration d where d.recorded_in <= $1 order by d.id`,
    [revision],
  );
}

const IS_BELIEVED = (row: string): string =>
  `not exists (select from declaration_retraction r where r.declaration_id = ${row}.id)`;
const KEY = `d.system_id, d.scope_id, d.as_of, coalesce(d.level, '')`;
const IN_PLACE = `(o.system_id, o.scope_id, o.as_of, coalesce(o.level, '')) = (${KEY})`;

/**
 * What a revision declared: its id, or that of the one that an undo declared again in its place; null where it was
 * withdrawn since.
 */
export async function selectDeclaredIn(db: Db, revision: number): Promise<{ id: number; believedId: number | null }[]> {
  return db.query<{ id: number; believedId: number | null }[]>(
    `select d.id, case when ${IS_BELIEVED('d')} then d.id else copy.id end as "believedId"
     from declaration d left join lateral (
       select o.id from declaration o
       where ${IN_PLACE} and o.recorded_in > $1 and ${IS_BELIEVED('o')}
         and (o.count, o.total, o.comparator, o.counted, o.document, o.quote)
           is not distinct from (d.count, d.total, d.comparator, d.counted, d.document, d.quote)
       order by o.id desc limit 1) copy on true
     where d.recorded_in = $1 order by d.id`,
    [revision],
  );
}

/** Believed declarations of later revisions in whose place those would come again that a revision withdrew. */
export async function selectDeclarationsInTheWay(db: Db, revision: number): Promise<number[]> {
  const rows = await db.query<{ id: number }[]>(
    `select distinct o.id from declaration_retraction w join declaration d on d.id = w.declaration_id
     join declaration o on ${IN_PLACE} and o.recorded_in > $1 and ${IS_BELIEVED('o')}
     where w.recorded_in = $1 order by o.id`,
    [revision],
  );
  return rows.map(({ id }) => id);
}

/** Declares again what a revision withdrew. */
export async function insertDeclarationCopies(db: Db, revision: number, now: number): Promise<void> {
  await db.query(
    `insert into declaration (system_id, level, scope_id, as_of, count, total, comparator, counted, document, quote,
       recorded_in)
     select d.system_id, d.level, d.scope_id, d.as_of, d.count, d.total, d.comparator, d.counted, d.document, d.quote, $2
     from declaration_retraction r join declaration d on d.id = r.declaration_id
     where r.recorded_in = $1 order by d.id`,
    [revision, now],
  );
}
