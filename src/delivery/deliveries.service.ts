import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Calls } from '../platform/call/calls.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Submission } from '../platform/validation/submission.js';
import { ReportsService } from '../reports/reports.service.js';
import {
  type DeliveryRow,
  dropEarlier,
  insertDeliveries,
  insertQueued,
  selectDeliveries,
  selectReportsToQueue,
} from './deliveries.queries.js';
import { nobodyToDeliverTo, recipientUnknown } from './delivery.errors.js';
import { type DeliverDto } from './dto/delivery.requests.js';
import { type Parcel, Parcels } from './parcels.service.js';
import { type RecipientRow, selectRecipients } from './recipients.queries.js';

/** What would go to whom. */
export interface PreviewItem {
  readonly recipient: RecipientRow;
  readonly round: number;
  readonly parcel: Parcel;
}

/** What is sent of a report and to whom, by its schedule once and by hand as often as somebody says so. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reports: ReportsService,
    private readonly parcels: Parcels,
    private readonly calls: Calls,
    private readonly audit: AuditLog,
  ) {}

  async list(reportId: string, db: Db = this.dataSource.manager): Promise<DeliveryRow[]> {
    return selectDeliveries(db, (await this.reports.get(reportId, db)).id);
  }

  /** Dry run: the next round, packed and not sent. */
  async preview(reportId: string, submission: Submission<DeliverDto>): Promise<PreviewItem[]> {
    const db = this.dataSource.manager;
    const recipients = await this.recipientsOf(db, reportId, submission);
    const earlier = await selectDeliveries(db, reportId);
    const items: PreviewItem[] = [];
    for (const recipient of recipients) {
      const rounds = earlier.filter(({ recipientId }) => recipientId === recipient.id).map(({ round }) => round);
      const round = Math.max(0, ...rounds) + 1;
      const { name, formats } = recipient;
      const parcel = await this.parcels.pack(reportId, { recipient: name, round, formats });
      items.push({ recipient, round, parcel });
    }
    return items;
  }

  /** Sends a report as it stands, again to who had it. Refuses a definition without recipients and recipients of others. */
  async deliver(tx: WriteTransaction, reportId: string, submission: Submission<DeliverDto>): Promise<DeliveryRow[]> {
    const recipients = await this.recipientsOf(tx.manager, reportId, submission);
    const recipientIds = recipients.map(({ id }) => id);
    const by = this.calls.current().caller.account?.name ?? null;
    await insertDeliveries(tx.manager, { reportId, recipientIds, byHand: true, by });
    await this.audit.record(tx.manager, {
      subject: { type: 'report', id: reportId },
      after: { delivered: recipients.map(({ name, channel, address }) => ({ name, channel, address })) },
    });
    return this.list(reportId, tx.manager);
  }

  /** Notes once for every report that a schedule made to be sent, to whom it goes; what waits of earlier ones is dropped. */
  async queueScheduled(): Promise<void> {
    for (const reportId of await selectReportsToQueue(this.dataSource.manager)) {
      await this.dataSource.transaction(async (db) => {
        if (!(await insertQueued(db, reportId))) return;
        await dropEarlier(db, reportId);
        await insertDeliveries(db, { reportId, recipientIds: null, byHand: false, by: null });
      });
    }
  }

  private async recipientsOf(
    db: Db,
    reportId: string,
    { value, faults: ofForm }: Submission<DeliverDto>,
  ): Promise<RecipientRow[]> {
    const { definition, definitionId } = await this.reports.get(reportId, db);
    const present = await selectRecipients(db, definitionId);
    const faults: Fault[] = [...ofForm];
    for (const [index, id] of (value.recipients ?? []).entries())
      if (!present.some((one) => one.id === id))
        faults.push(recipientUnknown(id, `recipients[${index}]`, 'unprocessable'));
    refuseIfAny(faults);
    if (present.length === 0) throw new Refusal([nobodyToDeliverTo(definition)]);
    return present.filter(({ id }) => value.recipients?.includes(id) ?? true);
  }
}
