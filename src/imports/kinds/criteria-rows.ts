import { nearest } from '../../kernel/resemblance.js';
import { matchKey } from '../../kernel/vietnamese-text.js';
import { type ScorecardRow } from '../../scorecards/scorecards.service.js';
import { faultAt, type TableRow } from '../domain/column.js';
import { groupBy } from '../domain/group-by.js';
import { type StagedRows } from '../import-kind.js';
import { scorecardWithoutName, statementsContradict } from '../imports.errors.js';
import { type CriteriaNames, type PlacedVersion, VersionRows } from './criteria-version.js';
import { textOf } from './unit-and-system.js';

/** Brings the rows of each version together: those of one scorecard and first year. What is wrong with a row is told of. */
export function placeVersions(staged: StagedRows, names: CriteriaNames): PlacedVersion[] {
  const isUnplaced = staged.rows.some(({ unread }) => unread.includes('scorecard') || unread.includes('fromYear'));
  const called = new Map<string, TableRow>();
  const headed = staged.rows.flatMap((row) => {
    const [typed, fromYear] = [textOf(row, 'scorecard'), row.values['fromYear']];
    const code = typed === undefined ? undefined : codeOf(typed, names.scorecards);
    return code === undefined || fromYear === undefined ? [] : [{ row, code, fromYear: Number(fromYear) }];
  });
  const contradicting = new Set<string>();
  for (const { row, code } of headed) {
    if (textOf(row, 'scorecardName') === undefined) continue;
    const first = called.get(code) ?? row;
    called.set(code, first);
    if (textOf(row, 'scorecardName') === textOf(first, 'scorecardName')) continue;
    contradicting.add(code);
    staged.report(faultAt(row, 'scorecardName', statementsContradict(first.row)));
  }
  const unnamed = new Set<string>();
  return [...groupBy(headed, ({ code, fromYear }) => `${code} ${fromYear}`).values()].map((group) => {
    const [{ row, code, fromYear }] = group as [(typeof headed)[number]];
    const first = called.get(code);
    const name = first === undefined ? null : (textOf(first, 'scorecardName') ?? null);
    const isNew = !names.scorecards.some((scorecard) => scorecard.code === code);
    if (isNew && name === null && !unnamed.has(code)) {
      unnamed.add(code);
      const close = nearest(code, names.scorecards, (one) => one.code).map((one) => one.code);
      staged.report(faultAt(row, 'scorecard', scorecardWithoutName(code, close)));
    }
    const isNamed = !contradicting.has(code) && !(isNew && name === null);
    const reader = new VersionRows(
      group.map((one) => one.row),
      fromYear,
      staged,
      names,
    );
    return reader.read({ code, name, isNamed, isUnplaced });
  });
}

/** The code of the scorecard that is meant, by its code or its name; else the text is the code of a new one. */
function codeOf(typed: string, scorecards: readonly ScorecardRow[]): string {
  const named = scorecards.filter(({ name }) => matchKey(name) === matchKey(typed));
  return !scorecards.some(({ code }) => code === typed) && named.length === 1 ? (named[0] as ScorecardRow).code : typed;
}
