import { Inject, Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { isLoopback } from '../../config/delivery.js';
import { type ServiceOptions } from '../../config/service-options.js';
import { SERVICE_OPTIONS } from '../platform/service-options.token.js';
import { type Outcome, smtpOutcome } from './domain/outcome.js';

/** A message to one address, or to several at once: it is accepted when the server takes it for any of them. */
export interface Mail {
  readonly to: readonly { readonly name: string; readonly address: string }[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** With its angle brackets; absent: a new one. */
  readonly messageId?: string;
  /** The message that this one repeats. */
  readonly repeats?: string;
  readonly language: string;
  readonly files: readonly { readonly fileName: string; readonly mediaType: string; readonly bytes: Buffer }[];
}

const NO_ANSWER_MS = 60_000;

/** Sends mail through the server of SMTP_URL, one connection a message. */
@Injectable()
export class Mails {
  private readonly smtp: ServiceOptions['delivery']['smtp'];
  private readonly transport: ReturnType<typeof transportOf> | null;

  constructor(@Inject(SERVICE_OPTIONS) { delivery: { smtp } }: ServiceOptions) {
    this.smtp = smtp;
    this.transport = smtp && transportOf(smtp);
  }

  get isConfigured(): boolean {
    return this.transport !== null;
  }

  /** The Message-ID that something of this service bears for good, such as `<1f0c….1@tayninh.gov.vn>`. */
  messageIdOf(name: string): string {
    return `<${name}@${this.smtp?.from.address.split('@')[1] ?? 'localhost'}>`;
  }

  /** Until the server answered or the signal ends it. Never throws. */
  async send(mail: Mail, signal: AbortSignal): Promise<Outcome> {
    if (!this.transport || !this.smtp) return { result: 'postponed', answer: 'SMTP_URL is not set' };
    const { to, subject, text, html, messageId, repeats, language, files } = mail;
    try {
      const { response } = await this.transport.sendMail({
        ...{ from: this.smtp.from, to: [...to], subject, text, signal },
        ...(html === undefined ? {} : { html }),
        ...(messageId === undefined ? {} : { messageId }),
        ...(repeats === undefined ? {} : { inReplyTo: repeats, references: repeats }),
        // No holiday notices, please (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
        attachments: files.map(({ fileName, mediaType, bytes }) => ({
          ...{ filename: fileName, contentType: mediaType, content: bytes },
        })),
      });
      return { result: 'accepted', answer: this.withoutSecrets(response) };
    } catch (error) {
      const { responseCode, command, message } = error as { responseCode?: number; command?: string; message?: string };
      return smtpOutcome({
        code: responseCode ?? null,
        command: command ?? null,
        message: signal.aborted ? 'the server took too long' : this.withoutSecrets(message ?? String(error)),
      });
    }
  }

  /** What a server says stands in the ledger and in the log; some repeat what they were told. */
  private withoutSecrets(text: string): string {
    const { user = '', pass = '' } = this.smtp?.auth ?? {};
    const secrets = [pass, base64(pass), base64(`\0${user}\0${pass}`)].filter(Boolean);
    return secrets.reduce((cleaned, secret) => cleaned.replaceAll(secret, '…'), text);
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/**
 * Certificates are always verified. Where TLS is only taken if offered, a server that offers none gets the mail, but a
 * password only on this machine.
 */
function transportOf({ host, port, secure, tls, auth }: NonNullable<ServiceOptions['delivery']['smtp']>) {
  return createTransport({
    ...{ host: host.replace(/^\[|\]$/g, ''), port, secure },
    requireTLS: !secure && (tls === 'required' || (auth !== null && !isLoopback(host))),
    ...(auth ? { auth: { ...auth } } : {}),
    tls: { minVersion: 'TLSv1.2' },
    ...{ connectionTimeout: NO_ANSWER_MS, greetingTimeout: NO_ANSWER_MS, socketTimeout: NO_ANSWER_MS },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
}
