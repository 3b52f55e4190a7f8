import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startApp, type TestApp } from '../support/app.js';
import { draftWith } from '../support/deliveries.js';
import { type MailServer, startMailServer } from '../support/mail-server.js';

const PROJECT = join(import.meta.dirname, '../..');
const LONG = 60_000;
const SECRET = randomBytes(48).toString('base64');

let server: MailServer;
let tracker: TestApp;
beforeAll(async () => {
  server = await startMailServer();
  tracker = await startApp({ sample: true });
});
afterAll(async () => {
  await tracker.stop();
  await server.close();
});

/** `npm run cli -- …` on the database of the running service, with a mail server of its own; what it printed. */
function cli(...words: string[]): Promise<string> {
  const env = {
    ...{ ...process.env, DATABASE_URL: tracker.database.appUrl, MIGRATION_DATABASE_URL: '', DATA_DIR: '', SECRET },
    ...{ AUDIT_HEAD_FILE: tracker.options.auditHeadFile, SMTP_URL: `smtp://127.0.0.1:${server.port}` },
    SMTP_FROM: 'bao-cao@tayninh.gov.vn',
  };
  return new Promise((resolve, reject) => {
    execFile('npm', ['run', '--silent', 'cli', '--', ...words], { cwd: PROJECT, env }, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr));
      else resolve(stdout);
    });
  });
}

it(
  'shows to whom a report would go, then sends it',
  async () => {
    const office = { name: 'Văn phòng', channel: 'email', address: 'vp@tayninh.gov.vn', formats: ['csv'] };
    const { report, recipients } = await draftWith(tracker, 'terminal', [office]);
    const shown = await cli('reports', 'deliver', report, '--dry-run', '--format', 'csv');
    expect(shown.split('\n').slice(0, 2)).toEqual([
      'recipient,channel,address,round,subject,files',
      expect.stringMatching(
        /^Văn phòng,email,vp@tayninh\.gov\.vn,1,Dự thảo báo cáo: .*,BC-STTTT-2016-12-du-thao\.csv$/,
      ),
    ]);
    expect(server.accepted).toEqual([]);
    const sent = await cli('reports', 'deliver', report, '--format', 'csv');
    expect(sent).toBe('recipient,channel,address,round,state,error\nVăn phòng,email,vp@tayninh.gov.vn,1,delivered,\n');
    expect(server.accepted.map(({ mail }) => mail.messageId)).toEqual([
      `<${report}.${recipients[0]}.email.1@tayninh.gov.vn>`,
    ]);
    await expect(cli('reports', 'deliver', 'x')).rejects.toThrow('Không có báo cáo "x".');
  },
  LONG,
);

it(
  'says whom a definition goes to, adds and ends recipients, and the audit has it',
  async () => {
    await draftWith(tracker, 'office', []);
    const recipients = (...words: string[]): Promise<string> => cli('reports', 'recipients', ...words);
    await recipients('add', 'office', 'vt@tayninh.gov.vn', '--name', 'Văn thư', '--files', 'pdf');
    const listed = JSON.parse(await recipients('list', 'office', '--format', 'json')) as { id: string }[];
    expect(listed).toMatchObject([
      { name: 'Văn thư', channel: 'email', address: 'vt@tayninh.gov.vn', formats: ['pdf'] },
    ]);
    await expect(recipients('add', 'office', 'vt', '--name', 'Văn thư', '--files', 'doc')).rejects.toThrow(
      /not-an-email|không phải là địa chỉ thư điện tử[^]*không nằm trong|không nằm trong[^]*địa chỉ thư điện tử/,
    );
    expect(await recipients('end', 'office', listed[0]?.id ?? '')).toBe('');
    expect((await tracker.get('/report-definitions/office/recipients')).body.items).toEqual([]);
    const { items } = (await tracker.get('/audit?limit=500')).body;
    const events = items.filter(({ subjectId }: any) => subjectId === listed[0]?.id);
    expect(events.map(({ via, action }: any) => [via, action])).toEqual([
      ['command-line', 'reports recipients'],
      ['command-line', 'reports recipients'],
    ]);
  },
  LONG,
);

it(
  'reminds of a duty from a terminal, and shows who would be written to',
  async () => {
    const duty = await tracker.post('/duties', {
      ...{
        system: 'e-office',
        level: 'commune',
        within: '705',
        frequency: 'month',
        dueRule: 'days-after',
        dueCount: 5,
      },
    });
    const added = await cli('reminders', 'add', duty.body.id as string, '--days', '-3', '--format', 'json');
    const { id } = JSON.parse(added) as { id: string };
    expect(JSON.parse(added)).toMatchObject({ duty: duty.body.id, days: -3, hour: 8 });
    expect(await cli('reminders', 'preview', '--format', 'csv')).toBe('recipient,address,unit,items,subject\n');
    expect(await cli('reminders', 'end', id)).toBe('');
    expect((await tracker.get('/reminder-rules')).body.items).toEqual([]);
  },
  LONG,
);
