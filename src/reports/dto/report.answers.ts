import { ApiProperty } from '@nestjs/swagger';
import { NUMBERINGS, REPORT_TYPES, SECTION_IDS } from '../domain/report-definition.js';
import { REPORT_FORMATS } from '../domain/report-format.js';
import { PERIOD_RULES } from '../../kernel/reporting-period.js';

export class SectionAnswer {
  @ApiProperty({ enum: SECTION_IDS })
  id: string;
  @ApiProperty()
  on: boolean;
  @ApiProperty({ type: 'string', nullable: true })
  title: string | null;
  @ApiProperty({ type: 'string', isArray: true, nullable: true, description: 'Codes of the only systems; null: all' })
  systems: string[] | null;
}

export class TextBlockAnswer {
  @ApiProperty({ enum: SECTION_IDS })
  section: string;
  @ApiProperty({ enum: ['before', 'after'] })
  place: string;
  @ApiProperty()
  text: string;
}

export class ScheduleAnswer {
  @ApiProperty({ example: '2016-12' })
  from: string;
  @ApiProperty()
  daysAfter: number;
  @ApiProperty({ example: '06:00' })
  time: string;
}

export class SignatoryAnswer {
  @ApiProperty({ type: 'string', isArray: true })
  lines: string[];
  @ApiProperty()
  name: string;
}

export class SystemNameAnswer {
  @ApiProperty()
  system: string;
  @ApiProperty()
  name: string;
}

export class DefinitionAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty()
  code: string;
  @ApiProperty({ description: 'Its If-Match is `"v<version>"`' })
  version: number;
  @ApiProperty({ format: 'date-time' })
  writtenAt: string;
  @ApiProperty()
  name: string;
  @ApiProperty({ enum: REPORT_TYPES })
  type: string;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'Null: the home unit of the day' })
  scopeId: string | null;
  @ApiProperty({ enum: PERIOD_RULES })
  rule: string;
  @ApiProperty({ type: () => ScheduleAnswer, nullable: true })
  schedule: ScheduleAnswer | null;
  @ApiProperty({ enum: ['vi', 'en'] })
  language: string;
  @ApiProperty()
  title: string;
  @ApiProperty()
  subject: string;
  @ApiProperty({ type: () => SectionAnswer, isArray: true })
  sections: SectionAnswer[];
  @ApiProperty({ type: () => TextBlockAnswer, isArray: true })
  textBlocks: TextBlockAnswer[];
  @ApiProperty({ type: 'string', isArray: true })
  addressees: string[];
  @ApiProperty({ type: 'string', isArray: true })
  legalBases: string[];
  @ApiProperty({ type: 'string', isArray: true })
  recipients: string[];
  @ApiProperty({ type: 'string', nullable: true })
  parentBody: string | null;
  @ApiProperty()
  issuingBody: string;
  @ApiProperty()
  abbreviation: string;
  @ApiProperty({ type: () => SignatoryAnswer })
  signatory: SignatoryAnswer;
  @ApiProperty()
  placeName: string;
  @ApiProperty({ enum: NUMBERINGS })
  numbering: string;
  @ApiProperty()
  issuesItself: boolean;
  @ApiProperty({ type: () => SystemNameAnswer, isArray: true })
  systemNames: SystemNameAnswer[];
}

export class DefinitionsAnswer {
  @ApiProperty({ type: () => DefinitionAnswer, isArray: true })
  items: DefinitionAnswer[];
}

export class DefinitionVersionsAnswer {
  @ApiProperty({ type: () => DefinitionAnswer, isArray: true, description: 'Every version, latest first' })
  items: DefinitionAnswer[];
}

export class ReportFileAnswer {
  @ApiProperty({ enum: REPORT_FORMATS })
  format: string;
  @ApiProperty()
  sha256: string;
  @ApiProperty({ description: 'Bytes' })
  size: number;
}

