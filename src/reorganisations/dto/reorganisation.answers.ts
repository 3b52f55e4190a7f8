import { ApiProperty } from '@nestjs/swagger';
import { FigureAnswer } from '../../coverage/dto/coverage.answers.js';
import { STAGES } from '../../deployments/domain/entry.js';
import { DocumentSummary } from '../../documents/dto/document.answers.js';
import { ListAnswerBase, ReadPointAnswer } from '../../platform/http/answers.js';
import { EXTENTS } from '../../units/domain/reorganisation.js';
import { UnitSummary } from '../../units/dto/unit.answers.js';
import { LEVELS } from '../../units/domain/unit.js';
import { ReorganisationDto } from './reorganisation.requests.js';

export class FollowerAnswer {
  @ApiProperty({ format: 'uuid' })
  unitId: string;
  @ApiProperty({ format: 'uuid', description: 'The parent that ended' })
  from: string;
  @ApiProperty({ format: 'uuid', description: 'Its sole whole successor' })
  to: string;
}

export class EffectAnswer {
  @ApiProperty()
  created: number;
  @ApiProperty()
  ended: number;
  @ApiProperty()
  changed: number;
  @ApiProperty({
    type: () => FollowerAnswer,
    isArray: true,
    description: 'Children that no instrument names; for decision',
  })
  followers: FollowerAnswer[];
}

export class ReorganisationAppliedAnswer extends EffectAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty()
  revision: number;
}

export class FigureChangeAnswer {
  @ApiProperty({ required: false })
  system?: string;
  @ApiProperty({ required: false, enum: LEVELS })
  level?: string;
  @ApiProperty({ type: () => FigureAnswer, nullable: true, description: 'On effectiveOn, without the package' })
  before: FigureAnswer | null;
  @ApiProperty({ type: () => FigureAnswer, nullable: true, description: 'On effectiveOn, with the package' })
  after: FigureAnswer | null;
}

export class ReorganisationPreviewAnswer extends EffectAnswer {
  @ApiProperty({ type: () => FigureChangeAnswer, isArray: true })
  figures: FigureChangeAnswer[];
  @ApiProperty({ description: 'Entries that would lie beyond their unit' })
  strandedEntries: number;
}

export class ReorganisationAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ format: 'date' })
  effectiveOn: string;
  @ApiProperty({ type: () => ReorganisationDto, description: 'The instruments as they were given' })
  instruments: unknown;
  @ApiProperty({ type: () => FollowerAnswer, isArray: true })
  followers: FollowerAnswer[];
  @ApiProperty({ description: 'The revision it was recorded in' })
  revision: number;
  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Name of the account; null: from the terminal, or by the service itself',
  })
  recordedBy: string | null;
  @ApiProperty({ type: 'integer', nullable: true })
  undoneIn: number | null;
  @ApiProperty({ type: 'string', nullable: true })
  undoReason: string | null;
  @ApiProperty({ type: () => DocumentSummary, isArray: true, description: 'The documents linked to it' })
  documents: DocumentSummary[];
}

export class ReorganisationListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => ReorganisationAnswer, isArray: true })
  items: ReorganisationAnswer[];
}

export class ReorganisationOneAnswer extends ReadPointAnswer {
  @ApiProperty({ type: () => ReorganisationAnswer })
  reorganisation: ReorganisationAnswer;
}

export class BequestAnswer {
  @ApiProperty({ type: () => UnitSummary, nullable: true, description: 'The predecessor on the eve' })
  unit: UnitSummary | null;
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ enum: EXTENTS })
  extent: string;
  @ApiProperty({ type: 'string', enum: STAGES, nullable: true })
  stage: string | null;
}

export class OpenDecisionAnswer {
  @ApiProperty({ type: () => UnitSummary })
  successor: UnitSummary;
  @ApiProperty({ description: 'Code of the system' })
  system: string;
  @ApiProperty({ type: () => BequestAnswer, isArray: true })
  predecessors: BequestAnswer[];
}

export class OpenDecisionListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => OpenDecisionAnswer, isArray: true })
  items: OpenDecisionAnswer[];
}
