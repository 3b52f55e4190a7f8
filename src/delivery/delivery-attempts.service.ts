import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  claimDelivery,
  type ClaimedDelivery,
  findEarlierMessageId,
  insertAttempt,
  settleMessageId,
  updateDelivered,
  updateGivenUp,
  updatePostponed,
} from './deliveries.queries.js';
import { GIVES_UP_AFTER, pauseAfter } from './domain/back-off.js';
import { type Channel } from './domain/channel.js';
import { oneLine, type Outcome } from './domain/outcome.js';
import { INSTANCE, LEASE_MS, LONGEST_ATTEMPT_MS, noteOutcome } from './lease.js';
import { letterHtml, letterText } from './letter-body.js';
import { Mails } from './mail.service.js';
import { type Parcel, Parcels } from './parcels.service.js';
import { webhookBody } from './webhook-body.js';
import { Webhooks } from './webhooks.service.js';

/** One attempt at a time: taken, packed, sent, noted. */
@Injectable()
export class DeliveryAttempts {
  private readonly logger = new Logger('Delivery');

  constructor(
    private readonly dataSource: DataSource,
    private readonly parcels: Parcels,
    private readonly mails: Mails,
    private readonly webhooks: Webhooks,
  ) {}

  /** The next delivery of a channel, of one report or of any; false where there is none. `stop` ends the conversation with the other side. */
  async next(channel: Channel, stop: AbortSignal, reportId: string | null = null): Promise<boolean> {
    if (channel === 'email' && !this.mails.isConfigured) return false;
    const claimed = await this.dataSource.transaction((db) =>
      claimDelivery(db, { channel, instance: INSTANCE, lease: LEASE_MS, reportId }),
    );
    if (!claimed) return false;
    const signal = AbortSignal.any([stop, AbortSignal.timeout(LONGEST_ATTEMPT_MS)]);
    const { parcel, outcome } = await this.attempt(claimed, signal);
    await noteOutcome(outcome, () => this.write(claimed, parcel, outcome));
    return true;
  }

  /** What cannot be rendered now is not sent now. */
  private async attempt(
    claimed: ClaimedDelivery,
    signal: AbortSignal,
  ): Promise<{ parcel: Parcel | null; outcome: Outcome }> {
    try {
      const parcel = await this.parcels.pack(claimed.reportId, claimed);
      return { parcel, outcome: await this.send(claimed, parcel, signal) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { parcel: null, outcome: { result: 'postponed', answer: oneLine(`Not sent: ${message}`) } };
    }
  }

  private async send(claimed: ClaimedDelivery, parcel: Parcel, signal: AbortSignal): Promise<Outcome> {
    const { reportId, recipientId, channel, round, address, recipient } = claimed;
    const name = `${reportId}.${recipientId}.${channel}.${round}`;
    const db = this.dataSource.manager;
    if (channel === 'webhook') {
      const id = await settleMessageId(db, claimed.id, name);
      return this.webhooks.post({ address, recipientId, id, body: webhookBody(parcel, claimed) }, signal);
    }
    const messageId = await settleMessageId(db, claimed.id, this.mails.messageIdOf(name));
    const repeats = await findEarlierMessageId(db, claimed);
    return this.mails.send(
      {
        to: [{ name: recipient, address }],
        ...{ subject: parcel.letter.subject, text: letterText(parcel.letter), html: letterHtml(parcel.letter) },
        ...{ messageId, language: parcel.letter.language, files: parcel.files },
        ...(repeats === null ? {} : { repeats }),
      },
      signal,
    );
  }

  private async write(claimed: ClaimedDelivery, parcel: Parcel | null, { result, answer }: Outcome): Promise<void> {
    const files = (parcel?.files ?? []).map(({ format, sha256 }) => ({ format, sha256 }));
    const isGivenUp = result === 'refused' || (result === 'postponed' && claimed.age >= GIVES_UP_AFTER);
    await this.dataSource.transaction(async (db) => {
      await insertAttempt(db, claimed, { instance: INSTANCE, outcome: result, answer, files });
      if (result === 'accepted') await updateDelivered(db, claimed.id);
      else if (isGivenUp) await updateGivenUp(db, claimed, answer);
      else await updatePostponed(db, claimed, { error: answer, pause: pauseAfter(claimed.attempts, Math.random()) });
    });
    if (isGivenUp)
      this.logger.error(`The report ${claimed.reportId} is not delivered to ${claimed.address}: ${answer}`);
  }
}
