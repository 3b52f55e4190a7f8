import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { DutiesService } from '../indicators/duties.service.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Calls } from '../platform/call/calls.js';
import { Clock } from '../platform/clock/clock.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Submission } from '../platform/validation/submission.js';
import { type ReminderRuleDto } from './dto/reminder.requests.js';
import {
  findReminderRule,
  insertReminderRule,
  removeReminderRule,
  type ReminderRuleRow,
  selectReminderRules,
} from './reminder-rules.queries.js';
import { dutyOfReminderUnknown, reminderThere, reminderUnknown } from './reminders.errors.js';

const USUAL_HOUR = 8;

/** Which duties are reminded of, and when. Without a rule nobody is written to. */
@Injectable()
export class ReminderRules {
  constructor(
    private readonly dataSource: DataSource,
    private readonly duties: DutiesService,
    private readonly clock: Clock,
    private readonly calls: Calls,
    private readonly audit: AuditLog,
  ) {}

  async list(): Promise<ReminderRuleRow[]> {
    return selectReminderRules(this.dataSource.manager);
  }

  /** From today on; refuses with every fault. */
  async add(tx: WriteTransaction, submission: Submission<ReminderRuleDto>): Promise<ReminderRuleRow> {
    const { duty, days } = submission.value;
    const { n: last } = await tx.lastRevision();
    const faults: Fault[] = [...submission.faults];
    if (duty !== undefined && !(await this.duties.all(last)).some(({ id }) => id === duty))
      faults.push(dutyOfReminderUnknown(duty));
    const others = await selectReminderRules(tx.manager);
    if (days !== undefined && others.some((rule) => rule.dutyId === duty && rule.days === days))
      faults.push(reminderThere(days));
    refuseIfAny(faults);
    const { hour = USUAL_HOUR, ...given } = submission.value as ReminderRuleDto;
    const rule = { dutyId: given.duty, days: given.days, hour, startsOn: this.clock.today() };
    const addedBy = this.calls.current().caller.account?.name ?? null;
    const id = await insertReminderRule(tx.manager, { ...rule, addedBy });
    await this.audit.record(tx.manager, { subject: { type: 'reminder-rule', id }, after: rule });
    return this.get(tx, id);
  }

  async remove(tx: WriteTransaction, id: string): Promise<void> {
    const { dutyId, days, hour, startsOn } = await this.get(tx, id);
    await removeReminderRule(tx.manager, id, this.calls.current().caller.account?.name ?? null);
    await this.audit.record(tx.manager, {
      subject: { type: 'reminder-rule', id },
      before: { dutyId, days, hour, startsOn },
      after: null,
    });
  }

  private async get(tx: WriteTransaction, id: string): Promise<ReminderRuleRow> {
    const found = await findReminderRule(tx.manager, id);
    if (!found) throw new Refusal([reminderUnknown(id)]);
    return found;
  }
}
