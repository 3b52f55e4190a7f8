import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isSyllable } from './vietnamese-syllables.js';

describe('isSyllable', () => {
  it.each([
    'Thành',
    'THUỶ',
    'thủy',
    'hòa',
    'hoà',
    'nghiêng',
    'Nguyễn',
    'quốc',
    'quyết',
    'huỳnh',
    'khuỷu',
    'gì',
    'giếng',
    'xoong',
    'ươm',
    'yêu',
    'ý',
    'được',
  ])('takes "%s"', (word) => {
    expect(isSyllable(word)).toBe(true);
  });

  it.each(['Thµnh', 'Taân', 'hàc', 'phat', 'ngoàich', 'zôn', 'fê', 'bcdê', 'ááo', 'café', 'û', 'naïve', ''])(
    'does not take "%s"',
    (word) => {
      expect(isSyllable(word)).toBe(false);
    },
  );

  it('takes the words of the names of all communes in the register but those of other languages', () => {
    const rows = ['communes-until-2025-01-38', 'communes-until-2025-40-96'].flatMap((file) =>
      readFileSync(`data/register/${file}.csv`, 'utf8').split('\n').slice(1),
    );
    const words = rows
      .flatMap((row) => (row.split(',')[3] ?? '').split(/[^\p{L}\p{M}]+/u))
      .filter((word) => /[^a-z]/i.test(word));
    const refused = words.filter((word) => !isSyllable(word));
    expect(words.length).toBeGreaterThan(20_000);
    // The Central Highlands write names of their own languages with letters such as those of "Đắk" and "Krông Pắc".
    expect(refused.length / words.length).toBeLessThan(0.02);
  });
});
