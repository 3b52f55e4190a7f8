import { type DeliveryRow } from './deliveries.queries.js';
import { type PreviewItem } from './deliveries.service.js';
import { type DeliveryAnswer, type PreviewItemAnswer } from './dto/delivery.answers.js';
import { letterText } from './letter-body.js';

export function deliveryAnswer(row: DeliveryRow): DeliveryAnswer {
  const { id, recipientId, recipient, channel, address, formats, round, state, orderedAt, orderedBy } = row;
  const { attempts, nextAttemptAt, messageId, lastError, finishedAt } = row;
  return {
    ...{ id, recipientId, recipient, channel, address, formats, round, state, orderedAt, orderedBy },
    ...{ attempts, nextAttemptAt, messageId, lastError, finishedAt },
  };
}

export function previewAnswer({ recipient, round, parcel: { letter, files } }: PreviewItem): PreviewItemAnswer {
  const { id: recipientId, name, channel, address } = recipient;
  return {
    ...{ recipientId, recipient: name, channel, address, round, subject: letter.subject, text: letterText(letter) },
    files: files.map(({ format, fileName, bytes, sha256 }) => ({ format, fileName, size: bytes.length, sha256 })),
  };
}
