import { describe, expect, it } from '@jest/globals';
import {
  type Criterion,
  faultsOfDefinition,
  type GradeBand,
  leavesOf,
  maximaByGroup,
  maximumOf,
  type SubmittedMaximum,
} from './definition.js';
import { type Form } from './form.js';

type Submitted = Omit<Criterion, 'maximum'> & { readonly maximum: readonly SubmittedMaximum[] };

function criterion(code: string, points: number | null, more: Partial<Submitted> = {}): Submitted {
  const maximum = points === null ? [] : [{ group: null, points }];
  return { code, name: `Tiêu chí ${code}`, parent: null, maximum, formula: null, ...more };
}
const byForm = (form: Form) => ({ measure: { of: 'indicator' as const, indicator: 'x' }, form });
const GROUPS = [{ code: 'a' }, { code: 'b' }];
const A: GradeBand = { grade: 'A', name: 'Tốt', atLeast: 80 };

const faults = (criteria: readonly Submitted[], { groups = GROUPS, grades = [] as GradeBand[] } = {}): string[] =>
  faultsOfDefinition(groups, criteria, grades).map(({ path, code, read }) => `${path} ${code} ${read}`);

describe('faultsOfDefinition', () => {
  it('finds none in a tree whose leaves have points', () => {
    const tree = [criterion('I', null), criterion('1', 500, { parent: 'I' }), criterion('II', 300)];
    expect(faults(tree, { grades: [A, { ...A, grade: 'B', atLeast: 65 }] })).toEqual([]);
  });

  it.each<[string, Submitted[], string[]]>([
    ['a code twice', [criterion('1', 5), criterion('1', 5)], ['criteria[1].code code-twice 1']],
    ['a parent that is none', [criterion('1', 5, { parent: 'I' })], ['criteria[0].parent parent-unknown I']],
    [
      'a circle',
      [criterion('1', 5, { parent: '2' }), criterion('2', 5, { parent: '1' }), criterion('3', 5)],
      ['criteria[0].parent parent-circle 1', 'criteria[1].parent parent-circle 2'],
    ],
    ['its own parent', [criterion('1', 5, { parent: '1' }), criterion('2', 5)], ['criteria[0].parent parent-circle 1']],
    [
      'a heading with points',
      [criterion('I', 5), criterion('1', 5, { parent: 'I' })],
      ['criteria[0] heading-with-points I'],
    ],
    ['a leaf without points', [criterion('1', 5), criterion('2', null)], ['criteria[1].maximum maximum-missing 2']],
    [
      'groups that are none, or twice',
      [criterion('1', 5, { maximum: ['x', 'a', 'a', null, null].map((group) => ({ group, points: 5 })) })],
      [
        'criteria[0].maximum[0].group group-unknown x',
        'criteria[0].maximum[2].group group-twice a',
        'criteria[0].maximum[4].group group-twice ',
      ],
    ],
    [
      'a group that nothing scores',
      [criterion('1', 5, { maximum: [{ group: 'a', points: 5 }] })],
      ['groups[1] group-without-points b'],
    ],
    [
      'forms that say nothing',
      [
        criterion('1', 5, { formula: byForm({ type: 'linear', from: 0.5, to: 0.5 }) }),
        criterion('2', 5, {
          formula: byForm({ type: 'steps', steps: [0.5, 0.8, 0.5].map((atLeast) => ({ atLeast, award: 1 })) }),
        }),
      ],
      ['criteria[0].formula.form.to bounds-equal 0.5', 'criteria[1].formula.form.steps[2].atLeast step-twice 0.5'],
    ],
  ])('finds %s', (_, criteria, expected) => {
    expect(faults(criteria)).toEqual(expected);
  });

  it('finds groups and grades that are said twice', () => {
    const groups = [{ code: 'a' }, { code: 'a' }];
    expect(faults([criterion('1', 5)], { groups, grades: [A, { ...A, name: 'Khá' }] })).toEqual([
      ...['groups[1].code code-twice a', 'grades[1].grade grade-twice A', 'grades[1].atLeast grade-twice 80'],
    ]);
  });
});

describe('maxima', () => {
  it('are those of the group, else those of all; 0 leaves the group out', () => {
    const submitted = [
      { group: null, points: 500 },
      { group: 'b', points: 350 },
      { group: 'c', points: 0 },
    ];
    expect(maximaByGroup(submitted, ['a', 'b', 'c'])).toEqual({ a: 500, b: 350 });
    expect(maximaByGroup([{ group: 'b', points: 350 }], ['a', 'b'])).toEqual({ b: 350 });
  });

  it('sum to the own maximum of each group: 71.5, 96.5 and 100', () => {
    const criteria = [
      { code: 'I', parent: null, maximum: {} },
      { code: '1', parent: 'I', maximum: { full: 6000, most: 6000, few: 6000 } },
      { code: '2', parent: 'I', maximum: { full: 2850, most: 2500 } },
      { code: '3', parent: null, maximum: { full: 1150, most: 1150, few: 1150 } },
    ].map((one) => ({ ...one, name: one.code, formula: null }) as Criterion);
    expect(['full', 'most', 'few'].map((group) => maximumOf(criteria, group))).toEqual([10000, 9650, 7150]);
    expect(leavesOf(criteria).map(({ code }) => code)).toEqual(['1', '2', '3']);
  });
});
