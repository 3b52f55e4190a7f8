import { type LocalDate } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';
import { type Pair } from './deployments.queries.js';

/** The pairs of some systems of which a believed entry states the stage on a day of `[from, to)`, and when one was first recorded. */
export async function selectConfirmedWithin(
  db: Db,
  systemIds: readonly number[],
  during: { from: LocalDate; to: LocalDate },
  revision: number,
): Promise<(Pair & { recordedOn: LocalDate })[]> {
  return db.query<(Pair & { recordedOn: LocalDate })[]>(
    `select e.unit_id as "unitId", e.system_id as "systemId",
       min((written.at at time zone 'Asia/Ho_Chi_Minh')::date) as "recordedOn"
     from deployment_entry e join revision written on written.n = e.recorded_in
     where e.system_id = any($2) and e.stage <> 'planned' and e.effective_on >= $3 and e.effective_on < $4
       and e.recorded_in <= $1
       and not exists (select from deployment_retraction r where r.entry_id = e.id and r.recorded_in <= $1)
     group by e.unit_id, e.system_id`,
    [revision, systemIds, during.from, during.to],
  );
}
