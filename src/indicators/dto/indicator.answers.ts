import { ApiProperty } from '@nestjs/swagger';
import { DocumentSummary } from '../../documents/dto/document.answers.js';
import { COMPARATORS } from '../../deployments/domain/declaration.js';
import { PERIOD_RULES } from '../../kernel/reporting-period.js';
import { ListAnswerBase, ReadPointAnswer } from '../../platform/http/answers.js';
import { UnitSummary } from '../../units/dto/unit.answers.js';
import { LEVELS } from '../../units/domain/unit.js';
import { REACHES } from '../domain/figure.js';
import { INDICATOR_KINDS } from '../domain/measure.js';

export class IndicatorAnswer {
  @ApiProperty({ example: 'online-procedures' })
  code: string;
  @ApiProperty({ enum: INDICATOR_KINDS })
  kind: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Code of the system it is about' })
  system: string | null;
  @ApiProperty()
  name: string;
  @ApiProperty({ type: 'string', nullable: true })
  nameEn: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Đơn vị tính', example: 'thủ tục' })
  counted: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  countedEn: string | null;
  @ApiProperty()
  definition: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Values of different schemes are never put together' })
  scheme: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Code of the indicator of which it measures a part' })
  wider: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'What the wider one measures beyond this one' })
  restName: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  restNameEn: string | null;
  @ApiProperty({ enum: REACHES })
  reach: string;
  @ApiProperty()
  mayExceed: boolean;
  @ApiProperty({ type: 'number', nullable: true })
  maximum: number | null;
  @ApiProperty({ enum: PERIOD_RULES, description: 'Where its periods end' })
  calendar: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Căn cứ pháp lý' })
  legalBasis: string | null;
}

export class IndicatorListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => IndicatorAnswer, isArray: true })
  items: IndicatorAnswer[];
}

export class IndicatorPeriodAnswer extends IndicatorAnswer {
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  validFrom: string | null;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  validTo: string | null;
}

export class IndicatorOnDayAnswer extends ReadPointAnswer {
  @ApiProperty({ type: () => IndicatorAnswer, nullable: true, description: 'Null: not defined on the day' })
  indicator: IndicatorAnswer | null;
  @ApiProperty({ type: () => IndicatorPeriodAnswer, isArray: true, description: 'All its meanings, earliest first' })
  periods: IndicatorPeriodAnswer[];
}

export class IndicatorRecordedAnswer {
  @ApiProperty()
  code: string;
}

export class MeasureAnswer {
  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 1685,
    description: 'The count, numerator or points; null: none was stated, which is not 0',
  })
  amount: number | null;
  @ApiProperty({ type: 'number', nullable: true, description: 'The denominator or the maximum' })
  outOf: number | null;
  @ApiProperty({ type: 'number', nullable: true, description: 'The share where only that was stated' })
  percent: number | null;
  @ApiProperty({ enum: COMPARATORS })
  comparator: string;
}

export class ValueRetractionAnswer {
  @ApiProperty()
  reason: string;
  @ApiProperty()
  revision: number;
  @ApiProperty({ format: 'date-time' })
  retractedAt: string;
}

export class IndicatorValueAnswer extends MeasureAnswer {
  @ApiProperty()
  id: number;
  @ApiProperty({ description: 'Code of the indicator' })
  indicator: string;
  @ApiProperty({ type: () => UnitSummary })
  unit: UnitSummary;
  @ApiProperty({ example: '2016-12' })
  period: string;
  @ApiProperty({ example: 'tháng 12 năm 2016' })
  periodName: string;
  @ApiProperty({ format: 'date' })
  firstDay: string;
  @ApiProperty({ format: 'date', description: 'The last day of the period, which is in' })
  lastDay: string;
  @ApiProperty({ format: 'date', description: 'The day it was so; earlier reads do not see it' })
  measuredOn: string;
  @ApiProperty({ example: '1.685 thủ tục' })
  print: string;
  @ApiProperty({ description: 'What it measures, as it was defined when it was stated' })
  definition: string;
  @ApiProperty({ type: 'string', nullable: true })
  scheme: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  source: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  note: string | null;
  @ApiProperty({ type: () => DocumentSummary, isArray: true, description: 'The documents linked to it' })
  documents: DocumentSummary[];
  @ApiProperty({ description: 'The revision it was recorded in' })
  revision: number;
  @ApiProperty({ format: 'date-time' })
  recordedAt: string;
  @ApiProperty({ type: () => ValueRetractionAnswer, nullable: true })
  retraction: ValueRetractionAnswer | null;
}

