import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ActivitiesService } from '../../activities/activities.service.js';
import { ActivityRecording } from '../../activities/activity-recording.service.js';
import { ActivityRecords, type ActivityRow } from '../../activities/activity-records.service.js';
import { type Activity } from '../../activities/domain/activity.js';
import { ActivityDto } from '../../activities/dto/activity.requests.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { Refusal } from '../../kernel/refusal.js';
import { matchKey } from '../../kernel/vietnamese-text.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { submit } from '../../platform/validation/submission.js';
import { type SystemDirectory } from '../../systems/domain/system-directory.js';
import { SystemsService } from '../../systems/systems.service.js';
import { type UnitDirectory } from '../../units/domain/unit-directory.js';
import { UnitScopes } from '../../units/unit-scopes.service.js';
import { UnitsService } from '../../units/units.service.js';
import {
  ACTIVITY_RULES,
  activityFor,
  type SaidActivity,
  seenPart,
  type SeenActivity,
} from '../domain/activity-lines.js';
import { type CellValue, faultAt, type TableRow } from '../domain/column.js';
import { decideStatements, type StatementDecision } from '../domain/decide-statements.js';
import { groupBy } from '../domain/group-by.js';
import { ACTIVITY_WORDS } from '../domain/vocabularies.js';
import { type Changes, type Finding, type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { ofFact } from '../imports.errors.js';
import { ACTIVITY_COLUMNS } from './activity-columns.js';
import { type PlacedActivity, placeActivities } from './activity-rows.js';
import { textOf } from './unit-and-system.js';

type Facts = Record<string, CellValue>;

/** An activity that is to be recorded, and what it comes in the place of. */
interface Recording {
  readonly placed: PlacedActivity;
  readonly replaces: SeenActivity | null;
}

/** Trainings with who came, and equipment with who received it: a row a unit, the rows of an activity together. */
@Injectable()
export class ActivitiesKind implements ImportKind {
  readonly name = 'activities';
  readonly right = 'log';
  readonly title = { vi: 'Tập huấn và bàn giao thiết bị', en: 'activities' };
  readonly isMatrixToo = false;
  readonly columns = ACTIVITY_COLUMNS;

  constructor(
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly scopes: UnitScopes,
    private readonly activities: ActivitiesService,
    private readonly recording: ActivityRecording,
    private readonly records: ActivityRecords,
  ) {}

  async plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    const { n } = await tx.lastRevision();
    const units = await this.units.directory(n, tx.manager);
    const systems = await this.systems.directory(n, tx.manager);
    const placed = placeActivities(staged, { units, systems });
    const days = [...new Set(placed.map(({ said }) => said.startsOn))];
    const recorded = groupBy(await this.seen(tx, await this.records.ofDays(tx, days)), headOf);
    const changes: Changes = { create: 0, update: 0, unchanged: 0, previouslyRetracted: 0 };
    const corrections: Finding[] = [];
    const previouslyRetracted: Finding[] = [];
    const recordings: Recording[] = [];
    const hash = createHash('sha256');
    for (const [head, group] of groupBy(placed, ({ said }) => headOf(said))) {
      const decisions = decideStatements(
        group.map(({ said }) => said),
        recorded.get(head) ?? [],
        ACTIVITY_RULES,
        staged.confirmRetracted,
      );
      for (const [index, one] of group.entries()) {
        const decision = decisions[index] as StatementDecision<SeenActivity>;
        const replaces = decision.what === 'update' ? decision.replaces : null;
        const finding = findingOf(one, replaces, units, systems);
        if (decision.what === 'update') corrections.push(finding);
        if (decision.what === 'previously-retracted') previouslyRetracted.push(finding);
        changes[decision.what === 'previously-retracted' ? 'previouslyRetracted' : decision.what] += one.rows.length;
        hash.update(
          JSON.stringify([one.rows.map(({ place, row }) => [place.sheet, row]), decision.what, one.said, replaces?.id]),
        );
        if (decision.what === 'create' || decision.what === 'update') recordings.push({ placed: one, replaces });
      }
    }
    await this.record(tx, recordings, staged, systems);
    return {
      changes,
      corrections,
      previouslyRetracted,
      digest: hash.digest('base64url'),
      write: () => Promise.resolve(),
    };
  }

  undo(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    return this.records.undo(tx, revision, reason);
  }

  async *export(at: ReadPoint): AsyncGenerator<Record<string, CellValue | null>> {
    const units = await this.units.directory(at.revision);
    const codes = await this.systems.codes(at.revision);
    const readable = await this.scopes.readable(at.revision);
    const rows = (await this.activities.list({}, at)).toSorted(compareFacts);
    const sessions = new Map<string, number>();
    for (const row of rows) {
      const isVisible = (unitId: string): boolean => readable?.holds(unitId, row.startsOn) ?? true;
      const organiser = units.onDay(row.organiserId, row.startsOn);
      // Without its organiser nobody could say whose it is.
      if (!organiser || !isVisible(row.organiserId)) continue;
      const { kind, title, startsOn, endsOn, place, people, note, attendance, items } = seenPart(row, isVisible);
      const key = `${headOf(row)} ${matchKey(title)}`;
      const session = (sessions.get(key) ?? 0) + 1;
      sessions.set(key, session);
      const whole = {
        ...{ kind: ACTIVITY_WORDS.wordOf(kind), title, startsOn, endsOn, place, people, note },
        ...{ organiser: organiser.code, organiserName: organiser.name, session: session > 1 ? session : null },
        systems: row.systemIds.map((id) => codes.get(id) ?? '').join('; '),
      };
      const lines = [
        ...attendance.map(({ unitId, people: attendees }) => ({ unitId, attendees })),
        ...items.map(({ unitId, type, quantity, measure }) => ({ unitId, type, quantity, measure })),
      ];
      if (lines.length === 0) yield whole;
      for (const { unitId, ...line } of lines) {
        const unit = units.onDay(unitId, startsOn);
        const within = unit && (units.ancestors(unit, startsOn)[0]?.name ?? null);
        yield { ...whole, ...line, unit: unit?.code ?? unitId, unitName: unit?.name ?? null, within: within ?? null };
      }
    }
  }

  private async seen(tx: WriteTransaction, rows: readonly ActivityRow[]): Promise<SeenActivity[]> {
    const readable = await this.scopes.readable((await tx.lastRevision()).n, tx.manager);
    return rows.map((row) => {
      const part = seenPart(row, (unitId) => readable?.holds(unitId, row.startsOn) ?? true);
      return { ...part, isRetracted: row.retraction !== null };
    });
  }

  /** All of them at once, as the interface takes a batch; the faults of each go to its rows. */
  private async record(
    tx: WriteTransaction,
    recordings: readonly Recording[],
    staged: StagedRows,
    systems: SystemDirectory,
  ): Promise<void> {
    if (recordings.length === 0) return;
    const items = recordings.map(({ placed: { said }, replaces }) => {
      const { organiserId, systemIds, attendance, items: received, ...facts } = activityFor(said, replaces);
      return submit(ActivityDto, {
        ...withoutNull(facts),
        organiser: organiserId,
        ...(systemIds.length === 0 ? {} : { systems: systemIds.map((id) => systems.codeOf(id)) }),
        attendance: attendance.map(({ unitId, people }) => withoutNull({ unit: unitId, people })),
        items: received.map(({ unitId, ...item }) => ({ unit: unitId, ...item })),
      });
    });
    const replacing = { ids: recordings.map(({ replaces }) => replaces?.id ?? null), reason: staged.reason };
    try {
      await this.recording.recordBatch(tx, { items, faults: [] }, replacing);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const fault of error.faults) {
        const [, index = '0', path = ''] = /^activities\[(\d+)\]\.?(.*)$/.exec(fault.path) ?? [];
        const { placed } = recordings[Number(index)] as Recording;
        const [row, column] = placeOf(path, placed);
        staged.report(faultAt(row, column, ofFact(column, fault)));
      }
    }
  }
}

