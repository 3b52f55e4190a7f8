import { type LocalDate } from '../../kernel/local-date.js';
import { ListQuery } from '../../platform/http/questions.js';
import { Day, ListOf, OneOf, Reference, References, Text } from '../../platform/validation/fields.js';
import { type Level, LEVELS } from '../domain/unit.js';

export class UnitsQuery extends ListQuery {
  @OneOf(LEVELS, { optional: true, description: 'Cấp' })
  level?: Level;

  @Text({ optional: true, max: 50, description: 'Loại: xã, phường, huyện, sở…' })
  kind?: string;

  @Reference({ optional: true, description: 'Units right below this one' })
  parent?: string;

  @References({ optional: true, description: 'Units within these, themselves included' })
  within?: string[];

  @Text({ optional: true, max: 120, description: 'A name as people type it' })
  q?: string;
}

export class UnitDto {
  @Reference({ description: 'Official code; of a department, a slug under its province', example: '25711' })
  code: string;

  @Text({ optional: true, max: 40, description: 'Mã định danh cơ quan', example: 'H53.15' })
  agencyCode?: string;

  @Text({ max: 200, description: 'Name with its kind in front', example: 'Xã Đôn Thuận' })
  name: string;

  @Text({ max: 50, description: 'Loại', example: 'xã' })
  kind: string;

  @OneOf(LEVELS, { description: 'Cấp' })
  level: Level;

  @Reference({ optional: true, description: 'The unit above; all but provinces have one' })
  parent?: string;

  @Day({ optional: true, description: 'First day; absent: from before the record' })
  validFrom?: LocalDate;

  @Day({ optional: true, description: 'First day on which it is no longer there; absent: no end' })
  validTo?: LocalDate;
}

export class UnitChangeDto {
  @Day({ optional: true, description: 'A change: from this day on it is as given' })
  changesFrom?: LocalDate;

  @Day({ optional: true, description: 'A correction: the period that holds this day was recorded wrongly' })
  corrects?: LocalDate;

  @Reference({ optional: true, description: 'Official code' })
  code?: string;

  @Text({ clearable: true, max: 40, description: 'Mã định danh cơ quan; null: it has none' })
  agencyCode?: string | null;

  @Text({ optional: true, max: 200, description: 'Name with its kind in front' })
  name?: string;

  @Text({ optional: true, max: 50, description: 'Loại' })
  kind?: string;

  @Reference({ optional: true, description: 'The unit above' })
  parent?: string;

  @Day({ clearable: true, description: 'In a correction: the first day of the period; null: from before the record' })
  validFrom?: LocalDate | null;

  @Day({ clearable: true, description: 'In a correction: the first day after the period; null: no end' })
  validTo?: LocalDate | null;
}

export class SetMemberDto {
  @Reference({ description: 'Id or code of the unit, on the first day of membership' })
  unit: string;

  @Text({ optional: true, description: 'Its name on that day, where the code has changed hands' })
  unitName?: string;

  @Day({ optional: true, description: 'First day; absent: from before the record' })
  validFrom?: LocalDate;

  @Day({ optional: true, description: 'First day after; absent: no end' })
  validTo?: LocalDate;
}

export class UnitSetDto {
  @Reference({ description: 'Code of the set', example: 'so-tu-phap' })
  code: string;

  @Text({ description: 'Name of the set' })
  name: string;

  @ListOf(() => SetMemberDto, { optional: true, max: 500, description: 'Its members' })
  members?: SetMemberDto[];
}

export class SetMembersDto {
  @ListOf(() => SetMemberDto, { min: 1, max: 500, description: 'New members' })
  members: SetMemberDto[];
}
