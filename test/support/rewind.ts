import { SEALER } from '../../src/audit/seals.queries.js';

/** What lets the owner of the tables, and nobody else, believe again what was believed up to a revision. */
export function believedAgain(table: string, base: number, alsoForget = ''): string[] {
  return [
    `delete from ${table} where known_from > ${base}`,
    `alter table ${table} disable trigger user`,
    `update ${table} set known_to = null${alsoForget} where known_to > ${base}`,
    `alter table ${table} enable trigger user`,
  ];
}

/** What takes the seals off all revisions, while nobody seals, so that some of these can be forgotten. */
export const UNSEALED = [`select pg_advisory_xact_lock(${SEALER})`, 'truncate audit_seal, row_seal'];
