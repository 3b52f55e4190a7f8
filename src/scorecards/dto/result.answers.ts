import { ApiProperty } from '@nestjs/swagger';
import { DocumentSummary } from '../../documents/dto/document.answers.js';
import { ListAnswerBase, ReadPointAnswer } from '../../platform/http/answers.js';
import { GradeCountAnswer, UnitScoreFields } from './score.answers.js';

const BASES = ['accepted', 'computed', 'declared', 'unknown'];

export class PublishedCriterionAnswer {
  @ApiProperty()
  code: string;
  @ApiProperty()
  name: string;
  @ApiProperty()
  maximum: number;
  @ApiProperty({ type: 'number', nullable: true })
  points: number | null;
  @ApiProperty({ enum: BASES })
  basis: string;
  @ApiProperty({ type: 'number', nullable: true })
  computed: number | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'What was measured', example: '41/95 (43,2%)' })
  measured: string | null;
  @ApiProperty({ type: 'number', nullable: true })
  declared: number | null;
  @ApiProperty({ type: 'number', nullable: true })
  accepted: number | null;
  @ApiProperty({ type: 'string', nullable: true })
  reason: string | null;
}

export class PublishedUnitAnswer extends UnitScoreFields {
  @ApiProperty({ type: () => PublishedCriterionAnswer, isArray: true, description: 'Empty where none are stated' })
  criteria: PublishedCriterionAnswer[];
}

export class ResultFields {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ example: 2016 })
  year: number;
  @ApiProperty({ description: '1 for the first of its year; each later one replaces the one before' })
  number: number;
  @ApiProperty({ enum: ['computed', 'stated'], description: 'stated: published by somebody else, and recorded here' })
  source: string;
  @ApiProperty({ type: 'string', nullable: true, example: 'Quyết định số 584/QĐ-UBND' })
  document: string | null;
  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'Null: not known' })
  publishedOn: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The result that it replaces' })
  replaces: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Why it replaces that' })
  reason: string | null;
  @ApiProperty({ description: 'SHA-256 of all that it says, in hexadecimal' })
  sha256: string;
  @ApiProperty({ format: 'date-time' })
  recordedAt: string;
}

export class ResultListItem extends ResultFields {
  @ApiProperty({ description: 'The revision it was recorded in' })
  recordedIn: number;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The result that replaces it' })
  replacedBy: string | null;
}

export class ResultListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => ResultListItem, isArray: true, description: 'Latest year first, in it the latest first' })
  items: ResultListItem[];
}

/** It is of the revision in which it was recorded and stays so: nothing recorded later changes it. */
export class ResultAnswer extends ReadPointAnswer {
  @ApiProperty({ type: () => ResultFields })
  result: ResultFields;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Number of the version that it was computed by' })
  version: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'The revision that it was computed from' })
  computedFrom: number | null;
  @ApiProperty({ type: () => DocumentSummary, isArray: true, description: 'As they were named when it was published' })
  documents: DocumentSummary[];
  @ApiProperty({ type: () => GradeCountAnswer, isArray: true })
  grades: GradeCountAnswer[];
  @ApiProperty({ type: 'integer', nullable: true, description: 'How many were ranked; null: not stated' })
  ranked: number | null;
  @ApiProperty({ type: () => PublishedUnitAnswer, isArray: true, description: 'By rank, then those without one' })
  units: PublishedUnitAnswer[];
}

export class ResultRecordedAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
}
