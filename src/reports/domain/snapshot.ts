import { type SummedActivity } from '../../activities/domain/activity-figures.js';
import { type Figure } from '../../coverage/domain/figure.js';
import { type BridgeCause } from '../../coverage/domain/bridge.js';
import { type Comparator } from '../../deployments/domain/declaration.js';
import { type Dating, type Stage } from '../../deployments/domain/entry.js';
import { type DocumentType } from '../../documents/domain/document.js';
import { type LocalDate } from '../../kernel/local-date.js';
import { type Language } from '../../kernel/ratio.js';
import { type Obligation } from '../../systems/domain/obligation.js';
import { type Level } from '../../units/domain/unit.js';
import { type DefinitionContent } from './report-definition.js';
import { type ReportPeriod } from './report-period.js';

/**
 * All that a report rests on, computed once at one revision and frozen: renderings need nothing else. Units stand in
 * `units` once and are named by their ids everywhere; prints are in both languages.
 */
export interface Snapshot {
  /** Raised when the shape changes: older snapshots stay readable as what they were. */
  readonly format: 1;
  /** The app's version that computed it. */
  readonly app: string;
  readonly frozenAt: string;
  readonly at: { readonly asOf: LocalDate; readonly revision: number; readonly knownAt: string };
  readonly definition: {
    readonly id: string;
    readonly code: string;
    readonly version: number;
    readonly content: DefinitionContent;
  };
  readonly period: ReportPeriod;
  /** Ids of the units it is about. */
  readonly scope: readonly string[];
  /** The last issued report of the definition before this one; null: this is the first. */
  readonly previous: PreviousReport | null;
  readonly units: Readonly<Record<string, SnapshotUnit>>;
  readonly systems: readonly SystemFacts[];
  readonly trend: TrendFacts;
  readonly changes: ChangeFacts;
  readonly indicators: readonly IndicatorFacts[];
  readonly completeness: readonly CompletenessFacts[];
  readonly targets: readonly TargetFacts[];
  readonly activities: readonly ActivityFacts[];
  readonly scorecards: readonly ScorecardFacts[];
  readonly documents: readonly DocumentFacts[];
}

export type Printed = Readonly<Record<Language, string>>;

export interface PreviousReport {
  readonly id: string;
  /** `05/BC-STTTT`. */
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly asOf: LocalDate;
  readonly revision: number;
  readonly knownAt: string;
}

export interface SnapshotUnit {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly level: Level;
  readonly parent: string | null;
  readonly contact: {
    readonly name: string;
    readonly post: string | null;
    readonly telephone: string | null;
    readonly email: string | null;
  } | null;
}

/** A system with its figure at each level of the scope. */
export interface SystemFacts {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  /** Code of the system that it is a part of. */
  readonly partOf: string | null;
  readonly legalBasis: string | null;
  readonly levels: readonly LevelFacts[];
  readonly total: { readonly figure: Figure; readonly declared: readonly DeclaredFacts[] };
}

export interface LevelFacts {
  readonly level: Level;
  readonly figure: Figure;
  readonly declared: readonly DeclaredFacts[];
  /** As the previous report printed it; null: it had none, or there is none. */
  readonly printedBefore: Figure | null;
  /** The figure of the previous report's day as it is known now. */
  readonly knownNow: Figure | null;
  /** Every unit of which there is anything to say, by what it stands below, then by name, as Vietnamese sorts. */
  readonly units: readonly UnitFacts[];
}

/** What a unit is to a system on the day. */
export interface UnitFacts {
  readonly unit: string;
  readonly obligation: Obligation;
  /** Null: unknown. */
  readonly stage: Stage | null;
  readonly since: LocalDate | null;
  readonly dated: Dating | null;
  /** Days from `since` to the report's day. */
  readonly days: number | null;
  readonly plan: { readonly plannedOn: LocalDate; readonly dueOn: LocalDate | null } | null;
  readonly overdue: boolean;
}

/** A figure that was stated without the names behind it. */
export interface DeclaredFacts {
  readonly count: number | null;
  readonly total: number | null;
  readonly comparator: Comparator | null;
  /** What is counted, in Vietnamese; null: it was not said. */
  readonly counted: string | null;
  readonly asOf: LocalDate;
  readonly document: string;
  readonly quote: string | null;
}

