import { ApiProperty } from '@nestjs/swagger';
import { DocumentSummary } from '../../documents/dto/document.answers.js';
import { ListAnswerBase, ReadPointAnswer } from '../../platform/http/answers.js';
import { UnitSummary } from '../../units/dto/unit.answers.js';
import { LEVELS } from '../../units/domain/unit.js';
import { TARGET_MEASURES } from '../domain/target.js';
import { TARGET_STATUSES } from '../domain/target-status.js';

export class TargetValueAnswer {
  @ApiProperty({ example: 0.7157894736842105, description: 'A share of one, or a number' })
  value: number;
  @ApiProperty({ example: '71,6%' })
  print: string;
}

export class TargetAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty()
  name: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Code of the system' })
  system: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Code of the indicator' })
  indicator: string | null;
  @ApiProperty({ type: () => UnitSummary, description: 'As it was on startsOn' })
  scope: UnitSummary;
  @ApiProperty({ type: 'string', nullable: true, enum: LEVELS })
  level: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  kind: string | null;
  @ApiProperty({ enum: TARGET_MEASURES })
  measure: string;
  @ApiProperty({ format: 'date' })
  startsOn: string;
  @ApiProperty({ format: 'date' })
  dueOn: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Căn cứ pháp lý' })
  legalBasis: string | null;
  @ApiProperty({ type: () => DocumentSummary, isArray: true, description: 'The documents linked to it' })
  documents: DocumentSummary[];
  @ApiProperty({ enum: TARGET_STATUSES })
  status: string;
  @ApiProperty({ example: 'đúng tiến độ' })
  statusName: string;
  @ApiProperty({ format: 'date', description: 'The day whose figure decides: asOf, or dueOn once that is past' })
  judgedOn: string;
  @ApiProperty({
    type: () => TargetValueAnswer,
    nullable: true,
    description: 'The figure of judgedOn; null: not known',
  })
  current: TargetValueAnswer | null;
  @ApiProperty({ type: () => TargetValueAnswer })
  goal: TargetValueAnswer;
  @ApiProperty({ type: () => TargetValueAnswer })
  baseline: TargetValueAnswer;
  @ApiProperty({ description: 'False: nothing is known of startsOn, and 0 is taken' })
  baselineKnown: boolean;
  @ApiProperty({ type: () => TargetValueAnswer, description: 'Where the straight line stands on judgedOn' })
  expected: TargetValueAnswer;
  @ApiProperty({ description: 'Days from startsOn to judgedOn' })
  elapsedDays: number;
  @ApiProperty({ description: 'Days from startsOn to dueOn' })
  totalDays: number;
  @ApiProperty({ example: '43,2% + (100% − 43,2%) × 365/730 = 71,6%', description: 'How expected came about' })
  arithmetic: string;
}

export class TargetListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => TargetAnswer, isArray: true, description: 'First due first' })
  items: TargetAnswer[];
}

export class TargetOnDayAnswer extends ReadPointAnswer {
  @ApiProperty({ type: () => TargetAnswer })
  target: TargetAnswer;
}

export class TargetRecordedAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
}
