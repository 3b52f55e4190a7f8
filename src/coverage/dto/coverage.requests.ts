import { type LocalDate } from '../../kernel/local-date.js';
import { ListQuery, TimeQuery } from '../../platform/http/questions.js';
import {
  Day,
  Instant,
  OneOf,
  Reference,
  References,
  SomeOf,
  Text,
  WholeNumber,
} from '../../platform/validation/fields.js';
import { type Stage, STAGES } from '../../deployments/domain/entry.js';
import { type Level, LEVELS } from '../../units/domain/unit.js';
import { COVERAGE_LISTS, type CoverageList } from '../domain/figure.js';
import { type Dimension, DIMENSIONS } from '../domain/grouping.js';
import { PERIOD_RULES, type PeriodRule } from '../../kernel/reporting-period.js';
import { type Step, STEPS } from '../domain/trend-days.js';

export class CoverageQuery extends TimeQuery {
  @References({ optional: true, description: 'Codes of systems; default all' })
  system?: string[];

  @OneOf(LEVELS, { optional: true, description: 'Only this level' })
  level?: Level;

  @Text({ optional: true, max: 50, description: 'Only this kind: xã, phường, sở…' })
  kind?: string;

  @References({ optional: true, description: 'Scope units: these and all below; default the roots of the day' })
  within?: string[];

  @SomeOf(DIMENSIONS, { optional: true, description: 'Default system,level' })
  groupBy?: Dimension[];

  @SomeOf(STAGES, { optional: true, description: 'Stages that count as covered; default live' })
  stages?: Stage[];
}

export class CoverageUnitsQuery extends ListQuery {
  @Reference({ description: 'Code of the system' })
  system: string;

  @OneOf(COVERAGE_LISTS, { description: 'Which list of the figure' })
  list: CoverageList;

  @OneOf(LEVELS, { optional: true, description: 'Only this level' })
  level?: Level;

  @Text({ optional: true, max: 50, description: 'Only this kind' })
  kind?: string;

  @References({ optional: true, description: 'Scope units; default the roots of the day' })
  within?: string[];

  @Reference({ optional: true, description: 'Only units right below this one' })
  parent?: string;

  @SomeOf(STAGES, { optional: true, description: 'Stages that count as covered; default live' })
  stages?: Stage[];
}

export class CoverageTrendQuery {
  @Day({ description: 'First day' })
  from: LocalDate;

  @Day({ description: 'Last day, inclusive; codes are read on it' })
  to: LocalDate;

  @OneOf(STEPS, { optional: true, description: 'Default month' })
  step?: Step;

  @OneOf(PERIOD_RULES, {
    optional: true,
    description: 'calendar (default): periods end on the last day of a month; decree-09: on its 14th (09/2019/NĐ-CP)',
  })
  calendar?: PeriodRule;

  @OneOf(['lineage'], {
    optional: true,
    description: 'lineage: before its beginning a scope unit is the units it was made of; default nothing, and null',
  })
  follow?: 'lineage';

  @Instant({ optional: true, description: 'As known at this instant; default: everything committed' })
  knownAt?: string;

  @WholeNumber({ optional: true, max: Number.MAX_SAFE_INTEGER, description: 'As known after this revision' })
  revision?: number;

  @References({ optional: true, description: 'Codes of systems; default all' })
  system?: string[];

  @OneOf(LEVELS, { optional: true, description: 'Only this level' })
  level?: Level;

  @Text({ optional: true, max: 50, description: 'Only this kind' })
  kind?: string;

  @References({ optional: true, description: 'Scope units; default the roots of each day' })
  within?: string[];

  @SomeOf(['system', 'level', 'kind'], { optional: true, description: 'Default system,level' })
  groupBy?: Dimension[];

  @SomeOf(STAGES, { optional: true, description: 'Stages that count as covered; default live' })
  stages?: Stage[];
}
