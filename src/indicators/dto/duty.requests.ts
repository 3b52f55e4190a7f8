import { type LocalDate } from '../../kernel/local-date.js';
import { PERIOD_KINDS, PERIOD_RULES, type PeriodKind, type PeriodRule } from '../../kernel/reporting-period.js';
import { ListQuery, TimeQuery } from '../../platform/http/questions.js';
import { Day, Flag, OneOf, Reference, References, Text, WholeNumber } from '../../platform/validation/fields.js';
import { PeriodText } from '../../platform/validation/quantity-fields.js';
import { type Level, LEVELS } from '../../units/domain/unit.js';
import { COMPLETENESS_LISTS, type CompletenessList } from '../domain/completeness.js';
import { DUE_RULES, type DueRule } from '../domain/due.js';

/** How and until when a duty is given, and what it rests on. */
export class DutyTermsDto {
  @OneOf(PERIOD_RULES, { optional: true, description: 'Of confirmations: where periods end; default calendar' })
  calendar?: PeriodRule;

  @OneOf(DUE_RULES, { description: 'By when: days or working days after the cut-off, or a day of a month' })
  dueRule: DueRule['rule'];

  @WholeNumber({ max: 90, description: 'How many days after; or the day of the month', example: 2 })
  dueCount: number;

  @WholeNumber({
    optional: true,
    min: -1,
    max: 2,
    description: "Of day-of-month: months after the period's last month; default 0",
  })
  dueMonth?: number;

  @Day({ optional: true, description: 'First day after; absent: no end' })
  validTo?: LocalDate;

  @Text({ optional: true, max: 500, description: 'Căn cứ pháp lý' })
  legalBasis?: string;
}

export class DutyDto extends DutyTermsDto {
  @Reference({ optional: true, description: 'Code of the indicator owed; absent: deployments are to be confirmed' })
  indicator?: string;

  @Reference({ optional: true, description: 'Code of the system to be confirmed; absent: all that a unit should have' })
  system?: string;

  @OneOf(LEVELS, { description: 'Units of this level owe it' })
  level: Level;

  @Text({ optional: true, max: 50, description: 'Only of this kind' })
  kind?: string;

  @Reference({ optional: true, description: 'Only members of this set' })
  set?: string;

  @Reference({ optional: true, description: 'Only within this unit' })
  within?: string;

  @OneOf(PERIOD_KINDS, { description: 'How often' })
  frequency: PeriodKind;

  @Day({ optional: true, description: 'It holds for periods that end on this day or later; absent: always' })
  validFrom?: LocalDate;
}

export class DutyEndDto {
  @Day({ description: 'It does not hold for periods that end on this day or later' })
  validTo: LocalDate;
}

export class HolidayDto {
  @Day({ description: 'The day' })
  day: LocalDate;

  @Flag({ optional: true, description: 'true: a weekend day worked instead of another; default false: nobody works' })
  works?: boolean;

  @Text({ description: 'What day it is', example: 'Tết Dương lịch' })
  name: string;
}

export class HolidayRetractionDto {
  @Text({ max: 1000, lines: true, description: 'Lý do' })
  reason: string;
}

export class CompletenessQuery extends TimeQuery {
  @PeriodText({ description: 'Kỳ báo cáo' })
  period: string;

  @References({ optional: true, description: 'Only of these indicators' })
  indicator?: string[];

  @References({ optional: true, description: 'Only confirmations of these systems' })
  system?: string[];

  @OneOf(LEVELS, { optional: true, description: 'Only this level' })
  level?: Level;

  @References({ optional: true, description: 'Scope units: these and all below; default the home unit of the day' })
  within?: string[];
}

export class CompletenessUnitsQuery extends ListQuery {
  @PeriodText({ description: 'Kỳ báo cáo' })
  period: string;

  @OneOf(COMPLETENESS_LISTS, { description: 'Which list of the figure' })
  list: CompletenessList;

  @References({ optional: true, description: 'Only of these indicators' })
  indicator?: string[];

  @References({ optional: true, description: 'Only confirmations of these systems' })
  system?: string[];

  @OneOf(LEVELS, { optional: true, description: 'Only this level' })
  level?: Level;

  @References({ optional: true, description: 'Scope units; default the home unit of the day' })
  within?: string[];
}

export class RemindersQuery extends ListQuery {
  @Day({ optional: true, description: 'Due on this day or later; default 31 days before asOf' })
  dueFrom?: LocalDate;

  @Day({ optional: true, description: 'Due on this day or earlier; default 14 days after asOf' })
  dueTo?: LocalDate;

  @References({ optional: true, description: 'Scope units; default the home unit of the day' })
  within?: string[];
}
