import { Inject, Injectable } from '@nestjs/common';
import { type ServiceOptions } from '../../config/service-options.js';
import { CompletenessService, type OwedItem } from '../indicators/completeness.service.js';
import { type LocalDate } from '../kernel/local-date.js';
import { formatReportingPeriod, nameReportingPeriod } from '../kernel/reporting-period.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { SERVICE_OPTIONS } from '../platform/service-options.token.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { type Contact, ContactsService } from '../units/contacts.service.js';
import { dueDaysToAskFor, type ReminderRule, remindsOf } from './domain/reminder-rule.js';
import { type LetterItem, writeReminder } from './domain/reminder-letter.js';
import { type ItemKey, keyOf, type NewLetter } from './reminder-letters.queries.js';

/** Something owed that a rule reminds of. */
export interface PlannedItem extends LetterItem {
  readonly unit: UnitOnDay;
  readonly rule: ReminderRule;
  readonly subject: string;
  readonly period: string;
}

/** A letter, and all that it reminds of. */
export interface PlannedLetter extends NewLetter {
  readonly unit: UnitOnDay;
  readonly planned: readonly PlannedItem[];
}

export interface ReminderPlan {
  readonly letters: readonly PlannedLetter[];
  /** Owed where nobody can be written to. */
  readonly unreachable: readonly PlannedItem[];
}

interface Reached extends PlannedItem {
  readonly to: { readonly contact: Contact; readonly address: string; readonly unit: UnitOnDay };
}

/** Works out who is to be written to about what. */
@Injectable()
export class ReminderPlans {
  private readonly office: string;

  constructor(
    private readonly completeness: CompletenessService,
    private readonly contacts: ContactsService,
    private readonly readPoints: ReadPoints,
    @Inject(SERVICE_OPTIONS) { delivery }: ServiceOptions,
  ) {
    const { name = '', address = '' } = delivery.smtp?.from ?? {};
    this.office = name || address || 'cơ quan chủ quản';
  }

  /**
   * What rules remind of at an instant (milliseconds since 1970) that falls on `today`, of what the caller may see and
   * nobody was told yet. Each address gets one letter; of several rules for one thing the latest speaks alone.
   */
  async at(
    rules: readonly ReminderRule[],
    today: LocalDate,
    now: number,
    told: (dueFrom: LocalDate) => Promise<readonly ItemKey[]>,
  ): Promise<ReminderPlan> {
    const asked = dueDaysToAskFor(rules, today);
    if (!asked) return { letters: [], unreachable: [] };
    const at = await this.readPoints.resolve({ asOf: today });
    const owed = (await this.completeness.outstanding(at, asked)).flatMap((item) => {
      const rule = latestRule(rules, item, now);
      return rule ? [{ item, rule }] : [];
    });
    const units = owed.flatMap(({ item: { unit, parent } }) => (parent ? [unit.id, parent.id] : [unit.id]));
    const contacts = await this.contacts.onDay([...new Set(units)], at);
    const known = new Set((await told(asked.from)).map(keyOf));
    const reached: Reached[] = [];
    const unreachable: PlannedItem[] = [];
    for (const { item, rule } of owed) {
      const planned = plannedItem(item, rule);
      const to = recipientOf(item, contacts);
      if (!to) unreachable.push(planned);
      else if (!known.has(keyOf(itemKey(planned, to.address)))) reached.push({ ...planned, to });
    }
    return { letters: this.lettersOf(reached, today), unreachable };
  }

  private lettersOf(reached: readonly Reached[], day: LocalDate): PlannedLetter[] {
    const byAddress = new Map<string, Reached[]>();
    for (const item of reached) {
      const same = byAddress.get(item.to.address);
      if (same) same.push(item);
      else byAddress.set(item.to.address, [item]);
    }
    return [...byAddress].map(([address, items]) => {
      const [{ to }] = items as [Reached];
      const { name, post } = to.contact;
      const addressee = { name, post, unitId: to.unit.id, unitName: to.unit.name, day, office: this.office };
      return {
        ...{ address, contact: { name, post }, unitId: to.unit.id, unit: to.unit, day },
        letter: writeReminder(addressee, items),
        planned: items,
        items: items.map((item) => ({
          ...itemKey(item, address),
          ...{ dutyId: item.rule.dutyId, dueOn: item.dueOn },
        })),
      };
    });
  }
}

function latestRule(rules: readonly ReminderRule[], { duty, dueOn }: OwedItem, now: number): ReminderRule | null {
  const due = rules.filter((rule) => rule.dutyId === duty.id && remindsOf(dueOn, rule, now));
  return due.reduce<ReminderRule | null>((latest, rule) => (latest && latest.days > rule.days ? latest : rule), null);
}

/** Whoever answers for the unit, else for the one above it, and has an address. */
function recipientOf({ unit, parent }: OwedItem, contacts: ReadonlyMap<string, Contact>): Reached['to'] | null {
  for (const candidate of parent ? [unit, parent] : [unit]) {
    const contact = contacts.get(candidate.id);
    if (contact?.email != null) return { contact, address: contact.email, unit: candidate };
  }
  return null;
}

function plannedItem({ unit, subject, period, dueOn, duty }: OwedItem, rule: ReminderRule): PlannedItem {
  const isConfirmation = 'system' in subject;
  const { code, name } = isConfirmation ? subject.system : subject.indicator;
  return {
    ...{ unit, rule, unitId: unit.id, unitName: unit.name, name, isConfirmation, dueOn, legalBasis: duty.legalBasis },
    subject: `${isConfirmation ? 'system' : 'indicator'} ${code}`,
    period: formatReportingPeriod(period),
    periodName: nameReportingPeriod(period, 'vi'),
  };
}

function itemKey({ rule, unitId, subject, period }: PlannedItem, address: string): ItemKey {
  return { ruleId: rule.id, unitId, subject, period, address };
}
