import { type LocalDate } from '../../kernel/local-date.js';
import { Day, ListOf, OneOf, Reference, Text, WholeNumber } from '../../platform/validation/fields.js';
import { TextBlockDto } from './definition.requests.js';

export class RunDto {
  @Reference({ description: 'Id or code of the definition', example: 'year' })
  definition: string;

  @Text({ max: 40, description: 'Kỳ báo cáo: 2016-12, 2016-Q4, 2016-H1, 2016-9M, 2016 or 2016-01-01..2016-12-31' })
  period: string;

  @Day({ optional: true, description: 'Tính đến ngày; default the cut-off of the period' })
  asOf?: LocalDate;
}

export class ReportChangeDto {
  @ListOf(() => TextBlockDto, { max: 40, description: 'All own text of the draft from now on' })
  textBlocks: TextBlockDto[];
}

export class IssueDto {
  @WholeNumber({ optional: true, min: 1, max: 99_999, description: "Number in the office's register; own: absent" })
  number?: number;

  @Day({ optional: true, description: 'Ngày ban hành; external: required; own: default today', example: '2017-01-05' })
  issuedOn?: LocalDate;
}

export class ReissueDto {
  @Day({ optional: true, description: 'Tính đến ngày; default that of the report it takes the place of' })
  asOf?: LocalDate;

  @Text({ max: 1000, lines: true, description: 'Lý do' })
  reason: string;
}

export class ReportsQuery {
  @Reference({ optional: true, description: 'Id or code of the definition' })
  definition?: string;

  @Text({ optional: true, max: 40, description: 'Kỳ báo cáo' })
  period?: string;

  @OneOf(['draft', 'issued'], { optional: true, description: 'Only drafts, or only what is issued' })
  state?: 'draft' | 'issued';

  @WholeNumber({ optional: true, min: 1, max: 500, description: 'Items on a page; default 100' })
  limit?: number;

  @Text({ optional: true, max: 500, description: 'nextCursor of the page before' })
  cursor?: string;
}

export class RunsQuery {
  @WholeNumber({ optional: true, min: 1, max: 500, description: 'Items on a page; default 100' })
  limit?: number;

  @Text({ optional: true, max: 500, description: 'nextCursor of the page before' })
  cursor?: string;
}

export class LetterQuery {
  @Reference({ optional: true, description: 'Only gaps of this system' })
  system?: string;

  @Reference({ optional: true, description: 'Only units within this one, by its id or code' })
  within?: string;
}
