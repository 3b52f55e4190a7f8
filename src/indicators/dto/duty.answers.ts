import { ApiProperty } from '@nestjs/swagger';
import { PERIOD_KINDS, PERIOD_RULES } from '../../kernel/reporting-period.js';
import { ListAnswerBase, ReadPointAnswer } from '../../platform/http/answers.js';
import { ContactAnswer } from '../../units/dto/contact.answers.js';
import { UnitSummary } from '../../units/dto/unit.answers.js';
import { LEVELS } from '../../units/domain/unit.js';
import { DUE_RULES } from '../domain/due.js';

export class DutyAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ description: 'Its If-Match is `"v<version>"`' })
  version: number;
  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Code of the indicator; null: deployments are confirmed',
  })
  indicator: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Of confirmations: this system alone; null: all' })
  system: string | null;
  @ApiProperty({ enum: LEVELS })
  level: string;
  @ApiProperty({ type: 'string', nullable: true })
  kind: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  setId: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  withinId: string | null;
  @ApiProperty({ enum: PERIOD_KINDS })
  frequency: string;
  @ApiProperty({ type: 'string', enum: PERIOD_RULES, nullable: true })
  calendar: string | null;
  @ApiProperty({ enum: DUE_RULES })
  dueRule: string;
  @ApiProperty()
  dueCount: number;
  @ApiProperty({ type: 'integer', nullable: true })
  dueMonth: number | null;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  validFrom: string | null;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  validTo: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  legalBasis: string | null;
}

export class DutyListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => DutyAnswer, isArray: true })
  items: DutyAnswer[];
}

export class DutyRecordedAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
}

export class HolidayAnswer {
  @ApiProperty({ format: 'date' })
  day: string;
  @ApiProperty({ description: 'true: a weekend day worked instead of another; false: nobody works' })
  works: boolean;
  @ApiProperty()
  name: string;
}

export class HolidayListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => HolidayAnswer, isArray: true })
  items: HolidayAnswer[];
}

export class CompletenessRowAnswer {
  @ApiProperty({ type: 'string', nullable: true, description: 'Code of the indicator owed' })
  indicator: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Code of the system to be confirmed' })
  system: string | null;
  @ApiProperty({ description: 'Name of either' })
  name: string;
  @ApiProperty({ enum: LEVELS })
  level: string;
  @ApiProperty({ description: 'How many owe it' })
  eligible: number;
  @ApiProperty({ description: 'How many gave it, in time or late' })
  covered: number;
  @ApiProperty()
  inTime: number;
  @ApiProperty()
  late: number;
  @ApiProperty({ description: 'Not given, and overdue' })
  missing: number;
  @ApiProperty({ description: 'Not given, and not due yet' })
  open: number;
  @ApiProperty({ example: '84,2%', description: 'covered of eligible' })
  percent: string;
  @ApiProperty({ example: '80/95 (84,2%)' })
  print: string;
  @ApiProperty({ example: '63,2%', description: 'inTime of eligible' })
  timeliness: string;
}

export class CompletenessAnswer extends ReadPointAnswer {
  @ApiProperty({ example: '2016-12' })
  period: string;
  @ApiProperty({ example: 'tháng 12 năm 2016' })
  periodName: string;
  @ApiProperty({ type: () => CompletenessRowAnswer, isArray: true, description: 'Indicators, then systems; by level' })
  rows: CompletenessRowAnswer[];
}

export class OwedAnswer {
  @ApiProperty({ type: () => UnitSummary })
  unit: UnitSummary;
  @ApiProperty({ enum: LEVELS })
  level: string;
  @ApiProperty({ type: () => UnitSummary, nullable: true })
  parent: UnitSummary | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Code of the indicator owed' })
  indicator: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Code of the system to be confirmed' })
  system: string | null;
  @ApiProperty({ description: 'Name of either' })
  name: string;
  @ApiProperty({ example: '2016-12' })
  period: string;
  @ApiProperty({ example: 'tháng 12 năm 2016' })
  periodName: string;
  @ApiProperty({ format: 'date', description: 'The last day of the period' })
  cutOff: string;
  @ApiProperty({ format: 'date', description: 'The last day that is in time' })
  dueOn: string;
  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'The day it was recorded first' })
  givenOn: string | null;
  @ApiProperty({ description: 'Days from dueOn to asOf, or to givenOn; negative: there is still time' })
  daysLate: number;
  @ApiProperty({ type: () => ContactAnswer, nullable: true, description: 'Who answers for the unit on asOf' })
  contact: ContactAnswer | null;
}

export class OwedListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => OwedAnswer, isArray: true })
  items: OwedAnswer[];
}
