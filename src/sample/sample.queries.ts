import { type Db } from '../platform/database/db.js';

export async function countUnits(db: Db): Promise<number> {
  const [row] = await db.query<[{ count: number }]>(`select count(*) as count from unit`);
  return row.count;
}
