import { type PeriodRule, PERIOD_RULES } from '../../kernel/reporting-period.js';
import {
  Flag,
  ListOf,
  Nested,
  OneOf,
  Reference,
  References,
  Text,
  Texts,
  WholeNumber,
} from '../../platform/validation/fields.js';
import {
  type Numbering,
  NUMBERINGS,
  REPORT_TYPES,
  type ReportType,
  SECTION_IDS,
  type SectionId,
} from '../domain/report-definition.js';

export class SectionDto {
  @OneOf(SECTION_IDS, { description: 'Which section; they stand in the order given' })
  id: SectionId;

  @Flag({ optional: true, description: 'Default true' })
  on?: boolean;

  @Text({ optional: true, max: 200, description: 'Instead of the usual title, without its number' })
  title?: string;

  @References({ optional: true, description: 'Codes of the only systems it speaks of; default all' })
  systems?: string[];
}

export class TextBlockDto {
  @OneOf(SECTION_IDS, { description: 'The section it stands in' })
  section: SectionId;

  @OneOf(['before', 'after'], { optional: true, description: 'At its beginning or its end; default before' })
  place?: 'before' | 'after';

  @Text({ max: 5000, lines: true, description: 'Paragraphs, one a line' })
  text: string;
}

export class ScheduleDto {
  @Text({ max: 20, description: 'The first period, such as 2016-12', example: '2016-12' })
  from: string;

  @WholeNumber({ optional: true, max: 60, description: 'Days after the cut-off; default 1' })
  daysAfter?: number;

  @Text({ optional: true, max: 5, description: 'Time of day in Asia/Ho_Chi_Minh; default 06:00', example: '06:00' })
  time?: string;
}

export class SignatoryDto {
  @Texts({ min: 1, most: 5, description: 'In capitals: KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC' })
  lines: string[];

  @Text({ optional: true, max: 100, description: 'Name of who signs; may be left to the signing' })
  name?: string;
}

export class SystemNameDto {
  @Reference({ description: 'Code of the system' })
  system: string;

  @Text({ max: 200, description: 'How running text calls it' })
  name: string;
}

/** What may be changed of a definition: what is absent stays. */
export class DefinitionChangeDto {
  @Text({ optional: true, description: 'How lists call it', example: 'Báo cáo tháng' })
  name?: string;

  @Reference({ clearable: true, description: 'Id or code of the unit it is about; null: the home unit of the day' })
  scope?: string | null;

  @OneOf(PERIOD_RULES, { optional: true, description: 'Where periods end; default decree-09' })
  rule?: PeriodRule;

  @Nested(() => ScheduleDto, { clearable: true, description: 'When it is made by itself; null: never' })
  schedule?: ScheduleDto | null;

  @OneOf(['vi', 'en'], { optional: true, description: 'Default vi' })
  language?: 'vi' | 'en';

  @Text({ optional: true, max: 100, description: 'In capitals; default BÁO CÁO' })
  title?: string;

  @Text({ optional: true, max: 300, description: 'What it is about; the name of the period follows' })
  subject?: string;

  @ListOf(() => SectionDto, { optional: true, max: 20, description: 'Default: every section, in the usual order' })
  sections?: SectionDto[];

  @ListOf(() => TextBlockDto, { optional: true, max: 40, description: "The province's own text" })
  textBlocks?: TextBlockDto[];

  @Texts({ optional: true, most: 10, max: 500, description: 'Kính gửi, without dash and sign at the end' })
  addressees?: string[];

  @Texts({ optional: true, most: 20, max: 500, description: 'Căn cứ, without dash and sign at the end' })
  legalBases?: string[];

  @Texts({ optional: true, most: 20, max: 500, description: 'Nơi nhận, without dash and sign at the end' })
  recipients?: string[];

  @Text({
    ...{ clearable: true, max: 200, example: 'UBND TỈNH TÂY NINH' },
    description: 'The body above, in capitals; null: none',
  })
  parentBody?: string | null;

  @Text({ optional: true, max: 200, description: 'The body that issues it, in capitals' })
  issuingBody?: string;

  @Text({ optional: true, max: 30, description: 'Of the issuing body, as in numbers', example: 'STTTT' })
  abbreviation?: string;

  @Nested(() => SignatoryDto, { optional: true, description: 'Who signs' })
  signatory?: SignatoryDto;

  @Text({ optional: true, max: 100, description: 'Place before the date', example: 'Tây Ninh' })
  placeName?: string;

  @OneOf(NUMBERINGS, { optional: true, description: "external: from the office's register; own; default external" })
  numbering?: Numbering;

  @Flag({ optional: true, description: 'Issued as soon as it is made; default false' })
  issuesItself?: boolean;

  @ListOf(() => SystemNameDto, { optional: true, max: 100, description: 'Shorter names of systems' })
  systemNames?: SystemNameDto[];
}

export class DefinitionDto extends DefinitionChangeDto {
  @Reference({ description: 'Code, for good', example: 'monthly' })
  code: string;

  @OneOf(REPORT_TYPES, { description: 'What periods it is of, for good' })
  type: ReportType;

  @Text({ description: 'How lists call it', example: 'Báo cáo tháng' })
  declare name: string;

  @Text({ max: 200, description: 'The body that issues it, in capitals' })
  declare issuingBody: string;

  @Text({ max: 30, description: 'Of the issuing body, as in numbers', example: 'STTTT' })
  declare abbreviation: string;

  @Nested(() => SignatoryDto, { description: 'Who signs' })
  declare signatory: SignatoryDto;

  @Text({ max: 100, description: 'Place before the date', example: 'Tây Ninh' })
  declare placeName: string;
}
