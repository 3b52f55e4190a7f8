import { type LocalDate } from '../../kernel/local-date.js';
import { ListQuery, TimeQuery } from '../../platform/http/questions.js';
import {
  Day,
  Flag,
  ListOf,
  Nested,
  OneOf,
  Reference,
  References,
  SomeOf,
  Text,
} from '../../platform/validation/fields.js';
import { Decimal, PeriodText } from '../../platform/validation/quantity-fields.js';
import { type Comparator, COMPARATORS } from '../../deployments/domain/declaration.js';
import { FIGURE_DIMENSIONS, type FigureDimension } from '../domain/figure-groups.js';

export class IndicatorValueDto {
  @Reference({ description: 'Code of the indicator', example: 'paperless-meetings-held' })
  indicator: string;

  @Reference({ description: 'Id of the unit, or its code on the last day of the period', example: '72' })
  unit: string;

  @Text({ optional: true, description: 'Its name on that day; needed where the code has changed hands since' })
  unitName?: string;

  @PeriodText({ description: 'Kỳ báo cáo: 2016-12, 2016-Q4, 2016-H1, 2016-9M or 2016' })
  period: string;

  @Decimal({ optional: true, description: 'The count, the numerator, or the points; absent is not 0', example: 3241 })
  amount?: number;

  @Decimal({ optional: true, description: 'The denominator of a ratio, or the maximum of a score' })
  outOf?: number;

  @Decimal({
    optional: true,
    max: 1_000_000,
    description: 'Of a ratio: the share in percent, where only that was stated',
  })
  percent?: number;

  @OneOf(COMPARATORS, {
    optional: true,
    description: 'Default =; some: that there are some, not how many, and no number',
  })
  comparator?: Comparator;

  @Day({ optional: true, description: 'The day of the period it was so; default its last, once that has come' })
  measuredOn?: LocalDate;

  @Text({ optional: true, max: 500, description: 'Where it was stated' })
  source?: string;

  @Text({ optional: true, max: 2000, lines: true, description: 'Ghi chú' })
  note?: string;

  @References({ optional: true, max: 20, description: 'Ids of the documents that it rests on' })
  documents?: string[];
}

/** As the OpenAPI document describes a batch; each value is judged on its own. */
export class IndicatorValueBatchDto {
  @ListOf(() => IndicatorValueDto, { min: 1, max: 1000, description: 'All of them are recorded, or none' })
  values: IndicatorValueDto[];
}

export class RetractValueDto {
  @Text({ max: 1000, lines: true, description: 'Lý do' })
  reason: string;
}

/** As the OpenAPI document describes a retraction; the replacement is judged on its own. */
export class RetractValueWithReplacementDto extends RetractValueDto {
  @Nested(() => IndicatorValueDto, { optional: true, description: 'What should have been stated' })
  replacement?: IndicatorValueDto;
}

export class IndicatorValuesQuery extends ListQuery {
  @References({ optional: true, description: 'Only of these units, by id or code on asOf' })
  unit?: string[];

  @PeriodText({ optional: true, description: 'Only of this period' })
  period?: string;

  @Flag({ optional: true, description: 'Also what was withdrawn; default false' })
  retracted?: boolean;
}

export class IndicatorFiguresQuery extends TimeQuery {
  @PeriodText({ optional: true, description: 'Kỳ; default the latest of which something is known on asOf' })
  period?: string;

  @References({ optional: true, description: 'Scope units: these and all below; default the home unit of the day' })
  within?: string[];

  @SomeOf(FIGURE_DIMENSIONS, { optional: true, description: 'Default none: the whole scope together' })
  groupBy?: FigureDimension[];
}
