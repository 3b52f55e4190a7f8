import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Inject, Injectable } from '@nestjs/common';
import { useAgent as agentFor } from 'request-filtering-agent';
import { APP_VERSION } from '../../config/app-version.js';
import { type ServiceOptions } from '../../config/service-options.js';
import { Secrets } from '../platform/secrets.js';
import { SERVICE_OPTIONS } from '../platform/service-options.token.js';
import { httpOutcome, oneLine, type Outcome } from './domain/outcome.js';

/** Bytes of an answer that are read: its first line is all that is kept. */
const MOST_OF_ANSWER = 2_000;

/** Posts signed JSON to addresses of others, as "Standard Webhooks" 1.0 describes it. */
@Injectable()
export class Webhooks {
  private readonly key: Buffer;
  private readonly allowed: readonly string[];

  constructor(@Inject(SERVICE_OPTIONS) { delivery }: ServiceOptions, secrets: Secrets) {
    this.key = secrets.keyFor('webhook');
    this.allowed = delivery.webhookNetworks;
  }

  /** The secret that a recipient verifies with: 32 bytes, derived, so that no table holds it. `whsec_` and base64. */
  secretOf(recipientId: string): string {
    return `whsec_${this.bytesOf(recipientId).toString('base64')}`;
  }

  /**
   * Posts `body` once, until the other side answered or the signal ends it. Redirections are not followed; addresses that
   * are not public are refused unless WEBHOOK_NETWORKS has them, judged when the name is resolved. Never throws.
   */
  async post(
    { address, recipientId, id, body }: { address: string; recipientId: string; id: string; body: string },
    signal: AbortSignal,
  ): Promise<Outcome> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', this.bytesOf(recipientId))
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64');
    try {
      const { status, beginning } = await this.exchange(new URL(address), signal, body, {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': `egov-rollout-tracker/${APP_VERSION}`,
        'idempotency-key': id,
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      });
      return httpOutcome(status, beginning);
    } catch (error) {
      const message = signal.aborted ? 'the receiver took too long' : messageOf(error);
      return { result: 'postponed', answer: oneLine(message) };
    }
  }

  private exchange(
    url: URL,
    signal: AbortSignal,
    body: string,
    headers: Record<string, string>,
  ): Promise<{ status: number; beginning: string }> {
    const agent = agentFor(url.href, { allowIPAddressList: [...this.allowed], keepAlive: false });
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const bytes = Buffer.from(body);
      const outgoing = send(url, {
        method: 'POST',
        agent,
        signal,
        headers: { ...headers, 'content-length': bytes.length },
      });
      outgoing.on('error', reject);
      outgoing.on('response', (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        const finish = (): void => {
          resolve({ status: response.statusCode ?? 0, beginning: Buffer.concat(chunks).toString('utf8') });
          outgoing.destroy();
        };
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk.subarray(0, MOST_OF_ANSWER - length));
          length += chunk.length;
          if (length >= MOST_OF_ANSWER) finish();
        });
        response.on('end', finish);
        response.on('error', reject);
      });
      outgoing.end(bytes);
    });
  }

  private bytesOf(recipientId: string): Buffer {
    return createHmac('sha256', this.key).update(recipientId).digest();
  }
}

/** Of a host with several addresses, what each of them said. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
