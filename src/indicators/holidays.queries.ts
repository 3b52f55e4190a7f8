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

export async function closeHolidays(
  db: Db,
  days: readonly LocalDate[],
  reason: string,
  revision: number,
): Promise<void> {
  await db.query(`update holiday set known_to = $3, closing_reason = $2 where day = any($1) and known_to is null`, [
    days,
    reason,
    revision,
  ]);
}

/** A day as it was recorded, believed or withdrawn. */
export type HolidayStatement = Holiday & { readonly isRetracted: boolean };

/** All days that there ever were, in the order of recording. */
export async function selectHolidayStatements(db: Db, revision: number): Promise<HolidayStatement[]> {
  return db.query<HolidayStatement[]>(
    `select day, works, name, known_to is not null and known_to <= $1 as "isRetracted"
     from holiday where known_from <= $1 order by known_from, day`,
    [revision],
  );
}

/** Days that a revision recorded; `stands`: they are recorded so now. */
export async function selectHolidaysRecordedIn(
  db: Db,
  revision: number,
): Promise<{ day: LocalDate; stands: boolean }[]> {
  return db.query<{ day: LocalDate; stands: boolean }[]>(
    `select h.day, exists (select from holiday now where now.known_to is null
       and (now.day, now.works, now.name) = (h.day, h.works, h.name)) as stands
     from holiday h where h.known_from = $1 order by h.day`,
    [revision],
  );
}

/** Records again what a revision withdrew. */
export async function insertHolidayCopies(db: Db, revision: number, now: number): Promise<void> {
  await db.query(
    `insert into holiday (day, works, name, known_from)
     select day, works, name, $2 from holiday where known_to = $1 order by day`,
    [revision, now],
  );
}
