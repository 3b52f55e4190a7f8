import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openDataSource } from '../../config/data-source.js';
import { startApp, type TestApp } from '../support/app.js';
import { effort } from '../support/effort.js';
import { endServices, type Service, startService } from '../support/service-process.js';

const MONTHS = 12;
const SECRET = randomBytes(48).toString('base64');

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());
afterEach(endServices);

const start = (): Promise<Service> =>
  startService({
    DATABASE_URL: tracker.database.appUrl,
    SECRET,
    AUDIT_HEAD_FILE: join(dirname(tracker.options.auditHeadFile), 'killed-head'),
  });

it('makes every period once and in order while instances are killed at any moment of a run', async () => {
  const today = new Date();
  const first = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - MONTHS, 1)).toISOString().slice(0, 7);
  const { status, body } = await tracker.post('/report-definitions', {
    ...{ code: 'kill', type: 'monthly', name: 'kill', issuingBody: 'SỞ', abbreviation: 'KILL', placeName: 'Tây Ninh' },
    ...{ signatory: { lines: ['GIÁM ĐỐC'], name: 'Người ký' }, schedule: { from: first } },
    ...{ numbering: 'own', issuesItself: true },
  });
  expect([status, body.errors]).toEqual([201, undefined]);
  const owner = await openDataSource(tracker.database.ownerUrl, 1);
  const open = async (): Promise<number> => {
    const [{ count }] = await owner.query<[{ count: number }]>(
      `select count(*) filter (where state <> 'done') + (count(*) = 0)::int as count from report_run`,
    );
    return count;
  };
  try {
    const services = [await start(), await start()];
    for (let kills = 0; kills < effort(40) && (await open()) > 0; kills += 1) {
      await delay(100 + ((kills * 379) % 2_500));
      const victim = kills % services.length;
      await services[victim]?.end('SIGKILL');
      services[victim] = await start();
    }
    while ((await open()) > 0) await delay(500);
    const reports = await owner.query<{ period: string; issued: boolean; number: number | null }[]>(
      `select period, issued_at is not null as issued, number from report order by made_at`,
    );
    const periods = reports.map(({ period }) => period);
    expect(periods).toEqual([...new Set(periods)].sort());
    const runs = await owner.query<{ period: string }[]>(`select period from report_run order by due_at`);
    expect(periods).toEqual(runs.map(({ period }) => period));
    expect(periods.length).toBeGreaterThanOrEqual(MONTHS);
    expect(reports.map(({ number }) => number)).toEqual(
      periods.map((_, index) => (index === periods.length - 1 ? 1 : null)),
    );
    const files = await owner.query<{ count: number }[]>(`select count(*) as count from report_rendering`);
    expect(files).toEqual([{ count: 6 }]);
  } finally {
    await owner.destroy();
  }
});
