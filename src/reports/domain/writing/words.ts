import { type LocalDate } from '../../../kernel/local-date.js';
import { type Language } from '../../../kernel/ratio.js';
import { type Level } from '../../../units/domain/unit.js';
import { type BridgeCause } from '../../../coverage/domain/bridge.js';
import { type Dating, type Stage } from '../../../deployments/domain/entry.js';
import { type DeclaredFacts, type PreviousReport, type ReorganisationFacts } from '../snapshot.js';
import { type Labels } from './labels.js';
import { type FigureMove, type LevelStory, type NamedUnit } from './level-story.js';
import { type WorkWords } from './work-words.js';

/** A system as sentences call it, with its figures told level by level. */
export interface SystemStory {
  /** In running text: `"hệ thống một cửa điện tử"`. */
  readonly system: string;
  readonly stories: readonly LevelStory[];
  /** Stated of all levels together. */
  readonly totals: readonly DeclaredFacts[];
}

/**
 * The words of one language: whole sentences from figures. None states what the figures do not: "increased" stands only
 * where something rose, what is unknown is called so, and what was only stated is named a statement.
 */
export interface Words {
  readonly language: Language;
  readonly work: WorkWords;
  readonly labels: Labels;
  /** A count in running text: in Vietnamese `09`, `1.685`. */
  readonly count: (count: number) => string;
  /** A name at the beginning of nothing: `phường Hiệp Ninh`, `Phường 1`, `hệ thống một cửa điện tử`. */
  readonly unit: (unit: NamedUnit) => string;
  readonly system: (name: string) => string;
  readonly level: (level: Level) => string;
  readonly stage: (stage: Stage | null) => string;
  readonly cause: (cause: BridgeCause) => string;
  /** `31/12/2016`. */
  readonly day: (day: LocalDate) => string;
  /** `A, B và C`. */
  readonly list: (items: readonly string[]) => string;
  readonly declared: (declared: DeclaredFacts) => string;

  /** What the report is about: `… năm 2016 trên địa bàn tỉnh Tây Ninh`. */
  readonly excerpt: (subject: string, period: string, scope: readonly NamedUnit[]) => string;
  readonly introduction: (excerpt: string, asOf: LocalDate) => string;
  readonly previous: (previous: PreviousReport | null) => string;
  readonly closing: (excerpt: string, toSuperior: boolean) => string;

  /** How an overview says where a system is in use: `09/09 UBND cấp huyện`, `Sở Tư pháp`, `13 sở`. */
  readonly toldAt: (story: LevelStory) => string;
  /** Of a level with the kinds of its units: `Cấp huyện (UBND các huyện/thành phố)`. */
  readonly levelTitle: (level: Level, kinds: readonly string[]) => string;
  /** Since when: `01/06/2016`; of what was so already on that day, `chậm nhất 31/12/2016`. */
  readonly since: (day: LocalDate, dated: Dating) => string;
  readonly plan: (dueOn: LocalDate | null, overdue: boolean) => string;
  /** That it takes the place of a report. */
  readonly replaces: (number: string, issuedOn: LocalDate) => string;
  /** `(Kèm theo Báo cáo số 05/BC-STTTT ngày 05 tháng 01 năm 2017)`; without number before there is one. */
  readonly enclosedWith: (number: string | null, issuedOn: LocalDate | null) => string;

  /** All sentences about one system on the day, in order. */
  readonly overview: (story: SystemStory, asOf: LocalDate) => string[];
  /** `tích hợp SMS: cấp huyện (09/09)`; `tích hợp ký số: có` of a feature that is there, of which nothing else is said. */
  readonly part: (story: SystemStory) => string;
  /** How the figures moved since the previous report; empty where there are none to compare. */
  readonly moves: (moves: readonly FigureMove[]) => string[];
  readonly reorganisation: (facts: ReorganisationFacts) => string;

  /** Units by name where they are few: `văn phòng điện tử: 02 đơn vị (xã A, Phường 1)`. */
  readonly changed: (system: string, units: readonly NamedUnit[]) => string;
  readonly noChanges: (since: LocalDate) => string;
  /** `Ở cấp xã, 54 đơn vị chưa có số liệu`; null where nothing is wanting. */
  readonly gap: (level: Level, missing: number, unknown: number, overdue: number) => string | null;
  readonly noGaps: () => string;
  /** `đã nhận 10/12 báo cáo`. */
  readonly completeness: (name: string, given: number, owed: number) => string;
}
