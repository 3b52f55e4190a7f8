import { type LocalDate } from '../../kernel/local-date.js';
import { type Language, printCount, printPercent } from '../../kernel/ratio.js';

/** What one unit owes, by when, and on which day it was given first; null: it was not, as far as that was asked. */
export interface Owed {
  readonly dueOn: LocalDate;
  readonly givenOn: LocalDate | null;
}

/** The lists that completeness opens to; `covered` is what was given, in time or late. */
export const COMPLETENESS_LISTS = ['covered', 'in-time', 'late', 'missing', 'open'] as const;
export type CompletenessList = (typeof COMPLETENESS_LISTS)[number];

/** In whole units: covered + missing + open = eligible, inTime + late = covered. */
export interface CompletenessFigure {
  readonly eligible: number;
  readonly covered: number;
  readonly inTime: number;
  readonly late: number;
  /** Not given, and overdue. */
  readonly missing: number;
  /** Not given, and not due yet. */
  readonly open: number;
}

/** The lists that something owed stands in on a day: given on the last day is in time, and on that day it is not overdue. */
export function completenessLists({ dueOn, givenOn }: Owed, asOf: LocalDate): CompletenessList[] {
  if (givenOn !== null) return ['covered', givenOn <= dueOn ? 'in-time' : 'late'];
  return [dueOn < asOf ? 'missing' : 'open'];
}

/** The figure of all that is owed. Of 95, 60 given in time, 20 late, 15 not: covered 80, completeness 84,2%, timeliness 63,2%. */
export function completenessOf(owed: Iterable<Owed>, asOf: LocalDate): CompletenessFigure {
  const count: Record<CompletenessList, number> = { covered: 0, 'in-time': 0, late: 0, missing: 0, open: 0 };
  let eligible = 0;
  for (const each of owed) {
    eligible += 1;
    for (const list of completenessLists(each, asOf)) count[list] += 1;
  }
  const { covered, late, missing, open } = count;
  return { eligible, covered, inTime: count['in-time'], late, missing, open };
}

/** `covered` of `eligible` as coverage prints it: `84,2%`, `–` where nothing is owed. */
export function printShareOf(covered: number, eligible: number, language: Language = 'vi'): string {
  return eligible === 0 ? '–' : printPercent({ covered, eligible }, language);
}

/** With the numbers behind it: `80/95 (84,2%)`. */
export function printCompleteness(covered: number, eligible: number, language: Language = 'vi'): string {
  if (eligible === 0) return '–';
  return `${printCount(covered, language)}/${printCount(eligible, language)} (${printShareOf(covered, eligible, language)})`;
}
