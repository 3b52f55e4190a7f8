import {
  formatReportingPeriod,
  periodOfDay,
  type PeriodRule,
  type ReportingPeriod,
} from '../../kernel/reporting-period.js';
import { type Activity, unitsOf } from './activity.js';
import { type ActivityFigures, type Belongs, sumActivities } from './activity-figures.js';

export const ACTIVITY_GROUPINGS = ['unit', 'month', 'quarter', 'year'] as const;
export type ActivityGrouping = (typeof ACTIVITY_GROUPINGS)[number];

/** The figures of every unit of the scope that has any, in no order. Their sums are those of the whole. */
export function figuresByUnit(
  activities: readonly Activity[],
  belongs: Belongs,
): { unitId: string; figures: ActivityFigures }[] {
  const ofUnit = new Map<string, Activity[]>();
  for (const activity of activities) {
    for (const unitId of unitsOf(activity)) {
      if (!belongs(unitId, activity.startsOn)) continue;
      const own = ofUnit.get(unitId);
      if (own) own.push(activity);
      else ofUnit.set(unitId, [activity]);
    }
  }
  return [...ofUnit].map(([unitId, own]) => ({
    unitId,
    figures: sumActivities(own, (other) => other === unitId),
  }));
}

/** The figures of every period in which an activity of the scope began, earliest first. Their sums are those of the whole. */
export function figuresByPeriod(
  activities: readonly Activity[],
  belongs: Belongs,
  kind: 'month' | 'quarter' | 'year',
  rule: PeriodRule,
): { period: ReportingPeriod; figures: ActivityFigures }[] {
  const ofPeriod = new Map<string, { period: ReportingPeriod; own: Activity[] }>();
  for (const activity of activities) {
    const period = periodOfDay(activity.startsOn, kind, rule);
    if (!period || !unitsOf(activity).some((unitId) => belongs(unitId, activity.startsOn))) continue;
    const key = formatReportingPeriod(period);
    const group = ofPeriod.get(key);
    if (group) group.own.push(activity);
    else ofPeriod.set(key, { period, own: [activity] });
  }
  return [...ofPeriod]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { period, own }]) => ({ period, figures: sumActivities(own, belongs) }));
}
