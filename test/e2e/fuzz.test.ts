import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DataSource } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';
import { operationsOf, sendWrong, wrongRequest } from '../support/malformed-requests.js';
import { rowCounts } from '../support/row-counts.js';

/** The long form, test/long/http-fuzz.test.ts, sends many times as many, and looks at memory. */
const REQUESTS = 2_000;

let tracker: TestApp;
let owner: DataSource;
let credentials: Record<string, string>[];
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  owner = await openDataSource(tracker.database.ownerUrl);
  credentials = [
    ...[{}, { authorization: 'Bearer nobody' }, { cookie: 'session=; __Host-session=%00; =' }],
    { authorization: `Bearer ${await tokenOf(tracker.database, [{ role: 'reporter' }])}` },
    { authorization: `Bearer ${tracker.administrator}` },
  ];
});
afterAll(async () => {
  await owner.destroy();
  await tracker.stop();
});

it('takes any malformed request to any operation, from anybody, without failing or writing', async () => {
  const operations = operationsOf(tracker.app);
  const before = await rowCounts(owner);
  for (const operation of operations) {
    const check = fc.asyncProperty(wrongRequest(operation), fc.nat(), async (wrong, who) => {
      const credential = credentials[who % credentials.length] ?? {};
      const response = await sendWrong(tracker.address, operation, wrong, credential);
      await response.text();
      expect(response.status).toBeLessThan(500);
      if (response.status >= 400)
        expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    });
    await fc.assert(check, { numRuns: Math.ceil(REQUESTS / operations.length) });
  }
  expect(await rowCounts(owner)).toEqual(before);
}, 120_000);
