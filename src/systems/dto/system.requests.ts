import { type LocalDate } from '../../kernel/local-date.js';
import { ListQuery } from '../../platform/http/questions.js';
import { Day, OneOf, Reference, References, Text } from '../../platform/validation/fields.js';
import { INHERITANCE_RULES, type InheritanceRule } from '../domain/system.js';
import { type Level, LEVELS } from '../../units/domain/unit.js';

export class SystemDto {
  @Reference({ description: 'Code, for good', example: 'one-stop-shop' })
  code: string;

  @Text({ description: 'Vietnamese name', example: 'Hệ thống một cửa điện tử' })
  name: string;

  @Text({ optional: true, description: 'English name', example: 'Electronic one-stop shop' })
  nameEn?: string;

  @Reference({ optional: true, description: 'Code of the system it is a part of' })
  parent?: string;

  @Reference({ optional: true, description: 'The unit that answers for it and may log for all' })
  owner?: string;

  @Text({ optional: true, max: 500, description: 'Căn cứ pháp lý', example: '07/2016/QĐ-UBND' })
  legalBasis?: string;

  @OneOf(INHERITANCE_RULES, { optional: true, description: "How a successor's stage follows; default all" })
  inheritance?: InheritanceRule;

  @Day({ optional: true, description: 'First day; absent: from before the record' })
  validFrom?: LocalDate;

  @Day({ optional: true, description: 'First day after; absent: no end' })
  validTo?: LocalDate;
}

export class SystemChangeDto {
  @Day({ description: 'From this day on it is as given' })
  changesFrom: LocalDate;

  @Text({ optional: true, description: 'Vietnamese name' })
  name?: string;

  @Text({ clearable: true, description: 'English name; null: none' })
  nameEn?: string | null;

  @Reference({ clearable: true, description: 'Code of the system it is a part of; null: of none' })
  parent?: string | null;

  @Reference({ clearable: true, description: 'The unit that answers for it; null: none' })
  owner?: string | null;

  @Text({ clearable: true, max: 500, description: 'Căn cứ pháp lý; null: none' })
  legalBasis?: string | null;

  @OneOf(INHERITANCE_RULES, { optional: true, description: "How a successor's stage follows from its predecessors'" })
  inheritance?: InheritanceRule;
}

export class ApplicabilityDto {
  @OneOf(LEVELS, { description: 'Units of this level should have the system' })
  level: Level;

  @Text({ optional: true, max: 50, description: 'Only of this kind' })
  kind?: string;

  @Reference({ optional: true, description: 'Only members of this set' })
  set?: string;

  @Reference({ optional: true, description: 'Only within this unit' })
  within?: string;

  @Day({ optional: true, description: 'First day; absent: always' })
  validFrom?: LocalDate;

  @Day({ optional: true, description: 'First day after; absent: no end' })
  validTo?: LocalDate;

  @Text({ optional: true, max: 500, description: 'Căn cứ pháp lý' })
  legalBasis?: string;
}

export class EndDto {
  @Day({ description: 'First day on which it is no longer in force' })
  validTo: LocalDate;
}

export class ExemptionsQuery extends ListQuery {
  @Reference({ optional: true, description: 'Id or code of the unit' })
  unit?: string;

  @Reference({ optional: true, description: 'Code of the system' })
  system?: string;
}

export class ExemptionDto {
  @Reference({ description: 'Id or code of the unit on the first day' })
  unit: string;

  @Text({ optional: true, description: 'Its name on that day, where the code has changed hands' })
  unitName?: string;

  @Reference({ description: 'Code of the system' })
  system: string;

  @Day({ description: 'First day' })
  validFrom: LocalDate;

  @Day({ optional: true, description: 'First day after; absent: no end' })
  validTo?: LocalDate;

  @Text({ max: 1000, lines: true, description: 'Lý do' })
  reason: string;

  @Text({ description: 'Who granted it, with the document' })
  grantedBy: string;

  @References({ optional: true, max: 20, description: 'Ids of the documents that it rests on' })
  documents?: string[];
}

export class RetractionDto {
  @Text({ max: 1000, lines: true, description: 'Lý do' })
  reason: string;
}
