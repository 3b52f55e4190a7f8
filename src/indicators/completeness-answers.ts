import { daysBetween } from '../kernel/local-date.js';
import { type Language } from '../kernel/ratio.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { formatReportingPeriod, nameReportingPeriod } from '../kernel/reporting-period.js';
import { contactAnswer } from '../units/contact-answer.js';
import { type Contact } from '../units/contacts.service.js';
import { type CompletenessRow, type OwedItem } from './completeness.service.js';
import { printCompleteness, printShareOf } from './domain/completeness.js';
import { type CompletenessRowAnswer, type DutyAnswer, type OwedAnswer } from './dto/duty.answers.js';
import { type DutyRow } from './duties.queries.js';
import { type CodesById } from './indicator-answers.js';

export function dutyAnswer(duty: DutyRow, codes: CodesById): DutyAnswer {
  const { id, version, indicatorId, systemId, level, kind, setId, withinId, frequency, calendar, due } = duty;
  const { validFrom, validTo, legalBasis } = duty;
  return {
    ...{ id, version, level, kind, setId, withinId, frequency, calendar, validFrom, validTo, legalBasis },
    indicator: codes.indicators.get(indicatorId ?? 0) ?? null,
    system: codes.systems.get(systemId ?? 0) ?? null,
    ...{ dueRule: due.rule, dueCount: due.count, dueMonth: due.month },
  };
}

export function completenessAnswer(row: CompletenessRow, language: Language): CompletenessRowAnswer {
  const { figure, level } = row;
  const { covered, eligible, inTime } = figure;
  return {
    ...subjectAnswer(row.subject, language),
    level,
    ...figure,
    percent: printShareOf(covered, eligible, language),
    print: printCompleteness(covered, eligible, language),
    timeliness: printShareOf(inTime, eligible, language),
  };
}

export function owedAnswer(
  item: OwedItem,
  { asOf }: ReadPoint,
  contacts: ReadonlyMap<string, Contact>,
  language: Language,
): OwedAnswer {
  const { unit, parent, period, cutOff, dueOn, givenOn } = item;
  const contact = contacts.get(unit.id);
  return {
    unit: { id: unit.id, code: unit.code, name: unit.name },
    level: unit.level,
    parent: parent && { id: parent.id, code: parent.code, name: parent.name },
    ...subjectAnswer(item.subject, language),
    period: formatReportingPeriod(period),
    periodName: nameReportingPeriod(period, language),
    ...{ cutOff, dueOn, givenOn },
    daysLate: daysBetween(dueOn, givenOn ?? asOf),
    contact: contact ? contactAnswer(contact) : null,
  };
}

function subjectAnswer(
  subject: OwedItem['subject'],
  language: Language,
): Pick<OwedAnswer, 'indicator' | 'system' | 'name'> {
  const named = 'indicator' in subject ? subject.indicator : subject.system;
  const name = language === 'en' ? (named.nameEn ?? named.name) : named.name;
  return 'indicator' in subject
    ? { indicator: named.code, system: null, name }
    : { indicator: null, system: named.code, name };
}