/** By first day, then by what they say: so that those of one day have the same numbers however often they were recorded. */
function compareFacts(a: Activity, b: Activity): number {
  const [before, after] = [a, b].map(
    ({ startsOn, title, organiserId, place, endsOn, people, attendance, items, note }) =>
      JSON.stringify([startsOn, title, organiserId, place, endsOn, people, attendance, items, note]),
  ) as [string, string];
  return before === after ? 0 : before < after ? -1 : 1;
}

/** Activities of one kind, first day and organiser. */
function headOf({ kind, startsOn, organiserId }: Pick<Activity, 'kind' | 'startsOn' | 'organiserId'>): string {
  return JSON.stringify([kind, startsOn, organiserId]);
}

/** The row and the column that a fault of an activity speaks of. */
function placeOf(path: string, { rows, attendanceRows, itemRows }: PlacedActivity): [TableRow, string | null] {
  const [, field = '', index, rest] = /^(\w+)(?:\[(\d+)\])?(?:\.(\w+))?/.exec(path) ?? [];
  const lines = field === 'attendance' ? attendanceRows : field === 'items' ? itemRows : rows;
  const [first] = rows as [TableRow];
  const row = lines[field === 'systems' ? 0 : Number(index ?? 0)] ?? first;
  const columns: Readonly<Record<string, string>> = { attendance: 'attendees', items: 'type', organiser: 'organiser' };
  const column = rest ?? columns[field] ?? field;
  const name = { unit: 'unitName', organiser: 'organiserName' }[column];
  if (name !== undefined && textOf(row, column) === undefined) return [row, name];
  return [row, column === '' ? null : column];
}

function findingOf(
  { rows, said }: PlacedActivity,
  replaces: SeenActivity | null,
  units: UnitDirectory,
  systems: SystemDirectory,
): Finding {
  const nameOf = (unitId: string): string => units.onDay(unitId, said.startsOn)?.name ?? unitId;
  const printed = (activity: SaidActivity | Activity): Facts => {
    const { title, startsOn, endsOn, place, systemIds, people, note, attendance, items } = activity;
    const facts = {
      ...{ title, startsOn, endsOn, place, people, note },
      systems: systemIds?.map((id) => systems.codeOf(id)).join('; ') ?? null,
      attendance: attendance.map((line) => `${nameOf(line.unitId)}: ${line.people ?? '?'}`).join('; '),
      items: items
        .map(({ unitId, type, quantity, measure }) => `${nameOf(unitId)}: ${type}, ${quantity} ${measure}`)
        .join('; '),
    };
    return withoutNull(facts);
  };
  const [first] = rows as [TableRow];
  const after = printed(said);
  const before = replaces ? printed(replaces) : {};
  return {
    ...{ sheet: first.place.sheet, row: first.row, subject: `${said.title}, ${nameOf(said.organiserId)}` },
    before: Object.fromEntries(Object.entries(before).filter(([key, value]) => key in after && after[key] !== value)),
    after,
  };
}

/** Without what is not stated. */
function withoutNull(facts: Readonly<Record<string, CellValue | null>>): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== '')) as Facts;
}
