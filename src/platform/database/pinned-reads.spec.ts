import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '../../kernel/local-date.js';
import { type PinnedPoint, PinnedReads } from './pinned-reads.js';

const DAY = parseLocalDate('2016-12-31');
const POINT: PinnedPoint = { asOf: DAY, revision: 7, knownAt: '2026-01-01T00:00:00.000001+07:00' };

/** Counts how often it was read, and gives that. */
function counting(): () => Promise<{ reading: number }> {
  let reading = 0;
  return () => Promise.resolve({ reading: (reading += 1) });
}

describe('PinnedReads', () => {
  it('reads a point once, whoever asks while it is being read or afterwards', async () => {
    const [reads, read] = [new PinnedReads(), counting()];
    expect(await Promise.all([reads.at(POINT, read), reads.at({ ...POINT }, read)])).toEqual([
      { reading: 1 },
      { reading: 1 },
    ]);
    expect(await reads.at(POINT, read)).toEqual({ reading: 1 });
  });

  it.each<[string, PinnedPoint]>([
    ['another day', { ...POINT, asOf: parseLocalDate('2016-12-30') }],
    ['another revision', { ...POINT, revision: 8 }],
    ['the same number at another instant', { ...POINT, knownAt: '2026-01-01T00:00:00.000002+07:00' }],
    ['a revision whose instant is not known', { asOf: DAY, revision: 7 }],
  ])('reads %s for itself', async (_, other) => {
    const [reads, read] = [new PinnedReads(), counting()];
    await reads.at(POINT, read);
    expect(await reads.at(other, read)).toEqual({ reading: 2 });
  });

  it('asks again for what could not be read', async () => {
    const [reads, read] = [new PinnedReads(), counting()];
    await expect(reads.at(POINT, () => Promise.reject(new Error('no connection')))).rejects.toThrow('no connection');
    expect(await reads.at(POINT, read)).toEqual({ reading: 1 });
  });

  it('keeps a dozen points and no more', async () => {
    const [reads, read] = [new PinnedReads(), counting()];
    for (let revision = 1; revision <= 13; revision += 1) await reads.at({ ...POINT, revision }, read);
    expect(await reads.at({ ...POINT, revision: 1 }, read)).toEqual({ reading: 14 });
    expect(await reads.at({ ...POINT, revision: 13 }, read)).toEqual({ reading: 13 });
  });
});
