import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DataSource } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { IMPORT_KINDS } from '../../src/imports/import-kind.js';
import { startApp, type TestApp } from '../support/app.js';
import { effort } from '../support/effort.js';
import { asHolderOfAllRights, bringIn, exportOf, recordOneOfEach } from '../support/imports.js';
import { mutated, withMutatedPart } from '../support/mutations.js';
import { rowCounts } from '../support/row-counts.js';

const FIXTURES = join(import.meta.dirname, '../fixtures/imports');
const FILES = 6_000;
const MOST_MEGABYTES_MORE = 600;
/** What an import itself is recorded in. */
const OF_IMPORTS = ['import_batch', 'attachment_content'];

interface Seed {
  readonly kind: string;
  readonly name: string;
  readonly bytes: Buffer;
}

let tracker: TestApp;
let owner: DataSource;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  owner = await openDataSource(tracker.database.ownerUrl);
  await recordOneOfEach(tracker);
});
afterAll(async () => {
  await owner.destroy();
  await tracker.stop();
});

/** Files of Excel, LibreOffice and others, and what goes out of every kind. */
async function seeds(): Promise<Seed[]> {
  const fixtures = ['ok', 'not-ok'].flatMap((folder) =>
    readdirSync(join(FIXTURES, folder)).map((name): Seed => {
      return { kind: 'deployments', name, bytes: readFileSync(join(FIXTURES, folder, name)) };
    }),
  );
  const exported: Seed[] = [];
  for (const kind of IMPORT_KINDS) {
    for (const format of ['csv', 'xlsx'] as const) {
      const bytes = await exportOf(tracker, kind, format, 'asOf=2016-12-31');
      exported.push({ kind, name: `${kind}.${format}`, bytes });
    }
  }
  return [...fixtures, ...exported];
}

async function facts(): Promise<Record<string, number>> {
  const counts = Object.entries(await rowCounts(owner));
  return Object.fromEntries(counts.filter(([table]) => !OF_IMPORTS.includes(table)));
}

it('damaged files of every kind are refused or told of, never a failure of ours, and nothing is written', async () => {
  const all = await seeds();
  const anyFile = fc.constantFrom(...all).chain((seed) => {
    const bytes = mutated(seed.bytes);
    const damaged = seed.name.endsWith('.xlsx') ? fc.oneof(bytes, withMutatedPart(seed.bytes)) : bytes;
    return damaged.map((changed) => ({ ...seed, bytes: changed }));
  });
  const { headers } = await asHolderOfAllRights(tracker);
  const before = await facts();
  const memory = process.memoryUsage().rss;
  let most = memory;
  const seen: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(anyFile, async ({ kind, name, bytes }) => {
      const { status, body } = await bringIn(tracker, bytes, { kind }, { name, headers });
      expect({ status, body }).toMatchObject({ status: expect.any(Number), body: { errors: expect.any(Array) } });
      expect(status).toBeLessThan(500);
      expect(['done', undefined]).toContain(body.state);
      for (const { message } of body.errors) expect(message).toMatch(/\S+ \S+/);
      const what = status >= 400 ? 'refused' : body.errors.length > 0 ? 'with faults' : 'without faults';
      seen[`${name.split('.').at(-1) ?? ''} ${what}`] = (seen[`${name.split('.').at(-1) ?? ''} ${what}`] ?? 0) + 1;
      // What has faults is not written either by who asks for that.
      if (what === 'with faults') {
        const applied = await bringIn(tracker, bytes, { kind, mode: 'apply' }, { name, headers });
        expect([applied.status, applied.body.state]).toEqual([422, 'refused']);
      }
      most = Math.max(most, process.memoryUsage().rss);
    }),
    { numRuns: effort(FILES), endOnFailure: true },
  );
  expect(await facts()).toEqual(before);
  const megabytes = (most - memory) / 1024 / 1024;
  console.info(`${effort(FILES)} damaged files:`, seen, `${megabytes.toFixed(0)} MB more at most`);
  expect(megabytes).toBeLessThan(MOST_MEGABYTES_MORE);
  // Were all refused early, or all read, the changes would test nothing.
  for (const format of ['csv', 'xlsx'])
    for (const what of ['with faults', 'without faults'])
      expect(seen[`${format} ${what}`] ?? 0).toBeGreaterThan(effort(FILES) / 300);
});
