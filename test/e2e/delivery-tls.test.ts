import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SMTPServerOptions } from 'smtp-server';
import { type SmtpOptions } from '../../config/delivery.js';
import { Mails } from '../../src/delivery/mail.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { madeUpCertificate } from '../support/certificates.js';
import { asOwner, draftWith, mailThrough } from '../support/deliveries.js';
import { type MailServer, startMailServer } from '../support/mail-server.js';

const PROJECT = join(import.meta.dirname, '../..');
const LONG = 120_000;
const SECRET = randomBytes(48).toString('base64');
const USER = 'bao-cao';
const PASSWORD = 'Mật khẩu/2016 & bí mật';
const AUTH = { user: USER, pass: PASSWORD };
const OFFICE = { name: 'Văn phòng', channel: 'email', address: 'vp@tayninh.gov.vn', formats: ['csv'] };

let tracker: TestApp;
let home: string;
const certificate = madeUpCertificate();
/** Who signed in at a server, and over what. */
const signedIn: { user: string; tls: boolean }[] = [];
const tried: string[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tls-test-'));
  writeFileSync(join(home, 'authority.pem'), certificate.authority);
  tracker = await startApp({ sample: true });
});
afterAll(async () => {
  await tracker.stop();
  rmSync(home, { recursive: true });
});

/** A server that wants a name and a password, and says of a wrong one what it was, as no server should. */
function askingForPassword(options: SMTPServerOptions = {}): Promise<MailServer> {
  return startMailServer({
    ...{ authOptional: false, disabledCommands: [], key: certificate.key, cert: certificate.cert },
    onAuth: (said, { secure }, callback) => {
      const [username, password] = [said.username ?? '', said.password ?? ''];
      tried.push(password);
      if (username !== USER || password !== PASSWORD) {
        callback(new Error(`Sai mat khau ${password} ${Buffer.from(password).toString('base64')}`));
        return;
      }
      signedIn.push({ user: username, tls: secure });
      callback(null, { user: username });
    },
    ...options,
  });
}

/** Sends a report from a terminal that trusts the authority, or does not; all that it printed. */
function deliver(report: string, url: string, more: Record<string, string> = {}): Promise<string> {
  const env = {
    ...{ ...process.env, DATABASE_URL: tracker.database.appUrl, MIGRATION_DATABASE_URL: '', DATA_DIR: '', SECRET },
    ...{ AUDIT_HEAD_FILE: tracker.options.auditHeadFile, SMTP_URL: url, SMTP_FROM: 'bao-cao@tayninh.gov.vn' },
    ...{ SMTP_TLS: 'required', NODE_EXTRA_CA_CERTS: join(home, 'authority.pem') },
    ...more,
  };
  const words = ['run', '--silent', 'cli', '--', 'reports', 'deliver', report, '--format', 'csv'];
  return new Promise((resolve, reject) => {
    execFile('npm', words, { cwd: PROJECT, env }, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr));
      else resolve(stdout + stderr);
    });
  });
}

const addressOf = (scheme: string, port: number, password = PASSWORD): string =>
  `${scheme}://${USER}:${encodeURIComponent(password)}@localhost:${port}`;

/** Every text that the database holds of deliveries and of what happened, in one. */
async function ledgers(): Promise<string> {
  const [{ all }] = await asOwner<[{ all: string }]>(
    tracker,
    `select (select coalesce(json_agg(d), '[]')::text from delivery d)
       || (select coalesce(json_agg(a), '[]')::text from delivery_attempt a)
       || (select coalesce(json_agg(e), '[]')::text from audit_event e) as all`,
  );
  return all;
}

const MESSAGE = {
  to: [{ name: '', address: OFFICE.address }],
  subject: 'Thử',
  text: 'Thử',
  language: 'vi',
  files: [],
};
const through = (port: number, smtp: Partial<SmtpOptions>): Mails => {
  const delivery = mailThrough(port);
  if (!delivery.smtp) throw new Error('There is a server');
  return new Mails({ ...tracker.options, delivery: { ...delivery, smtp: { ...delivery.smtp, ...smtp } } });
};
const send = (mails: Mails): Promise<{ result: string; answer: string }> =>
  mails.send(MESSAGE, AbortSignal.timeout(60_000));

