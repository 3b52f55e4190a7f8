import { readFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { isEmail } from 'class-validator';
import addressparser from 'nodemailer/lib/addressparser';

/** How reports leave the service, and whom it tells when they do not. */
export interface DeliveryOptions {
  /** null: no mail is sent, what is to be sent by mail waits. */
  readonly smtp: SmtpOptions | null;
  /** Addresses and networks (CIDR) that webhooks may reach although they are not public. */
  readonly webhookNetworks: readonly string[];
  /** Mail addresses of those who look after the service; empty: nobody is written to. */
  readonly alarmTo: readonly string[];
}

export interface SmtpOptions {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (smtps), not by STARTTLS. */
  readonly secure: boolean;
  /** `required`: no mail goes over a connection that did not become TLS; `offered`: it does where the server has none. */
  readonly tls: 'required' | 'offered';
  readonly auth: { readonly user: string; readonly pass: string } | null;
  readonly from: { readonly name: string; readonly address: string };
}

const VARIABLES = ['SMTP_FROM', 'SMTP_TLS', 'ALARM_TO'];
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a host, as it stands in a URL, is this machine whatever a name server says. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** Reads SMTP_, ALARM_TO and WEBHOOK_NETWORKS; adds a sentence to `faults` for each thing wrong with them. */
export function readDelivery(text: (name: string) => string | null, faults: string[]): DeliveryOptions {
  const list = (name: string): string[] =>
    (text(name) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  const alarmTo = list('ALARM_TO');
  for (const address of alarmTo) {
    if (!isEmail(address)) faults.push(`ALARM_TO takes mail addresses, separated by commas; "${address}" is none.`);
  }
  const webhookNetworks = list('WEBHOOK_NETWORKS');
  for (const network of webhookNetworks) {
    if (!isNetwork(network))
      faults.push(`WEBHOOK_NETWORKS takes addresses and networks such as 10.1.0.0/16; "${network}" is none.`);
  }
  return { smtp: readSmtp(text, faults), webhookNetworks, alarmTo };
}

function readSmtp(text: (name: string) => string | null, faults: string[]): SmtpOptions | null {
  const address = readAddress(text, faults);
  if (address === null) {
    const [set] = VARIABLES.filter((name) => text(name) !== null);
    if (set !== undefined && text('SMTP_URL_FILE') === null)
      faults.push(`${set} is set without SMTP_URL; set both, or neither.`);
    return null;
  }
  const url = URL.canParse(address) ? new URL(address) : null;
  const isPlain = url !== null && ['', '/'].includes(url.pathname) && url.search === '' && url.hash === '';
  const isSmtp = url !== null && isPlain && /^smtps?:$/.test(url.protocol) && url.hostname !== '';
  // It holds a password, so the fault does not repeat it.
  if (!isSmtp) faults.push('SMTP_URL takes smtps://user:password@host:465 or smtp://user:password@host:587.');
  const tls = text('SMTP_TLS') ?? (isLoopback(url?.hostname ?? '') ? 'offered' : 'required');
  if (tls !== 'required' && tls !== 'offered') faults.push(`SMTP_TLS takes required or offered; it is "${tls}".`);
  const from = readSender(text('SMTP_FROM'), faults);
  if (!isSmtp || (tls !== 'required' && tls !== 'offered') || from === null) return null;
  const secure = url.protocol === 'smtps:';
  return {
    ...{ host: url.hostname, port: Number(url.port || (secure ? 465 : 587)), secure, tls, auth: authOf(url), from },
  };
}

function readAddress(text: (name: string) => string | null, faults: string[]): string | null {
  const file = text('SMTP_URL_FILE');
  if (text('SMTP_URL') !== null || file === null) return text('SMTP_URL');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    faults.push(`SMTP_URL_FILE cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
    return null;
  }
}

function readSender(text: string | null, faults: string[]): SmtpOptions['from'] | null {
  const [sender, more] = text === null ? [] : addressparser(text, { flatten: true });
  if (sender?.address !== undefined && isEmail(sender.address) && more === undefined)
    return { name: sender.name, address: sender.address };
  faults.push(
    `SMTP_FROM takes whom mail comes from, such as "Sở Thông tin và Truyền thông" <bao-cao@tinh.gov.vn>` +
      (text === null ? '; it is missing.' : `; it is ${text}.`),
  );
  return null;
}

function authOf({ username, password }: URL): SmtpOptions['auth'] {
  return username === '' ? null : { user: decoded(username), pass: decoded(password) };
}

/** A password may hold a bare %. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function isNetwork(text: string): boolean {
  const [address = '', bits, more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined) return false;
  if (bits === undefined) return true;
  if (!/^\d{1,3}$/.test(bits)) return false;
  try {
    new BlockList().addSubnet(address, Number(bits), family === 6 ? 'ipv6' : 'ipv4');
    return true;
  } catch {
    return false;
  }
}
