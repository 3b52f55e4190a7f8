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
import { reference, text } from '../domain/cell-readers.js';
import { type CellValue, type Column, faultAt, type TableRow } from '../domain/column.js';
import { decideStatements, type StatementDecision } from '../domain/decide-statements.js';
import { groupBy } from '../domain/group-by.js';
import { ACTIVITY_WORDS } from '../domain/vocabularies.js';
import { type Changes, type Finding, type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { ofFact } from '../imports.errors.js';
import { type PlacedActivity, placeActivities } from './activity-rows.js';
import { dayColumn, textColumn, UNIT_COLUMNS, wholeColumn, wordColumn } from './shared-columns.js';
import { textOf } from './unit-and-system.js';

type Facts = Record<string, CellValue>;

const [UNIT, UNIT_NAME, WITHIN] = UNIT_COLUMNS as [Column, Column, Column];
const SENT_OR_RECEIVED = {
  help: { vi: 'Đơn vị cử người dự hoặc nhận thiết bị.', en: 'The unit that sent people or received it.' },
};
/** Whoever lists trainings alone, without who came, needs none of them. */
const OF_UNIT: readonly Column[] = [UNIT, UNIT_NAME, WITHIN].map((column) => {
  const { orElse, ...own } = column;
  return orElse === undefined ? own : { ...own, ...SENT_OR_RECEIVED };
});

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
  readonly columns: readonly Column[] = [
    wordColumn(
      'kind',
      { vi: 'Hoạt động', en: 'Kind' },
      { vi: 'Tập huấn, hoặc bàn giao thiết bị.', en: 'A training, or a handover of equipment.' },
      ACTIVITY_WORDS,
      { required: true, also: ['Loại hoạt động', 'Loại'] },
    ),
    textColumn(
      'title',
      { vi: 'Nội dung', en: 'Title' },
      {
        vi: 'Ghi như nhau ở mọi dòng của cùng một hoạt động; mỗi đơn vị một dòng.',
        en: 'The same in all rows of one activity; a row for each unit.',
      },
      { max: 500, required: true, also: ['Tên lớp', 'Tên hoạt động', 'Tên lớp tập huấn', 'Nội dung tập huấn'] },
    ),
    dayColumn(
      'startsOn',
      { vi: 'Ngày bắt đầu', en: 'Starts on' },
      { vi: 'Ngày đầu tiên; quyết định kỳ báo cáo.', en: 'The first day; it decides the period.' },
      { required: true, also: ['Ngày', 'Từ ngày', 'Ngày tổ chức', 'Ngày bàn giao'] },
    ),
    dayColumn(
      'endsOn',
      { vi: 'Ngày kết thúc', en: 'Ends on' },
      { vi: 'Trống: trong một ngày.', en: 'Blank: it lasted one day.' },
      { also: ['Đến ngày'] },
    ),
    {
      key: 'organiser',
      heading: { vi: 'Mã đơn vị tổ chức', en: 'Organiser code' },
      also: ['Mã đơn vị bàn giao', 'Mã cơ quan tổ chức'],
      help: { vi: 'Mã đơn vị tổ chức hoặc bàn giao.', en: 'Code of the unit that held it or handed over.' },
      orElse: 'organiserName',
      format: 'text',
      read: reference,
    },
    {
      key: 'organiserName',
      heading: { vi: 'Đơn vị tổ chức', en: 'Organiser name' },
      also: ['Đơn vị bàn giao', 'Cơ quan tổ chức', 'Cơ quan bàn giao', 'Bên giao'],
      help: { vi: 'Tên đơn vị tổ chức hoặc bàn giao.', en: 'Name of the unit that held it or handed over.' },
      orElse: 'organiser',
      read: reference,
    },
    textColumn(
      'place',
      { vi: 'Địa điểm', en: 'Place' },
      { vi: 'Không bắt buộc.', en: 'Optional.' },
      { max: 500, also: ['Nơi tổ chức'] },
    ),
    {
      key: 'systems',
      heading: { vi: 'Hệ thống', en: 'Systems' },
      also: ['Các hệ thống', 'Mã hệ thống', 'Phần mềm'],
      help: {
        vi: 'Mã hoặc tên; nhiều hệ thống cách nhau bằng dấu chấm phẩy.',
        en: 'Codes or names, with semicolons between.',
      },
      format: 'text',
      read: text({ max: 2000, lines: true }),
    },
    wholeColumn(
      'people',
      { vi: 'Tổng số người', en: 'People in all' },
      {
        vi: 'Của cả lớp tập huấn; trống: cộng từ các đơn vị.',
        en: 'Of the whole training; blank: the sum of the units.',
      },
      { also: ['Tổng số học viên', 'Tổng số lượt người'] },
    ),
    ...OF_UNIT,
    wholeColumn(
      'attendees',
      { vi: 'Số người dự', en: 'Attendees' },
      { vi: 'Của đơn vị ở dòng này; trống: chưa rõ.', en: 'Of the unit of the row; blank: not stated.' },
      { also: ['Số người', 'Số học viên', 'Số lượt người'] },
    ),
    textColumn(
      'type',
      { vi: 'Loại thiết bị', en: 'Equipment' },
      { vi: 'Của bàn giao: đơn vị nhận gì.', en: 'Of a handover: what the unit received.' },
      { also: ['Tên thiết bị', 'Thiết bị'] },
    ),
    wholeColumn(
      'quantity',
      { vi: 'Số lượng', en: 'Quantity' },
      { vi: 'Của bàn giao.', en: 'Of a handover.' },
      { also: ['SL'] },
    ),
    textColumn(
      'measure',
      { vi: 'Đơn vị tính', en: 'Unit of measure' },
      { vi: 'Bộ, cái…', en: 'Such as bộ, cái.' },
      { max: 50, also: ['ĐVT'] },
    ),
    textColumn(
      'note',
      { vi: 'Ghi chú', en: 'Note' },
      { vi: 'Của cả hoạt động.', en: 'Of the whole activity.' },
      { max: 2000, lines: true },
    ),
    wholeColumn(
      'session',
      { vi: 'Lớp số', en: 'Session' },
      {
        vi: 'Chỉ khi có nhiều lớp cùng nội dung, ngày và đơn vị tổ chức: 2, 3…',
        en: 'Only where several have the same title, day and organiser: 2, 3 …',
      },
      { also: ['Đợt', 'Lần'] },
    ),
  ];

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
