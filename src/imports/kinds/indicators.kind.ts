import { Injectable } from '@nestjs/common';
import { numberOf } from '../../indicators/domain/amount.js';
import { IndicatorChangeDto, IndicatorDto } from '../../indicators/dto/indicator.requests.js';
import { IndicatorRecords } from '../../indicators/indicator-records.service.js';
import { type IndicatorDefinition, IndicatorsService } from '../../indicators/indicators.service.js';
import { dayToReadAt } from '../../kernel/period.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { matchKey } from '../../kernel/vietnamese-text.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { submit } from '../../platform/validation/submission.js';
import { type SystemDirectory } from '../../systems/domain/system-directory.js';
import { SystemsService } from '../../systems/systems.service.js';
import { reference } from '../domain/cell-readers.js';
import { type CellValue, type Column, faultAt, type RowFault, type TableRow } from '../domain/column.js';
import { groupBy } from '../domain/group-by.js';
import { CALENDAR_WORDS, INDICATOR_KIND_WORDS, REACH_WORDS, YES_NO_WORDS } from '../domain/vocabularies.js';
import { type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { kindOfIndicator, systemOfIndicator } from '../imports.errors.js';
import { changeOfPeriod } from './changed-period.js';
import { byBeginning, periodOf, wholesFirst } from './meant-periods.js';
import { indicatorOf } from './named-indicator.js';
import { given, runCommands } from './row-commands.js';
import {
  decimalColumn,
  LEGAL_BASIS_COLUMN,
  PERIOD_COLUMNS,
  SYSTEM_COLUMN,
  textColumn,
  wordColumn,
} from './shared-columns.js';
import { systemOf, textOf } from './unit-and-system.js';

/** What may be otherwise from a day on, as cells say it. */
const MEANING = [
  ...['name', 'nameEn', 'counted', 'countedEn', 'definition', 'scheme', 'wider', 'restName', 'restNameEn', 'reach'],
  ...['mayExceed', 'maximum', 'calendar', 'legalBasis'],
];

/** The catalogue of indicators: what is measured beside deployments. */
@Injectable()
export class IndicatorsKind implements ImportKind {
  readonly name = 'indicators';
  readonly right = 'edit';
  readonly title = { vi: 'Định nghĩa chỉ số', en: 'definitions of indicators' };
  readonly isMatrixToo = false;
  readonly columns: readonly Column[] = [
    textColumn(
      'code',
      { vi: 'Mã chỉ số', en: 'Code' },
      { vi: 'Không bao giờ đổi.', en: 'For good.' },
      { max: 64, required: true, also: ['Mã', 'Mã chỉ tiêu', 'Mã số'] },
    ),
    textColumn(
      'name',
      { vi: 'Tên chỉ số', en: 'Name' },
      { vi: 'Tên tiếng Việt.', en: 'Vietnamese name.' },
      { required: true, also: ['Tên', 'Chỉ số', 'Chỉ tiêu', 'Tên chỉ tiêu', 'Chỉ tiêu thống kê'] },
    ),
    textColumn('nameEn', { vi: 'Tên tiếng Anh', en: 'English name' }, { vi: 'Không bắt buộc.', en: 'Optional.' }),
    wordColumn(
      'kind',
      { vi: 'Loại chỉ số', en: 'Kind' },
      {
        vi: 'Đếm những gì xảy ra trong kỳ, có vào cuối kỳ, tỷ lệ hay điểm. Cần với chỉ số mới; không bao giờ đổi.',
        en: 'What happened in the period, what there was at its end, a ratio or points. Needed of a new one; for good.',
      },
      INDICATOR_KIND_WORDS,
      { also: ['Loại', 'Loại số liệu', 'Loại chỉ tiêu'] },
    ),
    textColumn(
      'counted',
      { vi: 'Đơn vị tính', en: 'Counted' },
      { vi: 'Đếm gì: thủ tục, cuộc họp…', en: 'What is counted, such as thủ tục.' },
      { max: 60, also: ['ĐVT', 'Đếm gì'] },
    ),
    textColumn(
      'countedEn',
      { vi: 'Đơn vị tính bằng tiếng Anh', en: 'Counted in English' },
      { vi: 'Không bắt buộc.', en: 'Optional.' },
      { max: 60 },
    ),
    textColumn(
      'definition',
      { vi: 'Định nghĩa', en: 'Definition' },
      { vi: 'Đo chính xác điều gì. Cần với chỉ số mới.', en: 'What exactly is measured. Needed of a new one.' },
      {
        max: 2000,
        lines: true,
        also: ['Nội dung', 'Khái niệm', 'Khái niệm, phương pháp tính', 'Cách tính', 'Phương pháp tính'],
      },
    ),
    {
      key: 'scheme',
      heading: { vi: 'Hệ phân loại', en: 'Scheme' },
      also: ['Cách phân loại', 'Phiên bản cách đo'],
      help: {
        vi: 'Mã cách đo; số liệu của hai cách đo không bao giờ cộng với nhau.',
        en: 'How it was measured, such as services-levels-2011: values of different schemes are never put together.',
      },
      read: reference,
    },
    {
      ...SYSTEM_COLUMN,
      required: false,
      help: { vi: 'Hệ thống mà chỉ số nói về; không bao giờ đổi.', en: 'The system that it is about; for good.' },
    },
    {
      key: 'wider',
      heading: { vi: 'Thuộc chỉ số', en: 'Part of' },
      also: ['Nằm trong chỉ số', 'Là một phần của', 'Chỉ số cha'],
      help: {
        vi: 'Mã hoặc tên chỉ số lũy kế chứa chỉ số này: mức độ 3 và 4 chứa mức độ 4.',
        en: 'Code or name of the cumulative indicator of which it measures a part.',
      },
      read: reference,
    },
    textColumn(
      'restName',
      { vi: 'Tên phần còn lại', en: 'Rest' },
      { vi: 'Phần của chỉ số trên nằm ngoài chỉ số này.', en: 'What the wider one measures beyond this one.' },
    ),
    textColumn(
      'restNameEn',
      { vi: 'Tên phần còn lại bằng tiếng Anh', en: 'Rest in English' },
      { vi: 'Không bắt buộc.', en: 'Optional.' },
    ),
    wordColumn(
      'reach',
      { vi: 'Phạm vi số liệu', en: 'Reach' },
      {
        vi: 'Số liệu của riêng đơn vị, hay gồm cả cấp dưới; trống: riêng đơn vị.',
        en: 'A value is of the unit alone, or of all below it too; blank: the unit alone.',
      },
      REACH_WORDS,
      { also: ['Phạm vi'] },
    ),
    wordColumn(
      'mayExceed',
      { vi: 'Được vượt 100%', en: 'May exceed' },
      {
        vi: 'Tỷ lệ có tử số được lớn hơn mẫu số; trống: không.',
        en: 'Of a ratio: its numerator may exceed its denominator; blank: no.',
      },
      YES_NO_WORDS,
      { also: ['Cho phép vượt 100%', 'Tử số được lớn hơn mẫu số'] },
    ),
    decimalColumn(
      'maximum',
      { vi: 'Điểm tối đa', en: 'Maximum' },
      { vi: 'Của chỉ số chấm điểm, khi số liệu không nêu.', en: 'Of a score, where a value names none.' },
    ),
    wordColumn(
      'calendar',
      { vi: 'Lịch kỳ báo cáo', en: 'Calendar' },
      {
        vi: 'Kỳ kết thúc cuối tháng hay ngày 14; trống: theo tháng dương lịch.',
        en: 'Where its periods end: with the month, or on the 14th; blank: with the month.',
      },
      CALENDAR_WORDS,
      { also: ['Lịch', 'Lịch kỳ', 'Kỳ tính theo'] },
    ),
    LEGAL_BASIS_COLUMN,
    ...PERIOD_COLUMNS,
  ];

  constructor(
    private readonly systems: SystemsService,
    private readonly indicators: IndicatorsService,
    private readonly records: IndicatorRecords,
  ) {}

  async plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    const { n } = await tx.lastRevision();
    const systems = await this.systems.directory(n, tx.manager);
    const all = await this.indicators.allPeriods(n, tx.manager);
    const recorded = groupBy(all, ({ code }) => code);
    const codes = new Map(all.map(({ indicatorId, code }) => [indicatorId, code]));
    const rows = staged.rows.toSorted(byBeginning);
    const ofCode = groupBy(rows, codeOf);
    const factsOf = (definition: IndicatorDefinition) => factsOfDefinition(definition, codes);
    const judgeDay = staged.asOf ?? staged.today;
    const nameOf = (row: TableRow): string => matchKey(textOf(row, 'name') ?? '');
    const ofName = groupBy(rows, nameOf);
    const widerIn = (row: TableRow): string | undefined => {
      const typed = textOf(row, 'wider');
      if (typed === undefined || ofCode.has(typed) || recorded.has(typed)) return typed;
      const [first, ...others] = new Set((ofName.get(matchKey(typed)) ?? []).map(codeOf));
      return others.length > 0 ? undefined : first;
    };
    return runCommands(staged, wholesFirst(rows, codeOf, widerIn), (row) => {
      const code = codeOf(row);
      const own = recorded.get(code) ?? [];
      const isKept = keepsForGood(row, own[0], systems, staged.report);
      const day = dayToReadAt(periodOf(row), staged.today);
      const system = own.length > 0 ? null : systemOf(row, systems, day, staged.report);
      const isSystemUnknown = own.length === 0 && textOf(row, 'system') !== undefined && !system;
      const wider = widerIn(row) ?? indicatorOf(row, all, staged.report, 'wider')?.code;
      const isWiderUnknown = textOf(row, 'wider') !== undefined && wider === undefined;
      if (!isKept || isSystemUnknown || isWiderUnknown || row.unread.length > 0) return null;
      const stated = { ...given(row.values, ...MEANING), ...(wider === undefined ? {} : { wider }) };
      const forGood = { ...given(row.values, 'kind'), ...(system ? { system: system.code } : {}) };
      const whole = { ...forGood, ...stated, ...given(row.values, 'validFrom', 'validTo') };
      const subject = `${textOf(row, 'name') ?? ''} (${code})`;
      if (own.length === 0) {
        const run = (): Promise<unknown> => this.indicators.create(tx, submit(IndicatorDto, { code, ...whole }));
        return { thing: code, stated: whole, what: 'create', subject, before: {}, after: whole, run };
      }
      const thing = { own, rows: ofCode.get(code) ?? [], factsOf };
      const change = changeOfPeriod(row, stated, thing, judgeDay, staged.report);
      if (!change) return null;
      const said = { thing: `${code} ${change.since ?? ''}`, stated: whole };
      if (change.what === 'unchanged') return { ...said, what: 'unchanged' };
      const { before, after, changesFrom, fields, endsOn } = change;
      const run = async (): Promise<void> => {
        if (changesFrom !== null)
          await this.indicators.change(tx, code, submit(IndicatorChangeDto, { changesFrom, ...fields }), '*');
        if (endsOn !== null) await this.records.end(tx, code, endsOn);
      };
      return { ...said, what: 'update', subject, before, after, run };
    });
  }

  undo(tx: WriteTransaction, revision: number): Promise<void> {
    return this.records.undo(tx, revision);
  }

  async *export(at: ReadPoint): AsyncGenerator<Record<string, CellValue | null>> {
    const systems = await this.systems.codes(at.revision);
    const codes = await this.indicators.codes(at.revision);
    for (const definition of await this.indicators.onDay(at)) {
      const { code, kind, systemId, reach, mayExceed, calendar, period } = definition;
      yield {
        ...factsOfDefinition(definition, codes),
        ...{ code, kind: INDICATOR_KIND_WORDS.wordOf(kind), system: systems.get(systemId ?? 0) ?? null },
        ...{ reach: REACH_WORDS.wordOf(reach), mayExceed: YES_NO_WORDS.wordOf(mayExceed ? 'true' : 'false') },
        ...{ calendar: CALENDAR_WORDS.wordOf(calendar), validFrom: period.from, validTo: period.to },
      };
    }
  }
}

