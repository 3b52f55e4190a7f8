import { ApiProperty } from '@nestjs/swagger';
import { DocumentSummary } from '../../documents/dto/document.answers.js';
import { ReadPointAnswer } from '../../platform/http/answers.js';
import { UnitSummary } from '../../units/dto/unit.answers.js';

const BASES = ['accepted', 'computed', 'declared', 'unknown'];

export class UnitScoreFields {
  @ApiProperty({ type: () => UnitSummary })
  unit: UnitSummary;
  @ApiProperty({ type: 'string', nullable: true, description: 'Name of the group that it is scored in' })
  group: string | null;
  @ApiProperty({ type: 'number', nullable: true, description: 'Null: not known, which is not 0' })
  points: number | null;
  @ApiProperty({ type: 'number', nullable: true, description: 'Its own maximum' })
  maximum: number | null;
  @ApiProperty({ description: 'Points as official text prints them', example: '98,75' })
  print: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Points over own maximum', example: '98,8%' })
  percent: string | null;
  @ApiProperty({ type: 'string', nullable: true, example: 'A' })
  grade: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Equals share a rank: 1, 2, 2, 4' })
  rank: number | null;
}

export class UnitScoreAnswer extends UnitScoreFields {
  @ApiProperty({ description: 'The points that are known, summed' })
  known: number;
  @ApiProperty({ description: 'Criteria that wait for a reviewer' })
  open: number;
  @ApiProperty({ description: 'Criteria that are declared otherwise than computed' })
  differences: number;
}

export class GradeCountAnswer {
  @ApiProperty({ example: 'A' })
  grade: string;
  @ApiProperty({ type: 'string', nullable: true, example: 'Tốt' })
  name: string | null;
  @ApiProperty()
  count: number;
  @ApiProperty({ example: '09' })
  print: string;
}

export class ScoresAnswer extends ReadPointAnswer {
  @ApiProperty({ example: 2016 })
  year: number;
  @ApiProperty({ format: 'date', description: 'The day that was measured on' })
  measuredOn: string;
  @ApiProperty({ description: 'Number of the version that is for the year' })
  version: number;
  @ApiProperty({ type: () => UnitScoreAnswer, isArray: true, description: 'By rank, then those without one' })
  units: UnitScoreAnswer[];
}

export class CriterionScoreAnswer {
  @ApiProperty()
  code: string;
  @ApiProperty()
  name: string;
  @ApiProperty({ type: 'string', nullable: true })
  parent: string | null;
  @ApiProperty()
  maximum: number;
  @ApiProperty({ type: 'number', nullable: true, description: 'What counts: accepted, else computed, else declared' })
  points: number | null;
  @ApiProperty({ enum: BASES })
  basis: string;
  @ApiProperty({ type: 'number', nullable: true, description: 'By the formula' })
  computed: number | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'What was measured', example: '41/95 (43,2%)' })
  measured: string | null;
  @ApiProperty({ type: 'number', nullable: true, description: 'Điểm tự chấm' })
  declared: number | null;
  @ApiProperty({ type: 'number', nullable: true, description: 'Declared less computed' })
  difference: number | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Giải trình of the unit' })
  note: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Id of the self-assessment, to link documents to' })
  assessmentId: number | null;
  @ApiProperty({ type: () => DocumentSummary, isArray: true, description: 'Tài liệu kiểm chứng' })
  documents: DocumentSummary[];
  @ApiProperty({ type: 'number', nullable: true, description: 'Điểm thẩm định' })
  accepted: number | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Why it was accepted so' })
  reason: string | null;
  @ApiProperty({ description: 'It waits for a reviewer' })
  open: boolean;
}

export class HeadingScoreAnswer {
  @ApiProperty()
  code: string;
  @ApiProperty()
  name: string;
  @ApiProperty({ type: 'string', nullable: true })
  parent: string | null;
  @ApiProperty()
  maximum: number;
  @ApiProperty({ type: 'number', nullable: true, description: 'Null: not all of it is known' })
  points: number | null;
}

export class UnitScoreOnAnswer extends ReadPointAnswer {
  @ApiProperty({ example: 2016 })
  year: number;
  @ApiProperty({ format: 'date' })
  measuredOn: string;
  @ApiProperty()
  version: number;
  @ApiProperty({ type: () => UnitScoreAnswer })
  score: UnitScoreAnswer;
  @ApiProperty({ type: () => HeadingScoreAnswer, isArray: true })
  headings: HeadingScoreAnswer[];
  @ApiProperty({ type: () => CriterionScoreAnswer, isArray: true })
  criteria: CriterionScoreAnswer[];
}

export class AssessmentsRecordedAnswer {
  @ApiProperty({ description: 'The last revision; the one of this write if anything was new' })
  revision: number;
  @ApiProperty({ description: 'How many said something new' })
  recorded: number;
}
