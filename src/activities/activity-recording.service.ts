import { Injectable } from '@nestjs/common';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { at, type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { isGuess, itemsOf, type Submission, type SubmissionList } from '../platform/validation/submission.js';
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

/** What the references of a submission mean: each a thing, or a fault; of units by the path where they stand. */
interface Resolved {
  readonly units: ReadonlyMap<string, { id: string } | Fault>;
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
    const named = submissions.map((submission) => {
      const { startsOn: day = today, systems = [] } = submission.value;
      return {
        units: unitsNamed(submission).map((reference) => ({ ...reference, day })),
        systems: systems.map((system, index) => ({ system, path: `systems[${index}]`, day })),
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
      units: new Map(one.units.map(({ path }) => [path, units[unit++] as { id: string } | Fault])),
      systems: systems.slice(system, (system += one.systems.length)),
    }));
  }
}

/** The units that a submission names, as far as it can be read. */
function unitsNamed(submission: Given): { unit: string; unitName: string | undefined; path: string }[] {
  const { organiser, organiserName: unitName } = submission.value;
  const inList = (list: 'attendance' | 'items'): ReturnType<typeof unitsNamed> =>
    (itemsOf(submission, list) ?? []).flatMap((line, index) =>
      line ? [{ unit: line.unit, unitName: line.unitName, path: `${list}[${index}].unit` }] : [],
    );
  return [
    ...(organiser === undefined ? [] : [{ unit: organiser, unitName, path: 'organiser' }]),
    ...inList('attendance'),
    ...inList('items'),
  ];
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
  for (const unit of units.values()) if (!('id' in unit) && !isGuess(submission, unit, 'startsOn')) faults.push(unit);
  for (const system of systems)
    if (!('systemId' in system) && !isGuess(submission, system, 'startsOn')) faults.push(system);
  const seen = new Set<string>();
  for (const [path, unit] of units) {
    if (!path.startsWith('attendance') || !('id' in unit)) continue;
    if (seen.has(unit.id)) faults.push(attendsTwice(path));
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
  const idAt = (path: string): string | null => {
    const unit = units.get(path);
    return unit && 'id' in unit ? unit.id : null;
  };
  const systemIds = systems.flatMap((system) => ('systemId' in system ? [system.systemId] : []));
  const organiserId = idAt('organiser');
  const isNamed = [...units.keys()].every((path) => idAt(path) !== null) && systemIds.length === systems.length;
  if (!isNamed || organiserId === null || value.startsOn === undefined) return { faults };
  if (value.kind === undefined || value.title === undefined) return { faults };
  const { kind, title, startsOn, attendance = [], items = [] } = value as ActivityDto;
  const activity: Activity = {
    kind,
    title,
    startsOn,
    endsOn: value.endsOn ?? startsOn,
    organiserId,
    place: value.place ?? null,
    systemIds,
    people: value.people ?? null,
    attendance: attendance.map(({ people }, index) => {
      return { unitId: idAt(`attendance[${index}].unit`) as string, people: people ?? null };
    }),
    items: items.map(({ type, quantity, measure }, index) => {
      return { unitId: idAt(`items[${index}].unit`) as string, type, quantity, measure };
    }),
    note: value.note ?? null,
  };
  if (!formal.some(({ path }) => path === 'startsOn') && !mayRecord(scopes, activity))
    faults.push(activityOutsideScope('organiser'));
  return faults.length > 0 ? { faults } : { ...activity, documents: value.documents ?? [] };
}
