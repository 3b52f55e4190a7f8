import { describe, expect, it } from '@jest/globals';
import { type IndicatorKind, type Measure } from '../../indicators/domain/measure.js';
import { pointsByForm } from './form.js';
import { readingOf } from './indicator-reading.js';
import { printReading } from './reading.js';

const measure = (more: Partial<Measure>): Measure => ({
  ...{ amount: null, outOf: null, percent: null, comparator: '=', ...more },
});

describe('readingOf', () => {
  // 77 of 77 dossiers (F31), 3,241 meetings (F29), a score of 98.75 of 100 (F35); of 5 points.
  it.each<[string, IndicatorKind, Partial<Measure>, string, number]>([
    ['a ratio', 'ratio', { amount: 7700, outOf: 7700 }, '77/77 (100%)', 500],
    ['a ratio by its share alone', 'ratio', { percent: 4325 }, '43,25/100 (43,3%)', 216],
    ['a score', 'score', { amount: 9875, outOf: 10000 }, '98,75/100 (98,8%)', 494],
  ])('%s is a share', (_, kind, given, print, points) => {
    const { measured, arithmetic } = readingOf(kind, measure(given));
    expect(printReading(arithmetic)).toBe(print);
    expect(measured && pointsByForm({ type: 'share' }, measured, 500)).toBe(points);
  });

  it('a count is a number', () => {
    const { measured, arithmetic } = readingOf('count', measure({ amount: 324100 }));
    expect(printReading(arithmetic)).toBe('3.241');
    expect(measured && pointsByForm({ type: 'linear', from: 0, to: 6482 }, measured, 500)).toBe(250);
  });

  it.each<[string, IndicatorKind, Measure | null]>([
    ['nothing', 'count', null],
    ['a bound', 'ratio', measure({ percent: 7000, comparator: '>' })],
    ['some', 'count', measure({ comparator: 'some' })],
    ['about so many', 'stock', measure({ amount: 900, comparator: '~' })],
    ['none of none', 'ratio', measure({ amount: 0, outOf: 0 })],
    ['a share of an unknown whole', 'ratio', measure({ amount: 100 })],
  ])('%s is no value', (_, kind, given) => {
    expect(readingOf(kind, given)).toEqual({ measured: null, arithmetic: null });
  });
});