/** Figures at the ends of up to twelve months, the last one nearest the report's day. */
export interface TrendFacts {
  readonly days: readonly LocalDate[];
  readonly series: readonly {
    readonly system: string;
    readonly level: Level;
    readonly figures: readonly (Figure | null)[];
  }[];
}

/** What led here from `since`: the previous report's day, or the eve of the period. */
export interface ChangeFacts {
  readonly since: LocalDate;
  /** What became known of `since` after the previous report; empty where there is none. */
  readonly restated: readonly ChangeLine[];
  readonly happened: readonly ChangeLine[];
  readonly reorganisations: readonly ReorganisationFacts[];
}

export interface ChangeLine {
  readonly system: string;
  readonly unit: string;
  readonly cause: BridgeCause;
  readonly deltaCovered: -1 | 0 | 1;
  readonly deltaEligible: -1 | 0 | 1;
}

/** What an instrument did to units of the scope in the period. */
export interface ReorganisationFacts {
  readonly effectiveOn: LocalDate;
  readonly instrument: string;
  readonly renamed: readonly { readonly before: NamedUnit; readonly after: NamedUnit }[];
  /** Each successor with the units that went into it, whole or in part. */
  readonly merged: readonly { readonly into: NamedUnit; readonly from: readonly NamedUnit[] }[];
  /** How many units those successors came from. */
  readonly unitsBefore: number;
}

export interface NamedUnit {
  readonly name: string;
  readonly kind: string;
}

/** An indicator's figure of the period beside that of the same period last year, with what is counted: `1.685 thủ tục`. */
export interface IndicatorFacts {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly value: Printed;
  /** Null: nothing is known of it. */
  readonly lastYear: Printed | null;
  /** What spreadsheets get: an exact count alone. */
  readonly number: number | null;
  /** Of cumulative levels: what is at this one and at no narrower, `47 thủ tục`. */
  readonly rest: { readonly name: Printed; readonly value: Printed } | null;
}

/** Who gave what is owed. */
export interface CompletenessFacts {
  /** Of the indicator, or of the system whose state is to be confirmed. */
  readonly name: Printed;
  /** Its code; null for an indicator. */
  readonly system: string | null;
  readonly level: Level;
  readonly given: number;
  readonly owed: number;
  readonly owing: readonly string[];
}

export interface TargetFacts {
  readonly name: Printed;
  /** The coverage figure it is about, where it is about one. */
  readonly system: string | null;
  readonly level: Level | null;
  readonly due: LocalDate;
  readonly goal: Printed;
  readonly value: Printed;
  readonly status: 'met' | 'on-track' | 'at-risk' | 'missed' | 'unknown';
  readonly legalBasis: string | null;
}

/** A training or a handover of the period, with those of its lines that are about units of the scope. */
export interface ActivityFacts extends SummedActivity {
  readonly title: string;
  readonly endsOn: LocalDate;
  readonly place: string | null;
  /** Codes. */
  readonly systems: readonly string[];
  /** Whether a unit of the scope organised it. */
  readonly isOwn: boolean;
}

/** The result of a year as it was published; what was not stated is null. */
export interface ScorecardFacts {
  readonly name: string;
  readonly nameEn: string | null;
  readonly year: number;
  /** As the publication calls it: `Quyết định số 584/QĐ-UBND`. */
  readonly document: string | null;
  readonly publishedOn: LocalDate | null;
  /** From the best; empty where the report is about a part of the units only. */
  readonly grades: readonly { readonly grade: string; readonly name: string | null; readonly units: number }[];
  /** By rank, then those without one. */
  readonly units: readonly ScoredUnitFacts[];
}

/** Names are those of the publication. */
export interface ScoredUnitFacts extends NamedUnit {
  readonly code: string;
  readonly group: string | null;
  readonly rank: number | null;
  readonly points: number | null;
  /** Units may have maxima of their own. */
  readonly maximum: number | null;
  readonly grade: string | null;
}

export interface DocumentFacts {
  readonly number: string | null;
  readonly type: DocumentType;
  readonly issuer: string;
  readonly issuedOn: LocalDate | null;
  readonly title: string;
}