export class SignedCopyAnswer {
  @ApiProperty()
  fileName: string;
  @ApiProperty()
  sha256: string;
  @ApiProperty({ description: 'Bytes' })
  size: number;
  @ApiProperty({ enum: ['report', 'attachment'], description: 'Of the report, or of a file that goes with it' })
  kind: string;
  @ApiProperty({ description: "With the office's key by this service; false: it was sent back signed" })
  signedHere: boolean;
  @ApiProperty({ format: 'date-time' })
  uploadedAt: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Name of the account' })
  uploadedBy: string | null;
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description:
      'What its signatures say: who, whose certificate, when, and whether the whole file is as it was signed',
  })
  signatures: unknown;
}

export class ReportAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ description: 'Code of the definition' })
  definition: string;
  @ApiProperty()
  definitionVersion: number;
  @ApiProperty({ description: "The definition's name" })
  name: string;
  @ApiProperty({ enum: REPORT_TYPES })
  type: string;
  @ApiProperty({ enum: ['draft', 'issued', 'replaced'] })
  state: string;
  @ApiProperty({ example: '2016-12' })
  period: string;
  @ApiProperty({ format: 'date' })
  periodFrom: string;
  @ApiProperty({ format: 'date', description: 'The first day after it' })
  periodTo: string;
  @ApiProperty({ format: 'date', description: 'The day its figures are of' })
  asOf: string;
  @ApiProperty({ description: 'The revision it was computed at' })
  revision: number;
  @ApiProperty()
  snapshotSha256: string;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  replaces: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  replacedBy: string | null;
  @ApiProperty({ format: 'date-time' })
  madeAt: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Null: by its schedule' })
  madeBy: string | null;
  @ApiProperty({ description: 'Its If-Match is `"v<version>"`' })
  version: number;
  @ApiProperty({ type: () => TextBlockAnswer, isArray: true })
  textBlocks: TextBlockAnswer[];
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  reviewedAt: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  reviewedBy: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  issuedAt: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  issuedBy: string | null;
  @ApiProperty({ type: 'string', nullable: true, example: '05/BC-STTTT' })
  number: string | null;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  issuedOn: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'As `audit verify --head` takes it' })
  auditHead: string | null;
  @ApiProperty({ type: () => ReportFileAnswer, isArray: true, description: 'What was kept on issuing' })
  files: ReportFileAnswer[];
  @ApiProperty({ type: () => SignedCopyAnswer, isArray: true })
  signedCopies: SignedCopyAnswer[];
}

export class ReportListAnswer {
  @ApiProperty({ type: () => ReportAnswer, isArray: true })
  items: ReportAnswer[];
  @ApiProperty({ type: 'string', nullable: true, description: 'Ask with it for the next page; null: this is the last' })
  nextCursor: string | null;
  @ApiProperty({ description: 'Items in the whole list' })
  total: number;
}

export class ReportMadeAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
}

export class RunAnswer {
  @ApiProperty({ description: 'Code of the definition' })
  definition: string;
  @ApiProperty({ example: '2016-12' })
  period: string;
  @ApiProperty({ format: 'date' })
  asOf: string;
  @ApiProperty({ format: 'date-time' })
  dueAt: string;
  @ApiProperty({ enum: ['due', 'running', 'failed', 'drafted', 'done'] })
  state: string;
  @ApiProperty()
  attempts: number;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  retryAt: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  lastError: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  reportId: string | null;
  @ApiProperty({ description: 'False for those made up after later ones were due' })
  toDeliver: boolean;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  finishedAt: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, description: 'When an alarm was raised' })
  alarmedAt: string | null;
}

export class RunListAnswer {
  @ApiProperty({ type: () => RunAnswer, isArray: true })
  items: RunAnswer[];
  @ApiProperty({ type: 'string', nullable: true, description: 'Ask with it for the next page; null: this is the last' })
  nextCursor: string | null;
  @ApiProperty({ description: 'Items in the whole list' })
  total: number;
}

export class SchedulesHealthAnswer {
  @ApiProperty({ example: 'ok' })
  status: 'ok';
}
