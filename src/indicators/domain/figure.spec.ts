import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../../test/support/arbitraries.js';
import { nthDay } from '../../../test/support/model.js';
import { figureOf, type StatedValue } from './figure.js';
import { INDICATOR_KINDS, type Measure } from './measure.js';

const measure = (amount: number, outOf: number | null = null): Measure => ({
  ...{ amount, outOf, percent: null, comparator: '=' },
});
let id = 0;
const value = (unitId: string, month: number, stated: Measure): StatedValue => ({
  ...{ id: (id += 1), unitId, from: nthDay(month * 30), to: nthDay(month * 30 + 30), measure: stated },
});

describe('figureOf (domain.md §6)', () => {
  const months = [value('a', 0, measure(300)), value('a', 1, measure(500)), value('b', 0, measure(700))];

  it('sums counts over units and periods', () => {
    expect(figureOf(months, 'count')).toMatchObject({
      measure: measure(1500),
      summable: true,
      units: 2,
      values: months,
    });
  });

  it('takes the last of a stock, and sums over units', () => {
    expect(figureOf(months, 'stock').measure).toEqual(measure(1200));
    expect(figureOf([...months].reverse(), 'stock').measure).toEqual(measure(1200));
  });

  it('takes the last of a score with its maximum', () => {
    const scores = [value('a', 0, measure(50, 100)), value('a', 1, measure(90, 100)), value('b', 0, measure(10, 50))];
    expect(figureOf(scores, 'score').measure).toEqual(measure(100, 150));
  });

  it('knows nothing of nothing, which is not 0', () => {
    expect(figureOf([], 'count')).toEqual({ measure: null, summable: true, units: 0, values: [] });
  });

  it('has no sum where a share stands without its terms', () => {
    const share: Measure = { amount: null, outOf: null, percent: 8000, comparator: '=' };
    const values = [value('a', 0, measure(7700, 7700)), value('b', 0, share)];
    expect(figureOf(values, 'ratio')).toMatchObject({ measure: null, summable: false, units: 2 });
  });

  it('counts what stands below a counted unit once, as its breakdown', () => {
    const above = (unitId: string, stating: ReadonlySet<string>): boolean => unitId !== 'top' && stating.has('top');
    const values = [value('top', 0, measure(1000)), value('a', 0, measure(300)), value('b', 0, measure(700))];
    expect(figureOf(values, 'count', above)).toMatchObject({ measure: measure(1000), units: 1 });
    expect(figureOf(values.slice(1), 'count', above)).toMatchObject({ measure: measure(1000), units: 2 });
  });

  const anyValues = fc
    .uniqueArray(fc.record({ unit: fc.nat({ max: 4 }), month: fc.nat({ max: 5 }), n: fc.nat({ max: 900 }) }), {
      selector: ({ unit, month }) => `${unit} ${month}`,
      maxLength: 20,
    })
    .map((drafts) => drafts.map(({ unit, month, n }) => value(`u${unit}`, month, measure(n * 100, 100_000))));

  it('sums to the whole over any partition of the units, whatever the order and the kind', () => {
    fc.assert(
      fc.property(anyValues, fc.constantFrom(...INDICATOR_KINDS), fc.nat({ max: 4 }), (values, kind, split) => {
        const [low, high] = [true, false].map((isLow) =>
          figureOf(
            values.filter(({ unitId }) => Number(unitId.slice(1)) < split === isLow),
            kind,
          ),
        );
        const whole = figureOf([...values].reverse(), kind);
        const sum = (low?.measure?.amount ?? 0) + (high?.measure?.amount ?? 0);
        expect(whole.measure?.amount ?? 0).toBe(sum);
        expect(whole.units).toBe((low?.units ?? 0) + (high?.units ?? 0));
      }),
      RUNS,
    );
  });

  it('sums to the whole over any partition of the periods of a count', () => {
    fc.assert(
      fc.property(anyValues, fc.nat({ max: 5 }), (values, split) => {
        const day = nthDay(split * 30);
        const earlier =
          figureOf(
            values.filter(({ from }) => from < day),
            'count',
          ).measure?.amount ?? 0;
        const later =
          figureOf(
            values.filter(({ from }) => from >= day),
            'count',
          ).measure?.amount ?? 0;
        expect(figureOf(values, 'count').measure?.amount ?? 0).toBe(earlier + later);
      }),
      RUNS,
    );
  });
});
