import { type AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A message that the server took. */
export interface AcceptedMail {
  readonly to: string;
  readonly mail: ParsedMail;
  readonly raw: string;
}

/** What the server says to an address or to a message instead of taking it: `{ code: 550, text: '…' }`. */
export interface Reply {
  readonly code: number;
  readonly text: string;
}

/** A real SMTP server on loopback that keeps what it took. */
export interface MailServer {
  readonly port: number;
  readonly accepted: AcceptedMail[];
  /** Replies to `RCPT TO` by address, and to the whole message; change them as you go. */
  readonly refusals: Map<string, Reply>;
  afterData: (to: string) => Promise<Reply | null> | Reply | null;
  /** Asked when somebody is connected and named an address; the server answers when it is done. */
  onAddressed: (to: string) => Promise<void> | void;
  close(): Promise<void>;
}

/** Listens on a free port, or on the one that it had before it was closed. */
export async function startMailServer(options: SMTPServerOptions & { port?: number } = {}): Promise<MailServer> {
  const accepted: AcceptedMail[] = [];
  const refusals = new Map<string, Reply>();
  const { port = 0, ...own } = options;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    ...own,
    onRcptTo: ({ address }, _session, callback) => {
      void (async () => {
        await started.onAddressed(address);
        const reply = refusals.get(address);
        callback(reply && failure(reply));
      })();
    },
    onData: (stream, { envelope }, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void (async () => {
          const to = envelope.rcptTo.map(({ address }) => address).join(', ');
          const reply = await started.afterData(to);
          if (reply) {
            callback(failure(reply));
            return;
          }
          const raw = Buffer.concat(chunks);
          accepted.push({ to, mail: await simpleParser(raw), raw: raw.toString('latin1') });
          callback();
        })();
      });
    },
  });
  // A client that is killed in the middle is no fault of the server.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const started: MailServer = {
    port: (server.server.address() as AddressInfo).port,
    accepted,
    refusals,
    afterData: () => null,
    onAddressed: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
  return started;
}

function failure({ code, text }: Reply): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
