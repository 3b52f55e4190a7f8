import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startApp, type TestApp } from '../support/app.js';
import { effort } from '../support/effort.js';
import { bringIn } from '../support/imports.js';
import { mutated } from '../support/mutations.js';

const FIXTURES = join(import.meta.dirname, '../fixtures/imports/ok');
const MOST_MEGABYTES_MORE = 600;

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

it('damaged files are refused or told of, never a failure of ours, and checking writes nothing', async () => {
  const files = readdirSync(FIXTURES).map((name) => ({ name, bytes: readFileSync(join(FIXTURES, name)) }));
  const anyFile = fc
    .constantFrom(...files)
    .chain(({ name, bytes }) => mutated(bytes).map((damaged) => ({ name, damaged })));
  const { revision } = (await tracker.get('/sets?limit=1')).body;
  const before = process.memoryUsage().rss;
  await fc.assert(
    fc.asyncProperty(anyFile, async ({ name, damaged }) => {
      const { status, body } = await bringIn(tracker, damaged, {}, { name });
      expect(status).toBeLessThan(500);
      expect(['done', undefined]).toContain(body.state);
      for (const { message } of body.errors) expect(message).toMatch(/\S+ \S+/);
    }),
    { numRuns: effort(5_000) },
  );
  expect((await tracker.get('/sets?limit=1')).body.revision).toBe(revision);
  expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(MOST_MEGABYTES_MORE);
});
