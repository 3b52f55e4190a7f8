import { ApiProperty } from '@nestjs/swagger';
import { DocumentSummary } from '../../documents/dto/document.answers.js';
import { ListAnswerBase, ReadPointAnswer } from '../../platform/http/answers.js';
import { DATINGS, STAGES } from '../../deployments/domain/entry.js';
import { PlanAnswer } from '../../deployments/dto/deployment.answers.js';
import { ContactAnswer } from '../../units/dto/contact.answers.js';
import { UnitSummary } from '../../units/dto/unit.answers.js';
import { LEVELS } from '../../units/domain/unit.js';
import { PERIOD_RULES } from '../../kernel/reporting-period.js';
import { STEPS } from '../domain/trend-days.js';

export class DeclaredFigure {
  @ApiProperty()
  id: number;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Null: no count was stated; never 0 for that' })
  count: number | null;
  @ApiProperty({ type: 'integer', nullable: true })
  total: number | null;
  @ApiProperty({ type: 'string', nullable: true, enum: ['=', '>', '≥', '~', 'some'] })
  comparator: string | null;
  @ApiProperty({ type: 'string', nullable: true, enum: LEVELS })
  level: string | null;
  @ApiProperty({ format: 'date' })
  asOf: string;
  @ApiProperty({ example: 'trên 37' })
  print: string;
  @ApiProperty()
  document: string;
}

export class FigureAnswer {
  @ApiProperty({ example: 41 })
  covered: number;
  @ApiProperty({ type: 'integer', nullable: true, example: 95, description: 'Null: not stated' })
  eligible: number | null;
  @ApiProperty({ description: 'Required, stage known and not one that counts' })
  missing: number;
  @ApiProperty({ description: 'Required, without any entry' })
  unknown: number;
  @ApiProperty()
  exempt: number;
  @ApiProperty({ description: 'Live though exempt or not required' })
  outside: number;
  @ApiProperty({ type: 'number', nullable: true, example: 0.43157894736842106 })
  ratio: number | null;
  @ApiProperty({ example: '43,2%', description: "As print shows it, in the caller's language" })
  percent: string;
  @ApiProperty({ example: '41/95 (43,2%)', description: 'The count with what it is of and its share' })
  print: string;
  @ApiProperty({ example: '09', description: 'covered as official text writes it' })
  coveredPrint: string;
}

export class CoverageRow extends FigureAnswer {
  @ApiProperty({ required: false, description: 'Code of the system' })
  system?: string;
  @ApiProperty({ required: false, enum: LEVELS })
  level?: string;
  @ApiProperty({ required: false, example: 'cấp xã', description: "The level in the caller's language" })
  levelName?: string;
  @ApiProperty({ required: false })
  kind?: string;
  @ApiProperty({ required: false, type: () => UnitSummary, nullable: true })
  parent?: UnitSummary | null;
  @ApiProperty({ required: false, type: () => UnitSummary, nullable: true })
  district?: UnitSummary | null;
  @ApiProperty({ type: () => DeclaredFigure, isArray: true, description: 'Stated figures, never counted into covered' })
  declared: DeclaredFigure[];
}

export class CoverageAnswer extends ReadPointAnswer {
  @ApiProperty({ description: 'asOf lies after today: what is already decided' })
  projected: boolean;
  @ApiProperty({ type: 'string', isArray: true, description: 'Codes of the scope units' })
  within: string[];
  @ApiProperty({ enum: STAGES, isArray: true })
  stages: string[];
  @ApiProperty({ type: () => CoverageRow, isArray: true })
  rows: CoverageRow[];
  @ApiProperty({
    type: () => CoverageRow,
    isArray: true,
    description: 'Each system over all groups; holds the declarations that fit no row',
  })
  totals: CoverageRow[];
}

export class ExemptionNote {
  @ApiProperty()
  reason: string;
  @ApiProperty()
  grantedBy: string;
  @ApiProperty({ type: () => DocumentSummary, isArray: true, description: 'The documents linked to it' })
  documents: DocumentSummary[];
}

export class CoverageUnit {
  @ApiProperty({ type: () => UnitSummary })
  unit: UnitSummary;
  @ApiProperty({ enum: LEVELS })
  level: string;
  @ApiProperty()
  kind: string;
  @ApiProperty({ type: () => UnitSummary, nullable: true })
  parent: UnitSummary | null;
  @ApiProperty({ type: 'string', enum: STAGES, nullable: true, description: 'Null: unknown' })
  stage: string | null;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  since: string | null;
  @ApiProperty({ type: 'string', enum: DATINGS, nullable: true })
  dated: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Days from since to asOf' })
  days: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'The entry that started the stage' })
  entryId: number | null;
  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'The day of the reorganisation that the stage follows from; null: its own',
  })
  inheritedOn: string | null;
  @ApiProperty({ description: 'Unknown until somebody decides what follows from a partial predecessor' })
  openDecision: boolean;
  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'The latest day for which the stage was stated',
  })
  lastConfirmedOn: string | null;
  @ApiProperty({ type: () => PlanAnswer, nullable: true })
  plan: PlanAnswer | null;
  @ApiProperty({ description: 'The plan was due before asOf' })
  overdue: boolean;
  @ApiProperty({ type: () => ExemptionNote, nullable: true })
  exemption: ExemptionNote | null;
  @ApiProperty({ type: () => ContactAnswer, nullable: true, description: 'Who answers for the unit on the day' })
  contact: ContactAnswer | null;
  @ApiProperty({
    type: () => DocumentSummary,
    isArray: true,
    description: 'The documents linked to the entry that started the stage',
  })
  documents: DocumentSummary[];
}

export class CoverageUnitsAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => CoverageUnit, isArray: true })
  items: CoverageUnit[];
}

export class TrendPoint {
  @ApiProperty({ format: 'date' })
  asOf: string;
  @ApiProperty({ type: () => FigureAnswer, nullable: true, description: 'Null: the scope did not exist that day' })
  figure: FigureAnswer | null;
}

export class TrendSeries {
  @ApiProperty({ required: false })
  system?: string;
  @ApiProperty({ required: false, enum: LEVELS })
  level?: string;
  @ApiProperty({ required: false })
  kind?: string;
  @ApiProperty({ type: () => TrendPoint, isArray: true })
  points: TrendPoint[];
}

export class CoverageTrendAnswer {
  @ApiProperty({ format: 'date' })
  from: string;
  @ApiProperty({ format: 'date' })
  to: string;
  @ApiProperty({ enum: STEPS })
  step: string;
  @ApiProperty({ enum: PERIOD_RULES })
  calendar: string;
  @ApiProperty({ type: 'string', enum: ['lineage'], nullable: true })
  follow: string | null;
  @ApiProperty({ format: 'date-time' })
  knownAt: string;
  @ApiProperty()
  revision: number;
  @ApiProperty({ type: 'string', isArray: true, description: 'Codes of the scope units on the last day; empty: all' })
  within: string[];
  @ApiProperty({ type: () => TrendSeries, isArray: true })
  series: TrendSeries[];
}
