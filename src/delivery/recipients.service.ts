import { Injectable } from '@nestjs/common';
import { isEmail } from 'class-validator';
import { DataSource } from 'typeorm';
import { isLoopback } from '../../config/delivery.js';
import { AuditLog } from '../audit/audit-log.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Calls } from '../platform/call/calls.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Submission } from '../platform/validation/submission.js';
import { type ReportFormat } from '../reports/domain/report-format.js';
import { ReportDefinitionsService } from '../reports/definitions/report-definitions.service.js';
import {
  addressNotAnEmail,
  addressNotAWebhook,
  recipientHasNoSecret,
  recipientThere,
  recipientUnknown,
} from './delivery.errors.js';
import { type RecipientDto } from './dto/delivery.requests.js';
import {
  findRecipient,
  insertRecipient,
  type RecipientRow,
  removeRecipient,
  selectRecipients,
} from './recipients.queries.js';
import { Webhooks } from './webhooks.service.js';

export { type RecipientRow } from './recipients.queries.js';

const USUAL_FORMATS: ReportFormat[] = ['docx', 'pdf', 'xlsx'];

/** Whom the reports of a definition are sent to. Reports that are there already are sent to somebody new by hand. */
@Injectable()
export class RecipientsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly definitions: ReportDefinitionsService,
    private readonly webhooks: Webhooks,
    private readonly calls: Calls,
    private readonly audit: AuditLog,
  ) {}

  async list(definition: string): Promise<RecipientRow[]> {
    return selectRecipients(this.dataSource.manager, (await this.definitions.get(definition)).id);
  }

  /** Refuses with every fault: of the form, an address that is none of the channel, one that is there already. */
  async add(tx: WriteTransaction, definition: string, submission: Submission<RecipientDto>): Promise<RecipientRow> {
    const { id: definitionId, code } = await this.definitions.get(definition);
    const { channel, address, formats = USUAL_FORMATS } = submission.value;
    const faults: Fault[] = [...submission.faults];
    if (channel !== undefined && address !== undefined) {
      faults.push(...addressFaults(channel, address));
      const present = await selectRecipients(tx.manager, definitionId);
      if (present.some((one) => one.channel === channel && one.address === address))
        faults.push(recipientThere(channel, address));
    }
    refuseIfAny(faults);
    const { name, ...wellFormed } = submission.value as RecipientDto;
    const addedBy = this.calls.current().caller.account?.name ?? null;
    const content = { name, channel: wellFormed.channel, address: wellFormed.address, formats };
    const id = await insertRecipient(tx.manager, { definitionId, ...content, addedBy });
    await this.audit.record(tx.manager, {
      subject: { type: 'report-recipient', id },
      after: { definition: code, ...content },
    });
    return this.get(definitionId, id, tx.manager);
  }

  async remove(tx: WriteTransaction, definition: string, id: string): Promise<void> {
    const { id: definitionId, code } = await this.definitions.get(definition);
    const { name, channel, address, formats } = await this.get(definitionId, id, tx.manager);
    await removeRecipient(tx.manager, id, this.calls.current().caller.account?.name ?? null);
    await this.audit.record(tx.manager, {
      subject: { type: 'report-recipient', id },
      before: { definition: code, name, channel, address, formats },
      after: null,
    });
  }

  /** What a webhook's receiver verifies with; that it was shown is in the audit. */
  async secretOf(tx: WriteTransaction, definition: string, id: string): Promise<string> {
    const { id: definitionId } = await this.definitions.get(definition);
    const recipient = await this.get(definitionId, id, tx.manager);
    if (recipient.channel !== 'webhook') throw new Refusal([recipientHasNoSecret()]);
    await this.audit.record(tx.manager, { subject: { type: 'report-recipient', id }, action: 'secret shown' });
    return this.webhooks.secretOf(recipient.id);
  }

  private async get(definitionId: string, id: string, db: Db): Promise<RecipientRow> {
    const found = await findRecipient(db, definitionId, id);
    if (!found) throw new Refusal([recipientUnknown(id)]);
    return found;
  }
}

function addressFaults(channel: RecipientRow['channel'], address: string): Fault[] {
  if (channel === 'email') return isEmail(address) ? [] : [addressNotAnEmail(address)];
  const url = URL.canParse(address) ? new URL(address) : null;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  return url && isSafe && url.username === '' && url.password === '' ? [] : [addressNotAWebhook(address)];
}
