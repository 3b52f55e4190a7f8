import { type PeriodRule } from '../../kernel/reporting-period.js';
import { type Reach } from './figure.js';
import { type IndicatorKind } from './measure.js';

/** What of a definition decides whether it may be a level of another. */
export interface Level {
  readonly indicatorId: number;
  readonly kind: IndicatorKind;
  readonly reach: Reach;
  readonly calendar: PeriodRule;
  /** The level right around it. */
  readonly widerId: number | null;
}

/** A level that may be no part of the other: `other-kind`, `has-narrower` (it has `by`) or `itself`. */
export type LevelClash<T extends Level> =
  { readonly what: 'other-kind' | 'itself' } | { readonly what: 'has-narrower'; readonly by: T };

/**
 * Why a level may not stand right within another, among all levels of a day (domain-rules §3). Cumulative levels are all
 * counts or all stocks, of one reach and calendar; each has one next; none contains itself. A new one has no
 * `indicatorId`, and no kind yet where none was given.
 */
export function levelClashes<T extends Level>(
  part: Pick<Level, 'reach' | 'calendar'> & {
    readonly indicatorId: number | null;
    readonly kind?: IndicatorKind | undefined;
  },
  whole: T,
  onDay: readonly T[],
): LevelClash<T>[] {
  const isAlike =
    (part.kind === undefined || part.kind === whole.kind) &&
    (whole.kind === 'count' || whole.kind === 'stock') &&
    part.reach === whole.reach &&
    part.calendar === whole.calendar;
  const by = onDay.find(
    ({ indicatorId, widerId }) => widerId === whole.indicatorId && indicatorId !== part.indicatorId,
  );
  return [
    ...(isAlike ? [] : [{ what: 'other-kind' } as const]),
    ...(by ? [{ what: 'has-narrower', by } as const] : []),
    ...(isWithin(whole, part.indicatorId, onDay) ? [{ what: 'itself' } as const] : []),
  ];
}

/** True when the level is that one, or lies within it, however deep. */
function isWithin(level: Level, indicatorId: number | null, onDay: readonly Level[]): boolean {
  const passed = new Set<Level>();
  for (let next: Level | undefined = level; next && !passed.has(next);) {
    if (next.indicatorId === indicatorId) return true;
    passed.add(next);
    const { widerId }: Level = next;
    next = onDay.find((other) => other.indicatorId === widerId);
  }
  return false;
}
