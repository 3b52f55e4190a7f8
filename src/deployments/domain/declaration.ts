import { type LocalDate } from '../../kernel/local-date.js';
import { printCount, type Language } from '../../kernel/ratio.js';
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
  readonly document: string;
  readonly quote: string | null;
}

/**
 * The figure as a Vietnamese report states it: `22`, `21/95`, `trên 37`, `từ 37 trở lên`, `khoảng 37`,
 * `một số đơn vị`; a statement without any figure prints `chưa có số liệu`.
 */
export function printDeclared(
  { count, total, comparator }: Pick<Declaration, 'count' | 'total' | 'comparator'>,
  language: Language = 'vi',
): string {
  if (comparator === 'some') return language === 'vi' ? 'một số đơn vị' : 'some units';
  if (count === null) return language === 'vi' ? 'chưa có số liệu' : 'no data yet';
  const figure =
    total === null ? printCount(count, language) : `${printCount(count, language)}/${printCount(total, language)}`;
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
