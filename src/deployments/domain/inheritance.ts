import { type Obligation } from '../../systems/domain/obligation.js';
import { type InheritanceRule } from '../../systems/domain/system.js';
import { type Stage } from './entry.js';

/** From least to most; domain.md §1. */
const RISING: readonly Stage[] = ['none', 'retired', 'preparing', 'pilot', 'suspended', 'live'];

/** What one predecessor brings to a successor: its stage and what it owed on its last day. */
export interface Bequest {
  readonly predecessorId: string;
  readonly extent: 'whole' | 'partial';
  readonly lead: boolean;
  /** Null: unknown. */
  readonly stage: Stage | null;
  readonly obligation: Obligation;
}

/** The stage that follows from the predecessors (null: unknown), and whether somebody still has to decide. */
export interface Inherited {
  readonly stage: Stage | null;
  readonly open: boolean;
}

/**
 * The stage of a successor before its own first entry (domain.md §1). Predecessors that were exempt or not required on
 * their last day are left out. By rule: `all` the lowest stage, unknown if any is unknown; `any` the highest known one;
 * `lead` that of the lead predecessor; `none` unknown. A partial predecessor leaves it unknown and open until somebody
 * decides which predecessors count (`decided`; an empty list settles that nobody knows).
 *
 * all: live and pilot give pilot; live and unknown give unknown. any: live and unknown give live.
 */
export function inheritStage(
  rule: InheritanceRule,
  bequests: readonly Bequest[],
  decided: ReadonlySet<string> | null,
): Inherited {
  if (rule === 'none') return { stage: null, open: false };
  const owing = bequests.filter(({ obligation }) => obligation === 'required' || obligation === 'unspoken');
  if (decided !== null) {
    return {
      stage: combine(
        rule,
        owing.filter(({ predecessorId }) => decided.has(predecessorId)),
        true,
      ),
      open: false,
    };
  }
  if (owing.some(({ extent }) => extent === 'partial')) return { stage: null, open: true };
  const stage = combine(rule, owing, false);
  return { stage, open: stage === null && owing.length > 0 };
}

function combine(rule: Exclude<InheritanceRule, 'none'>, bequests: readonly Bequest[], decided: boolean): Stage | null {
  // Whoever decided which predecessors count has chosen the lead with them.
  const counting = rule === 'lead' && !decided ? bequests.filter(({ lead }) => lead) : bequests;
  const known = counting.flatMap(({ stage }) => (stage === null ? [] : [stage])).sort(byRise);
  if (rule === 'any') return known.at(-1) ?? null;
  return known.length === counting.length ? (known[0] ?? null) : null;
}

function byRise(a: Stage, b: Stage): number {
  return RISING.indexOf(a) - RISING.indexOf(b);
}
