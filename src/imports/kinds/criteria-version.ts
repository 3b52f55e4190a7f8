import { type IndicatorDefinition } from '../../indicators/indicators.service.js';
import { matchKey } from '../../kernel/vietnamese-text.js';
import { dayScoredOn } from '../../scorecards/domain/scoring-year.js';
import { type ScorecardRow } from '../../scorecards/scorecards.service.js';
import { type SystemDirectory } from '../../systems/domain/system-directory.js';
import { type UnitSet } from '../../units/unit-sets.service.js';
import { setUnknown } from '../../units/units.errors.js';
import { type CellFault, type CellValue, faultAt, type RowFault, type TableRow } from '../domain/column.js';
import { type CriteriaLine } from '../domain/criteria-lines.js';
import { blankCell } from '../domain/read-table.js';
import { readSteps } from '../domain/step-text.js';
import { type CriteriaPart, PART_WORDS } from '../domain/vocabularies.js';
import { type StagedRows } from '../import-kind.js';
import { cellOfAnotherPart, ofFact, partMissing, statementsContradict } from '../imports.errors.js';
import { CRITERIA_COLUMNS, OF_PART, OF_VERSION } from './criteria-columns.js';
import { indicatorOf } from './named-indicator.js';
import { systemNamed, textOf } from './unit-and-system.js';

/** What names in rows may mean. */
export interface CriteriaNames {
  readonly scorecards: readonly ScorecardRow[];
  readonly systems: SystemDirectory;
  readonly indicators: readonly IndicatorDefinition[];
  readonly sets: readonly UnitSet[];
}

/** What the rows of one version say together. */
export interface PlacedVersion {
  readonly code: string;
  /** What the scorecard is called by the file. */
  readonly name: string | null;
  readonly fromYear: number;
  readonly rows: readonly TableRow[];
  /** Groups, criteria and grades, as a request would bring them. */
  readonly parts: Readonly<Record<'groups' | 'criteria' | 'grades', readonly object[]>>;
  /** The row that says what the whole version rests on; by column. */
  readonly whole: Readonly<Partial<Record<(typeof OF_VERSION)[number], TableRow>>>;
  readonly isSound: boolean;
  /** Whether what its rows are is known, so that it can be judged as a whole. */
  readonly isWhole: boolean;
  /** The row and the column that a path of such a request speaks of. */
  placeOf(path: string): readonly [TableRow, string | null];
  rowOf(line: CriteriaLine): TableRow;
}

const HEADINGS = new Map(CRITERIA_COLUMNS.map(({ key, heading }) => [key, heading]));
const OF_ANY_PART = [...new Set(Object.values(OF_PART).flat())];
/** Cells of a criterion that has a row for each group: stated in any of them, and not otherwise in another. */
const OF_CRITERION = OF_PART.criterion.filter((key) => key !== 'group' && key !== 'points');
const OF_FORMULA = ['system', 'measuredLevel', 'indicator', 'steps', 'from', 'to'] as const;
/** Stands for a blank cell, which was told of, so that the rest is judged. */
const UNNAMED = '?';

/** Reads the rows of one version. */
export class VersionRows {
  private isBad = false;
  private readonly groupRows: TableRow[] = [];
  private readonly criterionRows = new Map<string, TableRow[]>();
  private readonly gradeRows: TableRow[] = [];

  constructor(
    private readonly rows: readonly TableRow[],
    private readonly fromYear: number,
    private readonly staged: StagedRows,
    private readonly names: CriteriaNames,
  ) {}

  read(of: { code: string; name: string | null; isNamed: boolean; isUnplaced: boolean }): PlacedVersion {
    const whole: Partial<Record<(typeof OF_VERSION)[number], TableRow>> = {};
    for (const row of this.rows) {
      for (const key of OF_VERSION) if (row.values[key] !== undefined) this.agree(row, key, (whole[key] ??= row));
      this.sort(row);
    }
    const groups = this.groupRows.map((row) => this.group(row));
    const criteria = [...this.criterionRows.values()].map((own) => this.criterion(own));
    const grades = this.gradeRows.flatMap((row) => this.grade(row));
    for (const [part, list] of [
      ['group', groups],
      ['criterion', criteria],
    ] as const)
      if (list.length === 0 && this.isEveryPartKnown())
        this.report(this.rows[0] as TableRow, 'part', partMissing(PART_WORDS.wordOf(part)));
    const isUnread = this.rows.some(({ unread }) => unread.length > 0);
    return {
      ...{ code: of.code, name: of.name, fromYear: this.fromYear, rows: this.rows, whole },
      parts: { groups, criteria, grades },
      isSound: of.isNamed && !of.isUnplaced && !this.isBad && !isUnread,
      isWhole: !of.isUnplaced && this.isEveryPartKnown() && groups.length > 0 && criteria.length > 0,
      placeOf: (path) => this.placeOf(path),
      rowOf: (line) => this.rowOf(line),
    };
  }

