import { type Language } from '../../kernel/ratio.js';
import { type PeriodKind, type PeriodRule } from '../../kernel/reporting-period.js';

/** What a report is about in time; `ad-hoc` names its own days. */
export const REPORT_TYPES = ['monthly', 'quarterly', 'half-year', 'nine-month', 'year', 'ad-hoc'] as const;
export type ReportType = (typeof REPORT_TYPES)[number];

/** The kind of period of each type but `ad-hoc`. */
export const PERIOD_KIND: Readonly<Record<Exclude<ReportType, 'ad-hoc'>, PeriodKind>> = {
  monthly: 'month',
  quarterly: 'quarter',
  'half-year': 'half-year',
  'nine-month': 'nine-months',
  year: 'year',
};

/** Sections in the order in which a report has them unless its definition says otherwise; `units` are the appendices. */
export const SECTION_IDS = [
  'overview',
  'levels',
  'places',
  'changes',
  'gaps',
  'indicators',
  'targets',
  'activities',
  'scorecards',
  'documents',
  'units',
] as const;
export type SectionId = (typeof SECTION_IDS)[number];

/** One section of a definition, in the place where it stands. */
export interface SectionSetting {
  readonly id: SectionId;
  readonly on: boolean;
  /** Instead of the usual one; null: the usual one. */
  readonly title: string | null;
  /** Codes of the only systems that it speaks of; null: all. Scorecards, documents and indicators are of no system. */
  readonly systems: readonly string[] | null;
}

/** A province's own text, at the beginning or the end of a section that is on. */
export interface TextBlock {
  readonly section: SectionId;
  readonly place: 'before' | 'after';
  readonly text: string;
}

export const NUMBERINGS = ['external', 'own'] as const;
/** `external`: the clerk enters the number of the office's register on issuing; `own`: the next one of the year. */
export type Numbering = (typeof NUMBERINGS)[number];

/** When reports are made by themselves: from the period `from` on, `daysAfter` days after the cut-off at `time` (`HH:MM` in the field's zone). */
export interface ReportSchedule {
  readonly from: string;
  readonly daysAfter: number;
  readonly time: string;
}

/** All that a version of a definition says (report.md, "Life of a report"). Names of bodies are printed as given. */
export interface DefinitionContent {
  readonly name: string;
  readonly type: ReportType;
  /** The unit it is about; null: the tracker's home on the day (ADR 10). */
  readonly scopeId: string | null;
  readonly rule: PeriodRule;
  readonly schedule: ReportSchedule | null;
  readonly language: Language;
  /** In capitals: `"BÁO CÁO"`. */
  readonly title: string;
  /** What it is about; the period follows: `"Tình hình triển khai …"`. */
  readonly subject: string;
  readonly sections: readonly SectionSetting[];
  readonly textBlocks: readonly TextBlock[];
  /** "Kính gửi", for a report to a superior. */
  readonly addressees: readonly string[];
  readonly legalBases: readonly string[];
  readonly recipients: readonly string[];
  readonly parentBody: string | null;
  readonly issuingBody: string;
  /** As in numbers: `"STTTT"`. */
  readonly abbreviation: string;
  readonly signatory: { readonly lines: readonly string[]; readonly name: string };
  /** As before the date: `"Tây Ninh"`. */
  readonly placeName: string;
  readonly numbering: Numbering;
  /** Issued as soon as it is made, which takes its own numbers. */
  readonly issuesItself: boolean;
  /** How running text calls a system, where its name is too long. */
  readonly systemNames: readonly { readonly system: string; readonly name: string }[];
}

/** Every section on, in the usual order. */
export const ALL_SECTIONS: readonly SectionSetting[] = SECTION_IDS.map((id) => ({
  id,
  on: true,
  title: null,
  systems: null,
}));
