import { type UnitTree } from '../../units/domain/unit-tree.js';
import { type Level, type UnitOnDay } from '../../units/domain/unit.js';

/**
 * What a unit owes a system on a day (domain.md §2):
 * - `required`: a rule names it; `exempt`: so it does, and an exemption lets it off;
 * - `not-required`: rules speak of its level there, not of it;
 * - `unspoken`: no rule reaches its level there.
 */
export type Obligation = 'required' | 'exempt' | 'not-required' | 'unspoken';

/** A rule in force on a day: units of `level` within `withinId` (null: everywhere) should have the system, of them only `kind`, only members of `setId`. */
export interface Rule {
  readonly systemId: number;
  readonly level: Level;
  readonly kind: string | null;
  readonly setId: string | null;
  readonly withinId: string | null;
}

/** Everything of one day that decides who owes what. */
export interface ObligationFacts {
  readonly tree: UnitTree;
  readonly rules: readonly Rule[];
  /** Set id → ids of its members. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  /** `exemptionKey` of every exemption in force. */
  readonly exemptions: ReadonlySet<string>;
}

export function exemptionKey(systemId: number, unitId: string): string {
  return `${systemId}:${unitId}`;
}

/**
 * Decides for one system after another. With the one rule "communes within huyện Tân Biên": a commune there is
 * required, one elsewhere unspoken; with "xã of the province": a phường is not required.
 */
export class Obligations {
  private readonly rulesOf: ReadonlyMap<number, readonly Rule[]>;
  private readonly insideOf = new Map<string, ReadonlySet<string>>();

  constructor(private readonly facts: ObligationFacts) {
    this.rulesOf = groupBySystem(facts.rules);
  }

  of(systemId: number, unit: UnitOnDay): Obligation {
    const reaching = (this.rulesOf.get(systemId) ?? []).filter(
      (rule) => rule.level === unit.level && this.reaches(rule, unit),
    );
    if (reaching.length === 0) return 'unspoken';
    if (!reaching.some((rule) => this.names(rule, unit))) return 'not-required';
    return this.facts.exemptions.has(exemptionKey(systemId, unit.id)) ? 'exempt' : 'required';
  }

  private reaches({ withinId }: Rule, unit: UnitOnDay): boolean {
    return withinId === null || this.inside(withinId).has(unit.id);
  }

  private names({ kind, setId }: Rule, unit: UnitOnDay): boolean {
    return (
      (kind === null || kind === unit.kind) &&
      (setId === null || (this.facts.members.get(setId)?.has(unit.id) ?? false))
    );
  }

  private inside(topId: string): ReadonlySet<string> {
    const known = this.insideOf.get(topId);
    if (known) return known;
    const top = this.facts.tree.find(topId);
    const inside = new Set(top ? this.facts.tree.subtree([top]).map((unit) => unit.id) : []);
    this.insideOf.set(topId, inside);
    return inside;
  }
}

function groupBySystem(rules: readonly Rule[]): Map<number, Rule[]> {
  const groups = new Map<number, Rule[]>();
  for (const rule of rules) groups.set(rule.systemId, [...(groups.get(rule.systemId) ?? []), rule]);
  return groups;
}
