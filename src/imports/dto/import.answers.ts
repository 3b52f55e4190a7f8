import { ApiProperty } from '@nestjs/swagger';
import { ListAnswerBase } from '../../platform/http/answers.js';
import { IMPORT_KINDS } from '../import-kind.js';

export class ImportChangesAnswer {
  @ApiProperty({ description: 'Rows that are new' })
  create: number;
  @ApiProperty({ description: 'Rows that correct what is believed' })
  update: number;
  @ApiProperty({ description: 'Rows that say what is believed already' })
  unchanged: number;
  @ApiProperty({ description: 'Rows passed over, because what they say was withdrawn before' })
  previouslyRetracted: number;
}

export class ImportSheetAnswer {
  @ApiProperty()
  name: string;
  @ApiProperty({ type: 'string', nullable: true, enum: ['table', 'matrix', null], description: 'null: no table in it' })
  form: 'table' | 'matrix' | null;
  @ApiProperty({ type: 'integer', nullable: true })
  headingRow: number | null;
  @ApiProperty()
  rows: number;
  @ApiProperty({ description: 'Rows that are hidden in the file; they are read all the same' })
  hiddenRows: number;
}

export class ImportFindingAnswer {
  @ApiProperty()
  sheet: string;
  @ApiProperty()
  row: number;
  @ApiProperty({ example: 'Xã Tân Bình (25495), e-office' })
  subject: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What is believed now, by column' })
  before: Record<string, unknown>;
  @ApiProperty({ type: 'object', additionalProperties: true })
  after: Record<string, unknown>;
}

export class ImportErrorAnswer {
  @ApiProperty({ type: 'string', nullable: true })
  sheet: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'As Excel numbers rows' })
  row: number | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Key of the column', example: 'unit' })
  column: string | null;
  @ApiProperty({ type: 'string', nullable: true, example: 'B17' })
  cell: string | null;
  @ApiProperty({ description: 'Stable code of the fault' })
  code: string;
  @ApiProperty({ description: 'What stands there' })
  read: string;
  @ApiProperty({ description: 'What was expected' })
  expected: string;
  @ApiProperty({ description: "A sentence in the caller's language" })
  message: string;
  @ApiProperty({ type: 'string', isArray: true, description: 'What may be meant' })
  candidates: string[];
}

/** An import without what was found in its file. */
export class ImportSummaryAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ enum: IMPORT_KINDS })
  kind: string;
  @ApiProperty({ enum: ['check', 'apply'] })
  mode: string;
  @ApiProperty({
    enum: ['running', 'done', 'refused', 'failed', 'interrupted'],
    description: 'refused: nothing was written; interrupted: whoever ran it ended, and nothing was written',
  })
  state: string;
  @ApiProperty({ minimum: 0, maximum: 1 })
  progress: number;
  @ApiProperty()
  fileName: string;
  @ApiProperty({ description: 'SHA-256 of the file' })
  sha256: string;
  @ApiProperty({ description: 'Bytes' })
  size: number;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  asOf: string | null;
  @ApiProperty()
  confirmRetracted: boolean;
  @ApiProperty({ type: 'string', nullable: true, description: 'Who brought it in' })
  account: string | null;
  @ApiProperty({ format: 'date-time' })
  createdAt: string;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  finishedAt: string | null;
  @ApiProperty({
    description: 'What is recorded changed after its check: it was checked anew instead of being applied',
  })
  moved: boolean;
  @ApiProperty({ type: 'integer', nullable: true, description: 'The revision that it wrote' })
  revision: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'The revision that took it back' })
  undoneIn: number | null;
  @ApiProperty({ type: 'string', nullable: true })
  undoReason: string | null;
  @ApiProperty({ description: 'Rows that were read' })
  rows: number;
  @ApiProperty({ type: ImportChangesAnswer })
  changes: ImportChangesAnswer;
  @ApiProperty()
  errorCount: number;
}

export class ImportAnswer extends ImportSummaryAnswer {
  @ApiProperty({ type: ImportSheetAnswer, isArray: true })
  sheets: ImportSheetAnswer[];
  @ApiProperty({ type: ImportFindingAnswer, isArray: true, description: 'The first 5,000' })
  corrections: ImportFindingAnswer[];
  @ApiProperty({ type: ImportFindingAnswer, isArray: true, description: 'The first 5,000' })
  previouslyRetracted: ImportFindingAnswer[];
  @ApiProperty({ type: ImportErrorAnswer, isArray: true, description: 'All of them, up to 20,000' })
  errors: ImportErrorAnswer[];
}

export class ImportListAnswer extends ListAnswerBase {
  @ApiProperty({ type: ImportSummaryAnswer, isArray: true })
  items: ImportSummaryAnswer[];
}
