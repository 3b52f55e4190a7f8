import { type LocalDate } from '../../kernel/local-date.js';
import { ListQuery } from '../../platform/http/questions.js';
import { Day, OneOf, Reference, Text, WholeNumber } from '../../platform/validation/fields.js';
import { type Level, LEVELS } from '../../units/domain/unit.js';
import { type Comparator, COMPARATORS } from '../domain/declaration.js';

export class DeclarationDto {
  @Reference({ description: 'Code of the system' })
  system: string;

  @OneOf(LEVELS, { optional: true, description: 'Cấp; absent: all levels together' })
  level?: Level;

  @Reference({ description: 'Id of the unit it was stated for, or its code on asOf', example: '72' })
  scope: string;

  @Text({ optional: true, description: 'Name of that unit on that day, where the code has changed hands' })
  scopeName?: string;

  @Day({ description: 'The day the figure is of; not after today' })
  asOf: LocalDate;

  @WholeNumber({ optional: true, description: 'The count stated; absent: none was' })
  count?: number;

  @WholeNumber({ optional: true, description: 'Of how many, where stated' })
  total?: number;

  @OneOf(COMPARATORS, {
    optional: true,
    description: 'Default = with a count; some: that there are some, not how many',
  })
  comparator?: Comparator;

  @Text({ optional: true, max: 60, description: 'What is counted, where it was said', example: 'sở' })
  counted?: string;

  @Text({ max: 500, description: 'Where it was stated' })
  document: string;

  @Text({ optional: true, max: 1000, lines: true, description: 'The words' })
  quote?: string;
}

export class DeclarationsQuery extends ListQuery {
  @Reference({ optional: true, description: 'Code of the system' })
  system?: string;
}
