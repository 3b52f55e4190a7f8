import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { IMPORT_KINDS } from '../../src/imports/import-kind.js';
import { startApp, type TestApp } from '../support/app.js';
import { effort } from '../support/effort.js';
import { importsAsChecked, recordWhatFilesName } from '../support/import-property.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp();
  await recordWhatFilesName(tracker);
});
afterAll(() => tracker.stop());

it.each([...IMPORT_KINDS])('of %s, what a check says is what applying does, a hundred times over', async (kind) => {
  expect.hasAssertions();
  await fc.assert(importsAsChecked(tracker, kind), { numRuns: effort(100) });
});
