import { type IndicatorKind, type Measure } from '../../indicators/domain/measure.js';
import { fraction } from './quantity.js';
import { type Reading, UNREAD } from './reading.js';

/** Amounts of indicators stand in hundredths. */
const HUNDREDTHS = 100;

/**
 * What a criterion reads of an indicator's figure: a ratio or a score as a share, a count or a stock as a number. A bound,
 * an approximate figure or a share of nothing is no value: `over 70 %` leaves it to the reviewer.
 */
export function readingOf(kind: IndicatorKind, measure: Measure | null): Reading {
  if (measure?.comparator !== '=') return UNREAD;
  const { amount, outOf, percent } = measure;
  if (percent !== null) {
    const arithmetic = { numerator: percent / HUNDREDTHS, denominator: 100 };
    return { measured: { of: 'share', value: fraction(percent, 100 * HUNDREDTHS) }, arithmetic };
  }
  if (amount === null) return UNREAD;
  if (kind === 'count' || kind === 'stock') {
    const arithmetic = { numerator: amount / HUNDREDTHS, denominator: null };
    return { measured: { of: 'count', value: fraction(amount, HUNDREDTHS) }, arithmetic };
  }
  if (outOf === null || outOf === 0) return UNREAD;
  const arithmetic = { numerator: amount / HUNDREDTHS, denominator: outOf / HUNDREDTHS };
  return { measured: { of: 'share', value: fraction(amount, outOf) }, arithmetic };
}
