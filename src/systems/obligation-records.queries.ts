import { type LocalDate } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';
import { type ExemptionRow, type RuleRow } from './obligations.queries.js';

const BELIEVED = `known_from <= $1 and (known_to is null or known_to > $1)`;

/** Every believed rule, whenever in force. */
export async function selectAllRules(db: Db, revision: number): Promise<RuleRow[]> {
  return db.query<RuleRow[]>(
    `select id, known_from as version, system_id as "systemId", level, kind, set_id as "setId", within_id as "withinId",
       valid_from as "validFrom", valid_to as "validTo", legal_basis as "legalBasis"
     from applicability_rule where ${BELIEVED} order by system_id, level, valid_from nulls first, id`,
    [revision],
  );
}

/** Exemptions that were withdrawn, as they last were. */
export async function selectWithdrawnExemptions(db: Db, revision: number): Promise<ExemptionRow[]> {
  return db.query<ExemptionRow[]>(
    `select id, known_from as version, unit_id as "unitId", system_id as "systemId", valid_from as "validFrom",
       valid_to as "validTo", reason, granted_by as "grantedBy"
     from exemption where known_to <= $1 and closing_reason is not null
     order by known_to desc`,
    [revision],
  );
}

type Table = 'applicability_rule' | 'exemption' | 'system_period';

/** What a row says, whenever it was believed. */
const said = (row: string): string => `to_jsonb(${row}) - array['id', 'known_from', 'known_to', 'closing_reason']`;

/** What revision $1 opened and did not close itself: a second change of the same thing closes what the first one opened. */
const OPENED = `o.known_from = $1 and o.known_to is distinct from $1`;

/** Whether `t` says what a row that revision $1 opened says: that row, or one that an undo believed again in its place. */
const isOpened = (table: Table): string =>
  `exists (select from ${table} o where ${OPENED} and ${said('o')} = ${said('t')})`;

/** What a revision opened and nobody believes any more: it cannot be taken back as if somebody did. */
export async function selectClosedSince(db: Db, table: Table, revision: number): Promise<{ id: string }[]> {
  return db.query<{ id: string }[]>(
    `select o.id::text as id from ${table} o where ${OPENED}
       and not exists (select from ${table} t where t.known_to is null and ${said('t')} = ${said('o')})
     order by o.id`,
    [revision],
  );
}

const COLUMNS: Readonly<Record<Table, string>> = {
  applicability_rule: 'id, system_id, level, kind, set_id, within_id, valid_from, valid_to, legal_basis',
  exemption: 'id, unit_id, system_id, valid_from, valid_to, reason, granted_by',
  system_period: 'system_id, valid_from, valid_to, name, name_en, parent_id, owner_id, legal_basis, inheritance',
};

/** Ceases to believe what a revision opened, and believes again what it closed. */
export async function reopen(db: Db, table: Table, revision: number, now: number, reason: string): Promise<void> {
  const why = table === 'exemption' ? ', closing_reason = $3' : '';
  await db.query(`update ${table} t set known_to = $2${why} where t.known_to is null and ${isOpened(table)}`, [
    ...[revision, now, ...(table === 'exemption' ? [reason] : [])],
  ]);
  await db.query(
    `insert into ${table} (${COLUMNS[table]}, known_from)
     select ${COLUMNS[table]}, $2 from ${table} where known_to = $1 and known_from < $1`,
    [revision, now],
  );
}

/** Believed entries of a system whose stage begins on a day or later. */
export async function countEntriesFrom(db: Db, systemId: number, day: LocalDate): Promise<number> {
  const [{ count }] = await db.query<[{ count: number }]>(
    `select count(*) as count from deployment_entry e where e.system_id = $1 and e.effective_on >= $2
       and not exists (select from deployment_retraction r where r.entry_id = e.id)`,
    [systemId, day],
  );
  return count;
}

/** Systems that a revision recorded (of which nothing was believed before), and that something recorded later names. */
export async function selectSystemsRestedOn(
  db: Db,
  revision: number,
): Promise<{ code: string; by: string; count: number }[]> {
  const naming = (table: string, column: string, where: string): string =>
    `select made.code, '${table}' as by, count(*) as count from made join ${table} t on t.${column} = made.id
     where ${where} group by made.code`;
  const believed = 't.known_from > $1 and t.known_to is null';
  return db.query<{ code: string; by: string; count: number }[]>(
    `with made as (
       select s.id, s.code from system s
       where exists (select from system_period p where p.system_id = s.id and p.known_from = $1)
         and not exists (select from system_period p where p.system_id = s.id and p.known_from < $1 and (p.known_to is null or p.known_to >= $1)))
     ${[
       naming(
         'deployment_entry',
         'system_id',
         't.recorded_in > $1 and not exists (select from deployment_retraction r where r.entry_id = t.id)',
       ),
       naming(
         'declaration',
         'system_id',
         't.recorded_in > $1 and not exists (select from declaration_retraction r where r.declaration_id = t.id)',
       ),
       naming('applicability_rule', 'system_id', believed),
       naming('exemption', 'system_id', believed),
       // Parts that the revision recorded too are taken back with their whole.
       naming('system_period', 'parent_id', `${believed} and not ${isOpened('system_period')}`),
       naming(
         'indicator',
         'system_id',
         'exists (select from indicator_definition d where d.indicator_id = t.id and d.known_to is null)',
       ),
       naming('reporting_duty', 'system_id', believed),
       naming('target', 'system_id', believed),
       naming('account_grant', 'system_id', 'true'),
     ].join(' union all ')}
     order by 1, 2`,
    [revision],
  );
}
