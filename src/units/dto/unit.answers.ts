import { ApiProperty } from '@nestjs/swagger';
import { ListAnswerBase, ReadPointAnswer } from '../../platform/http/answers.js';
import { LEVELS } from '../domain/unit.js';

export class UnitSummary {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ example: '25711' })
  code: string;
  @ApiProperty({ example: 'Xã Đôn Thuận' })
  name: string;
}

export class UnitAnswer extends UnitSummary {
  @ApiProperty({ type: 'string', nullable: true, description: 'Mã định danh cơ quan' })
  agencyCode: string | null;
  @ApiProperty({ example: 'xã' })
  kind: string;
  @ApiProperty({ enum: LEVELS })
  level: string;
  @ApiProperty({ type: () => UnitSummary, nullable: true, description: 'The unit above on that day' })
  parent: UnitSummary | null;
}

export class UnitFoundAnswer extends UnitAnswer {
  @ApiProperty({
    required: false,
    enum: ['exact', 'prefix', 'suggestion'],
    description: 'With q: how sure the match is; a suggestion is equal only without diacritics',
  })
  match?: string;
  @ApiProperty({
    required: false,
    nullable: true,
    type: 'string',
    description: 'With q: the former name it matched under',
  })
  formerName?: string | null;
}

export class UnitListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => UnitFoundAnswer, isArray: true })
  items: UnitFoundAnswer[];
  @ApiProperty({ required: false, description: 'With q: several units match for certain; the caller must choose' })
  ambiguous?: boolean;
}

export class UnitOnDayAnswer extends ReadPointAnswer {
  @ApiProperty({ type: () => UnitAnswer })
  unit: UnitAnswer;
  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'First day it is so; null: from before the record',
  })
  validFrom: string | null;
  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'First day after; null: no end' })
  validTo: string | null;
}

export class UnitPeriodAnswer {
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  validFrom: string | null;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  validTo: string | null;
  @ApiProperty()
  code: string;
  @ApiProperty({ type: 'string', nullable: true })
  agencyCode: string | null;
  @ApiProperty()
  name: string;
  @ApiProperty()
  kind: string;
  @ApiProperty({ enum: LEVELS })
  level: string;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  parentId: string | null;
}

export class UnitHistoryAnswer extends ReadPointAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ type: () => UnitPeriodAnswer, isArray: true, description: 'Earliest first' })
  periods: UnitPeriodAnswer[];
}

export class KinAnswer {
  @ApiProperty({
    type: () => UnitSummary,
    description: 'As it was: a predecessor on its last day, a successor on its first',
  })
  unit: UnitSummary;
  @ApiProperty({ format: 'date' })
  effectiveOn: string;
  @ApiProperty({ enum: ['whole', 'partial'] })
  extent: string;
  @ApiProperty()
  lead: boolean;
  @ApiProperty({ format: 'uuid' })
  reorganisationId: string;
}

export class UnitLineageAnswer extends ReadPointAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ type: () => KinAnswer, isArray: true })
  predecessors: KinAnswer[];
  @ApiProperty({ type: () => KinAnswer, isArray: true })
  successors: KinAnswer[];
}

export class UnitRecordedAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ description: 'The revision it was recorded in' })
  revision: number;
}

export class SetAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty()
  code: string;
  @ApiProperty()
  name: string;
}

export class SetListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => SetAnswer, isArray: true })
  items: SetAnswer[];
}

export class SetMemberAnswer {
  @ApiProperty({ format: 'uuid' })
  unitId: string;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  validFrom: string | null;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  validTo: string | null;
}

export class SetWithMembersAnswer extends ReadPointAnswer {
  @ApiProperty({ type: () => SetAnswer })
  set: SetAnswer;
  @ApiProperty({ type: () => SetMemberAnswer, isArray: true })
  members: SetMemberAnswer[];
}
