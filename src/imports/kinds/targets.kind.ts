import { Injectable } from '@nestjs/common';
import { IndicatorsService } from '../../indicators/indicators.service.js';
import { numberOf } from '../../indicators/domain/amount.js';
import { type LocalDate } from '../../kernel/local-date.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { submit } from '../../platform/validation/submission.js';
import { SystemsService } from '../../systems/systems.service.js';
import { TargetDto, TargetRetractionDto } from '../../targets/dto/target.requests.js';
import { TargetRecords, type TargetStatement } from '../../targets/target-records.service.js';
import { type TargetRow, TargetsService } from '../../targets/targets.service.js';
import { type Level } from '../../units/domain/unit.js';
import { UnitsService } from '../../units/units.service.js';
import { type CellValue, type Column, faultAt, type TableRow } from '../domain/column.js';
import { decideStatements, type StatementDecision, type StatementRules } from '../domain/decide-statements.js';
import { groupBy } from '../domain/group-by.js';
import { LEVEL_WORDS, MEASURE_WORDS } from '../domain/vocabularies.js';
import { type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { statementsContradict } from '../imports.errors.js';
import { indicatorOf } from './named-indicator.js';
import { differences, given, picked, type RowVerdict, runCommands } from './row-commands.js';
import {
  LEGAL_BASIS_COLUMN,
  dayColumn,
  decimalColumn,
  INDICATOR_COLUMN,
  KIND_OF_UNIT_COLUMN,
  levelColumn,
  SCOPE_NAMING,
  scopeColumns,
  SYSTEM_COLUMN,
  textColumn,
  wordColumn,
} from './shared-columns.js';
import { systemOf, textOf, unitOf } from './unit-and-system.js';

type Facts = Readonly<Record<string, CellValue>>;

/** A row whose subject and scope are known. */
interface PlacedTarget {
  readonly row: TableRow;
  /** System or indicator, scope, level and kind: of other targets the row says nothing. */
  readonly about: string;
  readonly subject: string;
  /** What a request would bring beside the facts. */
  readonly named: Facts;
  readonly facts: Facts;
}

const FACTS = ['name', 'measure', 'goal', 'baseline', 'startsOn', 'dueOn', 'legalBasis'] as const;

const isSame = (keys: readonly string[]) => (row: PlacedTarget, target: TargetStatement) =>
  keys.every((key) => row.facts[key] === factsOf(target)[key]);

const RULES: StatementRules<PlacedTarget, TargetStatement> = {
  says: ({ facts }, target) => differences(facts, factsOf(target)).length === 0,
  // Of a row that repeats name or days, what is other is corrected; of the next year's target both days are other.
  means: [
    isSame(['name', 'measure', 'startsOn', 'dueOn']),
    isSame(['measure', 'startsOn', 'dueOn']),
    isSame(['name', 'dueOn']),
    isSame(['name', 'startsOn']),
  ],
  weight: ({ facts }) => Object.keys(facts).length,
};

/** What coverage and indicators are to reach. */
@Injectable()
export class TargetsKind implements ImportKind {
  readonly name = 'targets';
  readonly right = 'edit';
  readonly title = { vi: 'Chỉ tiêu', en: 'targets' };
  readonly isMatrixToo = false;
  readonly columns: readonly Column[] = [
    textColumn(
      'name',
      { vi: 'Tên chỉ tiêu', en: 'Name' },
      { vi: 'Cần đạt gì: "100% xã dùng văn phòng điện tử".', en: 'What is to be reached.' },
      { max: 300, required: true, also: ['Chỉ tiêu', 'Mục tiêu', 'Tên mục tiêu', 'Nội dung', 'Nhiệm vụ'] },
    ),
    {
      ...SYSTEM_COLUMN,
      help: { vi: 'Chỉ tiêu triển khai hệ thống nào; hoặc ghi chỉ số.', en: 'Whose coverage; or give the indicator.' },
      required: false,
      orElse: 'indicator',
    },
    {
      ...INDICATOR_COLUMN,
      // "Chỉ tiêu" is the target here.
      also: ['Mã chỉ số', 'Tên chỉ số'],
      help: { vi: 'Chỉ tiêu của chỉ số nào; hoặc ghi hệ thống.', en: 'Which indicator; or give the system.' },
      required: false,
      orElse: 'system',
    },
    ...scopeColumns({ vi: 'chỉ tiêu dành cho', en: 'the target is for' }),
    levelColumn({ vi: 'Chỉ các đơn vị cấp này.', en: 'Units of this level alone.' }),
    KIND_OF_UNIT_COLUMN,
    wordColumn(
      'measure',
      { vi: 'Đo bằng', en: 'Measure' },
      {
        vi: 'Tỷ lệ (%), số đơn vị đã có hệ thống, hoặc giá trị của chỉ số.',
        en: 'A share in percent, how many units have the system, or the number of the indicator.',
      },
      MEASURE_WORDS,
      { required: true, also: ['Cách đo', 'Loại chỉ tiêu'] },
    ),
    decimalColumn(
      'goal',
      { vi: 'Cần đạt', en: 'Goal' },
      { vi: 'Ít nhất bao nhiêu; của tỷ lệ là phần trăm.', en: 'At least this much; of a ratio in percent.' },
      { required: true, also: ['Mức cần đạt', 'Kế hoạch', 'Chỉ tiêu giao'] },
    ),
    decimalColumn(
      'baseline',
      { vi: 'Mức ban đầu', en: 'Baseline' },
      { vi: 'Trống: theo số liệu của ngày bắt đầu.', en: 'Blank: what is known of the first day.' },
      { also: ['Hiện trạng'] },
    ),
    dayColumn(
      'startsOn',
      { vi: 'Ngày bắt đầu', en: 'Starts on' },
      { vi: 'Ngày của mức ban đầu.', en: 'The day of the baseline.' },
      { required: true, also: ['Từ ngày', 'Bắt đầu'] },
    ),
    dayColumn(
      'dueOn',
      { vi: 'Hạn hoàn thành', en: 'Due on' },
      { vi: 'Ngày cuối cùng để đạt.', en: 'The last day to reach it.' },
      { required: true, also: ['Thời hạn', 'Hạn', 'Đến ngày'] },
    ),
    LEGAL_BASIS_COLUMN,
  ];

  constructor(
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly indicators: IndicatorsService,
    private readonly targets: TargetsService,
    private readonly records: TargetRecords,
  ) {}

  async plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    const placed = await this.placeAll(tx, staged);
    const recorded = groupBy(await this.records.all(tx), aboutOf);
    const verdicts = new Map<TableRow, RowVerdict>();
    for (const [about, group] of groupBy(placed, (one) => one.about)) {
      const decisions = decideStatements(group, recorded.get(about) ?? [], RULES, staged.confirmRetracted);
      for (const [index, one] of group.entries()) {
        const earlier = group.findIndex((other) => isRepeated(other, one));
        const decision = decisions[index] as StatementDecision<TargetStatement>;
        const isBeside = earlier === index || [earlier, index].every((at) => decisions[at]?.what === 'unchanged');
        if (isBeside) verdicts.set(one.row, this.verdictOf(tx, one, decision, staged.reason));
        else if (Object.keys(one.facts).every((key) => one.facts[key] === group[earlier]?.facts[key]))
          verdicts.set(one.row, { ...saidOf(one), what: 'unchanged' });
        else staged.report(faultAt(one.row, 'name', statementsContradict((group[earlier] as PlacedTarget).row.row)));
      }
    }
    return runCommands(staged, staged.rows, (row) => verdicts.get(row) ?? null);
  }

  undo(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    return this.records.undo(tx, revision, reason);
  }

  async *export({ revision }: ReadPoint): AsyncGenerator<Record<string, CellValue | null>> {
    const units = await this.units.directory(revision);
    const systems = await this.systems.codes(revision);
    const indicators = await this.indicators.codes(revision);
    for (const target of await this.targets.list(revision)) {
      const { systemId, indicatorId, scopeId, level, kind, startsOn } = target;
      const scope = units.onDay(scopeId, startsOn);
      yield {
        ...factsOf(target),
        ...{ system: systems.get(systemId ?? 0) ?? null, indicator: indicators.get(indicatorId ?? 0) ?? null },
        ...{ scope: scope?.code ?? scopeId, scopeName: scope?.name ?? null },
        ...{ level: level && LEVEL_WORDS.wordOf(level), kind, measure: MEASURE_WORDS.wordOf(target.measure) },
      };
    }
  }

  private async placeAll(tx: WriteTransaction, staged: StagedRows): Promise<PlacedTarget[]> {
    const { n } = await tx.lastRevision();
    const units = await this.units.directory(n, tx.manager);
    const systems = await this.systems.directory(n, tx.manager);
    const indicators = await this.indicators.allPeriods(n, tx.manager);
    return staged.rows.flatMap((row): PlacedTarget[] => {
      const startsOn = row.values['startsOn'] as LocalDate | undefined;
      const day = startsOn ?? staged.today;
      const scope = unitOf(row, units, { day: startsOn ?? null, today: staged.today }, staged.report, SCOPE_NAMING);
      const indicator = indicatorOf(row, indicators, staged.report);
      const system = systemOf(row, systems, day, staged.report);
      const isUnknown =
        (textOf(row, 'system') !== undefined && !system) || (textOf(row, 'indicator') !== undefined && !indicator);
      if (!scope || isUnknown || row.unread.length > 0) return [];
      const level = row.values['level'] as Level | undefined;
      const kind = textOf(row, 'kind')?.toLocaleLowerCase('vi');
      const of = {
        ...{ systemId: system?.systemId ?? null, indicatorId: indicator?.indicatorId ?? null, scopeId: scope.id },
        ...{ level: level ?? null, kind: kind ?? null },
      };
      const named = given(
        {
          ...(system && { system: system.code }),
          ...(indicator && { indicator: indicator.code }),
          ...(level && { level }),
          ...(kind !== undefined && { kind }),
          scope: scope.id,
        },
        ...['system', 'indicator', 'scope', 'level', 'kind'],
      );
      const subject = `${textOf(row, 'name') ?? ''}, ${scope.name}`;
      return [{ row, about: aboutOf(of), subject, named, facts: given(row.values, ...FACTS) }];
    });
  }

  private verdictOf(
    tx: WriteTransaction,
    one: PlacedTarget,
    decision: StatementDecision<TargetStatement>,
    reason: string,
  ): RowVerdict {
    const { subject, named, facts } = one;
    const said = saidOf(one);
    if (decision.what === 'unchanged') return { ...said, ...decision };
    if (decision.what === 'previously-retracted') return { ...said, ...decision, subject, after: facts };
    if (decision.what === 'create') {
      const run = async (): Promise<void> => {
        await this.targets.set(tx, submit(TargetDto, { ...named, ...facts }));
      };
      return { ...said, ...decision, subject, before: {}, after: facts, run };
    }
    const { replaces, what } = decision;
    const believed = factsOf(replaces);
    const changed = differences(facts, believed);
    const run = async (): Promise<void> => {
      const whole = { ...named, ...picked(believed, FACTS), ...facts };
      await this.targets.correct(tx, replaces.id, submit(TargetDto, whole), submit(TargetRetractionDto, { reason }));
    };
    return { ...said, what, subject, before: picked(believed, changed), after: given(facts, ...changed), run };
  }
}

/** Each row is about a target of its own: which rows contradict each other is decided already. */
function saidOf({ row, facts }: PlacedTarget): { thing: string; stated: Facts } {
  return { thing: `${row.place.sheet} ${row.row}`, stated: facts };
}

function aboutOf({
  systemId,
  indicatorId,
  scopeId,
  level,
  kind,
}: Pick<TargetRow, 'systemId' | 'indicatorId' | 'scopeId' | 'level' | 'kind'>): string {
  return JSON.stringify([systemId, indicatorId, scopeId, level, kind]);
}

function factsOf({
  name,
  measure,
  goal,
  baseline,
  startsOn,
  dueOn,
  legalBasis,
}: TargetRow): Record<string, CellValue | null> {
  return {
    name,
    measure,
    goal: numberOf(goal),
    baseline: baseline === null ? null : numberOf(baseline),
    startsOn,
    dueOn,
    legalBasis,
  };
}

/** Whether two rows speak of the same target by all that tells targets apart. */
function isRepeated({ facts }: PlacedTarget, other: PlacedTarget): boolean {
  return ['name', 'measure', 'startsOn', 'dueOn'].every((key) => facts[key] === other.facts[key]);
}
