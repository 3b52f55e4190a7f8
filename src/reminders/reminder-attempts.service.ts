import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { GIVES_UP_AFTER, pauseAfter } from '../delivery/domain/back-off.js';
import { DeliveryAlarms } from '../delivery/delivery-alarms.service.js';
import { type Outcome } from '../delivery/domain/outcome.js';
import { INSTANCE, LEASE_MS, LONGEST_ATTEMPT_MS, noteOutcome } from '../delivery/lease.js';
import { letterHtml, letterText } from '../delivery/letter-body.js';
import { Mails } from '../delivery/mail.service.js';
import { type Db } from '../platform/database/db.js';
import {
  claimLetter,
  insertLetterAttempt,
  type LetterRow,
  settleLetterId,
  updateLetterDelivered,
  updateLetterUndelivered,
} from './reminder-letters.queries.js';
import { letterFailed } from './reminders.errors.js';

/** One letter at a time: taken, sent, noted; at least once, and a repeat bears the same Message-ID (ADR 23). */
@Injectable()
export class ReminderAttempts {
  private readonly logger = new Logger('Reminders');

  constructor(
    private readonly dataSource: DataSource,
    private readonly mails: Mails,
    private readonly alarms: DeliveryAlarms,
    private readonly audit: AuditLog,
  ) {}

  /** The next letter; false where there is none, or no mail server. `stop` ends the conversation with that one. */
  async next(stop: AbortSignal): Promise<boolean> {
    if (!this.mails.isConfigured) return false;
    const claimed = await this.dataSource.transaction((db) => claimLetter(db, { instance: INSTANCE, lease: LEASE_MS }));
    if (!claimed) return false;
    const { id, address, contact, letter } = claimed;
    const messageId = await settleLetterId(this.dataSource.manager, id, this.mails.messageIdOf(`reminder.${id}`));
    const outcome = await this.mails.send(
      {
        to: [{ name: contact.name, address }],
        ...{ subject: letter.subject, text: letterText(letter), html: letterHtml(letter) },
        ...{ messageId, language: letter.language, files: [] },
      },
      AbortSignal.any([stop, AbortSignal.timeout(LONGEST_ATTEMPT_MS)]),
    );
    await noteOutcome(outcome, () => this.write(claimed, outcome));
    return true;
  }

  private async write(claimed: LetterRow, { result, answer }: Outcome): Promise<void> {
    const isGivenUp = result === 'refused' || (result === 'postponed' && claimed.age >= GIVES_UP_AFTER);
    await this.dataSource.transaction(async (db) => {
      await insertLetterAttempt(db, claimed, { instance: INSTANCE, outcome: result, answer });
      if (result === 'accepted') await updateLetterDelivered(db, claimed.id);
      else {
        const pause = isGivenUp ? null : pauseAfter(claimed.attempts, Math.random());
        await updateLetterUndelivered(db, claimed, { error: answer, pause });
      }
      if (isGivenUp) await this.giveUp(db, claimed, answer);
    });
    if (isGivenUp) this.logger.error(`The reminder ${claimed.id} is not delivered to ${claimed.address}: ${answer}`);
  }
  private async giveUp(db: Db, letter: LetterRow, answer: string): Promise<void> {
    const { id, address, attempts } = letter;
    await this.alarms.announce(db, `reminder ${id}`, letterFailed(letter, answer));
    await this.audit.record(db, {
      subject: { type: 'reminder-letter', id },
      action: 'reminder undelivered',
      after: { address, attempts, lastError: answer },
    });
  }
}
