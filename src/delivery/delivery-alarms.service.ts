import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ServiceOptions } from '../../config/service-options.js';
import { AuditLog } from '../audit/audit-log.js';
import { type Fault } from '../kernel/refusal.js';
import { type Db } from '../platform/database/db.js';
import { SERVICE_OPTIONS } from '../platform/service-options.token.js';
import { ReportRuns } from '../reports/schedule/report-runs.service.js';
import {
  type AlarmMessage,
  insertAlarm,
  returnAlarms,
  selectUndelivered,
  takeUntoldAlarms,
  type UndeliveredRow,
  updateAlarmed,
} from './alarms.queries.js';
import { reportLate, reportUndelivered } from './delivery.errors.js';
import { Mails } from './mail.service.js';

/** Says that a report was not made or not delivered: to monitors, in the log, in the audit, and by mail once a cause. */
@Injectable()
export class DeliveryAlarms {
  private readonly logger = new Logger('Delivery');
  private readonly alarmTo: readonly string[];

  constructor(
    private readonly dataSource: DataSource,
    private readonly runs: ReportRuns,
    private readonly mails: Mails,
    private readonly audit: AuditLog,
    @Inject(SERVICE_OPTIONS) { delivery }: ServiceOptions,
  ) {
    this.alarmTo = delivery.alarmTo;
  }

  /** What a monitor is told now: one fault for each report with recipients who should have it and have not. */
  async faults(): Promise<Fault[]> {
    const byReport = new Map<string, UndeliveredRow[]>();
    for (const row of await selectUndelivered(this.dataSource.manager))
      byReport.set(row.reportId, [...(byReport.get(row.reportId) ?? []), row]);
    return [...byReport.values()].map(reportUndelivered);
  }

  /** Raises the alarms that were not raised yet, and mails the administrators those that they were not mailed. */
  async raise(signal: AbortSignal): Promise<void> {
    const db = this.dataSource.manager;
    for (const row of await selectUndelivered(db)) if (row.alarmedAt === null) await this.alarm(row);
    for (const { definition, code } of await this.runs.late())
      await insertAlarm(db, `late ${definition}/${code}`, reportLate(definition, code));
    if (this.mails.isConfigured && this.alarmTo.length > 0) await this.tell(signal);
  }

  /** Has the administrators told of something else, once for each cause; in the transaction that notes it. */
  announce(db: Db, cause: string, message: AlarmMessage): Promise<void> {
    return insertAlarm(db, cause, message);
  }

  private async alarm(row: UndeliveredRow): Promise<void> {
    const { id, reportId, definition, period, recipient, channel, attempts, lastError } = row;
    const { message } = reportUndelivered([row]);
    const isFirst = await this.dataSource.transaction(async (db) => {
      if (!(await updateAlarmed(db, id))) return false;
      await insertAlarm(db, `undelivered ${id}`, message);
      await this.audit.record(db, {
        subject: { type: 'report', id: reportId },
        action: 'report undelivered',
        after: { definition, period, recipient, channel, attempts, lastError },
      });
      return true;
    });
    if (isFirst) this.logger.error(message.en);
  }

  /** One mail with all of them; whoever is killed between marking and sending does not tell them again. */
  private async tell(signal: AbortSignal): Promise<void> {
    const untold = await this.dataSource.transaction((db) => takeUntoldAlarms(db));
    if (untold.length === 0) return;
    const text = alarmText(untold.map(({ message }) => message));
    const subject = 'Cảnh báo: có báo cáo, thư nhắc chưa lập hoặc chưa gửi được';
    const to = this.alarmTo.map((address) => ({ name: '', address }));
    const { result, answer } = await this.mails.send({ to, subject, text, language: 'vi', files: [] }, signal);
    if (result === 'accepted') return;
    this.logger.error(`The alarm is not mailed to ${this.alarmTo.join(', ')}: ${answer}`);
    await returnAlarms(
      this.dataSource.manager,
      untold.map(({ cause }) => cause),
    );
  }
}

function alarmText(messages: readonly AlarmMessage[]): string {
  const vi = messages.map((message) => `- ${message.vi}`).join('\n');
  const en = messages.map((message) => `- ${message.en}`).join('\n');
  return `Hệ thống theo dõi triển khai cảnh báo:\n\n${vi}\n\nThe rollout tracker warns:\n\n${en}\n`;
}
