import { daysBetween, type LocalDate } from '../../kernel/local-date.js';

export const TARGET_STATUSES = ['met', 'on-track', 'at-risk', 'missed', 'unknown'] as const;
export type TargetStatus = (typeof TARGET_STATUSES)[number];

/** An exact value as a fraction of whole numbers, `of` more than 0: 41/95, or 3.241 as 3241/1. */
export interface Fraction {
  readonly value: number;
  readonly of: number;
}

/** What is to be reached by when, from where; the days are the first and the last of the way. */
export interface Course {
  readonly startsOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly baseline: Fraction;
  readonly goal: Fraction;
}

/** A status, and what it was judged by. */
export interface Judgement {
  readonly status: TargetStatus;
  /** The day whose figure is judged: the day asked about, or the due day once that is past. */
  readonly judgedOn: LocalDate;
  /** Of how many days of the way, how many had passed. */
  readonly elapsed: { readonly days: number; readonly of: number };
  /** Where the straight line from baseline to goal stands on `judgedOn`. */
  readonly expected: Fraction;
}

/** The day whose figure decides: what is reached later than it was due does not meet the target. */
export function judgedDay(asOf: LocalDate, { dueOn }: Pick<Course, 'dueOn'>): LocalDate {
  return asOf < dueOn ? asOf : dueOn;
}

/**
 * The status on a day. Whoever has reached the goal has `met` it, also before it is due. Else, until the due day has
 * passed, the figure is held against the straight line from the baseline on the first day to the goal on the last: at or
 * above it is `on-track`, below it `at-risk`; before the first day the line stands at the baseline. After the due day it
 * is `missed`. Without a figure it is `unknown`. All of it is compared exactly.
 *
 * From 41 of 95 on 2016-12-31 to 100% on 2018-12-31, 730 days: on 2017-12-31, 365 days on, the line stands half-way, at
 * (41/95 + 95/95) / 2 = 68/95 (71,6%). 68 communes are on track, 67 at risk; on 2019-01-01, 94 have missed it.
 */
export function judge(current: Fraction | null, course: Course, asOf: LocalDate): Judgement {
  const judgedOn = judgedDay(asOf, course);
  const whole = daysBetween(course.startsOn, course.dueOn);
  const days = Math.min(whole, Math.max(0, daysBetween(course.startsOn, judgedOn)));
  const expected = onLine(course.baseline, course.goal, days, whole);
  const given = { judgedOn, elapsed: { days, of: whole }, expected };
  if (current === null) return { ...given, status: 'unknown' };
  if (reaches(current, course.goal)) return { ...given, status: 'met' };
  if (asOf > course.dueOn) return { ...given, status: 'missed' };
  return { ...given, status: reaches(current, expected) ? 'on-track' : 'at-risk' };
}

/** True when `a` is at least `b`, compared by cross-multiplying. */
export function reaches(a: Fraction, b: Fraction): boolean {
  return BigInt(a.value) * BigInt(b.of) >= BigInt(b.value) * BigInt(a.of);
}

/** from + (to − from) × days / whole, in lowest terms; the goal itself where there is no way. */
function onLine(from: Fraction, to: Fraction, days: number, whole: number): Fraction {
  if (whole === 0) return to;
  const [a, b, p, q] = [from.value, from.of, to.value, to.of].map(BigInt) as [bigint, bigint, bigint, bigint];
  const [d, w] = [BigInt(days), BigInt(whole)];
  const value = a * q * (w - d) + p * b * d;
  const of = b * q * w;
  const divisor = greatestCommonDivisor(value, of);
  return { value: Number(value / divisor), of: Number(of / divisor) };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}
