import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../../test/support/arbitraries.js';
import { type Comparator, COMPARATORS, printDeclared } from './declaration.js';

describe('printDeclared (domain.md §3)', () => {
  it.each<[string, number | null, number | null, Comparator | null, string, string]>([
    ['F01', 13, null, '=', '13', '13'],
    ['F04', 117, null, '=', '117', '117'],
    ['F06', null, null, 'some', 'một số đơn vị', 'some units'],
    ['F08', 22, null, '=', '22', '22'],
    ['F14', 37, null, '>', 'trên 37', 'over 37'],
    ['F16', 1685, null, '=', '1.685', '1,685'],
    ['F17', 190, 1685, '=', '190/1.685', '190/1,685'],
    ['F27', null, null, null, 'chưa có số liệu', 'no data yet'],
    ['F28', 9, 9, '~', 'khoảng 9/9', 'about 9/9'],
    ['at least', 37, null, '≥', 'từ 37 trở lên', '37 or more'],
    ['a count without comparator', 21, 95, null, '21/95', '21/95'],
    ['none is a figure', 0, 95, '=', '0/95', '0/95'],
    ['a total alone is no figure', null, 95, null, 'chưa có số liệu', 'no data yet'],
  ])('%s', (_, count, total, comparator, vi, en) => {
    expect(printDeclared({ count, total, comparator })).toBe(vi);
    expect(printDeclared({ count, total, comparator }, 'en')).toBe(en);
  });

  it.each([
    ['F01', 13, null, '=', 'sở', '13 sở', '13'],
    ['F08', 22, null, '=', 'sở, ban, ngành', '22 sở, ban, ngành', '22'],
    ['F15', 4, null, '=', 'đơn vị', '04 đơn vị', '4'],
    ['a share', 9, 95, '≥', 'xã', 'từ 9/95 xã trở lên', '9/95 or more'],
    ['some', null, null, 'some', 'sở', 'một số sở', 'some units'],
  ] as const)('%s with what it counts', (_, count, total, comparator, counted, vi, en) => {
    expect(printDeclared({ count, total, comparator, counted })).toBe(vi);
    expect(printDeclared({ count, total, comparator, counted }, 'en')).toBe(en);
  });

  it('prints a number only where one was stated: what is not known is never 0', () => {
    const anyDeclared = fc.record({
      count: fc.option(fc.nat({ max: 5000 })),
      total: fc.option(fc.nat({ max: 5000 })),
      comparator: fc.option(fc.constantFrom(...COMPARATORS)),
    });
    fc.assert(
      fc.property(anyDeclared, (declared) => {
        const figures = printDeclared(declared)
          .split('/')
          .map((part) => part.replace(/\D/gu, ''));
        const stated =
          declared.count === null || declared.comparator === 'some'
            ? ['']
            : [declared.count, declared.total].filter((figure) => figure !== null).map(String);
        expect(figures).toEqual(stated);
      }),
      RUNS,
    );
  });
});
