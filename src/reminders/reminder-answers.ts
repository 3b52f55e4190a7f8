import { letterText } from '../delivery/letter-body.js';
import {
  type ReminderItemAnswer,
  type ReminderLetterAnswer,
  type ReminderRuleAnswer,
  type ReminderToSendAnswer,
} from './dto/reminder.answers.js';
import { type LetterRow } from './reminder-letters.queries.js';
import { type PlannedItem, type PlannedLetter } from './reminder-plan.service.js';
import { type ReminderRuleRow } from './reminder-rules.queries.js';

export function ruleAnswer({
  id,
  dutyId,
  days,
  hour,
  startsOn,
  addedAt,
  addedBy,
}: ReminderRuleRow): ReminderRuleAnswer {
  return { id, duty: dutyId, days, hour, startsOn, addedAt, addedBy };
}

export function itemAnswer({ unit, name, periodName, dueOn, rule }: PlannedItem): ReminderItemAnswer {
  return { unit: { id: unit.id, code: unit.code, name: unit.name }, name, periodName, dueOn, rule: rule.id };
}

export function toSendAnswer({ contact, address, unit, letter, planned }: PlannedLetter): ReminderToSendAnswer {
  return {
    ...{ recipient: contact.name, address, unit: { id: unit.id, code: unit.code, name: unit.name } },
    ...{ subject: letter.subject, text: letterText(letter), items: planned.map(itemAnswer) },
  };
}

export function letterAnswer(row: LetterRow): ReminderLetterAnswer {
  const { id, address, contact, unitId, day, letter, state, orderedAt, attempts } = row;
  const { nextAttemptAt, messageId, lastError, finishedAt } = row;
  return {
    ...{ id, recipient: contact.name, address, unitId, day, subject: letter.subject, text: letterText(letter) },
    ...{ state, orderedAt, attempts, nextAttemptAt, messageId, lastError, finishedAt },
  };
}
