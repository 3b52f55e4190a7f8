import { type Comparator } from '../../deployments/domain/declaration.js';
import { type Amount, isWhole } from './amount.js';
import { type IndicatorKind, type Measure } from './measure.js';

/** What somebody wants to state; what is absent was not given. */
export interface Statement {
  readonly amount?: Amount | undefined;
  readonly outOf?: Amount | undefined;
  readonly percent?: Amount | undefined;
  readonly comparator?: Comparator | undefined;
}

/** What of its definition a statement is judged by. */
export interface MeasureRules {
  readonly kind: IndicatorKind;
  /** Numerators above their denominators are right, as where more was done than was planned. */
  readonly mayExceed: boolean;
  /** The maximum of a score that names none of its own. */
  readonly maximum: Amount | null;
}

export const STATEMENT_FAULTS = [
  'number-missing',
  'number-beside-some',
  'some-without-whole',
  'out-of-missing',
  'out-of-not-for-kind',
  'percent-not-for-kind',
  'percent-beside-amount',
  'not-whole',
  'maximum-zero',
  'above-whole',
] as const;
export type StatementFaultCode = (typeof STATEMENT_FAULTS)[number];

/** What is wrong with a statement, at which of its fields. */
export interface StatementFault {
  readonly field: 'amount' | 'outOf' | 'percent' | 'comparator';
  readonly code: StatementFaultCode;
}

const WHOLE_PERCENT = 10_000;

/**
 * Everything that is wrong with a statement, whatever else is known. A count or a stock is a whole number; a ratio is two
 * of them, or a share; a score is points of a maximum. `some` states that there are some things and goes without a
 * number. More than the whole is refused, of a ratio unless its definition allows it.
 */
export function faultsOfStatement(
  { amount, outOf, percent, comparator }: Statement,
  rules: MeasureRules,
): StatementFault[] {
  const { kind, mayExceed } = rules;
  const faults: StatementFault[] = [];
  const isOfWhole = kind === 'ratio' || kind === 'score';
  if (comparator === 'some') {
    if (isOfWhole) faults.push({ field: 'comparator', code: 'some-without-whole' });
    for (const [field, given] of [
      ['amount', amount],
      ['outOf', outOf],
      ['percent', percent],
    ] as const)
      if (given !== undefined) faults.push({ field, code: 'number-beside-some' });
    return faults;
  }
  if (amount === undefined && (percent === undefined || kind !== 'ratio'))
    faults.push({ field: 'amount', code: 'number-missing' });
  if (percent !== undefined && kind !== 'ratio') faults.push({ field: 'percent', code: 'percent-not-for-kind' });
  if (percent !== undefined && kind === 'ratio' && (amount !== undefined || outOf !== undefined))
    faults.push({ field: 'percent', code: 'percent-beside-amount' });
  if (outOf !== undefined && !isOfWhole) faults.push({ field: 'outOf', code: 'out-of-not-for-kind' });
  const whole = outOf ?? (kind === 'score' ? (rules.maximum ?? undefined) : undefined);
  if (isOfWhole && amount !== undefined && whole === undefined) faults.push({ field: 'outOf', code: 'out-of-missing' });
  if (kind !== 'score') {
    if (amount !== undefined && !isWhole(amount)) faults.push({ field: 'amount', code: 'not-whole' });
    if (isOfWhole && outOf !== undefined && !isWhole(outOf)) faults.push({ field: 'outOf', code: 'not-whole' });
  } else if (outOf === 0) faults.push({ field: 'outOf', code: 'maximum-zero' });
  const exceedable = kind === 'ratio' && mayExceed;
  if (isOfWhole && amount !== undefined && whole !== undefined && amount > whole && !exceedable)
    faults.push({ field: 'amount', code: 'above-whole' });
  if (kind === 'ratio' && percent !== undefined && percent > WHOLE_PERCENT && !exceedable)
    faults.push({ field: 'percent', code: 'above-whole' });
  return faults;
}

/** The measure that a statement without faults makes. */
export function measureOf({ amount, outOf, percent, comparator }: Statement, { kind, maximum }: MeasureRules): Measure {
  return {
    amount: amount ?? null,
    outOf: outOf ?? (kind === 'score' && amount !== undefined ? maximum : null),
    percent: percent ?? null,
    comparator: comparator ?? '=',
  };
}
