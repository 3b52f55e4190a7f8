import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal } from '../../src/kernel/refusal.js';
import { effort } from '../support/effort.js';
import { mutated, withMutatedPart } from '../support/mutations.js';
import { readAll } from '../support/spreadsheets.js';

const FOLDER = 'test/fixtures/imports/ok';
const files = readdirSync(FOLDER).map((name) => ({ name, bytes: readFileSync(`${FOLDER}/${name}`) }));
const workbooks = files.filter(({ name }) => name.endsWith('.xlsx'));
const texts = files.filter(({ name }) => name.endsWith('.csv'));

/** What became of a file: it was read, or refused with sentences in both languages; anything else fails. */
async function outcome(bytes: Buffer, name: string): Promise<'read' | 'refused'> {
  try {
    await readAll(bytes, name);
    return 'read';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.faults).toHaveLength(1);
    for (const { code, message } of error.faults) {
      expect(code).toMatch(/^spreadsheet-/);
      expect(message.vi.length).toBeGreaterThan(10);
      expect(message.en.length).toBeGreaterThan(10);
    }
    return 'refused';
  }
}

describe('files that went wrong on their way', () => {
  const any = <T>(of: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...of);

  it.each([
    ['workbooks with changed bytes', any(workbooks).chain(({ bytes }) => mutated(bytes)), 'a.xlsx', 2000],
    ['workbooks with a changed part', any(workbooks).chain(({ bytes }) => withMutatedPart(bytes)), 'a.xlsx', 2500],
    ['CSV files with changed bytes', any(texts).chain(({ bytes }) => mutated(bytes)), 'a.csv', 2500],
  ] as const)('%s are read or refused', async (_, anyBytes, name, count) => {
    const seen = { read: 0, refused: 0 };
    const before = process.memoryUsage().rss;
    let most = 0;
    await fc.assert(
      fc.asyncProperty(anyBytes, async (bytes) => {
        seen[await outcome(bytes, name)] += 1;
        most = Math.max(most, process.memoryUsage().rss);
      }),
      { numRuns: effort(count), endOnFailure: true },
    );
    expect(seen.read + seen.refused).toBe(effort(count));
    // Were all read, or all refused early, the changes would test nothing.
    expect(seen.refused).toBeGreaterThan(effort(count) / 20);
    expect(most - before).toBeLessThan(500 * 1024 * 1024);
  });
});
