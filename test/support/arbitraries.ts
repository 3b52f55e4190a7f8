import fc from 'fast-check';
import { DATINGS, ENTRY_STAGES, type LedgerEntry, type Stage, STAGES } from '../../src/deployments/domain/entry.js';
import { type Standing } from '../../src/coverage/domain/figure.js';
import { type LocalDate } from '../../src/kernel/local-date.js';
import { type Period } from '../../src/kernel/period.js';
import { type UnitOnDay } from '../../src/units/domain/unit.js';
import { nthDay } from './model.js';

/** A property over the pure code is tried this often (architecture.md, tests). */
export const RUNS = { numRuns: 1000 };

/** A day among the first `count` of the model, 2016-01-01 on: few, so that days meet. */
export function anyDay(count: number): fc.Arbitrary<LocalDate> {
  return fc.nat({ max: count - 1 }).map(nthDay);
}

/** A period within the model's first `count` days, perhaps open, perhaps without a day. */
export function anyPeriod(count: number): fc.Arbitrary<Period> {
  return fc.record({
    from: fc.option(anyDay(count), { freq: 4 }),
    to: fc.option(anyDay(count), { freq: 4 }),
  });
}

/** Entries of one unit and system on few days, in the order of their recording. */
export function anyLedger(days: number, maxLength = 12): fc.Arbitrary<LedgerEntry[]> {
  return fc
    .array(
      fc.record({
        stage: fc.constantFrom(...ENTRY_STAGES),
        effectiveOn: anyDay(days),
        dated: fc.constantFrom(...DATINGS),
        dueOn: fc.option(anyDay(days)),
      }),
      { maxLength },
    )
    .map((entries) => entries.map((entry, index) => ({ ...entry, id: index + 1 })));
}

/** What a unit is to a system, every obligation with every stage. */
export const anyStanding: fc.Arbitrary<Standing> = fc.record({
  obligation: fc.constantFrom('required', 'exempt', 'not-required', 'unspoken'),
  stage: fc.option(fc.constantFrom(...STAGES), { freq: 3 }),
});

/** Which stages count: mostly `live` alone, as is the default. */
export const anyCounting: fc.Arbitrary<Stage[]> = fc.oneof(
  fc.constant<Stage[]>(['live']),
  fc.subarray<Stage>([...STAGES], { minLength: 1 }),
);

/** A province of one day: departments and districts below it, communes below districts or the province itself. */
export const anyProvince: fc.Arbitrary<UnitOnDay[]> = fc
  .record({
    departments: fc.nat({ max: 2 }),
    districts: fc.nat({ max: 3 }),
    communes: fc.array(fc.record({ kind: fc.constantFrom('xã', 'phường'), parent: fc.nat({ max: 3 }) }), {
      maxLength: 6,
    }),
  })
  .map(({ departments, districts, communes }) => {
    const unit = (id: string, level: UnitOnDay['level'], kind: string, parentId: string | null): UnitOnDay => ({
      ...{ id, code: `code-${id}`, agencyCode: null, name: `Đơn vị ${id}`, kind, level, parentId },
    });
    return [
      unit('p', 'province', 'tỉnh', null),
      ...Array.from({ length: departments }, (_, index) => unit(`s${index}`, 'department', 'sở', 'p')),
      ...Array.from({ length: districts }, (_, index) => unit(`d${index}`, 'district', 'huyện', 'p')),
      ...communes.map(({ kind, parent }, index) =>
        unit(`c${index}`, 'commune', kind, parent < districts ? `d${parent}` : 'p'),
      ),
    ];
  });
