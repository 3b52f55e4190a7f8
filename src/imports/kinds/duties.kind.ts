import { Injectable } from '@nestjs/common';
import { type DutyFound, DutiesService, whatIsOwed } from '../../indicators/duties.service.js';
import { DutyDto, DutyTermsDto } from '../../indicators/dto/duty.requests.js';
import { DutyRecords } from '../../indicators/duty-records.service.js';
import { IndicatorsService } from '../../indicators/indicators.service.js';
import { dayToReadAt } from '../../kernel/period.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { type PeriodKind } from '../../kernel/reporting-period.js';
import { Clock } from '../../platform/clock/clock.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { submit } from '../../platform/validation/submission.js';
import { SystemsService } from '../../systems/systems.service.js';
import { type Level } from '../../units/domain/unit.js';
import { UnitSetsService } from '../../units/unit-sets.service.js';
import { UnitScopes } from '../../units/unit-scopes.service.js';
import { UnitsService } from '../../units/units.service.js';
import { type CellReader, type CellValue, type Column, type TableRow } from '../domain/column.js';
import {
  CALENDAR_WORDS,
  DUE_MONTH_WORDS,
  DUE_RULE_WORDS,
  FREQUENCY_WORDS,
  LEVEL_WORDS,
} from '../domain/vocabularies.js';
import { type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { bySayingMore, periodOf } from './meant-periods.js';
import { indicatorOf } from './named-indicator.js';
import { differences, given, picked, type RowVerdict, runCommands } from './row-commands.js';
import {
  INDICATOR_COLUMN,
  LEGAL_BASIS_COLUMN,
  levelColumn,
  NARROWING_COLUMNS,
  PERIOD_COLUMNS,
  SYSTEM_COLUMN,
  wholeColumn,
  wordColumn,
} from './shared-columns.js';
import { referenceDuring, systemOf, textOf, unitDuring } from './unit-and-system.js';

type Facts = Readonly<Record<string, CellValue>>;

/** A row whose duty is known: a recorded one, or one that is to be. */
interface PlacedDuty {
  readonly row: TableRow;
  readonly owed: string;
  readonly there: DutyFound | null;
  /** Who owes what, as a request names it. */
  readonly named: Facts;
  readonly subject: string;
}

const TERMS = ['calendar', 'dueRule', 'dueCount', 'dueMonth', 'validTo', 'legalBasis'] as const;

const dueMonth: CellReader = (cell) => {
  const said = DUE_MONTH_WORDS.read(cell);
  return said.kind === 'read' ? { kind: 'read', value: Number(said.value) } : said;
};

/** Who owes values of indicators, or confirmations of deployments, how often and by when. */
@Injectable()
export class DutiesKind implements ImportKind {
  readonly name = 'duties';
  readonly right = 'edit';
  readonly title = { vi: 'Quy định báo cáo', en: 'reporting duties' };
  readonly isMatrixToo = false;
  readonly columns: readonly Column[] = [
    {
      ...INDICATOR_COLUMN,
      required: false,
      help: {
        vi: 'Phải báo cáo chỉ số nào; trống: phải xác nhận việc triển khai.',
        en: 'Which indicator is owed; blank: deployments are to be confirmed.',
      },
    },
    {
      ...SYSTEM_COLUMN,
      required: false,
      help: {
        vi: 'Phải xác nhận hệ thống nào; cùng trống với chỉ số: mọi hệ thống.',
        en: 'Which system is to be confirmed; blank as the indicator is: all of them.',
      },
    },
    levelColumn({ vi: 'Các đơn vị cấp này phải báo cáo.', en: 'Units of this level owe it.' }, { required: true }),
    ...NARROWING_COLUMNS,
    wordColumn(
      'frequency',
      { vi: 'Định kỳ', en: 'Frequency' },
      { vi: 'Bao lâu một lần.', en: 'How often.' },
      FREQUENCY_WORDS,
      { required: true, also: ['Kỳ báo cáo', 'Kỳ', 'Tần suất', 'Chế độ báo cáo'] },
    ),
    wordColumn(
      'calendar',
      { vi: 'Lịch kỳ báo cáo', en: 'Calendar' },
      {
        vi: 'Chỉ của việc xác nhận triển khai: kỳ kết thúc cuối tháng hay ngày 14; trống: theo tháng dương lịch.',
        en: 'Of confirmations alone: where periods end; blank: with the month.',
      },
      CALENDAR_WORDS,
      { also: ['Lịch', 'Lịch kỳ', 'Kỳ tính theo'] },
    ),
    wordColumn(
      'dueRule',
      { vi: 'Cách tính hạn', en: 'Due rule' },
      {
        vi: 'Hạn tính bằng ngày hay ngày làm việc sau khi chốt kỳ, hoặc là một ngày trong tháng.',
        en: 'Days or working days after the cut-off, or a day of a month.',
      },
      DUE_RULE_WORDS,
      { required: true, also: ['Hạn tính theo', 'Cách tính thời hạn'] },
    ),
    wholeColumn(
      'dueCount',
      { vi: 'Số ngày', en: 'Due count' },
      { vi: 'Bao nhiêu ngày sau, hoặc ngày mấy trong tháng.', en: 'How many days after, or the day of the month.' },
      { required: true, also: ['Ngày', 'Số ngày sau', 'Hạn'] },
    ),
    {
      key: 'dueMonth',
      heading: { vi: 'Tháng của hạn', en: 'Due month' },
      also: ['Tháng', 'Hạn thuộc tháng'],
      help: {
        vi: 'Chỉ khi hạn là ngày trong tháng: tháng nào; trống: tháng cuối kỳ.',
        en: "Of a day of a month alone: which, from the period's last one on; blank: that one.",
      },
      choices: DUE_MONTH_WORDS.words,
      wordOf: (value) => DUE_MONTH_WORDS.wordOf(String(value) as '0'),
      read: dueMonth,
    },
    ...PERIOD_COLUMNS,
    LEGAL_BASIS_COLUMN,
  ];

  constructor(
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly sets: UnitSetsService,
    private readonly scopes: UnitScopes,
    private readonly indicators: IndicatorsService,
    private readonly duties: DutiesService,
    private readonly records: DutyRecords,
    private readonly clock: Clock,
  ) {}

  async plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    const placed = await this.placeAll(tx, staged);
    // What ends makes room for what begins then, wherever both stand in the file.
    const inOrder = [...placed.filter(({ there }) => there), ...placed.filter(({ there }) => !there)];
    const byRow = new Map(inOrder.map((one) => [one.row, one]));
    return runCommands(staged, [...byRow.keys()], (row) => this.verdictOf(tx, byRow.get(row) as PlacedDuty));
  }

  undo(tx: WriteTransaction, revision: number): Promise<void> {
    return this.records.undo(tx, revision);
  }

  async *export(at: ReadPoint): AsyncGenerator<Record<string, CellValue | null>> {
    const units = await this.units.directory(at.revision);
    const systems = await this.systems.codes(at.revision);
    const indicators = await this.indicators.codes(at.revision);
    const sets = new Map((await this.sets.list({ revision: at.revision })).map(({ id, code }) => [id, code]));
    const readable = await this.scopes.readable(at.revision);
    for (const duty of await this.duties.all(at.revision)) {
      const { indicatorId, systemId, level, kind, setId, withinId, frequency, calendar, due, validFrom } = duty;
      if (validFrom !== null && validFrom > at.asOf) continue;
      const period = { from: validFrom, to: duty.validTo };
      if (withinId !== null && readable?.meets(withinId, period) === false) continue;
      yield {
        ...termsOf(duty),
        ...{ indicator: indicators.get(indicatorId ?? 0) ?? null, system: systems.get(systemId ?? 0) ?? null },
        ...{ level: LEVEL_WORDS.wordOf(level), kind, set: setId === null ? null : (sets.get(setId) ?? setId) },
        within: withinId === null ? null : referenceDuring(withinId, units, period, this.clock.today()),
        ...{ frequency: FREQUENCY_WORDS.wordOf(frequency), calendar: calendar && CALENDAR_WORDS.wordOf(calendar) },
        dueRule: DUE_RULE_WORDS.wordOf(due.rule),
        dueMonth: due.month === null ? null : DUE_MONTH_WORDS.wordOf(String(due.month) as '0'),
        validFrom,
      };
    }
  }

  private async placeAll(tx: WriteTransaction, staged: StagedRows): Promise<PlacedDuty[]> {
    const { n } = await tx.lastRevision();
    const units = await this.units.directory(n, tx.manager);
    const systems = await this.systems.directory(n, tx.manager);
    const indicators = await this.indicators.allPeriods(n, tx.manager);
    const setIds = new Map((await this.sets.list({ revision: n }, tx.manager)).map(({ code, id }) => [code, id]));
    const recorded = new Map(
      (await this.duties.all(n, tx.manager)).map((duty) => [`${whatIsOwed(duty)} ${duty.validFrom ?? ''}`, duty]),
    );
    return staged.rows.toSorted(bySayingMore).flatMap((row): PlacedDuty[] => {
      const period = periodOf(row);
      const indicator = indicatorOf(row, indicators, staged.report);
      // Of what is recorded the system may be gone by now.
      const [known] = systems.lifeOf(textOf(row, 'system') ?? '');
      const system = known ?? systemOf(row, systems, dayToReadAt(period, staged.today), staged.report);
      const place = unitDuring(row, 'within', units, { period, today: staged.today }, staged.report);
      const isUnknown =
        (textOf(row, 'system') !== undefined && !system) || (textOf(row, 'indicator') !== undefined && !indicator);
      if (place === null || isUnknown || row.unread.length > 0) return [];
      const kind = textOf(row, 'kind')?.toLocaleLowerCase('vi');
      const set = textOf(row, 'set');
      const level = textOf(row, 'level') as Level;
      const frequency = textOf(row, 'frequency') as PeriodKind;
      const owed = whatIsOwed({
        ...{ indicatorId: indicator?.indicatorId ?? null, systemId: system?.systemId ?? null, level, frequency },
        ...{ kind: kind ?? null, setId: set === undefined ? null : (setIds.get(set) ?? set) },
        withinId: place?.id ?? null,
      });
      const named = {
        ...(indicator ? { indicator: indicator.code } : {}),
        ...(system ? { system: system.code } : {}),
        ...{ level, frequency, ...(kind === undefined ? {} : { kind }), ...(set === undefined ? {} : { set }) },
        ...(place ? { within: place.id } : {}),
        ...given(row.values, 'validFrom'),
      };
      const subject = [
        indicator?.name ?? system?.code ?? 'Xác nhận triển khai',
        LEVEL_WORDS.wordOf(level),
        kind,
        set,
        place?.name,
      ];
      return [
        {
          ...{ row, owed, named, there: recorded.get(`${owed} ${period.from ?? ''}`) ?? null },
          subject: [...subject.filter((part) => part !== undefined), FREQUENCY_WORDS.wordOf(frequency)].join(', '),
        },
      ];
    });
  }

  private verdictOf(tx: WriteTransaction, { row, owed, there, named, subject }: PlacedDuty): RowVerdict {
    const stated = given(row.values, ...TERMS);
    const said = { thing: `${owed} ${periodOf(row).from ?? ''}`, stated };
    if (!there) {
      const run = async (): Promise<void> => {
        await this.duties.add(tx, submit(DutyDto, { ...named, ...stated }));
      };
      return {
        ...said,
        what: 'create',
        subject,
        before: {},
        after: { ...given(row.values, 'validFrom'), ...stated },
        run,
      };
    }
    const believed = termsOf(there);
    const changed = differences(stated, believed);
    if (changed.length === 0) return { ...said, what: 'unchanged' };
    const isOtherRule = changed.includes('dueRule');
    const run = async (): Promise<void> => {
      const kept = picked(
        believed,
        TERMS.filter((key) => key !== 'dueMonth' || !isOtherRule),
      );
      await this.duties.correct(tx, there, submit(DutyTermsDto, { ...kept, ...stated }));
    };
    return {
      ...said,
      what: 'update',
      subject,
      before: picked(believed, changed),
      after: given(stated, ...changed),
      run,
    };
  }
}

function termsOf({ calendar, due, validTo, legalBasis }: DutyFound): Record<string, CellValue | null> {
  return { calendar, dueRule: due.rule, dueCount: due.count, dueMonth: due.month, validTo, legalBasis };
}
