import { type ActivityFigures, type EquipmentFigure } from '../../../activities/domain/activity-figures.js';
import { type DocumentType } from '../../../documents/domain/document.js';
import { type LocalDate } from '../../../kernel/local-date.js';
import { type ScorecardFacts } from '../snapshot.js';
import { type NamedUnit } from './level-story.js';

/** One activity as a table tells it. */
export interface ActivityStory {
  /** As running text calls them. */
  readonly systems: readonly string[];
  readonly place: string | null;
  /** Null: it was not stated, or nobody was to come. */
  readonly people: number | null;
  readonly equipment: readonly Pick<EquipmentFigure, 'type' | 'measure' | 'quantity'>[];
}

/** Units that share a rank, each with its own points. */
export interface RankStory {
  readonly rank: number;
  readonly units: readonly (NamedUnit & { readonly points: number | null; readonly maximum: number | null })[];
}

/** A result in words: its grades, its first ranks, and where it was published. */
export interface ScorecardStory extends Pick<ScorecardFacts, 'year' | 'grades' | 'document' | 'publishedOn'> {
  readonly ranks: readonly RankStory[];
  /** The units were measured against maxima of their own, which are not all the same. */
  readonly unequal: boolean;
}

/** The words of one language for what was done and how units were graded. */
export interface WorkWords {
  /** What was done in all: `Trong kỳ đã tổ chức 01 lớp tập huấn …`; empty where nothing was. */
  readonly activities: (figures: ActivityFigures) => string[];
  /** `Hệ thống: văn phòng điện tử; 45 người tham gia; 02 bộ máy vi tính`; what was not stated is left out. */
  readonly activity: (story: ActivityStory) => string;
  /** All sentences about a result, in order; when it was published in relation to the report's day is said openly. */
  readonly scorecard: (story: ScorecardStory, asOf: LocalDate) => string[];
  /** `Trong kỳ có 06 văn bản liên quan được ban hành, gồm 04 quyết định và 02 công văn.`; of one type at least. */
  readonly documents: (counts: readonly { readonly type: DocumentType; readonly count: number }[]) => string;
  /** `Quyết định`, `Decisions`, as a line begins. */
  readonly documentType: (type: DocumentType) => string;
  /** `98,75`, `57,2`; empty where it was not stated. */
  readonly points: (points: number | null) => string;
  /** Points out of a maximum above 0: of 57.2 and 71.5 `80,0%`. */
  readonly share: (points: number, maximum: number) => string;
}
