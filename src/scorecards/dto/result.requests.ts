import { type LocalDate } from '../../kernel/local-date.js';
import { ListQuery } from '../../platform/http/questions.js';
import { Day, ListOf, Reference, References, Text, WholeNumber } from '../../platform/validation/fields.js';
import { PointsField, Year } from './scorecard.requests.js';

export class PublicationDto {
  @Year({ description: 'A year that is over' })
  year: number;

  @Text({ optional: true, max: 500, description: 'The decision', example: 'Quyết định số 584/QĐ-UBND' })
  document?: string;

  @Day({ optional: true, description: 'Its day; absent: not known' })
  publishedOn?: LocalDate;

  @References({ optional: true, max: 20, description: 'Ids of the documents that it rests on' })
  documents?: string[];

  @Reference({ optional: true, description: 'Id of the published result that it replaces' })
  replaces?: string;

  @Text({ optional: true, max: 1000, lines: true, description: 'Why it is replaced' })
  reason?: string;
}

export class StatedUnitDto {
  @Reference({ description: 'Id of the unit, or its code on the last day of the year', example: '72.STTTT' })
  unit: string;

  @Text({ optional: true, description: 'Its name on that day; needed where the code has changed hands since' })
  unitName?: string;

  @PointsField({ optional: true, description: 'Absent: not stated' })
  points?: number;

  @PointsField({ optional: true, description: 'Its own maximum; absent: not stated' })
  maximum?: number;

  @Text({ optional: true, max: 20, description: 'Xếp loại; absent: not stated', example: 'A' })
  grade?: string;

  @WholeNumber({ optional: true, min: 1, max: 100_000, description: 'Xếp hạng; absent: not stated' })
  rank?: number;
}

export class StatedGradeDto {
  @Text({ max: 20, description: 'Xếp loại', example: 'A' })
  grade: string;

  @Text({ optional: true, max: 50, description: 'What it is called', example: 'Tốt' })
  name?: string;

  @WholeNumber({ max: 100_000, description: 'How many units have it', example: 9 })
  count: number;
}

export class StatedResultDto extends PublicationDto {
  @Reference({ description: 'The unit whose units were ranked, by id or code', example: '72' })
  within: string;

  @ListOf(() => StatedUnitDto, { optional: true, max: 2000, description: 'What is stated of units by name' })
  units?: StatedUnitDto[];

  @ListOf(() => StatedGradeDto, { optional: true, max: 20, description: 'What is only counted' })
  grades?: StatedGradeDto[];

  @WholeNumber({ optional: true, max: 100_000, description: 'How many were ranked; absent: not stated' })
  ranked?: number;
}

export class ResultsQuery extends ListQuery {
  @Year({ optional: true, description: 'Only of this year' })
  year?: number;
}
