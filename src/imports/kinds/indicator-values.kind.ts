import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type IndicatorValueDto, IndicatorValueDto as Dto } from '../../indicators/dto/indicator-value.requests.js';
import { IndicatorValuesService } from '../../indicators/indicator-values.service.js';
import { type IndicatorDefinition, IndicatorsService } from '../../indicators/indicators.service.js';
import { measureAnswer, StatedValuesService, type StatedValueRow } from '../../indicators/stated-values.service.js';
import { ValueUndo } from '../../indicators/value-undo.service.js';
import { addDays, type LocalDate, parseLocalDate } from '../../kernel/local-date.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { Refusal } from '../../kernel/refusal.js';
import { daysOfPeriod, parseReportingPeriod } from '../../kernel/reporting-period.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { submit, type Submission } from '../../platform/validation/submission.js';
import { UnitsService } from '../../units/units.service.js';
import { reportingPeriod } from '../domain/cell-readers.js';
import { type CellValue, type Column, faultAt, type TableRow } from '../domain/column.js';
import { COMPARATOR_WORDS } from '../domain/vocabularies.js';
import { type Changes, type Finding, type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { ofFact, rowsContradict } from '../imports.errors.js';
import { indicatorOf } from './named-indicator.js';
import { differences, given, picked } from './row-commands.js';
import { dayColumn, decimalColumn, INDICATOR_COLUMN, textColumn, UNIT_COLUMNS, wordColumn } from './shared-columns.js';
import { textOf, unitOf } from './unit-and-system.js';

const AT_ONCE = 1_000;
const EVER = parseLocalDate('9999-12-31');

/** A row that is to be stated, and what it comes in the place of. */
interface Stating {
  readonly row: TableRow;
  readonly submission: Submission<IndicatorValueDto>;
  readonly replaces: StatedValueRow | null;
  readonly finding: Finding;
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
  ) {}

  async plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    const { n } = await tx.lastRevision();
    const units = await this.units.directory(n, tx.manager);
    const definitions = await this.indicators.allPeriods(n, tx.manager);
    const recorded = await this.recorded(n);
    const changes: Changes = { create: 0, update: 0, unchanged: 0, previouslyRetracted: 0 };
    const corrections: Finding[] = [];
    const previouslyRetracted: Finding[] = [];
    const statings: Stating[] = [];
    const seen = new Map<string, TableRow>();
    for (const row of staged.rows) {
      const indicator = indicatorOf(row, definitions, staged.report);
      const period = textOf(row, 'period');
      const last = period === undefined ? staged.today : lastDay(period, indicator);
      const measuredOn = row.values['measuredOn'] as LocalDate | undefined;
      const day = measuredOn ?? (last < staged.today ? last : staged.today);
      const unit = unitOf(row, units, { day, today: staged.today }, staged.report);
      if (!indicator || !unit || period === undefined || row.unread.length > 0) continue;
      const facts = given(row.values, 'amount', 'outOf', 'percent', 'comparator', 'measuredOn', 'source', 'note');
      const key = `${indicator.indicatorId} ${unit.id} ${period}`;
      const earlier = seen.get(key);
      if (earlier) {
        staged.report(faultAt(row, 'period', rowsContradict(earlier.row)));
        continue;
      }
      seen.set(key, row);
      const own = recorded.get(key) ?? [];
      const there = own.find(({ retraction }) => retraction === null);
      const place = {
        sheet: row.place.sheet,
        row: row.row,
        subject: `${indicator.code}, ${unit.name} (${unit.code}), ${period}`,
      };
      const changed = there ? changedBy(facts, there) : [];
      if (there && changed.length === 0) {
        changes.unchanged += 1;
        continue;
      }
      const withdrawn = own.find((one) => one.retraction !== null && changedBy(facts, one).length === 0);
      if (!there && withdrawn && !staged.confirmRetracted) {
        changes.previouslyRetracted += 1;
        previouslyRetracted.push({ ...place, before: {}, after: facts });
        continue;
      }
      const before = there ? picked(factsOf(there), changed) : {};
      const fields = { indicator: indicator.code, unit: unit.id, period, ...facts };
      statings.push({
        row,
        submission: submit(Dto, fields),
        replaces: there ?? null,
        finding: { ...place, before, after: facts },
      });
    }
    for (const { replaces, finding } of statings) {
      changes[replaces ? 'update' : 'create'] += 1;
      if (replaces) corrections.push(finding);
    }
    await this.state(tx, statings, staged);
    const told = [
      changes,
      previouslyRetracted,
      statings.map(({ finding, replaces }) => [finding, replaces?.id ?? null]),
    ];
    const digest = createHash('sha256').update(JSON.stringify(told)).digest('base64url');
    return { changes, corrections, previouslyRetracted, digest, write: () => Promise.resolve() };
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

  /** All of them at once, as the interface takes a batch; the faults of each go to its row. */
  private async state(tx: WriteTransaction, statings: readonly Stating[], staged: StagedRows): Promise<void> {
    if (statings.length === 0) return;
    const ids = statings.flatMap(({ replaces }) => replaces?.id ?? []);
    const list = { items: statings.map(({ submission }) => submission), faults: [] };
    try {
      await this.values.logBatch(tx, list, { ids, reason: staged.reason });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const fault of error.faults) {
        const [, index, column] = /^values\[(\d+)\]\.?(\w*)/.exec(fault.path) ?? [];
        const { row } = (index === undefined ? statings[0] : statings[Number(index)]) as Stating;
        const key = column === undefined || column === '' ? null : column;
        staged.report(faultAt(row, key, ofFact(key, fault)));
      }
    }
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
