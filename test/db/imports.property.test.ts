import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { IMPORT_KINDS } from '../../src/imports/import-kind.js';
import { startApp, type TestApp } from '../support/app.js';
import { importsAsChecked, recordWhatFilesName } from '../support/import-property.js';

jest.setTimeout(600_000);

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp();
  await recordWhatFilesName(tracker);
});
afterAll(() => tracker.stop());

/** A hundred and more in all; test/long tries each kind a hundred times. */
const RUNS = 8;

it.each([...IMPORT_KINDS])(
  'of %s, check predicts apply, nothing changes twice, what goes out comes in, and undo restores',
  async (kind) => {
    expect.hasAssertions();
    await fc.assert(importsAsChecked(tracker, kind), { numRuns: RUNS });
  },
);
