import { type Period } from '../../kernel/period.js';

/** How a successor's stage follows from its predecessors' (domain.md §1). */
export const INHERITANCE_RULES = ['all', 'any', 'lead', 'none'] as const;
export type InheritanceRule = (typeof INHERITANCE_RULES)[number];

/** What a system is during a period. */
export interface SystemAttributes {
  readonly name: string;
  readonly nameEn: string | null;
  /** The system it is a part of: SMS look-up is one of the one-stop shop. */
  readonly parentId: number | null;
  /** The unit that answers for it and may log for all. */
  readonly ownerId: string | null;
  readonly legalBasis: string | null;
  readonly inheritance: InheritanceRule;
}

export interface SystemPeriod extends SystemAttributes {
  readonly systemId: number;
  readonly code: string;
  readonly period: Period;
}

/** A system as it is on one day. */
export interface SystemOnDay extends SystemAttributes {
  readonly id: number;
  readonly code: string;
}
