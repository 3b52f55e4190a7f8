import { type LocalDate } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';

/** A day that is not as its week has it. */
export interface Holiday {
  readonly day: LocalDate;
  /** True: a weekend day that is worked instead of another; false: nobody works. */
  readonly works: boolean;
  readonly name: string;
}

export async function selectHolidays(db: Db, revision: number): Promise<Holiday[]> {
  return db.query<Holiday[]>(
    `select day, works, name from holiday where known_from <= $1 and (known_to is null or known_to > $1) order by day`,
    [revision],
  );
}

export async function insertHolidays(db: Db, holidays: readonly Holiday[], revision: number): Promise<void> {
  await db.query(
    `insert into holiday (day, works, name, known_from)
     select day, works, name, $2 from jsonb_to_recordset($1) as given(day date, works boolean, name text)`,
    [JSON.stringify(holidays), revision],
  );
}

export async function closeHoliday(db: Db, day: LocalDate, reason: string, revision: number): Promise<void> {
  await db.query(`update holiday set known_to = $3, closing_reason = $2 where day = $1 and known_to is null`, [
    day,
    reason,
    revision,
  ]);
}
