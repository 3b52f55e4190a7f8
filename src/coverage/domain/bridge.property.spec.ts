import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyCounting, anyStanding, RUNS } from '../../../test/support/arbitraries.js';
import { figureByHand } from '../../../test/support/model.js';
import { type Stage } from '../../deployments/domain/entry.js';
import { type SystemOnDay } from '../../systems/domain/system.js';
import { type UnitOnDay } from '../../units/domain/unit.js';
import { bridge, type BridgePoint, type BridgeStep } from './bridge.js';

const systemOf = (id: number): SystemOnDay => ({
  ...{ id, code: `s${id}`, name: `Hệ thống ${id}`, nameEn: null, parentId: null, ownerId: null, legalBasis: null },
  inheritance: 'all',
});
const unitOf = (id: string, change: Partial<UnitOnDay> = {}): UnitOnDay => ({
  ...{ id, code: id, agencyCode: null, name: `Xã ${id}`, kind: 'xã', level: 'commune', parentId: 'p' },
  ...change,
});

describe('bridge: the lines add up', () => {
  const IDS = ['a', 'b', 'c', 'd', 'e'];
  const SYSTEMS = [systemOf(1), systemOf(2)];
  const GROUP = 'commune';
  const anyEntry = fc.option(fc.integer({ min: 1, max: 9 }), { freq: 3 });
  const anyMember = fc.record({
    standing: anyStanding,
    dated: fc.option(fc.constantFrom('on' as const, 'by' as const)),
    entryId: anyEntry,
    inherited: fc.boolean(),
  });
  /** Any point at all, however unlike the one before: the sums must hold even where no history leads there. */
  const anyPoint: fc.Arbitrary<BridgePoint> = fc
    .record({
      units: fc.tuple(
        ...IDS.map((id) =>
          fc.record({
            id: fc.constant(id),
            exists: fc.boolean(),
            inScope: fc.boolean(),
            level: fc.constantFrom('commune' as const, 'district' as const),
            kind: fc.constantFrom('xã', 'phường'),
            members: fc.tuple(anyMember, anyMember),
          }),
        ),
      ),
      systems: fc.subarray(SYSTEMS, { minLength: 1 }),
    })
    .map(({ units, systems }) => {
      const existing = units.filter(({ exists }) => exists);
      const scoped = existing.filter(({ inScope }) => inScope);
      const unit = ({ id, level, kind }: (typeof units)[number]) => unitOf(id, { level, kind });
      return {
        units: new Map(existing.map((one) => [one.id, unit(one)])),
        scope: new Set(scoped.map(({ id }) => id)),
        members: systems.flatMap((system) =>
          scoped
            .filter(({ level }) => level === GROUP)
            .map((one) => {
              const { standing, ...rest } = one.members[system.id - 1] as (typeof one.members)[0];
              return { unit: unit(one), system, ...standing, ...rest };
            }),
        ),
      };
    });
  const anyAmendments = fc
    .record({ recorded: fc.subarray([1, 2, 3, 4, 5, 6, 7, 8, 9]), retracted: fc.subarray([1, 2, 3, 4, 5]) })
    .map(({ recorded, retracted }) => ({
      recorded: new Set(recorded),
      retracted: new Set(retracted),
      replacements: new Set(recorded.slice(0, retracted.length)),
    }));

  /** Who is in the numerator and in the denominator, told without the code under test. */
  function standingIn(point: BridgePoint, counting: readonly Stage[]): Map<string, string> {
    return new Map(
      point.members.flatMap((member) => {
        const figure = figureByHand([member], counting);
        const standing = `${figure.covered} ${member.obligation === 'required'}`;
        return standing === '0 false' ? [] : [[`${member.unit.id} ${member.system.id}`, standing]];
      }),
    );
  }

  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

  it('exactly, with one line for each unit and system that changed and none for another', () => {
    fc.assert(
      fc.property(anyPoint, anyPoint, anyPoint, anyAmendments, anyCounting, (a, b, c, amendments, counting) => {
        const steps = bridge([a, b, c], amendments, new Set(counting));
        expect(steps.map(({ step }) => step)).toEqual(['knowledge', 'time']);
        for (const [index, [before, after]] of [
          [a, b],
          [b, c],
        ].entries() as Iterable<[number, [BridgePoint, BridgePoint]]>) {
          const { from, to, eligibleBridges, lines, subtotals } = steps[index] as BridgeStep;
          expect(from).toEqual(figureByHand(before.members, counting));
          expect(to).toEqual(figureByHand(after.members, counting));

          expect(from.covered + sum(lines.map(({ deltaCovered }) => deltaCovered))).toBe(to.covered);
          expect(eligibleBridges).toBe(from.eligible !== null && to.eligible !== null);
          const required = ({ members }: BridgePoint) =>
            members.filter(({ obligation }) => obligation === 'required').length;
          const grown = sum(lines.map(({ deltaEligible }) => deltaEligible));
          expect(grown).toBe(required(after) - required(before));
          if (from.eligible !== null && to.eligible !== null) expect(from.eligible + grown).toBe(to.eligible);

          const was = standingIn(before, counting);
          const is = standingIn(after, counting);
          const changed = [...new Set([...was.keys(), ...is.keys()])].filter((key) => was.get(key) !== is.get(key));
          const named = lines.map(({ unit, system }) => `${unit.id} ${system.id}`);
          expect([...named].sort()).toEqual(changed.sort());

          expect(sum(subtotals.map(({ lines: count }) => count))).toBe(lines.length);
          for (const { cause, deltaCovered, deltaEligible } of subtotals) {
            const own = lines.filter((line) => line.cause === cause);
            expect(own.length).toBeGreaterThan(0);
            expect(sum(own.map((line) => line.deltaCovered))).toBe(deltaCovered);
            expect(sum(own.map((line) => line.deltaEligible))).toBe(deltaEligible);
          }
        }
      }),
      RUNS,
    );
  });

  it('and nothing leads from a point to itself', () => {
    fc.assert(
      fc.property(anyPoint, anyAmendments, anyCounting, (same, amendments, counting) => {
        const steps = bridge([same, same, same], amendments, new Set(counting));
        expect(steps.flatMap(({ lines, subtotals }) => [...lines, ...subtotals])).toEqual([]);
      }),
      RUNS,
    );
  });
});