  private isEveryPartKnown(): boolean {
    return this.rows.every(({ unread }) => !unread.includes('part') && !unread.includes('code'));
  }

  private sort(row: TableRow): void {
    const part = row.values['part'] as CriteriaPart | undefined;
    if (part === undefined) return;
    for (const key of OF_ANY_PART)
      if (row.values[key] !== undefined && !OF_PART[part].includes(key))
        this.report(row, key, cellOfAnotherPart(headingOf(key), PART_WORDS.wordOf(part)));
    const code = textOf(row, 'code');
    if (code === undefined) return;
    if (part === 'group') this.groupRows.push(row);
    else if (part === 'grade') this.gradeRows.push(row);
    else this.criterionRows.set(code, [...(this.criterionRows.get(code) ?? []), row]);
  }

  private group(row: TableRow): object {
    const set = textOf(row, 'set');
    return {
      ...{ code: textOf(row, 'code'), name: this.needed([row], 'name') ?? UNNAMED },
      ...{ level: this.needed([row], 'level') ?? 'province', kind: textOf(row, 'kind') },
      set: set === undefined ? undefined : this.setNamed(row, set),
    };
  }

  private criterion(own: readonly TableRow[]): object {
    const [first] = own as [TableRow];
    const cells: Record<string, CellValue> = {};
    for (const key of OF_CRITERION) {
      const stating = own.filter(({ values }) => values[key] !== undefined);
      for (const row of stating) this.agree(row, key, stating[0] as TableRow);
      if (stating[0]) cells[key] = stating[0].values[key] as CellValue;
    }
    const maximum = this.maximumRows(own).map((row) => ({
      group: this.groupNamed(textOf(row, 'group')),
      points: this.needed([row], 'points') ?? 0,
    }));
    const formula = this.formula(own, cells);
    return {
      ...{ code: textOf(first, 'code'), name: this.needed(own, 'name') ?? UNNAMED, parent: cells['parent'] },
      ...{ maximum: maximum.length > 0 ? maximum : undefined, formula: formula ?? undefined },
    };
  }

  private formula(own: readonly TableRow[], cells: Readonly<Record<string, CellValue>>): object | null {
    const { measure, form } = cells;
    const isAbout = OF_FORMULA.some((key) => cells[key] !== undefined);
    if (measure === undefined && form === undefined && !isAbout) return null;
    this.needed(own, 'measure');
    this.needed(own, 'form');
    const day = dayScoredOn(this.fromYear, this.staged.today);
    const stating = (key: string): TableRow => own.find(({ values }) => values[key] !== undefined) as TableRow;
    const report = this.tell;
    const system =
      cells['system'] === undefined
        ? undefined
        : systemNamed(
            stating('system'),
            { column: 'system', typed: String(cells['system']) },
            this.names.systems,
            day,
            report,
          );
    const indicator =
      cells['indicator'] === undefined ? undefined : indicatorOf(stating('indicator'), this.names.indicators, report);
    if (measure === undefined || form === undefined || system === null || indicator === null) return null;
    const { steps, from, to, measuredLevel: level } = cells;
    return {
      measure: { of: measure, system: system?.code, level, indicator: indicator?.code },
      form: { type: form, steps: steps === undefined ? undefined : readSteps(String(steps)), from, to },
    };
  }

  private grade(row: TableRow): object[] {
    const [name, atLeast] = [this.needed([row], 'name') ?? UNNAMED, this.needed([row], 'atLeast')];
    return atLeast === undefined ? [] : [{ grade: textOf(row, 'code'), name, atLeast }];
  }

  /** Rows of a criterion that give a maximum. */
  private maximumRows(own: readonly TableRow[]): TableRow[] {
    return own.filter(({ values, unread }) =>
      ['group', 'points'].some((key) => values[key] !== undefined || unread.includes(key)),
    );
  }

