import { describe, expect, it } from '@jest/globals';
import { type Measure } from './measure.js';
import { type Noun, printMeasure, printShare } from './print-measure.js';

const NONE: Noun = { vi: null, en: null };
const PROCEDURES: Noun = { vi: 'thủ tục', en: 'procedures' };
const UNITS: Noun = { vi: 'đơn vị', en: 'units' };
const POINTS: Noun = { vi: 'điểm', en: 'points' };
const measure = (more: Partial<Measure>): Measure => ({
  ...{ amount: null, outOf: null, percent: null, comparator: '=' },
  ...more,
});

describe('printMeasure', () => {
  it.each<[string, Measure | null, Noun, string, string]>([
    ['F13', measure({ percent: 7000, comparator: '>' }), NONE, 'trên 70%', 'over 70%'],
    ['F14', measure({ amount: 3700, comparator: '>' }), NONE, 'trên 37', 'over 37'],
    ['F15', measure({ amount: 400 }), UNITS, '04 đơn vị', '4 units'],
    ['F16', measure({ amount: 168_500 }), PROCEDURES, '1.685 thủ tục', '1,685 procedures'],
    ['F17', measure({ amount: 19_000 }), NONE, '190', '190'],
    ['F31', measure({ amount: 7700, outOf: 7700 }), NONE, '77/77 (100%)', '77/77 (100%)'],
    ['F32', measure({ percent: 10_000 }), NONE, '100%', '100%'],
    ['F35', measure({ amount: 9875 }), NONE, '98,75', '98.75'],
    ['points', measure({ amount: 9875, outOf: 10_000 }), POINTS, '98,75/100 điểm (98,8%)', '98.75/100 points (98.8%)'],
    ['at least', measure({ amount: 900, comparator: '≥' }), UNITS, 'từ 09 đơn vị trở lên', '9 units or more'],
    ['about', measure({ amount: 1000, comparator: '~' }), UNITS, 'khoảng 10 đơn vị', 'about 10 units'],
    ['none', measure({ amount: 0 }), UNITS, '0 đơn vị', '0 units'],
    ['some', measure({ comparator: 'some' }), NONE, 'một số đơn vị', 'some units'],
    ['some procedures', measure({ comparator: 'some' }), PROCEDURES, 'một số thủ tục', 'some procedures'],
    ['nothing known', null, PROCEDURES, 'chưa có số liệu', 'no data yet'],
    ['of nothing', measure({ amount: 0, outOf: 0 }), NONE, '0/0', '0/0'],
    ['two decimals as stated', measure({ percent: 4316 }), NONE, '43,16%', '43.16%'],
    ['more than the whole', measure({ amount: 24_100, outOf: 20_000 }), NONE, '241/200 (120,5%)', '241/200 (120.5%)'],
    [
      'a share of many',
      measure({ amount: 999_900, outOf: 1_000_000 }),
      NONE,
      '9.999/10.000 (99,9%)',
      '9,999/10,000 (99.9%)',
    ],
  ])('%s', (_, given, noun, vi, en) => {
    expect(printMeasure(given, noun)).toBe(vi);
    expect(printMeasure(given, noun, 'en')).toBe(en);
  });

  it('knows no share of a count, nor of nothing', () => {
    expect(printShare(measure({ amount: 100 }))).toBeNull();
    expect(printShare(measure({ amount: 0, outOf: 0 }))).toBeNull();
  });
});
