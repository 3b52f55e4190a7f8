import { Injectable } from '@nestjs/common';
import { DocumentLinksService } from '../../documents/document-links.service.js';
import { IndicatorValueDto } from '../../indicators/dto/indicator-value.requests.js';
import { IndicatorValuesService } from '../../indicators/indicator-values.service.js';
import { type IndicatorDefinition, IndicatorsService } from '../../indicators/indicators.service.js';
import { measureAnswer, StatedValuesService, type StatedValueRow } from '../../indicators/stated-values.service.js';
import { ValueUndo } from '../../indicators/value-undo.service.js';
import { addDays, type LocalDate, parseLocalDate } from '../../kernel/local-date.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { daysOfPeriod, parseReportingPeriod } from '../../kernel/reporting-period.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { submit, type Submission } from '../../platform/validation/submission.js';
import { UnitsService } from '../../units/units.service.js';
import { reportingPeriod } from '../domain/cell-readers.js';
import { type CellValue, type Column, type TableRow } from '../domain/column.js';
import { COMPARATOR_WORDS } from '../domain/vocabularies.js';
import { type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { indicatorOf } from './named-indicator.js';
import { differences, given, type Judged, picked, runTogether } from './row-commands.js';
import { dayColumn, decimalColumn, INDICATOR_COLUMN, textColumn, UNIT_COLUMNS, wordColumn } from './shared-columns.js';
import { textOf, unitOf } from './unit-and-system.js';

const AT_ONCE = 5_000;
const EVER = parseLocalDate('9999-12-31');

const FACTS = ['amount', 'outOf', 'percent', 'comparator', 'measuredOn', 'source', 'note'] as const;

/** A value that is to be stated, and the one that it comes in the place of. */
interface Stating {
  readonly submission: Submission<IndicatorValueDto>;
  readonly replaces: number | null;
}

/** Values of indicators, by unit and period. */
@Injectable()
export class IndicatorValuesKind implements ImportKind {
  readonly name = 'indicator-values';
  readonly right = 'log';
  readonly title = { vi: 'Số liệu chỉ số', en: 'indicator values' };
  readonly isMatrixToo = false;
  readonly columns: readonly Column[] = [
    INDICATOR_COLUMN,
    ...UNIT_COLUMNS,
    {
      key: 'period',
      heading: { vi: 'Kỳ báo cáo', en: 'Period' },
      also: ['Kỳ', 'Tháng', 'Kỳ số liệu'],
      help: {
        vi: 'Ví dụ: tháng 12/2016, quý IV/2016, 6 tháng đầu năm 2016, năm 2016.',
        en: 'Such as 2016-12, 2016-Q4, 2016-H1, 2016.',
      },
      required: true,
      format: 'text',
      read: reportingPeriod,
    },
    decimalColumn(
      'amount',
      { vi: 'Số liệu', en: 'Amount' },
      { vi: 'Số đếm, tử số hoặc điểm; trống không phải là 0.', en: 'A count, a numerator or points; blank is not 0.' },
      { also: ['Giá trị', 'Số lượng', 'Kết quả', 'Tử số'] },
    ),
    decimalColumn(
      'outOf',
      { vi: 'Trên tổng số', en: 'Out of' },
      { vi: 'Mẫu số của tỷ lệ, hoặc điểm tối đa.', en: 'The denominator of a ratio, or the maximum of points.' },
      { also: ['Tổng số', 'Mẫu số', 'Điểm tối đa'] },
    ),
    decimalColumn(
      'percent',
      { vi: 'Tỷ lệ (%)', en: 'Percent' },
      { vi: 'Chỉ khi chỉ nêu tỷ lệ.', en: 'Only where the share alone is stated.' },
      { also: ['Tỷ lệ', 'Phần trăm'] },
    ),
    wordColumn(
      'comparator',
      { vi: 'So sánh', en: 'Comparator' },
      { vi: 'Trống khi số là đúng.', en: 'Blank where exact.' },
      COMPARATOR_WORDS,
    ),
    dayColumn(
      'measuredOn',
      { vi: 'Ngày chốt', en: 'Measured on' },
      { vi: 'Trống: ngày cuối kỳ.', en: 'Blank: the last day of the period.' },
      { also: ['Ngày số liệu'] },
    ),
    textColumn(
      'source',
      { vi: 'Nguồn', en: 'Source' },
      { vi: 'Nêu ở đâu.', en: 'Where it was stated.' },
      { max: 500, also: ['Văn bản'] },
    ),
    textColumn(
      'note',
      { vi: 'Ghi chú', en: 'Note' },
      { vi: 'Không bắt buộc.', en: 'Optional.' },
      { max: 2000, lines: true },
    ),
  ];

  constructor(
    private readonly units: UnitsService,
    private readonly indicators: IndicatorsService,
    private readonly values: IndicatorValuesService,
    private readonly stated: StatedValuesService,
    private readonly undoing: ValueUndo,
    private readonly links: DocumentLinksService,
  ) {}

  async plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    const { n } = await tx.lastRevision();
    const units = await this.units.directory(n, tx.manager);
    const definitions = await this.indicators.allPeriods(n, tx.manager);
    const recorded = await this.recorded(n);
    const judge = (row: TableRow): Judged<Stating> => {
      const indicator = indicatorOf(row, definitions, staged.report);
      const period = textOf(row, 'period');
      const last = period === undefined ? staged.today : lastDay(period, indicator);
      const measuredOn = row.values['measuredOn'] as LocalDate | undefined;
      const day = measuredOn ?? (last < staged.today ? last : staged.today);
      const unit = unitOf(row, units, { day, today: staged.today }, staged.report);
      if (!indicator || !unit || period === undefined || row.unread.length > 0) return null;
      const stated = given(row.values, ...FACTS);
      const key = `${indicator.indicatorId} ${unit.id} ${period}`;
      const own = recorded.get(key) ?? [];
      const said = { thing: key, stated };
      const subject = `${indicator.code}, ${unit.name} (${unit.code}), ${period}`;
      const there = own.find(({ retraction }) => retraction === null);
      const changed = there ? changedBy(stated, there) : [];
      if (there && changed.length === 0) return { ...said, what: 'unchanged' };
      const withdrawn = own.some((one) => one.retraction !== null && changedBy(stated, one).length === 0);
      if (!there && withdrawn && !staged.confirmRetracted)
        return { ...said, what: 'previously-retracted', subject, after: stated };
      const kept = there ? picked(factsOf(there), ['measuredOn', 'source', 'note']) : {};
      const fields = { indicator: indicator.code, unit: unit.id, period, ...kept, ...stated };
      const run = { submission: submit(IndicatorValueDto, fields), replaces: there?.id ?? null };
      if (!there) return { ...said, what: 'create', subject, before: {}, after: stated, run };
      return { ...said, what: 'update', subject, before: picked(factsOf(there), changed), after: stated, run };
    };
    return runTogether(staged, staged.rows, judge, (all) => this.state(tx, all, staged.reason));
  }

  undo(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    return this.undoing.undo(tx, revision, reason);
  }

  async *export(at: ReadPoint): AsyncGenerator<Record<string, CellValue | null>> {
    const units = await this.units.directory(at.revision);
    const codes = await this.indicators.codes(at.revision);
    for await (const rows of this.pages(at, false)) {
      for (const row of rows) {
        const unit = units.onDay(row.unitId, row.measuredOn);
        if (!unit) continue;
        const { comparator, ...facts } = factsOf(row);
        yield {
          ...{ indicator: codes.get(row.indicatorId) ?? '', unit: unit.code, unitName: unit.name },
          ...{ within: units.ancestors(unit, row.measuredOn)[0]?.name ?? null, period: row.period, ...facts },
          comparator: COMPARATOR_WORDS.wordOf(comparator as '='),
        };
      }
    }
  }

  /** All of them at once, as the interface takes a batch; what comes in the place of a value rests on the same documents. */
  private async state(tx: WriteTransaction, all: readonly Stating[], reason: string): Promise<void> {
    const list = { items: all.map(({ submission }) => submission), faults: [] };
    const ids = all.flatMap(({ replaces }) => replaces ?? []);
    const made = await this.values.logBatch(tx, list, { ids, reason });
    const pairs = all.flatMap(({ replaces }, index) =>
      replaces === null ? [] : [{ from: String(replaces), to: String(made[index]) }],
    );
    if (pairs.length > 0) await this.links.carryOver(tx, 'indicator-value', pairs);
  }

  private async recorded(revision: number): Promise<Map<string, StatedValueRow[]>> {
    const found = new Map<string, StatedValueRow[]>();
    const at = { asOf: EVER, revision, knownAt: '', projected: false };
    for await (const rows of this.pages(at, true)) {
      for (const row of rows) {
        const key = `${row.indicatorId} ${row.unitId} ${row.period}`;
        found.set(key, [...(found.get(key) ?? []), row]);
      }
    }
    return found;
  }

  private async *pages(at: ReadPoint, retracted: boolean): AsyncGenerator<StatedValueRow[]> {
    for (let offset = 0; ; offset += AT_ONCE) {
      const { rows } = await this.stated.list({ retracted }, at, { offset, limit: AT_ONCE });
      if (rows.length === 0) return;
      yield rows;
    }
  }
}

function lastDay(period: string, indicator: IndicatorDefinition | null): LocalDate {
  return addDays(daysOfPeriod(parseReportingPeriod(period), indicator?.calendar ?? 'calendar').to, -1);
}

function factsOf({ measure, measuredOn, source, note }: StatedValueRow): Record<string, CellValue | null> {
  return { ...measureAnswer(measure), measuredOn, source, note };
}

/** What a row states otherwise than the value; numbers that it leaves out are not those that the value has. */
function changedBy(facts: Readonly<Record<string, CellValue>>, value: StatedValueRow): string[] {
  const believed = factsOf(value);
  const left = ['amount', 'outOf', 'percent'].filter((key) => facts[key] === undefined && believed[key] !== null);
  const isInexact = facts['comparator'] === undefined && believed['comparator'] !== '=' ? ['comparator'] : [];
  return [...differences(facts, believed), ...left, ...isInexact];
}
