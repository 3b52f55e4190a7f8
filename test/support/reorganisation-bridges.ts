import { expect } from '@jest/globals';
import fc from 'fast-check';
import { DAYS, figuresOf, isListed, standings, unitsOn, type World } from './ledger-model.js';
import { figures } from './ledger-questions.js';

/** A bridge to ask for; the knowledges are places among the revisions of the case. */
export interface Crossing {
  readonly days: readonly [from: string, to: string];
  readonly knowledge: readonly [from: number, to: number];
  readonly systems: readonly string[] | null;
}

const inOrder = <T>([a, b]: [T, T]): [T, T] => (a <= b ? [a, b] : [b, a]);
const day = fc.constantFrom(...DAYS);
const place = fc.nat({ max: 1000 });

export const crossing: fc.Arbitrary<Crossing> = fc.record({
  days: fc.tuple(day, day).map(inOrder),
  knowledge: fc.tuple(place, place).map(inOrder),
  systems: fc.constantFrom(null, null, ['desk'], ['sign', 'meet']),
});

/**
 * Holds an answered bridge, in which units go by their keys, against the two worlds believed then: its figures are
 * theirs, and its lines are exactly the units whose membership differs.
 */
export function expectBridge(
  body: any,
  { days: [from, to], systems }: Crossing,
  [earlier, later]: [World, World],
): void {
  const points = [
    membersOf(earlier, from, systems),
    membersOf(later, from, systems),
    membersOf(later, to, systems),
  ] as const;
  const worlds = [unitsOn(earlier, from), unitsOn(later, from), unitsOn(later, to)] as const;
  const told = [body.from, body.between, body.to];
  for (const [index, { figure }] of points.entries()) {
    expect(figures([{ ...told[index].figure }], [])).toEqual(new Map([['', figure]]));
  }
  for (const [index, { lines, causes, eligibleBridges, deltaCovered, deltaEligible }] of body.steps.entries()) {
    const [was, is] = [points[index], points[index + 1]] as [Members, Members];
    const changed = [...new Set([...was.standing.keys(), ...is.standing.keys()])]
      .map((key): [string, number, number] => {
        const [covered, eligible] = was.standing.get(key) ?? [0, 0];
        const [coveredThen, eligibleThen] = is.standing.get(key) ?? [0, 0];
        return [key, coveredThen - covered, eligibleThen - eligible];
      })
      .filter(([, covered, eligible]) => covered !== 0 || eligible !== 0);
    const keyed = lines.map((line: any) => [`${line.unit.id} ${line.system}`, line.deltaCovered, line.deltaEligible]);
    expect(keyed.sort()).toEqual(changed.sort());

    const sum = (parts: any[], name: string): number => parts.reduce((whole, part) => whole + part[name], 0);
    expect(was.figure.covered + sum(lines, 'deltaCovered')).toBe(is.figure.covered);
    expect([deltaCovered, sum(causes, 'deltaCovered')]).toEqual(Array(2).fill(sum(lines, 'deltaCovered')));
    const stated = was.figure.eligible !== null && is.figure.eligible !== null;
    expect([eligibleBridges, deltaEligible]).toEqual([stated, stated ? sum(lines, 'deltaEligible') : null]);
    if (stated) expect(Number(was.figure.eligible) + sum(lines, 'deltaEligible')).toBe(is.figure.eligible);
    for (const { unit, cause } of lines) {
      const there = [worlds[index]?.has(unit.id), worlds[index + 1]?.has(unit.id)];
      expect([cause === 'established', cause === 'ended']).toEqual([!there[0], there[0] && !there[1]]);
    }
  }
}

interface Members {
  figure: { covered: number; eligible: number | null };
  /** Whether a unit and system is in the numerator and in the denominator. */
  standing: Map<string, readonly [number, number]>;
}

function membersOf(world: World, asOf: string, systems: readonly string[] | null): Members {
  const asked = { asOf, groupBy: [], stages: ['live'] };
  const all = (standings(world, asked) ?? []).filter(({ system }) => systems === null || systems.includes(system));
  const nothing = { covered: 0, eligible: 0, missing: 0, unknown: 0, exempt: 0, outside: 0, ratio: null };
  return {
    figure: figuresOf(world, asked, all).get('') ?? nothing,
    standing: new Map(
      all.map((one) => [
        `${one.unit} ${one.system}`,
        [Number(isListed(one, 'covered')), Number(one.obligation === 'required')] as const,
      ]),
    ),
  };
}
