import { type LocalDate } from '../../kernel/local-date.js';
import { Day, Instant, OneOf, References, SomeOf, Text } from '../../platform/validation/fields.js';
import { type Stage, STAGES } from '../../deployments/domain/entry.js';
import { type Level, LEVELS } from '../../units/domain/unit.js';

export class CoverageBridgeQuery {
  @Day({ description: 'The earlier day' })
  from: LocalDate;

  @Day({ optional: true, description: 'The later day, codes are read on it; default from: one day as it became known' })
  to?: LocalDate;

  @Instant({ optional: true, description: 'The earlier day as known at this instant; default knownTo' })
  knownFrom?: string;

  @Instant({ optional: true, description: 'Both days as known at this instant; default everything committed' })
  knownTo?: string;

  @References({ optional: true, description: 'Codes of systems; default all' })
  system?: string[];

  @OneOf(LEVELS, { optional: true, description: 'Only this level' })
  level?: Level;

  @Text({ optional: true, max: 50, description: 'Only this kind' })
  kind?: string;

  @References({ optional: true, description: 'Scope units; default the roots of each day' })
  within?: string[];

  @SomeOf(STAGES, { optional: true, description: 'Stages that count as covered; default live' })
  stages?: Stage[];
}
