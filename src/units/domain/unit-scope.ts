import { type LocalDate } from '../../kernel/local-date.js';
import { holds, overlaps, type Period } from '../../kernel/period.js';

/** On which days which units belong to a scope. */
export interface ScopeSpan {
  readonly unitId: string;
  readonly period: Period;
}

/**
 * What somebody may read, or write: some units with all that stands below them on a day, and what they came from
 * where it had ended by then, with all that stood below that (ADR 12). The account of the commune Thạnh Bình that took in
 * Thạnh Bắc in 2020 reaches Thạnh Bắc on the days before.
 */
export class UnitScope {
  private readonly periodsOf = new Map<string, Period[]>();

  constructor(readonly spans: readonly ScopeSpan[]) {
    for (const { unitId, period } of spans) {
      const own = this.periodsOf.get(unitId);
      if (own) own.push(period);
      else this.periodsOf.set(unitId, [period]);
    }
  }

  /** Whether the unit belongs to it on the day. */
  holds(unitId: string, day: LocalDate): boolean {
    return this.periodsOf.get(unitId)?.some((period) => holds(period, day)) ?? false;
  }

  /** Whether the unit belongs to it on some day of the period. */
  meets(unitId: string, during: Period): boolean {
    return this.periodsOf.get(unitId)?.some((period) => overlaps(period, during)) ?? false;
  }
}
