import { type Db } from '../../platform/database/db.js';
import { type DefinitionContent } from '../domain/report-definition.js';

/** A definition as its last version, or the one asked for, says it. */
export interface DefinitionRow {
  id: string;
  code: string;
  version: number;
  content: DefinitionContent;
  writtenAt: string;
}

const DEFINITION = `
  select d.id, d.code, v.version, v.content,
    to_char(v.written_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00' as "writtenAt"
  from report_definition d join report_definition_version v on v.definition_id = d.id`;
const LAST = `v.version = (select max(version) from report_definition_version where definition_id = d.id)`;

/** All definitions in their last versions, by code. */
export async function selectDefinitions(db: Db): Promise<DefinitionRow[]> {
  return db.query<DefinitionRow[]>(`${DEFINITION} where ${LAST} order by d.code`);
}

/** One by id or code, in its last version. */
export async function findDefinition(db: Db, reference: string): Promise<DefinitionRow | null> {
  const [row] = await db.query<DefinitionRow[]>(`${DEFINITION} where ${LAST} and (d.id::text = $1 or d.code = $1)`, [
    reference,
  ]);
  return row ?? null;
}

/** Every version of one, latest first. */
export async function selectDefinitionVersions(db: Db, id: string): Promise<DefinitionRow[]> {
  return db.query<DefinitionRow[]>(`${DEFINITION} where d.id = $1 order by v.version desc`, [id]);
}

export async function insertDefinition(db: Db, code: string): Promise<string> {
  const [{ id }] = await db.query<[{ id: string }]>(`insert into report_definition (code) values ($1) returning id`, [
    code,
  ]);
  return id;
}

export async function insertDefinitionVersion(
  db: Db,
  id: string,
  version: number,
  content: DefinitionContent,
): Promise<void> {
  await db.query(`insert into report_definition_version (definition_id, version, content) values ($1, $2, $3)`, [
    id,
    version,
    JSON.stringify(content),
  ]);
}
