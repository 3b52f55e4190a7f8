import { type LocalDate } from '../../kernel/local-date.js';
import { ListQuery } from '../../platform/http/questions.js';
import { Day, OneOf, Reference, References, Text } from '../../platform/validation/fields.js';
import { Decimal } from '../../platform/validation/quantity-fields.js';
import { type Level, LEVELS } from '../../units/domain/unit.js';
import { TARGET_MEASURES, type TargetMeasure } from '../domain/target.js';

const LARGEST_GOAL = 1e9;

export class TargetDto {
  @Text({ max: 300, description: 'What is to be reached', example: '100% xã dùng văn phòng điện tử' })
  name: string;

  @Reference({ optional: true, description: 'Code of the system whose coverage it is about; or give indicator' })
  system?: string;

  @Reference({ optional: true, description: 'Code of the indicator; or give system' })
  indicator?: string;

  @Reference({ description: 'Id of the unit that it is for with all below it, or its code on startsOn', example: '72' })
  scope: string;

  @Text({ optional: true, description: 'Name of that unit on that day, where the code has changed hands' })
  scopeName?: string;

  @OneOf(LEVELS, { optional: true, description: 'Of coverage: units of this level alone' })
  level?: Level;

  @Text({ optional: true, max: 50, description: 'Of coverage: units of this kind alone' })
  kind?: string;

  @OneOf(TARGET_MEASURES, {
    description: 'ratio: a share in percent; count: units that have the system; value: the number of an indicator',
  })
  measure: TargetMeasure;

  @Decimal({ max: LARGEST_GOAL, description: 'At least this much; of a ratio in percent', example: 100 })
  goal: number;

  @Decimal({ optional: true, max: LARGEST_GOAL, description: 'Where it began; default what is known of startsOn' })
  baseline?: number;

  @Day({ description: 'The day of the baseline' })
  startsOn: LocalDate;

  @Day({ description: 'The last day to reach it' })
  dueOn: LocalDate;

  @Text({ optional: true, max: 500, description: 'Căn cứ pháp lý', example: '418/QĐ-UBND' })
  legalBasis?: string;

  @References({ optional: true, max: 20, description: 'Ids of the documents that it rests on' })
  documents?: string[];
}

export class TargetRetractionDto {
  @Text({ max: 1000, lines: true, description: 'Lý do' })
  reason: string;
}

export class TargetsQuery extends ListQuery {
  @Reference({ optional: true, description: 'Code of the system' })
  system?: string;

  @Reference({ optional: true, description: 'Code of the indicator' })
  indicator?: string;
}
