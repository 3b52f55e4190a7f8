import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { DataSource } from 'typeorm';
import { daysBetween, FIELD_TIME_ZONE, type LocalDate } from '../kernel/local-date.js';
import { type Fault, Refusal } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type Db } from '../platform/database/db.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import {
  insertLetter,
  keyOf,
  type LetterRow,
  type NewLetter,
  selectItemKeys,
  selectLetterPlaces,
  selectLetters,
  selectUndeliveredLetters,
  takeReminders,
} from './reminder-letters.queries.js';
import { type ReminderPlan, ReminderPlans } from './reminder-plan.service.js';
import { previewTooFar, remindersUndelivered } from './reminders.errors.js';
import { ReminderRules } from './reminder-rules.service.js';

const FURTHEST_PREVIEW_DAYS = 366;
const HOUR_MS = 60 * 60_000;

/** Letters that remind: what would go out, what is queued, and what became of it. */
@Injectable()
export class ReminderLetters {
  /** The state in which nothing was left to queue. */
  private quiet: string | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly rules: ReminderRules,
    private readonly plans: ReminderPlans,
    private readonly readPoints: ReadPoints,
    private readonly scopes: UnitScopes,
    private readonly clock: Clock,
  ) {}

  /** Dry run: what would go out now, or by the end of a day within a year of today; nothing is written. */
  async preview(on: LocalDate | undefined): Promise<ReminderPlan> {
    if (on !== undefined && Math.abs(daysBetween(this.clock.today(), on)) > FURTHEST_PREVIEW_DAYS)
      throw new Refusal([previewTooFar(FURTHEST_PREVIEW_DAYS)]);
    const now = on === undefined ? this.clock.now() : lastInstantOf(on);
    return this.plan(on ?? this.clock.today(), now);
  }

  /** A page of the letters that the caller may see, latest first. */
  async list(revision: number, page: { offset: number; limit: number }): Promise<{ rows: LetterRow[]; total: number }> {
    const db = this.dataSource.manager;
    const readable = await this.scopes.readable(revision);
    const all = await selectLetterPlaces(db);
    const seen = all.filter(({ unitId, day }) => readable?.holds(unitId, day) ?? true).map(({ id }) => id);
    return {
      rows: await selectLetters(db, seen.slice(page.offset, page.offset + page.limit)),
      total: seen.length,
    };
  }

  /** What a monitor is told now: that letters did not reach whom they were for. Whom, is not for everybody. */
  async faults(): Promise<Fault[]> {
    const undelivered = await selectUndeliveredLetters(this.dataSource.manager);
    return undelivered.length === 0 ? [] : [remindersUndelivered(undelivered)];
  }

  /** Queues what is to be reminded of by now; of several instances that ask at once, one does. */
  async queue(): Promise<void> {
    const state = await this.state();
    if (state === null || state === this.quiet) return;
    // Worked out first: no connection is held while others are asked for.
    const { letters } = await this.plan(this.clock.today(), this.clock.now());
    const [earliest] = letters.flatMap(({ items }) => items.map(({ dueOn }) => dueOn)).sort();
    if (earliest === undefined) this.quiet = state;
    else await this.dataSource.transaction((db) => this.insert(db, letters, earliest));
  }

  /** Of what another instance queued meanwhile nobody is told again; what is left comes with the next round. */
  private async insert(db: Db, letters: readonly NewLetter[], dueFrom: LocalDate): Promise<void> {
    if (!(await takeReminders(db))) return;
    const told = new Set((await selectItemKeys(db, dueFrom)).map(keyOf));
    for (const letter of letters)
      if (!letter.items.some((item) => told.has(keyOf(item)))) await insertLetter(db, letter);
  }

  /** All that decides who is to be written to: the facts, the rules and the hour; null: no rules. */
  private async state(): Promise<string | null> {
    const rules = await this.rules.list();
    if (rules.length === 0) return null;
    const { revision } = await this.readPoints.resolve({});
    return JSON.stringify([revision, Math.floor(this.clock.now() / HOUR_MS), rules.map(({ id }) => id)]);
  }

  private async plan(today: LocalDate, now: number): Promise<ReminderPlan> {
    const rules = await this.rules.list();
    return this.plans.at(rules, today, now, (dueFrom) => selectItemKeys(this.dataSource.manager, dueFrom));
  }
}

function lastInstantOf(day: LocalDate): number {
  return (
    Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime({ timeZone: FIELD_TIME_ZONE }).epochMilliseconds - 1
  );
}
