import { ApiProperty } from '@nestjs/swagger';
import { DocumentSummary } from '../../documents/dto/document.answers.js';
import { ListAnswerBase, ReadPointAnswer } from '../../platform/http/answers.js';
import { UnitSummary } from '../../units/dto/unit.answers.js';
import { ACTIVITY_KINDS } from '../domain/activity.js';

export class AttendanceAnswer {
  @ApiProperty({ type: () => UnitSummary })
  unit: UnitSummary;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Null: not stated' })
  people: number | null;
}

export class EquipmentItemAnswer {
  @ApiProperty({ type: () => UnitSummary })
  unit: UnitSummary;
  @ApiProperty({ example: 'Máy vi tính' })
  type: string;
  @ApiProperty()
  quantity: number;
  @ApiProperty({ example: 'bộ' })
  measure: string;
}

export class ActivityRetractionAnswer {
  @ApiProperty()
  reason: string;
  @ApiProperty({ type: 'integer', nullable: true })
  replacementId: number | null;
  @ApiProperty()
  revision: number;
  @ApiProperty({ format: 'date-time' })
  retractedAt: string;
}

export class ActivityAnswer {
  @ApiProperty()
  id: number;
  @ApiProperty({ enum: ACTIVITY_KINDS })
  kind: string;
  @ApiProperty()
  title: string;
  @ApiProperty({ format: 'date' })
  startsOn: string;
  @ApiProperty({ format: 'date', description: 'Its last day, itself included' })
  endsOn: string;
  @ApiProperty({ description: 'Its days as reports print them', example: '08/12/2016' })
  print: string;
  @ApiProperty({ type: () => UnitSummary, nullable: true, description: 'Null: a unit that you may not see' })
  organiser: UnitSummary | null;
  @ApiProperty({ type: 'string', nullable: true })
  place: string | null;
  @ApiProperty({ type: 'string', isArray: true, description: 'Codes' })
  systems: string[];
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Everybody who came, where that is stated; null too for who does not see all of its units',
  })
  people: number | null;
  @ApiProperty({ type: () => AttendanceAnswer, isArray: true })
  attendance: AttendanceAnswer[];
  @ApiProperty({ type: () => EquipmentItemAnswer, isArray: true })
  items: EquipmentItemAnswer[];
  @ApiProperty({ type: 'string', nullable: true })
  note: string | null;
  @ApiProperty({ type: () => DocumentSummary, isArray: true })
  documents: DocumentSummary[];
  @ApiProperty({ description: 'The revision it was recorded in' })
  revision: number;
  @ApiProperty({ format: 'date-time' })
  recordedAt: string;
  @ApiProperty({ type: () => ActivityRetractionAnswer, nullable: true })
  retraction: ActivityRetractionAnswer | null;
}

export class ActivityListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => ActivityAnswer, isArray: true, description: 'Latest first' })
  items: ActivityAnswer[];
}

export class ActivityOnAnswer extends ReadPointAnswer {
  @ApiProperty({ type: () => ActivityAnswer })
  activity: ActivityAnswer;
}

export class ActivityBatchAnswer {
  @ApiProperty()
  revision: number;
  @ApiProperty({ type: () => ActivityAnswer, isArray: true, description: 'In the order given' })
  activities: ActivityAnswer[];
}

export class RetractedActivityAnswer {
  @ApiProperty()
  revision: number;
  @ApiProperty({ type: () => ActivityAnswer })
  retracted: ActivityAnswer;
  @ApiProperty({ type: () => ActivityAnswer, nullable: true })
  replacement: ActivityAnswer | null;
}

export class EquipmentFigureAnswer {
  @ApiProperty({ example: 'Máy vi tính' })
  type: string;
  @ApiProperty({ example: 'bộ' })
  measure: string;
  @ApiProperty()
  quantity: number;
  @ApiProperty({ description: 'Units that received some' })
  units: number;
  @ApiProperty({ example: 'Máy vi tính: 05 bộ' })
  print: string;
}

export class ActivityFiguresFields {
  @ApiProperty({ description: 'Trainings that units of the scope organised' })
  trainings: number;
  @ApiProperty({ type: 'integer', nullable: true, description: 'People trained; null: not stated for any of them' })
  people: number | null;
  @ApiProperty({ description: 'Trainings whose people are not stated, or not all' })
  unstated: number;
  @ApiProperty({ example: 'từ 45 trở lên', description: 'People as a report states them' })
  printPeople: string;
  @ApiProperty({ description: 'Units that sent people' })
  unitsTrained: number;
  @ApiProperty({ type: () => EquipmentFigureAnswer, isArray: true })
  equipment: EquipmentFigureAnswer[];
}

export class ActivityGroupAnswer extends ActivityFiguresFields {
  @ApiProperty({ type: () => UnitSummary, nullable: true, description: 'With groupBy=unit' })
  unit: UnitSummary | null;
  @ApiProperty({ type: 'string', nullable: true, example: '2016-Q4', description: 'With another groupBy' })
  period: string | null;
}

export class ActivityFiguresAnswer extends ReadPointAnswer {
  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'First day, itself included' })
  from: string | null;
  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'Last day, itself included' })
  to: string | null;
  @ApiProperty({ type: 'string', isArray: true, description: 'Codes of the units asked about' })
  within: string[];
  @ApiProperty({ type: () => ActivityFiguresFields })
  totals: ActivityFiguresFields;
  @ApiProperty({ type: () => ActivityGroupAnswer, isArray: true, description: 'With groupBy' })
  rows: ActivityGroupAnswer[];
}
