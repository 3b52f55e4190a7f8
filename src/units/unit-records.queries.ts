import { type Db } from '../platform/database/db.js';
import { type UnitPeriod } from './domain/unit.js';

/** What names units, and since which revision it does; of a unit `made` by a revision. */
const NAMING: readonly (readonly [table: string, column: string, later: string])[] = [
  [
    'deployment_entry',
    'unit_id',
    't.recorded_in > $1 and not exists (select from deployment_retraction r where r.entry_id = t.id)',
  ],
  [
    'declaration',
    'scope_id',
    't.recorded_in > $1 and not exists (select from declaration_retraction r where r.declaration_id = t.id)',
  ],
  ...(
    [
      ['unit_period', 'parent_id'],
      ['unit_set_member', 'unit_id'],
      ['contact', 'unit_id'],
      ['lineage', 'predecessor_id'],
      ['lineage', 'successor_id'],
      ['system_period', 'owner_id'],
      ['applicability_rule', 'within_id'],
      ['exemption', 'unit_id'],
      ['indicator_value', 'unit_id'],
      ['reporting_duty', 'within_id'],
      ['target', 'scope_id'],
    ] as const
  ).map(([table, column]) => [table, column, 't.known_from > $1 and t.known_to is null'] as const),
  ['account_grant', 'unit_id', 'true'],
  ['account_read_scope', 'unit_id', 'true'],
];

/** Units that a revision recorded and that something recorded later names, with how much does. */
export async function selectUnitsRestedOn(
  db: Db,
  revision: number,
): Promise<{ id: string; by: string; count: number }[]> {
  const parts = NAMING.map(
    ([table, column, later]) =>
      `select made.id, '${table}' as by, count(*) as count from made join ${table} t on t.${column} = made.id
       where ${later} group by made.id`,
  );
  return db.query<{ id: string; by: string; count: number }[]>(
    `with made as (select id from unit where recorded_in = $1) ${parts.join(' union all ')} order by 1, 2`,
    [revision],
  );
}

/**
 * Periods that a revision opened (and whether they are believed still) or closed, with the reorganisation that opened each;
 * not those that it closed again itself.
 */
export async function selectPeriodsOfRevision(
  db: Db,
  revision: number,
  side: 'opened' | 'closed',
): Promise<(UnitPeriod & { openedBy: string | null; believed: boolean })[]> {
  const rows = await db.query<
    (Omit<UnitPeriod, 'period'> & UnitPeriod['period'] & { openedBy: string | null; believed: boolean })[]
  >(
    `select unit_id as "unitId", code, agency_code as "agencyCode", name, kind, level, parent_id as "parentId",
       valid_from as "from", valid_to as "to", opened_by as "openedBy", known_to is null as believed
     from unit_period
     where ${side === 'opened' ? 'known_from' : 'known_to'} = $1 and known_from is distinct from known_to`,
    [revision],
  );
  return rows.map(({ from, to, ...row }) => ({ ...row, period: { from, to } }));
}
