import { Injectable } from '@nestjs/common';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { at, type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { isGuess, type Submission, type SubmissionList } from '../platform/validation/submission.js';
import { SystemsService } from '../systems/systems.service.js';
import { type LogScope, UnitScopes } from '../units/unit-scopes.service.js';
import { UnitsService } from '../units/units.service.js';
import {
  activityInTheFuture,
  activityOutsideScope,
  activityRetractedAlready,
  activityUnknown,
  attendsTwice,
  endsBeforeItStarts,
  fieldOfTheOtherKind,
  itemsMissing,
  peopleBelowAttendance,
} from './activities.errors.js';
import { insertActivities, insertActivityRetractions, selectActivitiesById } from './activities.queries.js';
import { mayRecord } from './activity-rights.js';
import { type Activity, statedAttendance } from './domain/activity.js';
import { type ActivityDto, type RetractActivityDto } from './dto/activity.requests.js';

type NewActivity = Activity & { readonly documents: readonly string[] };
type Checked = NewActivity | { readonly faults: readonly Fault[] };
type Given = Submission<ActivityDto>;

/** What the references of a submission mean: each a thing, or a fault; in the order of `referencesOf`. */
interface Resolved {
  readonly units: readonly ({ id: string } | Fault)[];
  readonly systems: readonly ({ systemId: number } | Fault)[];
}

/** Writes to the ledger of activities: nothing in it is changed, what was wrong is retracted. */
@Injectable()
export class ActivityRecording {
  constructor(
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly clock: Clock,
    private readonly scopes: UnitScopes,
    private readonly links: DocumentLinksService,
  ) {}

  /** One activity; its id. Refuses with every fault, of form and of fact. */
  async record(tx: WriteTransaction, submission: Given): Promise<number> {
    const [checked] = await this.check(tx, [submission]);
    if (!checked || 'faults' in checked) throw new Refusal(checked?.faults ?? []);
    const [id] = await this.append(tx, [checked]);
    return id as number;
  }

  /**
   * All activities or none, in one revision; their ids in order. With `replacing`, each comes in the place of the believed
   * one whose id stands there (null: of none), and rests on the same documents.
   */
  async recordBatch(
    tx: WriteTransaction,
    list: SubmissionList<ActivityDto>,
    replacing: { readonly ids: readonly (number | null)[]; readonly reason: string } = { ids: [], reason: '' },
  ): Promise<number[]> {
    const checked = await this.check(tx, list.items);
    const { n: last } = await tx.lastRevision();
    const scopes = await this.scopes.loggable(last, tx.manager);
    const ids = replacing.ids.flatMap((id) => id ?? []);
    const leaving = new Map((await selectActivitiesById(tx.manager, ids, last)).map((row) => [row.id, row]));
    const faultsAt = (activity: Checked, index: number): readonly Fault[] => {
      const replaced = leaving.get(replacing.ids[index] ?? 0);
      const outside = replaced && !mayRecord(scopes, replaced) ? [activityOutsideScope('organiser')] : [];
      const own = 'faults' in activity ? activity.faults : [];
      return [...own, ...(own.some(({ code }) => code === outside[0]?.code) ? [] : outside)];
    };
    refuseIfAny([
      ...list.faults,
      ...checked.flatMap((activity, index) =>
        faultsAt(activity, index).map((fault) => at(`activities[${index}]`, fault)),
      ),
    ]);
    const made = await this.append(tx, checked as NewActivity[]);
    const pairs = made.flatMap((to, index) => {
      const from = replacing.ids[index] ?? null;
      return from === null ? [] : [{ from, to }];
    });
    if (pairs.length === 0) return made;
    const retractions = pairs.map(({ from, to }) => ({ activityId: from, replacementId: to }));
    await insertActivityRetractions(tx.manager, retractions, replacing.reason, (await tx.revision()).n);
    await this.links.carryOver(
      tx,
      'activity',
      pairs.map(({ from, to }) => ({ from: String(from), to: String(to) })),
    );
    return made;
  }

  /** Withdraws an activity, and records another in its place if given; the replacement's id or null. */
  async retract(
    tx: WriteTransaction,
    id: string,
    submission: Submission<RetractActivityDto>,
    replacement: Given | null,
  ): Promise<number | null> {
    const { n: last } = await tx.lastRevision();
    const [activity] = /^[1-9]\d{0,14}$/.test(id) ? await selectActivitiesById(tx.manager, [Number(id)], last) : [];
    if (!activity) throw new Refusal([activityUnknown(id)]);
    if (!mayRecord(await this.scopes.loggable(last, tx.manager), activity))
      throw new Refusal([activityOutsideScope('')]);
    if (activity.retraction) throw new Refusal([activityRetractedAlready(activity.id)]);
    const [checked] = replacement ? await this.check(tx, [replacement]) : [];
    refuseIfAny([
      ...submission.faults,
      ...(checked && 'faults' in checked ? checked.faults.map((fault) => at('replacement', fault)) : []),
    ]);

    const [replacementId = null] = checked && !('faults' in checked) ? await this.append(tx, [checked]) : [];
    const retractions = [{ activityId: activity.id, replacementId }];
    await insertActivityRetractions(tx.manager, retractions, submission.value.reason ?? '', (await tx.revision()).n);
    return replacementId;
  }

  private async append(tx: WriteTransaction, activities: readonly NewActivity[]): Promise<number[]> {
    const ids = await insertActivities(tx.manager, activities, (await tx.revision()).n);
    const links = activities.map(({ documents }, index) => ({ subjectId: String(ids[index]), documents }));
    await this.links.link(tx, 'activity', links);
    return ids;
  }

  private async check(tx: WriteTransaction, submissions: readonly Given[]): Promise<Checked[]> {
    const { n: last } = await tx.lastRevision();
    const today = this.clock.today();
    const resolved = await this.resolve(tx, submissions);
    const scopes = await this.scopes.loggable(last, tx.manager);
    const documents = submissions.flatMap(({ value }) => value.documents ?? []);
    const known = await this.links.known(tx, documents);
    return submissions.map((submission, index) => {
      const things = resolved[index] as Resolved;
      const faults = [
        ...submission.faults,
        ...faultsOfFacts(submission, things, today),
        ...this.links.faultsOfKnown(known, submission.value.documents),
      ];
      return judged(submission, things, faults, scopes);
    });
  }

  /** All references of all submissions, each read on the first day of its activity. */
  private async resolve(tx: WriteTransaction, submissions: readonly Given[]): Promise<Resolved[]> {
    const { n: last } = await tx.lastRevision();
    const today = this.clock.today();
    const named = submissions.map(({ value }) => {
      const day = value.startsOn ?? today;
      const lines = [
        { unit: value.organiser, unitName: value.organiserName, path: 'organiser' },
        ...(value.attendance ?? []).map((line, index) => ({ ...line, path: `attendance[${index}].unit` })),
        ...(value.items ?? []).map((line, index) => ({ ...line, path: `items[${index}].unit` })),
      ];
      return {
        units: lines.map(({ unit, unitName, path }) => ({ unit: unit ?? '', unitName, path, day })),
        systems: (value.systems ?? []).map((system, index) => ({ system, path: `systems[${index}]`, day })),
      };
    });
    const units = await this.units.resolveForWrite(
      named.flatMap((one) => one.units),
      today,
      last,
      tx.manager,
    );
    const systems = await this.systems.resolveForWrite(
      named.flatMap((one) => one.systems),
      last,
      tx.manager,
    );
    let [unit, system] = [0, 0];
    return named.map((one) => ({
      units: units.slice(unit, (unit += one.units.length)),
      systems: systems.slice(system, (system += one.systems.length)),
    }));
  }
}

/** What only the facts reveal of one submission. */
function faultsOfFacts(submission: Given, { units, systems }: Resolved, today: Activity['startsOn']): Fault[] {
  const { value } = submission;
  const { kind, startsOn, endsOn, people, attendance = [], items = [] } = value;
  const misread = new Set(submission.faults.map(({ path }) => path.split(/[[.]/)[0]));
  const faults: Fault[] = [];
  if (startsOn !== undefined && startsOn > today) faults.push(activityInTheFuture('startsOn', startsOn, today));
  if (endsOn !== undefined && endsOn > today) faults.push(activityInTheFuture('endsOn', endsOn, today));
  if (startsOn !== undefined && endsOn !== undefined && endsOn < startsOn) faults.push(endsBeforeItStarts());
  if (kind === 'handover') {
    if (people !== undefined) faults.push(fieldOfTheOtherKind('people'));
    if (attendance.length > 0) faults.push(fieldOfTheOtherKind('attendance'));
    if (items.length === 0 && !misread.has('items')) faults.push(itemsMissing());
  }
  if (kind === 'training' && items.length > 0) faults.push(fieldOfTheOtherKind('items'));
  const stated = statedAttendance(attendance.map((line) => ({ people: line.people ?? null })));
  if (people !== undefined && people < stated) faults.push(peopleBelowAttendance(people, stated));
  const meant = [value.organiser, ...attendance.map(({ unit }) => unit), ...items.map(({ unit }) => unit)];
  for (const [index, unit] of units.entries())
    if (!('id' in unit) && meant[index] !== undefined && !isGuess(submission, unit, 'startsOn')) faults.push(unit);
  for (const system of systems)
    if (!('systemId' in system) && !isGuess(submission, system, 'startsOn')) faults.push(system);
  const seen = new Set<string>();
  for (const [index, unit] of units.slice(1, 1 + attendance.length).entries()) {
    if (!('id' in unit)) continue;
    if (seen.has(unit.id)) faults.push(attendsTwice(`attendance[${index}].unit`));
    seen.add(unit.id);
  }
  return faults;
}

/** The activity that is meant, or its faults; that it lies outside of the caller's scope is one of them. */
function judged(
  { value, faults: formal }: Given,
  { units, systems }: Resolved,
  faults: Fault[],
  scopes: readonly LogScope[] | null,
): Checked {
  const ids = units.map((unit) => ('id' in unit ? unit.id : null));
  const systemIds = systems.flatMap((system) => ('systemId' in system ? [system.systemId] : []));
  const isNamed = !ids.includes(null) && systemIds.length === systems.length && value.startsOn !== undefined;
  if (!isNamed || value.kind === undefined || value.title === undefined) return { faults };
  const { kind, title, startsOn, attendance = [], items = [] } = value as ActivityDto;
  const [organiserId, ...others] = ids as [string, ...string[]];
  const activity: Activity = {
    kind,
    title,
    startsOn,
    endsOn: value.endsOn ?? startsOn,
    organiserId,
    place: value.place ?? null,
    systemIds,
    people: value.people ?? null,
    attendance: attendance.map(({ people }, index) => ({ unitId: others[index] as string, people: people ?? null })),
    items: items.map(({ type, quantity, measure }, index) => {
      return { unitId: others[attendance.length + index] as string, type, quantity, measure };
    }),
    note: value.note ?? null,
  };
  if (!formal.some(({ path }) => path === 'startsOn') && !mayRecord(scopes, activity))
    faults.push(activityOutsideScope('organiser'));
  return faults.length > 0 ? { faults } : { ...activity, documents: value.documents ?? [] };
}
