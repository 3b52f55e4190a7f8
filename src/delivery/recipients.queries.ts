import { type Db } from '../platform/database/db.js';
import { type ReportFormat } from '../reports/domain/report-format.js';
import { type Channel } from './domain/channel.js';

/** Whom the reports of a definition are sent to. Never changed: another address is another recipient. */
export interface RecipientRow {
  id: string;
  definitionId: string;
  name: string;
  channel: Channel;
  /** A mail address, or where a webhook is posted to. */
  address: string;
  formats: ReportFormat[];
  addedAt: string;
  addedBy: string | null;
}

const RECIPIENT = `
  select id, definition_id as "definitionId", name, channel, address, formats,
    to_char(added_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00' as "addedAt",
    added_by as "addedBy"
  from delivery_recipient`;

/** Those of a definition that were not removed, first added first. */
export async function selectRecipients(db: Db, definitionId: string): Promise<RecipientRow[]> {
  return db.query<RecipientRow[]>(
    `${RECIPIENT} where definition_id = $1 and removed_at is null order by added_at, id`,
    [definitionId],
  );
}

/** One of a definition that was not removed. */
export async function findRecipient(db: Db, definitionId: string, id: string): Promise<RecipientRow | null> {
  const [row] = await db.query<RecipientRow[]>(
    `${RECIPIENT} where definition_id = $1 and id::text = $2 and removed_at is null`,
    [definitionId, id],
  );
  return row ?? null;
}

export async function insertRecipient(
  db: Db,
  recipient: Pick<RecipientRow, 'definitionId' | 'name' | 'channel' | 'address' | 'formats' | 'addedBy'>,
): Promise<string> {
  const { definitionId, name, channel, address, formats, addedBy } = recipient;
  const [{ id }] = await db.query<[{ id: string }]>(
    `insert into delivery_recipient (definition_id, name, channel, address, formats, added_by)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [definitionId, name, channel, address, formats, addedBy],
  );
  return id;
}

/** From now on nothing is sent there; what waits for it is dropped. */
export async function removeRecipient(db: Db, id: string, by: string | null): Promise<void> {
  await db.query(`update delivery_recipient set removed_at = clock_timestamp(), removed_by = $2 where id = $1`, [
    id,
    by,
  ]);
  await db.query(
    `update delivery set state = 'dropped', finished_at = clock_timestamp(), last_error = 'recipient removed'
     where recipient_id = $1 and state = 'waiting'`,
    [id],
  );
}
