import { type DataSource } from 'typeorm';

/** What notes who tried what, and seals that: it grows whatever is refused. */
const NOTES = ['audit_event', 'audit_seal', 'row_seal', 'audit_head', 'throttle', 'single_sign_on_attempt'];

/** Rows of every table but those that note what was tried. */
export async function rowCounts(owner: DataSource): Promise<Record<string, number>> {
  const tables = await owner.query<{ name: string }[]>(
    `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  const counted = tables.map(({ name }) => name).filter((name) => !NOTES.includes(name));
  const counts = counted.map((name) => `(select count(*) from ${name}) as ${name}`);
  return (await owner.query<Record<string, number>[]>(`select ${counts.join()}`))[0] ?? {};
}
