import { type Level } from '../../units/domain/unit.js';
import { type Form } from './form.js';
import { type Points } from './points.js';

/** What is measured at a unit on the last day of the year. */
export type Measure =
  | {
      /** Coverage of a system by the unit and all below it. */
      readonly of: 'coverage';
      readonly system: string;
      /** Only units of this level; null: of all. */
      readonly level: Level | null;
    }
  | {
      /** An indicator of the unit over the year. */
      readonly of: 'indicator';
      readonly indicator: string;
    };

/** How a criterion is computed; one without is scored by the units themselves. */
export interface Formula {
  readonly measure: Measure;
  readonly form: Form;
}

/** Units that are scored on the same maxima. A unit is of the first group that it fits. */
export interface ScoredGroup {
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly kind: string | null;
  readonly setId: string | null;
}

/** A criterion or, where others name it as parent, a heading over them. */
export interface Criterion {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  /** Maximum by code of the group; a group that is absent is not scored by it. Empty for a heading. */
  readonly maximum: Readonly<Record<string, Points>>;
  readonly formula: Formula | null;
}

/** Xếp loại: from `atLeast` percent of a unit's own maximum on. */
export interface GradeBand {
  readonly grade: string;
  readonly name: string;
  readonly atLeast: number;
}

/** One version of a scorecard: who is scored by what. */
export interface Definition {
  readonly withinId: string;
  readonly groups: readonly ScoredGroup[];
  readonly criteria: readonly Criterion[];
  readonly grades: readonly GradeBand[];
}

export const DEFINITION_FAULTS = [
  'code-twice',
  'parent-unknown',
  'parent-circle',
  'heading-with-points',
  'maximum-missing',
  'group-unknown',
  'group-twice',
  'group-without-points',
  'step-twice',
  'bounds-equal',
  'grade-twice',
] as const;
export type DefinitionFaultCode = (typeof DEFINITION_FAULTS)[number];

/** What is wrong with one place of a definition; `read` is what stands there. */
export interface DefinitionFault {
  readonly path: string;
  readonly code: DefinitionFaultCode;
  readonly read: string;
}

/** The criteria that points are given for: those that no other names as parent. */
export function leavesOf<T extends Pick<Criterion, 'code' | 'parent'>>(criteria: readonly T[]): T[] {
  const headings = new Set(criteria.map(({ parent }) => parent));
  return criteria.filter(({ code }) => !headings.has(code));
}

/** The most points that a unit of the group can have: 71.5 of a group that is not scored by all criteria of 100. */
export function maximumOf(criteria: readonly Criterion[], group: string): Points {
  return leavesOf(criteria).reduce((sum, { maximum }) => sum + (maximum[group] ?? 0), 0);
}

/** Maxima as they are submitted: for a group, or without one for every group that has none of its own. */
export interface SubmittedMaximum {
  readonly group: string | null;
  readonly points: Points;
}

/** The maximum of each group by its code; 0 points: the group is not scored by the criterion. */
export function maximaByGroup(
  submitted: readonly SubmittedMaximum[],
  groups: readonly string[],
): Record<string, Points> {
  const general = submitted.find(({ group }) => group === null)?.points ?? 0;
  const maxima = groups.map((code): [string, Points] => [
    code,
    submitted.find(({ group }) => group === code)?.points ?? general,
  ]);
  return Object.fromEntries(maxima.filter(([, points]) => points > 0));
}

/** Everything that makes a submitted definition none, whatever systems, sets and units it names. */
export function faultsOfDefinition(
  groups: readonly Pick<ScoredGroup, 'code'>[],
  criteria: readonly (Omit<Criterion, 'maximum'> & { readonly maximum: readonly SubmittedMaximum[] })[],
  grades: readonly GradeBand[],
): DefinitionFault[] {
  const faults: DefinitionFault[] = [
    ...twice('code-twice', 'groups', 'code', groups),
    ...twice('code-twice', 'criteria', 'code', criteria),
    ...twice('grade-twice', 'grades', 'grade', grades),
    ...twice('grade-twice', 'grades', 'atLeast', grades),
  ];
  const groupCodes = groups.map(({ code }) => code);
  const byCode = new Map(criteria.map((criterion) => [criterion.code, criterion]));
  const leaves = new Set(leavesOf(criteria));
  for (const [index, criterion] of criteria.entries()) {
    const here = `criteria[${index}]`;
    const { parent, maximum, formula } = criterion;
    if (parent !== null && !byCode.has(parent))
      faults.push({ path: `${here}.parent`, code: 'parent-unknown', read: parent });
    if (isInCircle(criterion, byCode))
      faults.push({ path: `${here}.parent`, code: 'parent-circle', read: criterion.code });
    else if (!leaves.has(criterion)) {
      if (maximum.length > 0 || formula !== null)
        faults.push({ path: here, code: 'heading-with-points', read: criterion.code });
    } else if (maximum.length === 0) {
      faults.push({ path: `${here}.maximum`, code: 'maximum-missing', read: criterion.code });
    }
    for (const [place, { group }] of maximum.entries()) {
      const path = `${here}.maximum[${place}].group`;
      if (group !== null && !groupCodes.includes(group)) faults.push({ path, code: 'group-unknown', read: group });
      if (maximum.findIndex((other) => other.group === group) < place)
        faults.push({ path, code: 'group-twice', read: group ?? '' });
    }
    const form = formula?.form;
    if (form?.type === 'steps')
      faults.push(...twice('step-twice', `${here}.formula.form.steps`, 'atLeast', form.steps));
    if (form?.type === 'linear' && form.from === form.to)
      faults.push({ path: `${here}.formula.form.to`, code: 'bounds-equal', read: String(form.to) });
  }
  for (const [index, { code }] of groups.entries()) {
    const points = [...leaves].reduce((sum, { maximum }) => sum + (maximaByGroup(maximum, [code])[code] ?? 0), 0);
    if (points === 0) faults.push({ path: `groups[${index}]`, code: 'group-without-points', read: code });
  }
  return faults;
}

function twice<K extends string>(
  code: DefinitionFaultCode,
  list: string,
  field: K,
  items: readonly Readonly<Record<K, unknown>>[],
): DefinitionFault[] {
  return items.flatMap((item, index) =>
    items.findIndex((other) => other[field] === item[field]) < index
      ? [{ path: `${list}[${index}].${field}`, code, read: String(item[field]) }]
      : [],
  );
}

function isInCircle(
  criterion: Pick<Criterion, 'code' | 'parent'>,
  byCode: ReadonlyMap<string, Pick<Criterion, 'code' | 'parent'>>,
): boolean {
  const seen = new Set<string>();
  let next = criterion.parent;
  while (next !== null && !seen.has(next)) {
    if (next === criterion.code) return true;
    seen.add(next);
    next = byCode.get(next)?.parent ?? null;
  }
  return false;
}
