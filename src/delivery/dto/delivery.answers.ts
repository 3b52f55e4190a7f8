import { ApiProperty } from '@nestjs/swagger';
import { REPORT_FORMATS } from '../../reports/domain/report-format.js';
import { CHANNELS } from '../domain/channel.js';

export class RecipientAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty()
  name: string;
  @ApiProperty({ enum: CHANNELS })
  channel: string;
  @ApiProperty()
  address: string;
  @ApiProperty({ enum: REPORT_FORMATS, isArray: true })
  formats: string[];
  @ApiProperty({ format: 'date-time' })
  addedAt: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Name of the account' })
  addedBy: string | null;
}

export class RecipientsAnswer {
  @ApiProperty({ type: () => RecipientAnswer, isArray: true })
  items: RecipientAnswer[];
}

export class RecipientSecretAnswer {
  @ApiProperty({ description: 'What the receiver verifies signatures with (Standard Webhooks)', example: 'whsec_…' })
  secret: string;
}

export class DeliveryAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ format: 'uuid' })
  recipientId: string;
  @ApiProperty({ description: 'Name of the recipient' })
  recipient: string;
  @ApiProperty({ enum: CHANNELS })
  channel: string;
  @ApiProperty()
  address: string;
  @ApiProperty({ enum: REPORT_FORMATS, isArray: true })
  formats: string[];
  @ApiProperty({ description: '1; above it, sent again by hand' })
  round: number;
  @ApiProperty({ enum: ['waiting', 'sending', 'delivered', 'failed', 'dropped'] })
  state: string;
  @ApiProperty({ format: 'date-time' })
  orderedAt: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Null: by its schedule, or from the terminal' })
  orderedBy: string | null;
  @ApiProperty()
  attempts: number;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  nextAttemptAt: string | null;
  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Message-ID or Idempotency-Key, the same in every attempt of a round',
  })
  messageId: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  lastError: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  finishedAt: string | null;
}

export class DeliveriesAnswer {
  @ApiProperty({ type: () => DeliveryAnswer, isArray: true })
  items: DeliveryAnswer[];
  @ApiProperty({ description: 'False: no mail server is configured, and mail waits' })
  mailConfigured: boolean;
}

export class PreviewFileAnswer {
  @ApiProperty({ enum: REPORT_FORMATS })
  format: string;
  @ApiProperty()
  fileName: string;
  @ApiProperty({ description: 'Bytes' })
  size: number;
  @ApiProperty()
  sha256: string;
}

export class PreviewItemAnswer {
  @ApiProperty({ format: 'uuid' })
  recipientId: string;
  @ApiProperty({ description: 'Name of the recipient' })
  recipient: string;
  @ApiProperty({ enum: CHANNELS })
  channel: string;
  @ApiProperty()
  address: string;
  @ApiProperty({ description: 'The round that it would be' })
  round: number;
  @ApiProperty()
  subject: string;
  @ApiProperty({ description: 'The letter as plain text' })
  text: string;
  @ApiProperty({ type: () => PreviewFileAnswer, isArray: true })
  files: PreviewFileAnswer[];
}

export class PreviewAnswer {
  @ApiProperty({ type: () => PreviewItemAnswer, isArray: true })
  items: PreviewItemAnswer[];
  @ApiProperty({ description: 'False: no mail server is configured, and mail would wait' })
  mailConfigured: boolean;
}

export class DeliveryHealthAnswer {
  @ApiProperty({ example: 'ok' })
  status: 'ok';
}
