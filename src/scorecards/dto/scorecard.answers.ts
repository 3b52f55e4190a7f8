import { ApiProperty } from '@nestjs/swagger';
import { ListAnswerBase, ReadPointAnswer } from '../../platform/http/answers.js';
import { LEVELS } from '../../units/domain/unit.js';
import { FORM_TYPES } from '../domain/form.js';

export class ScorecardAnswer {
  @ApiProperty({ example: 'par-index' })
  code: string;
  @ApiProperty({ example: 'Chỉ số cải cách hành chính' })
  name: string;
  @ApiProperty({ type: 'string', nullable: true })
  nameEn: string | null;
}

export class ScorecardListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => ScorecardAnswer, isArray: true })
  items: ScorecardAnswer[];
}

export class ScoredGroupAnswer {
  @ApiProperty({ example: 'full' })
  code: string;
  @ApiProperty()
  name: string;
  @ApiProperty({ enum: LEVELS })
  level: string;
  @ApiProperty({ type: 'string', nullable: true })
  kind: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  setId: string | null;
  @ApiProperty({ description: 'Own maximum: the sum of what its units are scored by', example: 96.5 })
  maximum: number;
}

export class FormulaMeasureAnswer {
  @ApiProperty({ enum: ['coverage', 'indicator'] })
  of: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Code of the system' })
  system: string | null;
  @ApiProperty({ type: 'string', enum: LEVELS, nullable: true })
  level: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Code of the indicator' })
  indicator: string | null;
}

export class StepAnswer {
  @ApiProperty()
  atLeast: number;
  @ApiProperty({ description: 'Percent of the maximum' })
  award: number;
}

export class FormAnswer {
  @ApiProperty({ enum: FORM_TYPES })
  type: string;
  @ApiProperty({ type: () => StepAnswer, isArray: true })
  steps: StepAnswer[];
  @ApiProperty({ type: 'number', nullable: true })
  from: number | null;
  @ApiProperty({ type: 'number', nullable: true })
  to: number | null;
}

export class FormulaAnswer {
  @ApiProperty({ type: () => FormulaMeasureAnswer })
  measure: FormulaMeasureAnswer;
  @ApiProperty({ type: () => FormAnswer })
  form: FormAnswer;
}

export class GroupMaximumAnswer {
  @ApiProperty({ description: 'Code of the group' })
  group: string;
  @ApiProperty()
  points: number;
}

export class CriterionAnswer {
  @ApiProperty({ example: '1.2' })
  code: string;
  @ApiProperty()
  name: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Code of the heading that it stands under' })
  parent: string | null;
  @ApiProperty({ type: () => GroupMaximumAnswer, isArray: true, description: 'A group that is absent is not scored' })
  maximum: GroupMaximumAnswer[];
  @ApiProperty({ type: () => FormulaAnswer, nullable: true, description: 'Null: declared by the units, or a heading' })
  formula: FormulaAnswer | null;
}

export class GradeBandAnswer {
  @ApiProperty({ example: 'A' })
  grade: string;
  @ApiProperty({ example: 'Tốt' })
  name: string;
  @ApiProperty({ description: 'Percent of the own maximum' })
  atLeast: number;
}

export class ScorecardVersionAnswer {
  @ApiProperty()
  number: number;
  @ApiProperty({ description: 'First year that it is for' })
  fromYear: number;
  @ApiProperty({ format: 'uuid', description: 'The unit whose units are scored' })
  withinId: string;
  @ApiProperty({ type: () => ScoredGroupAnswer, isArray: true })
  groups: ScoredGroupAnswer[];
  @ApiProperty({ type: () => CriterionAnswer, isArray: true })
  criteria: CriterionAnswer[];
  @ApiProperty({ type: () => GradeBandAnswer, isArray: true })
  grades: GradeBandAnswer[];
  @ApiProperty({ type: 'string', nullable: true })
  legalBasis: string | null;
  @ApiProperty({ description: 'The revision it was recorded in' })
  revision: number;
}

export class ScorecardOnAnswer extends ReadPointAnswer {
  @ApiProperty({ type: () => ScorecardAnswer })
  scorecard: ScorecardAnswer;
  @ApiProperty({ type: () => ScorecardVersionAnswer, isArray: true, description: 'Earliest year first' })
  versions: ScorecardVersionAnswer[];
}

export class ScorecardRecordedAnswer {
  @ApiProperty()
  code: string;
}

export class VersionRecordedAnswer {
  @ApiProperty()
  number: number;
}
