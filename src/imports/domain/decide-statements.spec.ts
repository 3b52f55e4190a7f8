import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideStatements, type StatementRules } from './decide-statements.js';

interface Said {
  readonly name: string;
  readonly goal: number;
  readonly note: string | null;
}
interface Recorded {
  readonly name: string;
  readonly goal: number;
  readonly note: string;
  readonly isRetracted: boolean;
}

const RULES: StatementRules<Said, Recorded> = {
  says: (said, { name, goal, note }) => said.name === name && said.goal === goal && (said.note ?? note) === note,
  means: [(said, { name }) => said.name === name],
  weight: ({ note }) => (note === null ? 0 : 1),
};
const decide = (said: readonly Said[], recorded: readonly Recorded[], confirmed = false): string[] =>
  decideStatements(said, recorded, RULES, confirmed).map(({ what }) => what);

const believed = { name: 'A', goal: 90, note: 'x', isRetracted: false };

describe('what a file says of things without a number', () => {
  it('is new, recorded so, a correction, or was withdrawn', () => {
    expect(decide([{ name: 'B', goal: 1, note: null }], [believed])).toEqual(['create']);
    expect(decide([{ name: 'A', goal: 90, note: null }], [believed])).toEqual(['unchanged']);
    expect(decide([{ name: 'A', goal: 95, note: null }], [believed])).toEqual(['update']);
    const withdrawn = { ...believed, isRetracted: true };
    expect(decide([{ name: 'A', goal: 90, note: null }], [withdrawn])).toEqual(['previously-retracted']);
    expect(decide([{ name: 'A', goal: 90, note: null }], [withdrawn], true)).toEqual(['create']);
  });

  it('answers for one recorded thing each: who says more is served first, and two equal ones stay two', () => {
    const other = { ...believed, note: 'y' };
    const said = [
      { name: 'A', goal: 90, note: null },
      { name: 'A', goal: 90, note: 'x' },
    ];
    expect(decide(said, [believed, other])).toEqual(['unchanged', 'unchanged']);
    expect(decide([said[1] as Said, { ...(said[1] as Said) }], [believed])).toEqual(['unchanged', 'create']);
  });

  it('changes nothing when it is said again', () => {
    const one = fc.record({
      name: fc.constantFrom('A', 'B'),
      goal: fc.nat({ max: 2 }),
      note: fc.constantFrom('x', 'y'),
    });
    const anyRecorded = fc.array(
      fc.tuple(one, fc.boolean()).map(([facts, isRetracted]) => ({ ...facts, isRetracted })),
      {
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(fc.array(one, { maxLength: 6 }), anyRecorded, fc.boolean(), (said, recorded, confirmed) => {
        const decisions = decideStatements(said, recorded, RULES, confirmed);
        const gone = new Set(decisions.flatMap((decision) => (decision.what === 'update' ? [decision.replaces] : [])));
        const after = [
          ...recorded.map((other) => (gone.has(other) ? { ...other, isRetracted: true } : other)),
          ...said
            .filter((_, index) => ['create', 'update'].includes(decisions[index]?.what ?? ''))
            .map((facts) => ({ ...facts, isRetracted: false })),
        ];
        for (const what of decide(said, after, confirmed))
          expect(['unchanged', 'previously-retracted']).toContain(what);
      }),
      { numRuns: 1000 },
    );
  });
});
