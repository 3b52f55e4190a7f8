import { type Definition, type Formula } from '../../scorecards/domain/definition.js';
import { decimalOf } from '../../scorecards/domain/points.js';
import { type CellValue } from './column.js';
import { printSteps } from './step-text.js';
import { CRITERION_MEASURE_WORDS, type CriteriaPart, FORM_WORDS, LEVEL_WORDS, PART_WORDS } from './vocabularies.js';

type Cells = Readonly<Record<string, CellValue>>;

/** A line of the flat table that tells of a scorecard's version: those that are stated, by column. */
export interface CriteriaLine {
  readonly part: CriteriaPart;
  readonly code: string;
  /** Of a criterion: the group that its maximum is for; null: every group, or no maximum. */
  readonly group: string | null;
  readonly cells: Cells;
}

/**
 * The lines of a version: its groups, criteria and grades in their order. A criterion of the same maximum for every group
 * is one line; else there is one for each group that is scored by it.
 */
export function linesOf(
  { groups, criteria, grades }: Definition,
  setCodes: ReadonlyMap<string, string>,
): CriteriaLine[] {
  return [
    ...groups.map(({ code, name, level, kind, setId }) =>
      lineOf('group', code, null, {
        ...{ name, level: LEVEL_WORDS.wordOf(level), kind },
        set: setId === null ? null : (setCodes.get(setId) ?? setId),
      }),
    ),
    ...criteria.flatMap(({ code, name, parent, maximum, formula }) => {
      const cells = { name, parent, ...formulaCells(formula) };
      const maxima = groups.map((group) => maximum[group.code]);
      const [first] = maxima;
      if (first !== undefined && maxima.every((points) => points === first))
        return [lineOf('criterion', code, null, { ...cells, points: decimalOf(first) })];
      const own = groups.flatMap(({ code: group }) => {
        const points = maximum[group];
        return points === undefined
          ? []
          : [lineOf('criterion', code, group, { ...cells, group, points: decimalOf(points) })];
      });
      return own.length > 0 ? own : [lineOf('criterion', code, null, cells)];
    }),
    ...grades.map(({ grade, name, atLeast }) => lineOf('grade', grade, null, { name, atLeast })),
  ];
}

/** What of a version is other: the lines that were added, changed or taken out, with the cells that differ. */
export function changedLines(
  before: readonly CriteriaLine[],
  after: readonly CriteriaLine[],
): { readonly line: CriteriaLine; readonly before: Cells; readonly after: Cells }[] {
  const [were, are] = [byKey(before), byKey(after)];
  const removed = before.filter((line) => !are.has(keyOf(line)));
  return [
    ...after.flatMap((line) => {
      const old = were.get(keyOf(line))?.cells;
      const differing = ({ cells }: CriteriaLine, other: Cells): Cells =>
        Object.fromEntries(Object.entries(cells).filter(([key, value]) => other[key] !== value));
      const [was, is] = [old ? differing({ ...line, cells: old }, line.cells) : {}, differing(line, old ?? {})];
      return Object.keys(was).length + Object.keys(is).length === 0 ? [] : [{ line, before: was, after: is }];
    }),
    ...removed.map((line) => ({ line, before: line.cells, after: {} })),
  ];
}

function lineOf(
  part: CriteriaPart,
  code: string,
  group: string | null,
  cells: Readonly<Record<string, CellValue | null>>,
): CriteriaLine {
  const all: Readonly<Record<string, CellValue | null>> = { part: PART_WORDS.wordOf(part), code, ...cells };
  const stated = Object.entries(all).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
  return { part, code, group, cells: Object.fromEntries(stated) };
}

function formulaCells(formula: Formula | null): Record<string, CellValue | null> {
  if (formula === null) return {};
  const { measure, form } = formula;
  return {
    measure: CRITERION_MEASURE_WORDS.wordOf(measure.of),
    ...(measure.of === 'indicator'
      ? { indicator: measure.indicator }
      : { system: measure.system, measuredLevel: measure.level && LEVEL_WORDS.wordOf(measure.level) }),
    form: FORM_WORDS.wordOf(form.type),
    ...(form.type === 'steps' ? { steps: printSteps(form.steps) } : {}),
    ...(form.type === 'linear' ? { from: form.from, to: form.to } : {}),
  };
}

function byKey(lines: readonly CriteriaLine[]): Map<string, CriteriaLine> {
  return new Map(lines.map((line) => [keyOf(line), line]));
}

function keyOf({ part, code, group }: CriteriaLine): string {
  return JSON.stringify([part, code, group]);
}
