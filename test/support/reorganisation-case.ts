import { expect } from '@jest/globals';
import { type DataSource } from 'typeorm';
import { type TestApp } from './app.js';
import { addsUp } from './figure-sums.js';
import { DAYS, FIRST_DAYS, stretchOf, STRETCHES, type World } from './ledger-model.js';
import { type Question } from './ledger-questions.js';
import { type Crossing, expectBridge } from './reorganisation-bridges.js';
import { isSound, lifeIn, type Realm, worldOf } from './reorganisation-model.js';

/** An answer that was given. */
export interface Kept {
  readonly question: Question;
  readonly revision: number;
  /** Null where the question was refused: a unit that is not there that day. */
  readonly knownAt: string | null;
  readonly text: string;
}

/** One case on the service: what the units are called there, and what was believed at each revision. */
export class Case {
  readonly ids: Record<string, string>;
  private readonly believed: Map<number, Realm>;
  private last: number;

  constructor(
    private readonly tracker: TestApp,
    private readonly base: number,
    start: Realm,
    ids: Readonly<Record<string, string>>,
  ) {
    this.ids = { ...ids };
    this.last = base;
    this.believed = new Map([[base, start]]);
  }

  /** The realm as it is believed from the next revision on. */
  remember(realm: Realm): Realm {
    this.last += 1;
    this.believed.set(this.last, realm);
    return realm;
  }

  /** Learns what the units are called that a package made. */
  async learn(realm: Realm, stretch: number): Promise<void> {
    const made = realm.packages.at(-1)?.made ?? [];
    if (made.length === 0) return;
    const { items } = (await this.tracker.get(`/units?limit=500&asOf=${FIRST_DAYS[stretch - 1]}`)).body;
    for (const key of made) {
      const code = lifeIn(realm, key, stretch)?.code;
      this.ids[key] = items.find((unit: any) => unit.code === code).id;
    }
  }

  /** The rows of the first day of a stretch as a preview has them. */
  async figuresOn(stretch: number): Promise<any[]> {
    const { rows, revision } = (await this.tracker.get(`/coverage?asOf=${FIRST_DAYS[stretch - 1]}`)).body;
    expect(revision).toBe(this.last);
    return sorted(
      rows.map(({ declared, ...row }: any) => ({
        // A preview does not say what a level is called.
        ...{ ...row, levelName: undefined },
        ...(declared.length > 0 ? { declared } : {}),
      })),
    );
  }

  /** All figures of all days, and all entries. */
  async everything(): Promise<unknown[]> {
    const figures = DAYS.map((day) => `/coverage?groupBy=system,level,district&asOf=${day}`);
    return Promise.all(
      [...figures, '/deployments/history?limit=500'].map(async (path) => {
        const { rows, totals, items } = (await this.tracker.get(path)).body;
        return { rows, totals, items };
      }),
    );
  }

  async askNow(question: Question, realm: Realm): Promise<Kept> {
    const { text, body } = await this.ask(question, {});
    compare(question, body, realm);
    if (!('errors' in body)) expect(body.revision).toBe(this.last);
    return { question, revision: this.last, knownAt: body.knownAt ?? null, text };
  }

  /** The answers that were given are given again, and those that nobody asked for then are what was believed. */
  async askAgain(kept: readonly Kept[]): Promise<void> {
    for (const [index, { question, revision, knownAt, text }] of kept.entries()) {
      const clock: Record<string, string> =
        index % 2 === 0 || knownAt === null ? { revision: String(revision) } : { knownAt };
      expect((await this.ask(question, clock)).text).toBe(text);
      const other = this.base + ((index * 7) % (this.last - this.base + 1));
      const { body } = await this.ask(question, { revision: String(other) });
      compare(question, body, this.realmAt(other));
    }
  }

  async cross(crossing: Crossing): Promise<void> {
    const { days, knowledge, systems } = crossing;
    const revisions = knowledge.map((place) => this.base + Math.round((place / 1000) * (this.last - this.base)));
    const [knownFrom = '', knownTo = ''] = await Promise.all(
      revisions.map(async (n) => (await this.tracker.get(`/units?limit=1&revision=${n}`)).body.knownAt as string),
    );
    const query = { from: days[0], to: days[1], knownFrom, knownTo, ...(systems ? { system: systems.join() } : {}) };
    const { text } = await this.tracker.get(`/coverage/bridge?${new URLSearchParams(query).toString()}`);
    const [earlier, later] = revisions.map((n) => worldOf(this.realmAt(n))) as [World, World];
    expectBridge(this.inKeys(text), crossing, [earlier, later]);
  }

