import { TimeQuery } from '../../platform/http/questions.js';
import { ListOf, Nested, OneOf, Reference, Text, WholeNumber } from '../../platform/validation/fields.js';
import { Decimal } from '../../platform/validation/quantity-fields.js';
import { type Level, LEVELS } from '../../units/domain/unit.js';
import { FORM_TYPES, type FormType } from '../domain/form.js';
import { FIRST_YEAR, LAST_YEAR } from '../domain/scoring-year.js';

const MOST_POINTS = 10_000;

/** A year of scores. */
export function Year(options: { optional?: boolean; description: string }): PropertyDecorator {
  return WholeNumber({ ...options, min: FIRST_YEAR, max: LAST_YEAR, example: 2016 });
}

/** Points with at most two decimals. */
export function PointsField(options: { optional?: boolean; description: string }): PropertyDecorator {
  return Decimal({ ...options, max: MOST_POINTS, example: 98.75 });
}

export class ScorecardDto {
  @Reference({ description: 'Code, for good', example: 'par-index' })
  code: string;

  @Text({ description: 'Vietnamese name', example: 'Chỉ số cải cách hành chính' })
  name: string;

  @Text({ optional: true, description: 'English name' })
  nameEn?: string;
}

export class ScorecardChangeDto {
  @Text({ optional: true, description: 'Vietnamese name' })
  name?: string;

  @Text({ clearable: true, description: 'English name; null: none' })
  nameEn?: string | null;
}

export class ScoredGroupDto {
  @Reference({ description: 'Code within the version', example: 'full' })
  code: string;

  @Text({ description: 'Name', example: 'Sở, ban, ngành có thủ tục hành chính' })
  name: string;

  @OneOf(LEVELS, { description: 'Units of this level' })
  level: Level;

  @Text({ optional: true, max: 50, description: 'Only of this kind' })
  kind?: string;

  @Reference({ optional: true, description: 'Only members of this set, by its code' })
  set?: string;
}

export class MeasureDto {
  @OneOf(['coverage', 'indicator'], { description: 'What is measured at the unit with all below it' })
  of: 'coverage' | 'indicator';

  @Reference({ optional: true, description: 'Of coverage: code of the system' })
  system?: string;

  @OneOf(LEVELS, { optional: true, description: 'Of coverage: only units of this level' })
  level?: Level;

  @Reference({ optional: true, description: 'Of an indicator: its code' })
  indicator?: string;
}

export class StepDto {
  @Decimal({ description: 'From this on; percent of a share, else the number itself', example: 80 })
  atLeast: number;

  @Decimal({ max: 100, description: 'Percent of the maximum that it earns', example: 50 })
  award: number;
}

export class FormDto {
  @OneOf(FORM_TYPES, { description: 'share, yes-no, steps or linear' })
  type: FormType;

  @ListOf(() => StepDto, { optional: true, min: 1, max: 20, description: 'Of steps: below all of them nothing' })
  steps?: StepDto[];

  @Decimal({ optional: true, description: 'Of linear: where nothing is earned; percent of a share', example: 20 })
  from?: number;

  @Decimal({ optional: true, description: 'Of linear: where the maximum is earned', example: 60 })
  to?: number;
}

export class FormulaDto {
  @Nested(() => MeasureDto, { description: 'What is measured' })
  measure: MeasureDto;

  @Nested(() => FormDto, { description: 'How it becomes points' })
  form: FormDto;
}

export class MaximumDto {
  @Reference({ optional: true, description: 'Code of the group; absent: of every group without one of its own' })
  group?: string;

  @PointsField({ description: 'Most points; 0: the group is not scored by the criterion' })
  points: number;
}

export class CriterionDto {
  @Reference({ description: 'Code within the version', example: '1.2' })
  code: string;

  @Text({ max: 500, description: 'Name' })
  name: string;

  @Reference({ optional: true, description: 'Code of the heading that it stands under' })
  parent?: string;

  @ListOf(() => MaximumDto, { optional: true, max: 20, description: 'Absent for a heading' })
  maximum?: MaximumDto[];

  @Nested(() => FormulaDto, { optional: true, description: 'Absent: the units declare their points, with evidence' })
  formula?: FormulaDto;
}

export class GradeBandDto {
  @Text({ max: 20, description: 'Xếp loại', example: 'A' })
  grade: string;

  @Text({ max: 50, description: 'What it is called', example: 'Tốt' })
  name: string;

  @Decimal({ max: 100, description: 'From this percent of the own maximum on', example: 80 })
  atLeast: number;
}

export class ScorecardVersionDto {
  @Year({ description: 'First year that it is for' })
  fromYear: number;

  @Reference({ description: 'The unit whose units are scored, by id or code', example: '72' })
  within: string;

  @ListOf(() => ScoredGroupDto, { min: 1, max: 20, description: 'A unit is of the first group that it fits' })
  groups: ScoredGroupDto[];

  @ListOf(() => CriterionDto, { min: 1, max: 500, description: 'Headings and criteria, in the order they are shown' })
  criteria: CriterionDto[];

  @ListOf(() => GradeBandDto, { optional: true, max: 20, description: 'Absent: no grades' })
  grades?: GradeBandDto[];

  @Text({ optional: true, max: 500, description: 'Căn cứ pháp lý' })
  legalBasis?: string;

  @WholeNumber({ optional: true, min: 1, description: 'Number of the version of the same year that it replaces' })
  replaces?: number;
}

export class ScoresQuery extends TimeQuery {
  @Year({ description: 'The year; one that is under way is measured on asOf' })
  year: number;
}
