import { type LocalDate } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';

/** Who answers for a unit, `[validFrom, validTo)`. */
export interface Contact {
  readonly id: string;
  readonly unitId: string;
  readonly name: string;
  readonly post: string | null;
  readonly telephone: string | null;
  readonly email: string | null;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
}

const CONTACT = `id, unit_id as "unitId", name, post, telephone, email, valid_from as "validFrom", valid_to as "validTo"`;
const BELIEVED = `known_from <= $1 and (known_to is null or known_to > $1)`;

/** Those of a day, of some units or of all. */
export async function selectContactsOnDay(
  db: Db,
  at: { asOf: LocalDate; revision: number },
  unitIds: readonly string[],
): Promise<Contact[]> {
  return db.query<Contact[]>(
    `select ${CONTACT} from contact
     where ${BELIEVED} and valid_from <= $2 and (valid_to is null or valid_to > $2) and unit_id = any($3::uuid[])`,
    [at.revision, at.asOf, unitIds],
  );
}

/** All of a unit, whenever, latest first. */
export async function selectContactsOfUnit(db: Db, unitId: string, revision: number): Promise<Contact[]> {
  return db.query<Contact[]>(
    `select ${CONTACT} from contact where ${BELIEVED} and unit_id = $2 order by valid_from desc`,
    [revision, unitId],
  );
}

export async function findContact(db: Db, id: string, revision: number): Promise<Contact | null> {
  const [row] = await db.query<Contact[]>(`select ${CONTACT} from contact where ${BELIEVED} and id::text = $2`, [
    revision,
    id,
  ]);
  return row ?? null;
}

/** With an `id`: the same contact, otherwise dated. */
export async function insertContact(
  db: Db,
  contact: Omit<Contact, 'id'> & { id?: string },
  revision: number,
): Promise<string> {
  const { id, unitId, name, post, telephone, email, validFrom, validTo } = contact;
  const [row] = await db.query<[{ id: string }]>(
    `insert into contact (id, known_from, unit_id, name, post, telephone, email, valid_from, valid_to)
     values (coalesce($1, gen_random_uuid()), $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [id, revision, unitId, name, post, telephone, email, validFrom, validTo],
  );
  return row.id;
}

export async function closeContact(db: Db, id: string, reason: string | null, revision: number): Promise<void> {
  await db.query(`update contact set known_to = $2, closing_reason = $3 where id = $1 and known_to is null`, [
    id,
    revision,
    reason,
  ]);
}