export class IndicatorValueListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => IndicatorValueAnswer, isArray: true, description: 'Latest period first' })
  items: IndicatorValueAnswer[];
}

export class IndicatorValueOnAnswer extends ReadPointAnswer {
  @ApiProperty({ type: () => IndicatorValueAnswer })
  value: IndicatorValueAnswer;
}

export class IndicatorValueBatchAnswer {
  @ApiProperty({ description: 'The one revision they were recorded in' })
  revision: number;
  @ApiProperty({ type: () => IndicatorValueAnswer, isArray: true })
  values: IndicatorValueAnswer[];
}

export class IndicatorValueRetractedAnswer {
  @ApiProperty()
  revision: number;
  @ApiProperty({ type: () => IndicatorValueAnswer })
  retracted: IndicatorValueAnswer;
  @ApiProperty({ type: () => IndicatorValueAnswer, nullable: true })
  replacement: IndicatorValueAnswer | null;
}

export class RestAnswer extends MeasureAnswer {
  @ApiProperty({ description: 'Code of the next narrower level' })
  narrower: string;
  @ApiProperty({ type: 'string', nullable: true, example: 'Thủ tục chỉ ở mức độ 2' })
  name: string | null;
  @ApiProperty({ example: '1.495 thủ tục' })
  print: string;
  @ApiProperty({ example: '1.495', description: 'The number alone' })
  figure: string;
}

export class IndicatorFigureRow {
  @ApiProperty({ required: false, type: () => UnitSummary })
  unit?: UnitSummary;
  @ApiProperty({ required: false, enum: LEVELS })
  level?: string;
  @ApiProperty({ required: false })
  kind?: string;
  @ApiProperty({ required: false, type: () => UnitSummary, nullable: true })
  district?: UnitSummary | null;
  @ApiProperty({ type: 'string', nullable: true })
  scheme: string | null;
  @ApiProperty({ type: 'number', nullable: true })
  amount: number | null;
  @ApiProperty({ type: 'number', nullable: true })
  outOf: number | null;
  @ApiProperty({ type: 'number', nullable: true })
  percent: number | null;
  @ApiProperty({ type: 'string', nullable: true, enum: COMPARATORS, description: 'Null: nothing is known' })
  comparator: string | null;
  @ApiProperty({ type: 'number', nullable: true, description: 'amount / outOf, or the stated share' })
  ratio: number | null;
  @ApiProperty({ type: 'string', nullable: true, example: '92,1%', description: 'The share as it prints' })
  share: string | null;
  @ApiProperty({ example: '1.685 thủ tục', description: "As official text prints it, in the caller's language" })
  print: string;
  @ApiProperty({ example: '1.685', description: 'The number without what is counted' })
  figure: string;
  @ApiProperty({ description: 'False: a share without its terms stands among others, so there is no sum' })
  summable: boolean;
  @ApiProperty({ description: 'Units that a value counts of' })
  units: number;
  @ApiProperty({ type: 'integer', isArray: true, description: 'Ids of the values that count' })
  values: number[];
  @ApiProperty({
    type: () => RestAnswer,
    nullable: true,
    description: 'Of cumulative levels: what is at this one alone',
  })
  rest: RestAnswer | null;
}

export class IndicatorFiguresAnswer extends ReadPointAnswer {
  @ApiProperty({ description: 'asOf lies after today' })
  projected: boolean;
  @ApiProperty({ type: () => IndicatorAnswer, description: 'What it means on unitsOn' })
  indicator: IndicatorAnswer;
  @ApiProperty({ example: '2016' })
  period: string;
  @ApiProperty({ example: 'năm 2016' })
  periodName: string;
  @ApiProperty({ format: 'date', description: 'The day whose units are asked about' })
  unitsOn: string;
  @ApiProperty({ type: 'string', isArray: true, description: 'Codes of the scope units' })
  within: string[];
  @ApiProperty({ type: () => IndicatorFigureRow, isArray: true, description: 'One for each group and scheme' })
  rows: IndicatorFigureRow[];
}
