import { listsOf } from '../../../coverage/domain/figure.js';
import { type SystemFacts, type UnitFacts } from '../snapshot.js';
import { LIVE } from './level-story.js';

/** A unit that should have a system and lacks it, or of which nothing is known. */
export interface ListedGap {
  readonly system: SystemFacts;
  readonly facts: UnitFacts;
  readonly list: 'missing' | 'unknown';
}

/** All gaps of the systems: overdue plans first, then those without any, the others by how long; units as they are listed. */
export function gapsOf(systems: readonly SystemFacts[]): ListedGap[] {
  const gaps = systems.flatMap((system) =>
    system.levels.flatMap(({ units }) =>
      units.flatMap((facts): ListedGap[] => {
        const [list] = listsOf(facts, LIVE);
        return list === 'missing' || list === 'unknown' ? [{ system, facts, list }] : [];
      }),
    ),
  );
  return gaps.sort((a, b) => urgency(a.facts) - urgency(b.facts) || (b.facts.days ?? 0) - (a.facts.days ?? 0));
}

function urgency({ overdue, plan }: UnitFacts): number {
  return overdue ? 0 : plan === null ? 1 : 2;
}
