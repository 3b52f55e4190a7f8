import { type LocalDate } from '../../kernel/local-date.js';
import { printCount, printOfficialCount, type Language } from '../../kernel/ratio.js';
import { type Level } from '../../units/domain/unit.js';

/** How a stated count stands to the true one; `some` states that there are some and not how many. */
export const COMPARATORS = ['=', '>', '≥', '~', 'some'] as const;
export type Comparator = (typeof COMPARATORS)[number];

/** A figure that somebody stated without the names behind it (domain.md §3); what was not stated is null, never 0. */
export interface Declaration {
  readonly id: number;
  readonly systemId: number;
  /** Null: of all levels together. */
  readonly level: Level | null;
  readonly scopeId: string;
  readonly asOf: LocalDate;
  readonly count: number | null;
  readonly total: number | null;
  readonly comparator: Comparator | null;
  /** What is counted, in Vietnamese, such as `sở`; null: it was not said. */
  readonly counted: string | null;
  readonly document: string;
  readonly quote: string | null;
}

/**
 * The figure as a Vietnamese report states it, with what is counted where it was said: `22`, `13 sở`, `04 đơn vị`,
 * `21/95`, `trên 37`, `từ 37 trở lên`, `khoảng 37`, `một số đơn vị`; a statement without any figure prints
 * `chưa có số liệu`. In English the number alone.
 */
export function printDeclared(
  declaration: Pick<Declaration, 'count' | 'total' | 'comparator'> & { readonly counted?: string | null },
  language: Language = 'vi',
): string {
  const { count, total, comparator, counted = null } = declaration;
  if (comparator === 'some') return language === 'vi' ? `một số ${counted ?? 'đơn vị'}` : 'some units';
  if (count === null) return language === 'vi' ? 'chưa có số liệu' : 'no data yet';
  const noun = language === 'vi' ? counted : null;
  const stated = total === null && noun !== null ? printOfficialCount(count, language) : printCount(count, language);
  const share = total === null ? stated : `${stated}/${printCount(total, language)}`;
  const figure = noun === null ? share : `${share} ${noun}`;
  switch (comparator) {
    case '>':
      return language === 'vi' ? `trên ${figure}` : `over ${figure}`;
    case '≥':
      return language === 'vi' ? `từ ${figure} trở lên` : `${figure} or more`;
    case '~':
      return language === 'vi' ? `khoảng ${figure}` : `about ${figure}`;
    default:
      return figure;
  }
}
