import { type Activity, type Attendance, type EquipmentItem } from '../../activities/domain/activity.js';
import { type LocalDate } from '../../kernel/local-date.js';
import { matchKey } from '../../kernel/vietnamese-text.js';
import { type RecordedStatement, type StatementRules } from './decide-statements.js';

/** What a file says of one activity; null: not stated. */
export interface SaidActivity {
  readonly kind: Activity['kind'];
  readonly title: string;
  readonly startsOn: LocalDate;
  readonly organiserId: string;
  readonly endsOn: LocalDate | null;
  readonly place: string | null;
  readonly systemIds: readonly number[] | null;
  readonly people: number | null;
  readonly note: string | null;
  /** Empty: nothing is said of who came, or of what was handed over. */
  readonly attendance: readonly Attendance[];
  readonly items: readonly EquipmentItem[];
}

type Part = Pick<Activity, 'people' | 'attendance' | 'items'>;

/** An activity as far as the caller may see it. */
export interface SeenActivity extends Activity, RecordedStatement {
  readonly id: number;
  /** What it holds of units that the caller may not see; how many people came in all is theirs to know too. */
  readonly hidden: Part;
}

const isUnsaidOr = <T>(said: T | null, recorded: T | null): boolean => said === null || said === recorded;

/** Whether the lists of units are the same, in whatever order; a number of people that is not said is not asked about. */
function saysLines({ attendance, items }: SaidActivity, recorded: Activity): boolean {
  const people = new Map(recorded.attendance.map((line) => [line.unitId, line.people]));
  const isAttended =
    attendance.length === 0 ||
    (attendance.length === people.size &&
      attendance.every((line) => people.has(line.unitId) && isUnsaidOr(line.people, people.get(line.unitId) ?? null)));
  const inOrder = (list: readonly EquipmentItem[]): string =>
    JSON.stringify(
      list.map(({ unitId, type, quantity, measure }) => [unitId, type, quantity, measure].join('\n')).sort(),
    );
  return isAttended && (items.length === 0 || inOrder(items) === inOrder(recorded.items));
}

const hasPlaceOf = (said: SaidActivity, recorded: Activity): boolean =>
  said.place === null || recorded.place === null || matchKey(said.place) === matchKey(recorded.place);

/**
 * Activities of one kind, first day and organiser are told apart by title and place. Where either is other but the very
 * same people came, or the very same equipment was handed over, the title or the place is corrected.
 */
export const ACTIVITY_RULES: StatementRules<SaidActivity, SeenActivity> = {
  says: (said, recorded) =>
    said.title === recorded.title &&
    isUnsaidOr(said.endsOn, recorded.endsOn) &&
    isUnsaidOr(said.place, recorded.place) &&
    isUnsaidOr(said.people, recorded.people) &&
    isUnsaidOr(said.note, recorded.note) &&
    (said.systemIds === null || said.systemIds.toSorted().join() === recorded.systemIds.toSorted().join()) &&
    saysLines(said, recorded),
  means: [
    (said, recorded) => matchKey(said.title) === matchKey(recorded.title) && hasPlaceOf(said, recorded),
    (said, recorded) =>
      said.attendance.length + said.items.length > 0 &&
      isUnsaidOr(said.people, recorded.people) &&
      saysLines(said, recorded),
  ],
  weight: ({ endsOn, place, systemIds, people, note, attendance, items }) =>
    [endsOn, place, systemIds, people, note].filter((fact) => fact !== null).length +
    items.length +
    attendance.reduce((sum, { people }) => sum + (people === null ? 1 : 2), 0),
};

/** What is recorded for what is said: what it leaves unsaid stays as it was, as does what the caller does not see. */
export function activityFor(
  said: SaidActivity,
  before: SeenActivity | null,
): Omit<Activity, 'endsOn'> & { endsOn: LocalDate | null } {
  const { kind, title, startsOn, organiserId } = said;
  const people = new Map(before?.attendance.map((line) => [line.unitId, line.people]));
  const attendance = said.attendance.map(({ unitId, people: stated }): Attendance => {
    return { unitId, people: stated ?? people.get(unitId) ?? null };
  });
  return {
    ...{ kind, title, startsOn, organiserId },
    endsOn: said.endsOn ?? before?.endsOn ?? null,
    place: said.place ?? before?.place ?? null,
    systemIds: said.systemIds ?? before?.systemIds ?? [],
    people: said.people ?? before?.people ?? before?.hidden.people ?? null,
    note: said.note ?? before?.note ?? null,
    attendance: [
      ...(attendance.length > 0 ? attendance : (before?.attendance ?? [])),
      ...(before?.hidden.attendance ?? []),
    ],
    items: [...(said.items.length > 0 ? said.items : (before?.items ?? [])), ...(before?.hidden.items ?? [])],
  };
}

/** An activity as somebody sees it who meets only some of its units. */
export function seenPart<T extends Activity>(
  activity: T,
  isVisible: (unitId: string) => boolean,
): T & { hidden: Part } {
  const { attendance, items, people } = activity;
  const isWhole = attendance.every(({ unitId }) => isVisible(unitId));
  return {
    ...activity,
    people: isWhole ? people : null,
    attendance: attendance.filter(({ unitId }) => isVisible(unitId)),
    items: items.filter(({ unitId }) => isVisible(unitId)),
    hidden: {
      people: isWhole ? null : people,
      attendance: attendance.filter(({ unitId }) => !isVisible(unitId)),
      items: items.filter(({ unitId }) => !isVisible(unitId)),
    },
  };
}
