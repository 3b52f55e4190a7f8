import { type LocalDate } from '../../kernel/local-date.js';
import { ListQuery } from '../../platform/http/questions.js';
import { Day, ListOf, OneOf, Reference, References, SomeOf, Text } from '../../platform/validation/fields.js';
import { type Level, LEVELS } from '../../units/domain/unit.js';
import { type Dating, DATINGS, ENTRY_STAGES, type EntryStage, type Stage, STAGES } from '../domain/entry.js';

export class EvidenceDto {
  @OneOf(['document', 'link'], { description: 'A document, by its id or by its number and title; or a link' })
  kind: 'document' | 'link';

  @Text({ unless: 'document', max: 300, description: 'Number and title', example: '418/QĐ-UBND ngày 24/02/2016' })
  title?: string;

  @Reference({ optional: true, description: 'Id of a document that is recorded' })
  document?: string;

  @Text({ optional: true, max: 1000, description: 'Where it can be read' })
  url?: string;
}

export class DeploymentDto {
  @Reference({ description: 'Id of the unit, or its code on the day', example: '25540' })
  unit: string;

  @Text({ optional: true, description: 'Its name on that day; needed where the code has changed hands since' })
  unitName?: string;

  @Reference({ description: 'Code of the system', example: 'e-office' })
  system: string;

  @OneOf(ENTRY_STAGES, { description: 'Stage, or planned', example: 'live' })
  stage: EntryStage;

  @Day({ description: 'The day it is true from; not after today', example: '2016-12-20' })
  effectiveOn: LocalDate;

  @OneOf(DATINGS, {
    optional: true,
    description: 'on (default): it began that day; by: it was so already, its beginning unknown',
  })
  dated?: Dating;

  @Day({ optional: true, description: 'Of a plan: the day it is due' })
  dueOn?: LocalDate;

  @ListOf(() => EvidenceDto, { optional: true, max: 20, description: 'Tài liệu kiểm chứng' })
  evidence?: EvidenceDto[];

  @Text({ optional: true, max: 2000, lines: true, description: 'Ghi chú' })
  note?: string;

  @Text({ optional: true, description: 'Nhà cung cấp' })
  vendor?: string;

  @Text({ optional: true, max: 100, description: 'Phiên bản' })
  version?: string;

  @Text({ optional: true, description: 'Hợp đồng' })
  contract?: string;
}

/** As the OpenAPI document describes a batch; each entry is judged on its own. */
export class DeploymentBatchDto {
  @ListOf(() => DeploymentDto, { min: 1, max: 1000, description: 'All of them are recorded, or none' })
  entries: DeploymentDto[];
}

export class RetractEntryDto {
  @Text({ max: 1000, lines: true, description: 'Lý do' })
  reason: string;
}

export class StatesQuery extends ListQuery {
  @Reference({ optional: true, description: 'Id or code of the unit' })
  unit?: string;

  @References({ optional: true, description: 'Codes of systems' })
  system?: string[];

  @References({ optional: true, description: 'Units within these, themselves included' })
  within?: string[];

  @OneOf(LEVELS, { optional: true, description: 'Cấp' })
  level?: Level;

  @SomeOf(STAGES, { optional: true, description: 'Only these stages' })
  stages?: Stage[];
}

export class HistoryQuery extends ListQuery {
  @Reference({ optional: true, description: 'Id of the unit, or its code on asOf' })
  unit?: string;

  @Reference({ optional: true, description: 'Code of the system' })
  system?: string;
}
