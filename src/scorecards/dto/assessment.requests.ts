import { ListOf, Reference, References, Text } from '../../platform/validation/fields.js';
import { PointsField, Year } from './scorecard.requests.js';

export class AssessmentDto {
  @Year({ description: 'Năm đánh giá' })
  year: number;

  @Reference({ description: 'Id of the unit, or its code on the last day of the year', example: '72.STTTT' })
  unit: string;

  @Text({ optional: true, description: 'Its name on that day; needed where the code has changed hands since' })
  unitName?: string;

  @Reference({ description: 'Code of the criterion', example: '1.2' })
  criterion: string;

  @PointsField({ description: 'Điểm tự chấm, not above the maximum of the unit' })
  points: number;

  @Text({ optional: true, max: 2000, lines: true, description: 'Giải trình' })
  note?: string;

  @References({ optional: true, max: 20, description: 'Tài liệu kiểm chứng: ids of documents; absent: as before' })
  documents?: string[];
}

/** As the OpenAPI document describes a batch; each is judged on its own. */
export class AssessmentBatchDto {
  @ListOf(() => AssessmentDto, { min: 1, max: 1000, description: 'All of them are recorded, or none' })
  assessments: AssessmentDto[];
}

export class ReviewDto {
  @Year({ description: 'Năm đánh giá' })
  year: number;

  @Reference({ description: 'Id of the unit, or its code on the last day of the year', example: '72.STTTT' })
  unit: string;

  @Text({ optional: true, description: 'Its name on that day; needed where the code has changed hands since' })
  unitName?: string;

  @Reference({ description: 'Code of the criterion', example: '1.2' })
  criterion: string;

  @PointsField({ optional: true, description: 'Điểm thẩm định; absent: as declared, or as computed' })
  points?: number;

  @Text({ optional: true, max: 2000, lines: true, description: 'Why, where the points are others' })
  reason?: string;
}

/** As the OpenAPI document describes a batch; each is judged on its own. */
export class ReviewBatchDto {
  @ListOf(() => ReviewDto, { min: 1, max: 1000, description: 'All of them are recorded, or none' })
  reviews: ReviewDto[];
}

export class WithdrawalDto {
  @Year({ description: 'Năm đánh giá' })
  year: number;

  @Reference({ description: 'Id of the unit, or its code on the last day of the year' })
  unit: string;

  @Text({ optional: true, description: 'Its name on that day; needed where the code has changed hands since' })
  unitName?: string;

  @Reference({ description: 'Code of the criterion' })
  criterion: string;

  @Text({ max: 1000, lines: true, description: 'Lý do' })
  reason: string;
}
