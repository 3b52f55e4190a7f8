import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { IndicatorDto } from '../../src/indicators/dto/indicator.requests.js';
import { IndicatorValueDto } from '../../src/indicators/dto/indicator-value.requests.js';
import { IndicatorFiguresService } from '../../src/indicators/indicator-figures.service.js';
import { IndicatorValuesService } from '../../src/indicators/indicator-values.service.js';
import { IndicatorsService } from '../../src/indicators/indicators.service.js';
import { type ReadPoint } from '../../src/kernel/read-point.js';
import { ReadPoints } from '../../src/platform/database/read-points.js';
import { Writers } from '../../src/platform/database/writers.js';
import { submit } from '../../src/platform/validation/submission.js';
import { startApp, type TestApp } from '../support/app.js';

const RUNS = 100;
/** Communes of three districts of 2016, two of each. */
const UNITS = ['25495', '25501', '25540', '25543', '25594', '25597'];
const KINDS = ['count', 'stock', 'ratio', 'score'] as const;
const OUT_OF = 500;

interface Draft {
  readonly unit: string;
  readonly month: number;
  readonly amount: number;
  readonly withdrawn: boolean;
}

const anyDrafts = fc.uniqueArray(
  fc.record({
    unit: fc.constantFrom(...UNITS),
    month: fc.constantFrom(3, 4),
    amount: fc.nat({ max: OUT_OF }),
    withdrawn: fc.boolean(),
  }),
  { selector: ({ unit, month }) => `${unit} ${month}`, minLength: 1, maxLength: 8 },
);

let tracker: TestApp;
let idOf: ReadonlyMap<string, string>;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  const { body } = await tracker.get('/units?asOf=2016-12-31&level=commune&limit=500');
  idOf = new Map(body.items.map(({ code, id }: any) => [code, id]));
}, 60_000);
afterAll(() => tracker.stop());

/** Units, months and amounts told once more: what a figure must say. */
function expected(drafts: readonly Draft[], kind: (typeof KINDS)[number]): { amount: number | null; outOf: number } {
  const takesLast = kind === 'stock' || kind === 'score';
  const counted = drafts.filter(
    ({ unit, month }) => !takesLast || !drafts.some((other) => other.unit === unit && other.month > month),
  );
  const amount = counted.reduce((sum, draft) => sum + draft.amount, 0);
  return { amount: counted.length === 0 ? null : amount, outOf: counted.length * OUT_OF };
}

it('sums to the whole over units and periods, whatever the order of entry, and keeps what a revision knew', async () => {
  const service = <T>(type: abstract new (...args: any[]) => T): T => tracker.app.get(type as any);
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      anyDrafts,
      fc.constantFrom(...KINDS),
      fc.integer({ min: 2, max: 6 }),
      async (drafts, kind, split) => {
        run += 1;
        const [code, twin] = [`p${run}a`, `p${run}b`];
        const write = <T>(work: Parameters<Writers['write']>[0]): Promise<T> =>
          service(Writers).write(work) as Promise<T>;
        const draftOf = (indicator: string, { unit, month, amount }: Draft) =>
          submit(IndicatorValueDto, {
            ...{ indicator, unit: idOf.get(unit), period: `2016-0${month}`, amount },
            ...(kind === 'ratio' || kind === 'score' ? { outOf: OUT_OF } : {}),
          });
        const ids = await write<number[]>(async (tx) => {
          for (const each of [code, twin])
            await service(IndicatorsService).create(
              tx,
              submit(IndicatorDto, { code: each, kind, name: each, definition: each }),
            );
          const values = service(IndicatorValuesService);
          for (const draft of [...drafts].reverse()) await values.log(tx, draftOf(twin, draft));
          return values.logBatch(tx, { items: drafts.map((draft) => draftOf(code, draft)), faults: [] });
        });
        const before = await service(ReadPoints).resolve({});
        const figure = async (at: ReadPoint, more: { period?: string; within?: string[] } = {}, indicator = code) => {
          const question = { period: '2016', ...more };
          const { rows } = await service(IndicatorFiguresService).figures(at, indicator, question);
          expect(rows).toHaveLength(1);
          const { measure } = rows[0]?.figure ?? { measure: null };
          return {
            amount: measure === null ? null : (measure.amount ?? NaN) / 100,
            outOf: (measure?.outOf ?? 0) / 100,
          };
        };
        const hasMaximum = kind === 'ratio' || kind === 'score';
        const told = (some: readonly Draft[]) => {
          const { amount, outOf } = expected(some, kind);
          return { amount, outOf: hasMaximum ? outOf : 0 };
        };
        expect(await figure(before)).toEqual(told(drafts));
        expect(await figure(before, {}, twin)).toEqual(told(drafts));
        const chosen = UNITS.slice(0, split);
        const unitIds = (codes: string[]) => codes.map((each) => idOf.get(each) ?? '');
        const inside = drafts.filter(({ unit }) => chosen.includes(unit));
        const [part, other] = [
          await figure(before, { within: unitIds(chosen) }),
          await figure(before, { within: unitIds(UNITS.slice(split)).concat(idOf.get('25504') ?? '') }),
        ];
        expect(part).toEqual(told(inside));
        expect((part.amount ?? 0) + (other.amount ?? 0)).toBe(told(drafts).amount);
        if (kind === 'count') {
          const quarters = [await figure(before, { period: '2016-Q1' }), await figure(before, { period: '2016-Q2' })];
          expect(quarters.reduce((sum, { amount }) => sum + (amount ?? 0), 0)).toBe(told(drafts).amount);
        }
        const leaving = ids.filter((_, index) => drafts[index]?.withdrawn);
        await write(async (tx) => {
          const none = { items: [], faults: [] };
          await service(IndicatorValuesService).logBatch(tx, none, { ids: leaving, reason: 'Thử' });
        });
        const after = await service(ReadPoints).resolve({});
        expect(await figure(after)).toEqual(told(drafts.filter(({ withdrawn }) => !withdrawn)));
        expect(await figure(before)).toEqual(told(drafts));
      },
    ),
    { numRuns: RUNS },
  );
}, 120_000);
