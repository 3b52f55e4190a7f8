import { ApiProperty } from '@nestjs/swagger';
import { DocumentSummary } from '../../documents/dto/document.answers.js';
import { ListAnswerBase, ReadPointAnswer } from '../../platform/http/answers.js';
import { UnitSummary } from '../../units/dto/unit.answers.js';
import { COMPARATORS } from '../domain/declaration.js';
import { DATINGS, ENTRY_STAGES, STAGES } from '../domain/entry.js';

export class EvidenceAnswer {
  @ApiProperty({ enum: ['document', 'link'] })
  kind: string;
  @ApiProperty({ required: false })
  title?: string;
  @ApiProperty({ required: false, format: 'uuid', description: 'The document that was named' })
  document?: string;
  @ApiProperty({ required: false })
  url?: string;
}

export class EntryRetractionAnswer {
  @ApiProperty()
  reason: string;
  @ApiProperty({ type: 'integer', nullable: true })
  replacementId: number | null;
  @ApiProperty()
  revision: number;
  @ApiProperty({ format: 'date-time' })
  retractedAt: string;
  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Name of the account; null: from the terminal, or by the service itself',
  })
  retractedBy: string | null;
}

export class EntryAnswer {
  @ApiProperty()
  id: number;
  @ApiProperty({ type: () => UnitSummary, description: 'The unit as it was on effectiveOn' })
  unit: UnitSummary;
  @ApiProperty({ description: 'Code of the system' })
  system: string;
  @ApiProperty({ enum: ENTRY_STAGES })
  stage: string;
  @ApiProperty({ format: 'date' })
  effectiveOn: string;
  @ApiProperty({ enum: DATINGS })
  dated: string;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  dueOn: string | null;
  @ApiProperty({
    enum: ['start', 'confirmation', 'overruled', 'plan', 'retracted'],
    description:
      'What it does: starts a stage, confirms the one that lasts, was overruled by a later one of its day, plans, nothing any more',
  })
  role: string;
  @ApiProperty({ type: () => EvidenceAnswer, isArray: true, description: 'As it was given' })
  evidence: EvidenceAnswer[];
  @ApiProperty({ type: () => DocumentSummary, isArray: true, description: 'The documents linked to it' })
  documents: DocumentSummary[];
  @ApiProperty({ type: 'string', nullable: true })
  note: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  vendor: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  version: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  contract: string | null;
  @ApiProperty({ description: 'The revision it was recorded in' })
  revision: number;
  @ApiProperty({ format: 'date-time' })
  recordedAt: string;
  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Name of the account; null: from the terminal, or by the service itself',
  })
  recordedBy: string | null;
  @ApiProperty({ type: () => EntryRetractionAnswer, nullable: true })
  retraction: EntryRetractionAnswer | null;
}

export class EntryBatchAnswer {
  @ApiProperty()
  revision: number;
  @ApiProperty({ type: () => EntryAnswer, isArray: true, description: 'In the order given' })
  entries: EntryAnswer[];
}

export class RetractedAnswer {
  @ApiProperty()
  revision: number;
  @ApiProperty({ type: () => EntryAnswer })
  retracted: EntryAnswer;
  @ApiProperty({ type: () => EntryAnswer, nullable: true })
  replacement: EntryAnswer | null;
}

export class EntryOnAnswer extends ReadPointAnswer {
  @ApiProperty({ type: () => EntryAnswer })
  entry: EntryAnswer;
}

export class EntryListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => EntryAnswer, isArray: true })
  items: EntryAnswer[];
}

export class StrandedAnswer {
  @ApiProperty({ type: () => EntryAnswer })
  entry: EntryAnswer;
  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'The unit all of it went into; null: none, or several',
  })
  successorId: string | null;
}

export class StrandedListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => StrandedAnswer, isArray: true })
  items: StrandedAnswer[];
}

export class StrandedMovedAnswer {
  @ApiProperty()
  moved: number;
  @ApiProperty({ description: 'Those without one whole successor: enter them anew where they belong' })
  left: number;
}

export class PlanAnswer {
  @ApiProperty()
  entryId: number;
  @ApiProperty({ format: 'date' })
  plannedOn: string;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  dueOn: string | null;
}

export class StateAnswer {
  @ApiProperty({ type: () => UnitSummary })
  unit: UnitSummary;
  @ApiProperty({ description: 'Code of the system' })
  system: string;
  @ApiProperty({ type: 'string', enum: STAGES, nullable: true, description: 'Null: unknown' })
  stage: string | null;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  since: string | null;
  @ApiProperty({
    type: 'string',
    enum: DATINGS,
    nullable: true,
    description: 'by: so already on since, its beginning unknown',
  })
  dated: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'The entry that started it' })
  entryId: number | null;
  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'The day of the reorganisation that the stage follows from; null: its own',
  })
  inheritedOn: string | null;
  @ApiProperty({ description: 'Unknown until somebody decides what follows from a partial predecessor' })
  openDecision: boolean;
  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'The latest day for which it was stated',
  })
  lastConfirmedOn: string | null;
  @ApiProperty({ type: () => PlanAnswer, nullable: true })
  plan: PlanAnswer | null;
}

export class StateListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => StateAnswer, isArray: true })
  items: StateAnswer[];
}

export class DeclarationAnswer {
  @ApiProperty()
  id: number;
  @ApiProperty({ description: 'Code of the system' })
  system: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Null: all levels together' })
  level: string | null;
  @ApiProperty({ format: 'uuid' })
  scopeId: string;
  @ApiProperty({ format: 'date' })
  asOf: string;
  @ApiProperty({ type: 'integer', nullable: true })
  count: number | null;
  @ApiProperty({ type: 'integer', nullable: true })
  total: number | null;
  @ApiProperty({ type: 'string', enum: COMPARATORS, nullable: true })
  comparator: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'What is counted, where it was said' })
  counted: string | null;
  @ApiProperty({ description: 'As a report states it', example: 'trên 37' })
  print: string;
  @ApiProperty()
  document: string;
  @ApiProperty({ type: 'string', nullable: true })
  quote: string | null;
  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Name of the account; null: from the terminal, or by the service itself',
  })
  recordedBy: string | null;
}

export class DeclarationListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => DeclarationAnswer, isArray: true })
  items: DeclarationAnswer[];
}

export class DeclaredAnswer {
  @ApiProperty()
  id: number;
}
