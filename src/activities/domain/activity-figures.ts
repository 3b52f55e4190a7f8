import { type LocalDate } from '../../kernel/local-date.js';
import { type Language, printCount, printOfficialCount } from '../../kernel/ratio.js';
import { compareVietnamese, matchKey } from '../../kernel/vietnamese-text.js';
import { type Activity, statedAttendance } from './activity.js';

/** Equipment of one type and unit of measure, summed. */
export interface EquipmentFigure {
  readonly type: string;
  readonly measure: string;
  readonly quantity: number;
  /** How many units received some. */
  readonly units: number;
}

/** What was done in a period, for the units of a scope. */
export interface ActivityFigures {
  /** Trainings that a unit of the scope organised. */
  readonly trainings: number;
  /** People of the scope who were trained, a person once for each training; null: nothing is stated. */
  readonly people: number | null;
  /** Trainings whose people from the scope are not stated, or not all. */
  readonly unstated: number;
  /** How many units of the scope sent people. */
  readonly unitsTrained: number;
  readonly equipment: readonly EquipmentFigure[];
}

/** What of an activity is summed. */
export type SummedActivity = Pick<Activity, 'kind' | 'startsOn' | 'organiserId' | 'people' | 'attendance' | 'items'>;

/** Whether a unit belongs to the scope on a day. */
export type Belongs = (unitId: string, day: LocalDate) => boolean;

/**
 * Sums activities, each as of its first day. A person counts at the unit that sent them; those of no stated unit, at the
 * organiser. So over any partition of units or of periods trainings, people and quantities sum to those of the whole,
 * in whatever order they were recorded.
 *
 * A training by A with 20 people, 12 of them from B: at A 8, at B 12, at both 20.
 */
export function sumActivities(activities: readonly SummedActivity[], belongs: Belongs): ActivityFigures {
  const trained = new Set<string>();
  const equipment = new Map<string, { type: string; measure: string; quantity: number; units: Set<string> }>();
  let trainings = 0;
  let sum = 0;
  let stated = 0;
  let unstated = 0;
  for (const activity of activities) {
    const isOwn = belongs(activity.organiserId, activity.startsOn);
    for (const { unitId, type, measure, quantity } of activity.items) {
      if (!belongs(unitId, activity.startsOn)) continue;
      const key = JSON.stringify([matchKey(type), matchKey(measure)]);
      const kind = equipment.get(key) ?? { type, measure, quantity: 0, units: new Set() };
      kind.type = smaller(kind.type, type);
      kind.measure = smaller(kind.measure, measure);
      kind.quantity += quantity;
      kind.units.add(unitId);
      equipment.set(key, kind);
    }
    if (activity.kind !== 'training') continue;
    if (isOwn) trainings += 1;
    const here = activity.attendance.filter(({ unitId }) => belongs(unitId, activity.startsOn));
    for (const { unitId } of here) trained.add(unitId);
    const total = isOwn ? activity.people : null;
    const hasRest = total !== null;
    sum += statedAttendance(here) + (hasRest ? total - statedAttendance(activity.attendance) : 0);
    if (hasRest || here.some(({ people }) => people !== null)) stated += 1;
    const isOpen = here.some(({ people }) => people === null) && !hasRest;
    if (isOpen || (isOwn && activity.people === null && activity.attendance.length === 0)) unstated += 1;
  }
  return {
    trainings,
    people: stated === 0 && unstated > 0 ? null : sum,
    unstated,
    unitsTrained: trained.size,
    equipment: [...equipment.values()]
      .map(({ units, ...figure }) => ({ ...figure, units: units.size }))
      .sort((a, b) => compareVietnamese(a.type, b.type) || compareVietnamese(a.measure, b.measure)),
  };
}

/** People as a report states them: `1.245`; `từ 45 trở lên` where not all are stated; `chưa có số liệu`. */
export function printPeople(
  { people, unstated }: Pick<ActivityFigures, 'people' | 'unstated'>,
  language: Language = 'vi',
): string {
  if (people === null) return language === 'vi' ? 'chưa có số liệu' : 'no data yet';
  const figure = printCount(people, language);
  if (unstated === 0) return figure;
  return language === 'vi' ? `từ ${figure} trở lên` : `${figure} or more`;
}

/** Equipment as a report lists it: `Máy vi tính: 05 bộ`; below ten with a zero in front, as official style writes it. */
export function printEquipment(
  { quantity, measure, type }: Pick<EquipmentFigure, 'quantity' | 'measure' | 'type'>,
  language: Language = 'vi',
): string {
  return `${type}: ${printOfficialCount(quantity, language)} ${measure}`;
}

/** The same spelling whichever was recorded first. */
function smaller(a: string, b: string): string {
  return a <= b ? a : b;
}
