import { type LocalDate } from '../../kernel/local-date.js';
import { Day, Flag, ListOf, OneOf, Reference, References, Text } from '../../platform/validation/fields.js';
import { type Extent, EXTENTS } from '../../units/domain/reorganisation.js';
import { type Level, LEVELS } from '../../units/domain/unit.js';

export const CHANGE_TYPES = ['establish', 'rename', 'reclassify', 'move', 'merge', 'split', 'dissolve'] as const;
export type ChangeType = (typeof CHANGE_TYPES)[number];

const PARENT = 'The unit above: key of one that the package makes, or id, or code on the eve';

export class PartDto {
  @Reference({ description: 'Predecessor: id, or code on the eve' })
  unit: string;

  @OneOf(EXTENTS, { optional: true, description: 'Default whole' })
  extent?: Extent;

  @Flag({ optional: true, description: 'Its stage follows where a system inherits by lead' })
  lead?: boolean;

  @Flag({ optional: true, description: 'It goes on beside what was taken from it' })
  remains?: boolean;
}

export class SuccessorDto {
  @Reference({ optional: true, description: 'An existing unit: id, or code on the eve; it keeps its identity' })
  unit?: string;

  @Reference({ optional: true, description: 'A new unit: a name for it within the package' })
  key?: string;

  @Reference({ optional: true, description: 'A new unit: official code' })
  code?: string;

  @Text({ optional: true, description: 'A new unit: name with its kind in front' })
  name?: string;

  @Text({ optional: true, max: 50, description: 'A new unit: loại' })
  kind?: string;

  @OneOf(LEVELS, { optional: true, description: 'A new unit: cấp' })
  level?: Level;

  @Reference({ optional: true, description: PARENT })
  parent?: string;
}

export class ChangeDto {
  @OneOf(CHANGE_TYPES, { description: 'What happens' })
  type: ChangeType;

  @Reference({ optional: true, description: 'rename, reclassify, move, split, dissolve: id, or code on the eve' })
  unit?: string;

  @ListOf(() => PartDto, { optional: true, min: 1, max: 500, description: 'merge: the predecessors' })
  from?: PartDto[];

  @ListOf(() => SuccessorDto, {
    optional: true,
    min: 1,
    max: 500,
    description: 'establish, merge: one; split: the successors',
  })
  into?: SuccessorDto[];

  @Flag({ optional: true, description: 'split: the unit goes on' })
  remains?: boolean;

  @Text({ optional: true, description: 'rename, reclassify: the new name' })
  name?: string;

  @Text({ optional: true, max: 50, description: 'reclassify: the new kind' })
  kind?: string;

  @Reference({ optional: true, description: 'rename, reclassify, move: the new code, if it changes' })
  code?: string;

  @Reference({ optional: true, description: `move: ${PARENT}` })
  parent?: string;
}

export class InstrumentDto {
  @Text({ max: 100, description: 'Số, ký hiệu', example: '865/NQ-UBTVQH14' })
  number: string;

  @Text({ optional: true, max: 500, description: 'Trích yếu' })
  title?: string;

  @ListOf(() => ChangeDto, { min: 1, max: 5000, description: 'What it changes' })
  changes: ChangeDto[];
}

/** All instruments of one day: one package, applied all or nothing. */
export class ReorganisationDto {
  @Day({ description: 'The day it takes effect; codes are read on the eve', example: '2020-02-01' })
  effectiveOn: LocalDate;

  @ListOf(() => InstrumentDto, { min: 1, max: 100, description: 'The instruments of that day' })
  instruments: InstrumentDto[];

  @References({ optional: true, max: 20, description: 'Ids of the documents that it rests on' })
  documents?: string[];
}

export class UndoDto {
  @Text({ max: 1000, lines: true, description: 'Lý do' })
  reason: string;
}

export class DecisionDto {
  @Reference({ description: 'Id of the successor, or its code on the day' })
  successor: string;

  @Reference({ description: 'Code of the system' })
  system: string;

  @References({ optional: true, description: 'Ids of the predecessors whose stages count; none: nobody knows' })
  predecessors?: string[];

  @Text({ max: 1000, lines: true, description: 'Lý do' })
  reason: string;
}