  /** The value of a column that has to be stated in one of the rows; where it is not, that is told of. */
  private needed(rows: readonly TableRow[], key: string): CellValue | undefined {
    const stated = rows.find(({ values }) => values[key] !== undefined);
    const [first] = rows as [TableRow];
    if (!stated && rows.every(({ unread }) => !unread.includes(key)))
      this.report(first, key, blankCell({ key, heading: headingOf(key) }));
    return stated?.values[key];
  }

  /** Whether a row says what another one says in the same column; where it does not, that is told of. */
  private agree(row: TableRow, key: string, first: TableRow): void {
    if (row.values[key] !== first.values[key]) this.report(row, key, statementsContradict(first.row));
  }

  private groupNamed(typed: string | undefined): string | undefined {
    if (typed === undefined || this.groupRows.some((row) => textOf(row, 'code') === typed)) return typed;
    const [named, other] = this.groupRows.filter((row) => matchKey(textOf(row, 'name') ?? '') === matchKey(typed));
    return named && !other ? textOf(named, 'code') : typed;
  }

  private setNamed(row: TableRow, typed: string): string | undefined {
    const { sets } = this.names;
    const named = sets.filter(({ name }) => matchKey(name) === matchKey(typed));
    const found = sets.find(({ code, id }) => code === typed || id === typed) ?? (named.length === 1 ? named[0] : null);
    if (!found) this.report(row, 'set', ofFact('set', setUnknown('set', typed, 'unprocessable')));
    return found?.code;
  }

  private report(row: TableRow, column: string, fault: CellFault): void {
    this.tell(faultAt(row, column, fault));
  }

  private readonly tell = (fault: RowFault): void => {
    this.isBad = true;
    this.staged.report(fault);
  };

  private placeOf(path: string): readonly [TableRow, string | null] {
    const [, list = '', index = '0', rest = ''] = /^(\w+)(?:\[(\d+)\])?\.?(.*)$/.exec(path) ?? [];
    const [first] = this.rows as [TableRow];
    if (list === 'groups' && this.groupRows[Number(index)])
      return [this.groupRows[Number(index)] as TableRow, rest === '' ? 'code' : rest];
    if (list === 'grades') {
      const stated = this.gradeRows.filter(({ values }) => values['atLeast'] !== undefined);
      return [stated[Number(index)] ?? first, rest === 'grade' ? 'code' : rest];
    }
    const own = [...this.criterionRows.values()][Number(index)];
    if (list === 'criteria' && own) return this.placeInCriterion(rest, own);
    const column = { groups: 'part', criteria: 'part', code: 'scorecard', name: 'scorecardName' }[list] ?? list;
    return [this.rows.find(({ values }) => values[column] !== undefined) ?? first, column];
  }

  private placeInCriterion(rest: string, own: readonly TableRow[]): readonly [TableRow, string | null] {
    const [first] = own as [TableRow];
    const [, index, field = 'points'] = /^maximum\[(\d+)\]\.?(\w+)?$/.exec(rest) ?? [];
    if (index !== undefined) return [this.maximumRows(own)[Number(index)] ?? first, field];
    const stating = (column: string): TableRow | undefined => own.find(({ values }) => values[column] !== undefined);
    // A heading with points, or with a formula.
    const column = rest === '' ? (stating('points') ? 'points' : 'measure') : columnOf(rest);
    return [stating(column) ?? first, column];
  }

  private rowOf({ part, code, group }: CriteriaLine): TableRow {
    const own = this.rows.filter(({ values }) => values['part'] === part && values['code'] === code);
    const [first] = this.rows as [TableRow];
    return own.find((row) => this.groupNamed(textOf(row, 'group')) === (group ?? undefined)) ?? own[0] ?? first;
  }
}

const FIELDS: readonly (readonly [string, string])[] = [
  ['maximum', 'points'],
  ['formula.measure.level', 'measuredLevel'],
  ['formula.measure.of', 'measure'],
  ['formula.measure.', ''],
  ['formula.measure', 'measure'],
  ['formula.form.type', 'form'],
  ['formula.form.steps', 'steps'],
  ['formula.form.', ''],
  ['formula.form', 'form'],
  ['formula', 'measure'],
];

/** The column of a field of a criterion: `formula.form.steps[1].award` is `steps`, `formula.measure.system` is `system`. */
function columnOf(path: string): string {
  const [field, column] = FIELDS.find(([start]) => path.startsWith(start)) ?? ['', ''];
  return column === '' ? path.slice(field.length) : column;
}

function headingOf(key: string): { readonly vi: string; readonly en: string } {
  return HEADINGS.get(key) ?? { vi: key, en: key };
}
