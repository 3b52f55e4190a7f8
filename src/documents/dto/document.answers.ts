import { ApiProperty } from '@nestjs/swagger';
import { ListAnswerBase, ReadPointAnswer } from '../../platform/http/answers.js';
import { DOCUMENT_TYPES, SUBJECT_TYPES } from '../domain/document.js';

/** A document where it is evidence of something. */
export class DocumentSummary {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ type: 'string', nullable: true, example: '418/QĐ-UBND' })
  number: string | null;
  @ApiProperty({ description: 'Trích yếu' })
  title: string;
}

export class DocumentListItem extends DocumentSummary {
  @ApiProperty({ description: 'The revision at which what is said of it last changed; its If-Match is `"v<version>"`' })
  version: number;
  @ApiProperty({ enum: DOCUMENT_TYPES })
  type: string;
  @ApiProperty({ description: 'Cơ quan ban hành' })
  issuer: string;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  issuedOn: string | null;
  @ApiProperty({ example: 'Quyết định số 418/QĐ-UBND ngày 24/02/2016', description: 'As Vietnamese text cites it' })
  print: string;
  @ApiProperty({ description: 'The revision it was recorded in' })
  revision: number;
  @ApiProperty({ format: 'date-time' })
  recordedAt: string;
}

export class DocumentListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => DocumentListItem, isArray: true, description: 'Latest issued first' })
  items: DocumentListItem[];
}

export class AttachmentAnswer {
  @ApiProperty({ description: 'SHA-256 of its bytes in hexadecimal: its address below the document' })
  sha256: string;
  @ApiProperty()
  fileName: string;
  @ApiProperty({ description: 'What it is by its bytes' })
  mediaType: string;
  @ApiProperty({ description: 'Bytes' })
  size: number;
  @ApiProperty({ description: 'The revision it was attached in' })
  revision: number;
  @ApiProperty({ format: 'date-time' })
  recordedAt: string;
}

export class SubjectAnswer {
  @ApiProperty({ enum: SUBJECT_TYPES })
  type: string;
  @ApiProperty()
  id: string;
}

export class LinkAnswer {
  @ApiProperty({ type: () => SubjectAnswer })
  subject: SubjectAnswer;
  @ApiProperty({ description: 'The revision it was linked in' })
  revision: number;
}

export class DocumentAnswer extends DocumentListItem {
  @ApiProperty({ type: () => AttachmentAnswer, isArray: true })
  attachments: AttachmentAnswer[];
  @ApiProperty({ type: () => LinkAnswer, isArray: true, description: 'What it is evidence of' })
  links: LinkAnswer[];
}

export class DocumentOnAnswer extends ReadPointAnswer {
  @ApiProperty({ type: () => DocumentAnswer })
  document: DocumentAnswer;
}
