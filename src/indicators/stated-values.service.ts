import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { addDays } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { Refusal } from '../kernel/refusal.js';
import { type Language } from '../kernel/ratio.js';
import { nameReportingPeriod, parseReportingPeriod } from '../kernel/reporting-period.js';
import { type Db } from '../platform/database/db.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import { UnitsService } from '../units/units.service.js';
import { numberOf } from './domain/amount.js';
import { type Measure } from './domain/measure.js';
import { printMeasure } from './domain/print-measure.js';
import { type IndicatorValueAnswer, type MeasureAnswer } from './dto/indicator.answers.js';
import { valueUnknown } from './indicator-values.errors.js';
import { nounOf } from './indicator-values.service.js';
import { selectValues, selectValuesById, type ValueRow } from './indicator-values.queries.js';
import { IndicatorsService } from './indicators.service.js';

export { type ValueRow as StatedValueRow } from './indicator-values.queries.js';

/** Which values are asked for; what is absent does not narrow. */
export interface ValuesQuestion {
  readonly indicator?: string | undefined;
  readonly unit?: readonly string[] | undefined;
  readonly period?: string | undefined;
  readonly retracted?: boolean | undefined;
}

/** Reads the values that were stated, and writes them out for the caller. */
@Injectable()
export class StatedValuesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly indicators: IndicatorsService,
    private readonly units: UnitsService,
    private readonly scopes: UnitScopes,
    private readonly links: DocumentLinksService,
  ) {}

  /** Values measured by the day that the caller may see, latest period first. */
  async list(
    question: ValuesQuestion,
    at: ReadPoint,
    page: { offset: number; limit: number },
  ): Promise<{ rows: ValueRow[]; total: number }> {
    const { indicator, unit, period = null, retracted = false } = question;
    const indicatorId =
      indicator === undefined ? null : (await this.indicators.get(indicator, at)).periods[0].indicatorId;
    const units = unit === undefined ? null : await Promise.all(unit.map((each) => this.units.getUnit(each, at)));
    const readable = await this.scopes.readable(at.revision);
    const unitIds = units && units.map(({ id }) => id);
    const filter = { indicatorId, unitIds, period, retracted, readable: readable?.spans ?? null };
    return selectValues(this.dataSource.manager, filter, at, page);
  }

  /** One value that the caller may see; refuses (missing) any other. */
  async get(id: string, at: Pick<ReadPoint, 'revision'>): Promise<ValueRow> {
    const db = this.dataSource.manager;
    const [row] = /^[1-9]\d{0,14}$/.test(id) ? await selectValuesById(db, [Number(id)], at.revision) : [];
    const readable = await this.scopes.readable(at.revision);
    if (!row || readable?.meets(row.unitId, row) === false) throw new Refusal([valueUnknown(id)]);
    return row;
  }

  /** Values that are known to be there, written out, in the order of recording. */
  async answersById(
    ids: readonly number[],
    revision: number,
    language: Language,
    db: Db,
  ): Promise<IndicatorValueAnswer[]> {
    return this.answersOf(await selectValuesById(db, ids, revision), revision, language, db);
  }

  /** Units under the names they had on the day that was measured. */
  async answersOf(
    rows: readonly ValueRow[],
    revision: number,
    language: Language,
    db: Db = this.dataSource.manager,
  ): Promise<IndicatorValueAnswer[]> {
    const references = rows.map(({ unitId, measuredOn }) => ({ id: unitId, day: measuredOn }));
    const units = await this.units.onDays(references, revision, db);
    const meanings = await this.indicators.ofValues(
      rows.map(({ definitionId }) => definitionId),
      db,
    );
    const ids = rows.map(({ id }) => String(id));
    const documentsOf = await this.links.documentsOf('indicator-value', ids, revision, db);
    return rows.map((row, index) => {
      const { id, unitId, period, from, to, measuredOn, measure, source, note, revision: recordedIn } = row;
      const meaning = meanings.get(row.definitionId);
      if (!meaning) throw new Error(`Value ${id} has a definition`);
      const { code, name } = units[index] ?? { code: '', name: '' };
      return {
        id,
        indicator: meaning.code,
        unit: { id: unitId, code, name },
        period,
        periodName: nameReportingPeriod(parseReportingPeriod(period), language),
        firstDay: from,
        lastDay: addDays(to, -1),
        measuredOn,
        ...measureAnswer(measure),
        print: printMeasure(measure, nounOf(meaning), language),
        definition: meaning.definition,
        scheme: meaning.scheme,
        source,
        note,
        documents: documentsOf(String(id)),
        revision: recordedIn,
        recordedAt: row.recordedAt,
        retraction: row.retraction,
      };
    });
  }
}

/** The numbers of a measure as the caller reads them. */
export function measureAnswer({ amount, outOf, percent, comparator }: Measure): MeasureAnswer {
  const numberOrNull = (exact: number | null): number | null => (exact === null ? null : numberOf(exact));
  return { amount: numberOrNull(amount), outOf: numberOrNull(outOf), percent: numberOrNull(percent), comparator };
}
