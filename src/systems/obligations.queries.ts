import { type LocalDate } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Db } from '../platform/database/db.js';
import { type Rule } from './domain/obligation.js';

type Point = Pick<ReadPoint, 'asOf' | 'revision'>;
const BELIEVED = `known_from <= $1 and (known_to is null or known_to > $1)`;
const ON_DAY = `(valid_from is null or valid_from <= $2) and (valid_to is null or valid_to > $2)`;

/** A rule as recorded; `version` is the revision that `If-Match` refers to. */
export interface RuleRow extends Rule {
  id: string;
  version: number;
  validFrom: LocalDate | null;
  validTo: LocalDate | null;
  legalBasis: string | null;
}

export interface ExemptionRow {
  id: string;
  version: number;
  unitId: string;
  systemId: number;
  validFrom: LocalDate | null;
  validTo: LocalDate | null;
  reason: string;
  grantedBy: string;
  /** Name of the account that said so last; null: from the terminal, or by the service itself. */
  recordedBy: string | null;
}

const RULE = `id, known_from as version, system_id as "systemId", level, kind, set_id as "setId",
  within_id as "withinId", valid_from as "validFrom", valid_to as "validTo", legal_basis as "legalBasis"`;
const EXEMPTION = `id, known_from as version, unit_id as "unitId", system_id as "systemId", valid_from as "validFrom",
  valid_to as "validTo", reason, granted_by as "grantedBy",
  (select account_name from revision where n = known_from) as "recordedBy"`;

export async function selectRulesOnDay(db: Db, at: Point): Promise<Rule[]> {
  return await db.query<Rule[]>(
    `select system_id as "systemId", level, kind, set_id as "setId", within_id as "withinId"
     from applicability_rule where ${BELIEVED} and ${ON_DAY}`,
    [at.revision, at.asOf],
  );
}

/** All rules of one system, whenever in force. */
export async function selectRulesOfSystem(db: Db, systemId: number, revision: number): Promise<RuleRow[]> {
  return await db.query<RuleRow[]>(
    `select ${RULE} from applicability_rule where ${BELIEVED} and system_id = $2 order by level, valid_from nulls first, id`,
    [revision, systemId],
  );
}

export async function insertRule(
  db: Db,
  rule: Omit<RuleRow, 'id' | 'version'> & { id?: string },
  revision: number,
): Promise<string> {
  const [row] = await db.query<[{ id: string }]>(
    `insert into applicability_rule
       (id, known_from, system_id, level, kind, set_id, within_id, valid_from, valid_to, legal_basis)
     values (coalesce($1, gen_random_uuid()), $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    [
      rule.id ?? null,
      revision,
      rule.systemId,
      rule.level,
      rule.kind,
      rule.setId,
      rule.withinId,
      rule.validFrom,
      rule.validTo,
      rule.legalBasis,
    ],
  );
  return row.id;
}

export async function closeRule(db: Db, id: string, revision: number): Promise<void> {
  await db.query(`update applicability_rule set known_to = $2 where id = $1 and known_to is null`, [id, revision]);
}

export async function selectExemptionsOnDay(db: Db, at: Point): Promise<{ systemId: number; unitId: string }[]> {
  return await db.query<{ systemId: number; unitId: string }[]>(
    `select system_id as "systemId", unit_id as "unitId" from exemption where ${BELIEVED} and ${ON_DAY}`,
    [at.revision, at.asOf],
  );
}

/** All exemptions, whenever in force; of one unit and system if given. */
export async function selectExemptions(
  db: Db,
  revision: number,
  of: { unitId?: string | undefined; systemId?: number | undefined } = {},
): Promise<ExemptionRow[]> {
  return await db.query<ExemptionRow[]>(
    `select ${EXEMPTION} from exemption
     where ${BELIEVED} and ($2::uuid is null or unit_id = $2) and ($3::int is null or system_id = $3)
     order by system_id, valid_from nulls first, id`,
    [revision, of.unitId ?? null, of.systemId ?? null],
  );
}

export async function findExemption(db: Db, id: string, revision: number): Promise<ExemptionRow | null> {
  const [row] = await db.query<ExemptionRow[]>(
    `select ${EXEMPTION} from exemption where ${BELIEVED} and id::text = $2`,
    [revision, id],
  );
  return row ?? null;
}

/** Exemptions as they are believed, by their ids. */
export async function selectExemptionsById(db: Db, ids: readonly string[], revision: number): Promise<ExemptionRow[]> {
  return await db.query<ExemptionRow[]>(`select ${EXEMPTION} from exemption where ${BELIEVED} and id::text = any($2)`, [
    revision,
    ids,
  ]);
}

export async function insertExemption(
  db: Db,
  exemption: Omit<ExemptionRow, 'id' | 'version' | 'recordedBy'> & { id?: string },
  revision: number,
): Promise<string> {
  const [row] = await db.query<[{ id: string }]>(
    `insert into exemption (id, known_from, unit_id, system_id, valid_from, valid_to, reason, granted_by)
     values (coalesce($1, gen_random_uuid()), $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      exemption.id ?? null,
      revision,
      exemption.unitId,
      exemption.systemId,
      exemption.validFrom,
      exemption.validTo,
      exemption.reason,
      exemption.grantedBy,
    ],
  );
  return row.id;
}

export async function closeExemption(db: Db, id: string, reason: string | null, revision: number): Promise<void> {
  await db.query(`update exemption set known_to = $2, closing_reason = $3 where id = $1 and known_to is null`, [
    id,
    revision,
    reason,
  ]);
}
