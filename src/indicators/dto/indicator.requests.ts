import { type LocalDate } from '../../kernel/local-date.js';
import { PERIOD_RULES, type PeriodRule } from '../../kernel/reporting-period.js';
import { Day, Flag, OneOf, Reference, Text } from '../../platform/validation/fields.js';
import { Decimal } from '../../platform/validation/quantity-fields.js';
import { REACHES, type Reach } from '../domain/figure.js';
import { INDICATOR_KINDS, type IndicatorKind } from '../domain/measure.js';

const SCHEME = 'How it was measured, such as services-levels-2011: values of different schemes are never put together';
const REACH = 'unit: a value is of the unit alone; subtree: of all below it too, and those below are its breakdown';
const CALENDAR = 'Where its periods end: calendar (default), or decree-09 (09/2019/NĐ-CP)';

export class IndicatorDto {
  @Reference({ description: 'Code, for good', example: 'online-procedures' })
  code: string;

  @OneOf(INDICATOR_KINDS, { description: 'What it measures, for good', example: 'stock' })
  kind: IndicatorKind;

  @Text({ description: 'Vietnamese name', example: 'Thủ tục hành chính cung cấp trực tuyến' })
  name: string;

  @Text({ optional: true, description: 'English name' })
  nameEn?: string;

  @Text({ optional: true, max: 60, description: 'Đơn vị tính: what is counted', example: 'thủ tục' })
  counted?: string;

  @Text({ optional: true, max: 60, description: 'The same in English', example: 'procedures' })
  countedEn?: string;

  @Text({ max: 2000, lines: true, description: 'What exactly is measured' })
  definition: string;

  @Reference({ optional: true, description: SCHEME, example: 'services-levels-2011' })
  scheme?: string;

  @Reference({
    optional: true,
    description: 'Code of the system that it is about; whoever may log for that may state it',
  })
  system?: string;

  @Reference({ optional: true, description: 'Code of the indicator of which it measures a part: cumulative levels' })
  wider?: string;

  @Text({ optional: true, description: 'What the wider one measures beyond this one', example: 'Thủ tục ở mức độ 3' })
  restName?: string;

  @Text({ optional: true, description: 'The same in English' })
  restNameEn?: string;

  @OneOf(REACHES, { optional: true, description: `${REACH}; default unit` })
  reach?: Reach;

  @Flag({ optional: true, description: 'Of a ratio: its numerator may exceed its denominator; default false' })
  mayExceed?: boolean;

  @Decimal({ optional: true, description: 'Of a score: the maximum where a value names none' })
  maximum?: number;

  @OneOf(PERIOD_RULES, { optional: true, description: CALENDAR })
  calendar?: PeriodRule;

  @Text({ optional: true, max: 500, description: 'Căn cứ pháp lý' })
  legalBasis?: string;

  @Day({ optional: true, description: 'First day; absent: from before the record' })
  validFrom?: LocalDate;

  @Day({ optional: true, description: 'First day after; absent: no end' })
  validTo?: LocalDate;
}

export class IndicatorChangeDto {
  @Day({ description: 'From this day on it means what is given' })
  changesFrom: LocalDate;

  @Text({ optional: true, description: 'Vietnamese name' })
  name?: string;

  @Text({ clearable: true, description: 'English name; null: none' })
  nameEn?: string | null;

  @Text({ clearable: true, max: 60, description: 'Đơn vị tính; null: none' })
  counted?: string | null;

  @Text({ clearable: true, max: 60, description: 'The same in English; null: none' })
  countedEn?: string | null;

  @Text({ optional: true, max: 2000, lines: true, description: 'What exactly is measured' })
  definition?: string;

  @Reference({ clearable: true, description: `${SCHEME}; null: none` })
  scheme?: string | null;

  @Reference({ clearable: true, description: 'Code of the indicator of which it measures a part; null: of none' })
  wider?: string | null;

  @Text({ clearable: true, description: 'What the wider one measures beyond this one; null: none' })
  restName?: string | null;

  @Text({ clearable: true, description: 'The same in English; null: none' })
  restNameEn?: string | null;

  @OneOf(REACHES, { optional: true, description: REACH })
  reach?: Reach;

  @Flag({ optional: true, description: 'Of a ratio: its numerator may exceed its denominator' })
  mayExceed?: boolean;

  @Decimal({ clearable: true, description: 'Of a score: the maximum where a value names none; null: none' })
  maximum?: number | null;

  @OneOf(PERIOD_RULES, { optional: true, description: CALENDAR })
  calendar?: PeriodRule;

  @Text({ clearable: true, max: 500, description: 'Căn cứ pháp lý; null: none' })
  legalBasis?: string | null;
}
