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

export async function insertDeclaration(
  db: Db,
  declaration: Omit<Declaration, 'id'>,
  revision: number,
): Promise<number> {
  const { systemId, level, scopeId, asOf, count, total, comparator, counted, document, quote } = declaration;
  const [row] = await db.query<[{ id: number }]>(
    `insert into declaration (system_id, level, scope_id, as_of, count, total, comparator, counted, document, quote,
       recorded_in)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
    [systemId, level, scopeId, asOf, count, total, comparator, counted, document, quote, revision],
  );
  return row.id;
}

export async function insertDeclarationRetraction(db: Db, id: number, reason: string, revision: number): Promise<void> {
  await db.query(`insert into declaration_retraction (declaration_id, reason, recorded_in) values ($1, $2, $3)`, [
    id,
    reason,
    revision,
  ]);
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

/** Withdraws what a revision declared and nobody has withdrawn since. */
export async function retractDeclarationsOf(db: Db, revision: number, reason: string, now: number): Promise<void> {
  await db.query(
    `insert into declaration_retraction (declaration_id, reason, recorded_in)
     select d.id, $2, $3 from declaration d
     where d.recorded_in = $1 and not exists (select from declaration_retraction r where r.declaration_id = d.id)`,
    [revision, reason, now],
  );
}

/** Declares again what a revision withdrew. */
export async function insertDeclarationCopies(db: Db, revision: number, now: number): Promise<void> {
  await db.query(
    `insert into declaration (system_id, level, scope_id, as_of, count, total, comparator, document, quote, recorded_in)
     select d.system_id, d.level, d.scope_id, d.as_of, d.count, d.total, d.comparator, d.document, d.quote, $2
     from declaration_retraction r join declaration d on d.id = r.declaration_id
     where r.recorded_in = $1 order by d.id`,
    [revision, now],
  );
}
