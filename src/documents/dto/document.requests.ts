import { type LocalDate } from '../../kernel/local-date.js';
import { ListQuery } from '../../platform/http/questions.js';
import { Day, Nested, OneOf, Reference, References, SomeOf, Text } from '../../platform/validation/fields.js';
import { DOCUMENT_TYPES, type DocumentType, SUBJECT_TYPES, type SubjectType } from '../domain/document.js';

export class DocumentDto {
  @Text({ optional: true, max: 100, description: 'Số, ký hiệu; absent: it has none', example: '418/QĐ-UBND' })
  number?: string;

  @OneOf(DOCUMENT_TYPES, { description: 'Loại văn bản' })
  type: DocumentType;

  @Text({ description: 'Cơ quan ban hành', example: 'UBND tỉnh Tây Ninh' })
  issuer: string;

  @Day({ optional: true, description: 'Ngày ban hành; absent: not known', example: '2016-02-24' })
  issuedOn?: LocalDate;

  @Text({ max: 1000, description: 'Trích yếu' })
  title: string;
}

export class DocumentCorrectionDto {
  @Text({ clearable: true, max: 100, description: 'Số, ký hiệu; null: it has none' })
  number?: string | null;

  @OneOf(DOCUMENT_TYPES, { optional: true, description: 'Loại văn bản' })
  type?: DocumentType;

  @Text({ optional: true, description: 'Cơ quan ban hành' })
  issuer?: string;

  @Day({ clearable: true, description: 'Ngày ban hành; null: not known' })
  issuedOn?: LocalDate | null;

  @Text({ optional: true, max: 1000, description: 'Trích yếu' })
  title?: string;
}

export class DocumentsQuery extends ListQuery {
  @Text({ optional: true, description: 'Words of its number, title or issuer, with or without diacritics' })
  q?: string;

  @SomeOf(DOCUMENT_TYPES, { optional: true, description: 'Only of these types' })
  type?: DocumentType[];

  @Day({ optional: true, description: 'Issued on this day or later' })
  issuedFrom?: LocalDate;

  @Day({ optional: true, description: 'Issued on this day or earlier' })
  issuedTo?: LocalDate;

  @OneOf(SUBJECT_TYPES, { optional: true, description: 'Only evidence of something of this type; with subjectId' })
  subjectType?: SubjectType;

  @Reference({ optional: true, description: 'Id of what it is evidence of; with subjectType' })
  subjectId?: string;

  @References({ optional: true, description: 'Only evidence of something of these units, or of units within them' })
  within?: string[];
}

export class ReasonDto {
  @Text({ max: 1000, lines: true, description: 'Lý do' })
  reason: string;
}

export class SubjectDto {
  @OneOf(SUBJECT_TYPES, { description: 'What it is' })
  type: SubjectType;

  @Reference({ description: 'Which one', example: '294' })
  id: string;
}

export class LinkDto {
  @Nested(() => SubjectDto, { description: 'What the document is evidence of' })
  subject: SubjectDto;
}

export class LinkRetractionDto extends LinkDto {
  @Text({ max: 1000, lines: true, description: 'Lý do' })
  reason: string;
}
