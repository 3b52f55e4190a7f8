import { type Fault } from '../../kernel/refusal.js';
import { type DefinitionContent } from '../domain/report-definition.js';
import { readReportPeriod } from '../domain/report-period.js';
import { duePeriods, MOST_PERIODS_BACK } from '../domain/report-schedule.js';
import {
  abbreviationMalformed,
  issuesItselfNeeds,
  notAPeriod,
  notATime,
  scheduleOfAdHoc,
  scheduleTooFarBack,
  sectionTwice,
} from '../reports.errors.js';

/** What of a well-formed definition contradicts itself; `now` in milliseconds since 1970. */
export function definitionFaults(content: DefinitionContent, now: number): Fault[] {
  const { abbreviation, sections, numbering, issuesItself, signatory } = content;
  const faults: Fault[] = scheduleFaults(content, now);
  if (!/^[\p{L}\p{N}][\p{L}\p{N}-]*$/u.test(abbreviation)) faults.push(abbreviationMalformed(abbreviation));
  for (const [index, { id }] of sections.entries()) {
    if (sections.findIndex((other) => other.id === id) < index) faults.push(sectionTwice(`sections[${index}].id`, id));
  }
  if (issuesItself && numbering !== 'own') faults.push(issuesItselfNeeds('own-numbering'));
  if (issuesItself && signatory.name === '') faults.push(issuesItselfNeeds('signatory'));
  return faults;
}

function scheduleFaults({ schedule, type, rule }: DefinitionContent, now: number): Fault[] {
  if (!schedule) return [];
  if (type === 'ad-hoc') return [scheduleOfAdHoc()];
  const faults: Fault[] = [];
  const isTime = /^([01]\d|2[0-3]):[0-5]\d$/.test(schedule.time);
  if (!isTime) faults.push(notATime('schedule.time', schedule.time));
  if (!readReportPeriod(schedule.from, type, rule)) faults.push(notAPeriod('schedule.from', schedule.from, type));
  else if (isTime && duePeriods(schedule, rule, now).length > MOST_PERIODS_BACK)
    faults.push(scheduleTooFarBack(MOST_PERIODS_BACK));
  return faults;
}