  /** Every entry is there still, and none is withdrawn but those that were. */
  async inspectLedger({ entries }: Realm): Promise<void> {
    const { items } = (await this.tracker.get('/deployments/history?limit=500')).body;
    const told = items.map(({ id, retraction }: any) => [id, retraction !== null]);
    expect(sorted(told)).toEqual(sorted(entries.map(({ id, retracted }) => [id, retracted])));
  }

  /** What the tables hold at every revision: units as they are believed, which make sense, and one stage start a day. */
  async inspectTables(owner: DataSource): Promise<void> {
    const keyOf = this.keys();
    const [periods, lineage, starts] = await Promise.all(
      ['unit_period', 'lineage', 'stage_start'].map((table) => owner.query<any[]>(`select * from ${table}`)),
    );
    for (const [revision, realm] of this.believed) {
      const now = (rows: any[] = []) =>
        rows.filter((row) => row.known_from <= revision && (row.known_to === null || row.known_to > revision));
      const pieces = now(periods).map(({ unit_id, parent_id, valid_from, valid_to, code, name, kind, level }) => ({
        unit: keyOf.get(unit_id) as string,
        from: valid_from === null ? 0 : stretchOf(valid_from),
        to: valid_to === null ? STRETCHES : stretchOf(valid_to),
        life: { code, name, kind, level, parent: parent_id === null ? null : (keyOf.get(parent_id) as string) },
      }));
      const edges = now(lineage).map((row) => ({
        by: realm.packages.findIndex(({ id }) => id === row.reorganisation_id),
        predecessor: keyOf.get(row.predecessor_id) as string,
        successor: keyOf.get(row.successor_id) as string,
        stretch: stretchOf(row.effective_on),
        extent: row.extent,
        lead: row.lead,
      }));
      expect(isSound({ pieces, edges })).toBe(true);
      expect(sorted(pieces)).toEqual(sorted(realm.pieces));
      expect(sorted(edges)).toEqual(sorted(realm.edges));
      const days = now(starts).map(({ unit_id, system_id, starts_on }) => [unit_id, system_id, starts_on].join(' '));
      expect(new Set(days).size).toBe(days.length);
    }
  }

  private realmAt(revision: number): Realm {
    return this.believed.get(revision) as Realm;
  }

  private async ask(question: Question, clock: Record<string, string>): Promise<{ text: string; body: any }> {
    const { path, query } = question;
    const limit = ['/coverage', '/coverage/trend'].includes(path) ? {} : { limit: '500' };
    const idsOf = (keys: string) => keys.replace(/[^,]+/g, (key) => this.ids[key] ?? key);
    const named = Object.entries({ ...query, ...limit, ...clock }).map(([name, value]): [string, string] => [
      name,
      name === 'within' ? idsOf(value) : value,
    ]);
    const { text } = await this.tracker.get(`${path}?${new URLSearchParams(named).toString()}`);
    return { text, body: this.inKeys(text) };
  }

  private inKeys(text: string): any {
    const keyOf = this.keys();
    return JSON.parse(text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => keyOf.get(id) ?? id));
  }

  private keys(): Map<string, string> {
    return new Map(Object.entries(this.ids).map(([key, id]) => [id, key]));
  }
}

function compare({ expected, told, path }: Question, body: any, realm: Realm): void {
  const answer = expected?.(worldOf(realm));
  if (answer === null) {
    expect(body).toMatchObject({ status: 400 });
    return;
  }
  expect(body).not.toHaveProperty('errors');
  if (told) expect(told(body)).toEqual(answer);
  if (path === '/coverage') addsUp(body);
}

/** Rows in one order, whichever they came in. */
export function sorted<T extends object>(rows: readonly T[]): T[] {
  const textOf = (row: T): string => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
  return [...rows].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}