function codeOf(row: TableRow): string {
  return textOf(row, 'code') ?? '';
}

/** Whether a row leaves kind and system as they are recorded; faults say what to do instead. */
function keepsForGood(
  row: TableRow,
  recorded: IndicatorDefinition | undefined,
  systems: SystemDirectory,
  report: (fault: RowFault) => void,
): boolean {
  if (!recorded) return true;
  const { kind, systemId } = recorded;
  const stated = { kind: textOf(row, 'kind'), system: textOf(row, 'system') };
  const isOfKind = stated.kind === undefined || stated.kind === kind;
  if (!isOfKind) report(faultAt(row, 'kind', kindOfIndicator(INDICATOR_KIND_WORDS.wordOf(kind))));
  const isOfSystem =
    stated.system === undefined || systems.named(stated.system).some((period) => period.systemId === systemId);
  if (!isOfSystem)
    report(faultAt(row, 'system', systemOfIndicator(systemId === null ? null : systems.codeOf(systemId))));
  return isOfKind && isOfSystem;
}

function factsOfDefinition(
  definition: IndicatorDefinition,
  codes: ReadonlyMap<number, string>,
): Record<string, CellValue | null> {
  const { name, nameEn, counted, countedEn, scheme, widerId, restName, restNameEn, reach, calendar } = definition;
  const { mayExceed, maximum, legalBasis } = definition;
  return {
    ...{ name, nameEn, counted, countedEn, definition: definition.definition, scheme, restName, restNameEn, reach },
    ...{ wider: codes.get(widerId ?? 0) ?? null, mayExceed: mayExceed ? 'true' : 'false', calendar, legalBasis },
    maximum: maximum === null ? null : numberOf(maximum),
  };
}
