import { Injectable } from '@nestjs/common';
import { DocumentDto } from '../documents/dto/document.requests.js';
import { DocumentsService } from '../documents/documents.service.js';
import { IndicatorDto } from '../indicators/dto/indicator.requests.js';
import { IndicatorValueDto } from '../indicators/dto/indicator-value.requests.js';
import { IndicatorValuesService } from '../indicators/indicator-values.service.js';
import { IndicatorsService } from '../indicators/indicators.service.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { submit } from '../platform/validation/submission.js';
import { readSample, SOURCE } from './sample-files.js';
import { type IdOfUnit } from './sample-units.service.js';

/** The line of the fact sheet that names the article everything else was taken from. */
const ARTICLE = 'F44';

/** Loads the documents and indicators of data/sample. */
@Injectable()
export class SampleIndicators {
  constructor(
    private readonly documents: DocumentsService,
    private readonly indicators: IndicatorsService,
    private readonly values: IndicatorValuesService,
  ) {}

  /** The ids of the documents by the line of the fact sheet that names them, and which of them is the article. */
  async load(
    tx: WriteTransaction,
    idOf: IdOfUnit,
  ): Promise<{ documents: ReadonlyMap<string, string>; article: string }> {
    const documents = await this.loadDocuments(tx);
    const article = documents.get(ARTICLE);
    if (article === undefined) throw new Error(`The sample has no document ${ARTICLE}`);
    for (const { name_en, counted_en, rest_name, rest_name_en, ...row } of readSample('indicators.csv')) {
      const names = { nameEn: name_en, countedEn: counted_en, restName: rest_name, restNameEn: rest_name_en };
      await this.indicators.create(tx, submit(IndicatorDto, { ...row, ...names }));
    }
    const items = readSample('indicator-values.csv').map(({ fact, quote, unit, measured_on, out_of, ...row }) =>
      submit(IndicatorValueDto, {
        indicator: row['indicator'],
        unit: idOf(unit),
        period: row['period'],
        amount: numeric(row['amount']),
        outOf: numeric(out_of),
        percent: numeric(row['percent']),
        comparator: row['comparator'],
        measuredOn: measured_on,
        source: `${SOURCE} (${fact ?? ''})`,
        note: quote,
        documents: [article],
      }),
    );
    await this.values.logBatch(tx, { items, faults: [] });
    return { documents, article };
  }

  private async loadDocuments(tx: WriteTransaction): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    for (const { fact, issued_on, ...row } of readSample('documents.csv')) {
      const id = await this.documents.record(tx, submit(DocumentDto, { ...row, issuedOn: issued_on }));
      ids.set(fact ?? '', id);
    }
    return ids;
  }
}

function numeric(cell: string | undefined): number | undefined {
  return cell === undefined ? undefined : Number(cell);
}