function expectNoSecret(text: string, password: string): void {
  for (const form of [password, encodeURIComponent(password), Buffer.from(password).toString('base64')])
    expect(text).not.toContain(form);
}

describe('a mail server that wants TLS, a name and a password', () => {
  it.each([
    ['smtp', { secure: false }],
    ['smtps', { secure: true }],
  ] as const)(
    'gets a report by %s',
    async (scheme, options) => {
      const server = await askingForPassword(options);
      try {
        const { report } = await draftWith(tracker, `by-${scheme}`, [OFFICE]);
        signedIn.length = 0;
        expect(await deliver(report, addressOf(scheme, server.port))).toContain(',1,delivered,\n');
        expect(signedIn).toEqual([{ user: USER, tls: true }]);
        expect(server.accepted.map(({ to }) => to)).toEqual([OFFICE.address]);
        expectNoSecret(await ledgers(), PASSWORD);
      } finally {
        await server.close();
      }
    },
    LONG,
  );

  it(
    'gets nothing under a wrong password, which stands in no log and no ledger',
    async () => {
      const server = await askingForPassword();
      const wrong = 'sai/mật khẩu 2015';
      try {
        const { report } = await draftWith(tracker, 'wrong-password', [OFFICE]);
        const printed = await deliver(report, addressOf('smtp', server.port, wrong));
        expect(printed).toMatch(/,1,waiting,.*535 Sai mat khau/);
        expect(tried).toContain(wrong);
        expect(server.accepted).toEqual([]);
        expectNoSecret(printed, wrong);
        const kept = await ledgers();
        expect(kept).toContain('535 Sai mat khau');
        expectNoSecret(kept, wrong);
      } finally {
        await server.close();
      }
    },
    LONG,
  );

  it('is told neither password nor report where its certificate is not trusted', async () => {
    const server = await askingForPassword();
    tried.length = 0;
    try {
      const outcome = await send(through(server.port, { host: 'localhost', tls: 'required', auth: AUTH }));
      expect(outcome).toEqual({
        result: 'postponed',
        answer: expect.stringMatching(/unable to verify|self.signed certificate/),
      });
      expect([tried, server.accepted]).toEqual([[], []]);
    } finally {
      await server.close();
    }
  });
});

describe('a mail server without TLS', () => {
  it('gets nothing where TLS is required', async () => {
    const server = await startMailServer();
    try {
      const { result, answer } = await send(through(server.port, { tls: 'required' }));
      expect([result, answer]).toEqual(['postponed', expect.stringMatching(/STARTTLS/)]);
      expect(server.accepted).toEqual([]);
      expect((await send(through(server.port, { tls: 'offered' }))).result).toBe('accepted');
    } finally {
      await server.close();
    }
  });

  it('is told a password on this machine alone', async () => {
    const server = await startMailServer({
      ...{ authOptional: false, allowInsecureAuth: true },
      onAuth: ({ username }, { secure }, callback) => {
        signedIn.push({ user: username ?? '', tls: secure });
        callback(null, { user: username });
      },
    });
    signedIn.length = 0;
    try {
      expect((await send(through(server.port, { auth: AUTH }))).result).toBe('accepted');
      expect(signedIn).toEqual([{ user: USER, tls: false }]);
      // It answers there as well, but no name says that it is this machine.
      const elsewhere = await send(through(server.port, { auth: AUTH, host: '0.0.0.0' }));
      expect(elsewhere).toEqual({ result: 'postponed', answer: expect.stringMatching(/STARTTLS/) });
      expect(signedIn).toHaveLength(1);
    } finally {
      await server.close();
    }
  });
});
