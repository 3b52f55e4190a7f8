import { type LocalDate } from '../../kernel/local-date.js';
import { PERIOD_RULES, type PeriodRule } from '../../kernel/reporting-period.js';
import { ListQuery, TimeQuery } from '../../platform/http/questions.js';
import {
  Day,
  ListOf,
  Nested,
  OneOf,
  Reference,
  References,
  Text,
  WholeNumber,
} from '../../platform/validation/fields.js';
import { PeriodText } from '../../platform/validation/quantity-fields.js';
import { ACTIVITY_KINDS, type ActivityKind } from '../domain/activity.js';
import { ACTIVITY_GROUPINGS, type ActivityGrouping } from '../domain/activity-groups.js';

export class AttendanceDto {
  @Reference({ description: 'Id of the unit, or its code on the first day', example: '25540' })
  unit: string;

  @Text({ optional: true, description: 'Its name on that day; needed where the code has changed hands since' })
  unitName?: string;

  @WholeNumber({ optional: true, min: 1, max: 1_000_000, description: 'How many came; absent: not stated' })
  people?: number;
}

export class EquipmentItemDto {
  @Reference({ description: 'Id of the unit that received it, or its code on the first day', example: '25540' })
  unit: string;

  @Text({ optional: true, description: 'Its name on that day; needed where the code has changed hands since' })
  unitName?: string;

  @Text({ description: 'Loại thiết bị', example: 'Máy vi tính' })
  type: string;

  @WholeNumber({ min: 1, max: 1_000_000, description: 'Số lượng' })
  quantity: number;

  @Text({ max: 50, description: 'Đơn vị tính', example: 'bộ' })
  measure: string;
}

export class ActivityDto {
  @OneOf(ACTIVITY_KINDS, { description: 'training: tập huấn; handover: bàn giao thiết bị' })
  kind: ActivityKind;

  @Text({ max: 500, description: 'Nội dung', example: 'Tập huấn quản trị phần mềm một cửa điện tử' })
  title: string;

  @Day({ description: 'First day; not after today. It decides the period', example: '2016-12-08' })
  startsOn: LocalDate;

  @Day({ optional: true, description: 'Last day; absent: the first one', example: '2016-12-08' })
  endsOn?: LocalDate;

  @Reference({
    description: 'The unit that held it or handed over, by id or code; where it is not known, the one it was held for',
    example: '72',
  })
  organiser: string;

  @Text({ optional: true, description: 'Name of that unit on the first day, where the code has changed hands' })
  organiserName?: string;

  @Text({ optional: true, max: 500, description: 'Địa điểm' })
  place?: string;

  @References({ optional: true, max: 20, description: 'Codes of the systems it was about' })
  systems?: string[];

  @WholeNumber({
    optional: true,
    min: 1,
    max: 1_000_000,
    description: 'Of a training: everybody who came, those of no stated unit too; absent: the sum of the attendance',
  })
  people?: number;

  @ListOf(() => AttendanceDto, { optional: true, max: 500, description: 'Of a training: who came, by unit' })
  attendance?: AttendanceDto[];

  @ListOf(() => EquipmentItemDto, { optional: true, max: 500, description: 'Of a handover: what each unit received' })
  items?: EquipmentItemDto[];

  @Text({ optional: true, max: 2000, lines: true, description: 'Ghi chú' })
  note?: string;

  @References({ optional: true, max: 20, description: 'Ids of the documents that it rests on' })
  documents?: string[];
}

/** As the OpenAPI document describes a batch; each activity is judged on its own. */
export class ActivityBatchDto {
  @ListOf(() => ActivityDto, { min: 1, max: 1000, description: 'All of them are recorded, or none' })
  activities: ActivityDto[];
}

export class RetractActivityDto {
  @Text({ max: 1000, lines: true, description: 'Lý do' })
  reason: string;
}

/** As the OpenAPI document describes a retraction; the replacement is judged on its own. */
export class RetractActivityWithReplacementDto extends RetractActivityDto {
  @Nested(() => ActivityDto, { optional: true, description: 'What should have been recorded' })
  replacement?: ActivityDto;
}

export class ActivitiesQuery extends ListQuery {
  @OneOf(ACTIVITY_KINDS, { optional: true, description: 'Only of this kind' })
  kind?: ActivityKind;

  @Text({ optional: true, description: 'Words of its title, place or equipment, with or without diacritics' })
  q?: string;

  @Reference({ optional: true, description: 'Only about this system' })
  system?: string;

  @References({ optional: true, description: 'Only what units within these organised, attended or received' })
  within?: string[];

  @PeriodText({ optional: true, description: 'Only those that began in this period; or from and to' })
  period?: string;

  @OneOf(PERIOD_RULES, { optional: true, description: 'Where periods end; default calendar' })
  calendar?: PeriodRule;

  @Day({ optional: true, description: 'Only those that began on this day or later' })
  from?: LocalDate;

  @Day({ optional: true, description: 'Only those that began on this day or earlier' })
  to?: LocalDate;

  @OneOf(['believed', 'retracted'], { optional: true, description: 'Default believed' })
  state?: 'believed' | 'retracted';
}

export class ActivityFiguresQuery extends TimeQuery {
  @Reference({ optional: true, description: 'Only about this system' })
  system?: string;

  @References({ optional: true, description: 'Units within these, and what they came from; default: the home unit' })
  within?: string[];

  @PeriodText({ optional: true, description: 'The period; or from and to, of which an absent one narrows nothing' })
  period?: string;

  @OneOf(PERIOD_RULES, { optional: true, description: 'Where periods end; default calendar' })
  calendar?: PeriodRule;

  @Day({ optional: true, description: 'First day, itself included' })
  from?: LocalDate;

  @Day({ optional: true, description: 'Last day, itself included' })
  to?: LocalDate;

  @OneOf(ACTIVITY_GROUPINGS, { optional: true, description: 'Figures of each unit or period beside the totals' })
  groupBy?: ActivityGrouping;
}
