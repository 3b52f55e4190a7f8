import { type LocalDate } from '../../kernel/local-date.js';
import { type Db } from './db.js';

/** The day that reads without `asOf` mean, or null for today. */
export async function selectViewingDay(db: Db): Promise<LocalDate | null> {
  const [row] = await db.query<{ viewingDay: LocalDate | null }[]>(`select viewing_day as "viewingDay" from setting`);
  return row?.viewingDay ?? null;
}

export async function updateViewingDay(db: Db, viewingDay: LocalDate | null): Promise<void> {
  await db.query(`update setting set viewing_day = $1`, [viewingDay]);
}

export async function updateHomeUnit(db: Db, unitId: string | null): Promise<void> {
  await db.query(`update setting set home_unit = $1`, [unitId]);
}
