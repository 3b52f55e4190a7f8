import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSigning, type SigningOptions } from '../../config/signing.js';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';
import { mailThrough, sendNow } from '../support/deliveries.js';
import { pdf, png, sha256, upload } from '../support/files.js';
import { type MailServer, startMailServer } from '../support/mail-server.js';
import { expectProblem, faultsOf } from '../support/questions.js';
import { madeUpKey } from '../support/signing-key.js';

const PROJECT = join(import.meta.dirname, '../..');
const SIGNER = 'Sở Thông tin và Truyền thông tỉnh Tây Ninh';
const PASSPHRASE = 'mật khẩu của khóa';

const folder = mkdtempSync(join(tmpdir(), 'signing-'));
const keyFile = join(folder, 'office.p12');
const signing: SigningOptions = { keyFile, passphrase: PASSPHRASE, imageFile: null, sealFile: null };

let mail: MailServer;
let tracker: TestApp;
let approver: Record<string, string>;
let numbers = 30;
beforeAll(async () => {
  mail = await startMailServer();
  tracker = await startApp({ sample: true, service: { signing, delivery: mailThrough(mail.port) } });
  approver = { authorization: `Bearer ${await tokenOf(tracker.database, [{ role: 'approver' }])}` };
  const small = {
    ...{ code: 'small', type: 'quarterly', name: 'Thử', sections: [{ id: 'documents' }], placeName: 'Tây Ninh' },
    ...{ issuingBody: 'SỞ THÔNG TIN VÀ TRUYỀN THÔNG', abbreviation: 'STTTT', signatory: { lines: ['GIÁM ĐỐC'] } },
  };
  expect((await tracker.post('/report-definitions', small)).status).toBe(201);
});
afterAll(async () => {
  await tracker.stop();
  await mail.close();
  rmSync(folder, { recursive: true, force: true });
});

async function draft(): Promise<string> {
  return (await tracker.post('/reports', { definition: 'small', period: '2016-Q4' })).body.id as string;
}

async function issued(): Promise<string> {
  const id = await draft();
  const answer = await tracker.post(
    `/reports/${id}/issue`,
    { number: (numbers += 1), issuedOn: '2017-01-05' },
    approver,
  );
  expect(answer.status).toBe(200);
  return id;
}

async function bytesAt(path: string): Promise<Buffer> {
  const response = await fetch(`${tracker.address}/api/v1${path}`, { headers: approver });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

const sign = (id: string, headers = approver) => tracker.post(`/reports/${id}/sign`, undefined, headers);

describe('an issued report', () => {
  it('is signed once with one key, beside what was issued', async () => {
    writeFileSync(keyFile, madeUpKey(SIGNER, PASSPHRASE));
    const id = await issued();
    const key = { ...approver, 'idempotency-key': 'ky-1' };
    const answer = await sign(id, key);
    expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
    expect(answer.body.signedCopies).toMatchObject([
      {
        ...{ kind: 'report', signedHere: true, fileName: `BC-STTTT-2016-Q4-${numbers}-da-ky.pdf` },
        signatures: [{ signer: SIGNER, format: 'ETSI.CAdES.detached', intact: 'yes', coversAll: true, atBy: 'signer' }],
      },
    ]);
    const [copy] = answer.body.signedCopies;
    const ours = await bytesAt(`/reports/${id}.pdf`);
    const signed = await bytesAt(`/reports/${id}/signed/${copy.sha256}`);
    expect([sha256(signed), signed.subarray(0, ours.length).equals(ours)]).toEqual([copy.sha256, true]);
    const { files } = (await tracker.get(`/reports/${id}`)).body;
    expect(sha256(ours)).toBe(files.find(({ format }: any) => format === 'pdf').sha256);
    // Sent twice it is signed once; ordered twice it is refused.
    expect((await sign(id, key)).body).toEqual(answer.body);
    const again = await sign(id);
    expect([again.status, ...faultsOf(again), again.body.errors[0].candidates]).toEqual([
      ...[409, ' signed-already'],
      [copy.sha256],
    ]);
    const { body } = await tracker.get(`/audit?subjectType=report&subjectId=${id}`);
    expect(body.items[0].action).toBe('POST /reports/:id/sign');
  });

  it('shows the images of signature and seal where the operator gave them', async () => {
    const imageFile = join(folder, 'signature.png');
    const sealFile = join(folder, 'seal.png');
    for (const file of [imageFile, sealFile]) writeFileSync(file, png());
    use({ ...signing, imageFile, sealFile });
    const id = await issued();
    const [copy] = (await sign(id)).body.signedCopies;
    expect((await bytesAt(`/reports/${id}/signed/${copy.sha256}`)).toString('latin1')).toContain('/Seal Do');
    use({ ...signing, imageFile: join(folder, 'none.png') });
    expect(faultsOf(await sign(await issued()))).toEqual([' signing-file-unreadable']);
    use(signing);
  });

  it('goes with attachments that are signed by themselves', async () => {
    const id = await issued();
    const file = { name: 'Phụ lục riêng.pdf', bytes: pdf('phu luc') };
    const path = `/reports/${id}/sign-attachment`;
    const answer = await upload(tracker, path, [file], approver);
    expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
    expect(answer.body.signedCopies).toMatchObject([
      { kind: 'attachment', signedHere: true, fileName: file.name, signatures: [{ signer: SIGNER, intact: 'yes' }] },
    ]);
    const text = { name: 'a.pdf', bytes: Buffer.from('không phải PDF') };
    expect(faultsOf(await upload(tracker, path, [text], approver))).toEqual(['file[0] not-a-pdf']);
    const broken = { name: 'b.pdf', bytes: Buffer.from('%PDF-1.7 và không có gì') };
    expect(faultsOf(await upload(tracker, path, [broken], approver))).toEqual(['file[0] not-a-pdf']);
    const early = await upload(tracker, `/reports/${await draft()}/sign-attachment`, [file], approver);
    expect(faultsOf(early)).toEqual([' report-not-issued']);
  });
});

it('is what recipients of the PDF get, with the attachments signed by themselves', async () => {
  const office = { name: 'Văn phòng UBND tỉnh', channel: 'email', address: 'vp@tayninh.gov.vn' };
  const added = await tracker.post('/report-definitions/small/recipients', { ...office, formats: ['csv', 'pdf'] });
  expect(added.status).toBe(201);
  const id = await issued();
  const sent = async (): Promise<string[]> => {
    expect((await tracker.post(`/reports/${id}/deliver`, {})).status).toBe(200);
    await sendNow(tracker);
    const [letter] = mail.accepted.splice(0);
    return letter?.mail.attachments.map(({ content }) => sha256(content)) ?? [];
  };
  const [csv, ours] = await Promise.all(['csv', 'pdf'].map(async (format) => bytesAt(`/reports/${id}.${format}`)));
  expect(await sent()).toEqual([csv, ours].map((bytes) => sha256(bytes as Buffer)));
  const [copy] = (await sign(id)).body.signedCopies;
  expect(await sent()).toEqual([sha256(csv as Buffer), copy.sha256]);
  const file = { name: 'Phụ lục riêng.pdf', bytes: pdf('phu luc') };
  const { signedCopies } = (await upload(tracker, `/reports/${id}/sign-attachment`, [file], approver)).body;
  const attached = signedCopies.find(({ kind }: any) => kind === 'attachment').sha256;
  const { items } = (await tracker.post(`/reports/${id}/deliver?dryRun=true`, {})).body;
  expect(items[0].files.map((one: any) => one.sha256)).toEqual([sha256(csv as Buffer), copy.sha256, attached]);
  expect(await sent()).toEqual([sha256(csv as Buffer), copy.sha256, attached]);
});

describe('nothing is signed', () => {
  let id: string;
  beforeAll(async () => {
    id = await issued();
  });

  it.each<[string, () => Promise<void> | void, number, string]>([
    [
      'without a key',
      () => {
        use(null);
      },
      422,
      'signing-not-configured',
    ],
    [
      'where the key is not where it should be',
      () => {
        use({ ...signing, keyFile: join(folder, 'none.p12') });
      },
      ...([422, 'signing-file-unreadable'] as const),
    ],
    [
      'with a wrong passphrase',
      () => {
        use({ ...signing, passphrase: 'sai' });
      },
      422,
      'signing-passphrase-wrong',
    ],
    [
      'with what is no key',
      () => {
        writeFileSync(join(folder, 'text.p12'), 'không phải khóa');
        use({ ...signing, keyFile: join(folder, 'text.p12') });
      },
      ...([422, 'signing-key-unreadable'] as const),
    ],
    [
      'with a certificate that has expired',
      () => {
        writeFileSync(join(folder, 'old.p12'), madeUpKey(SIGNER, PASSPHRASE, { to: '2017-01-01' }));
        use({ ...signing, keyFile: join(folder, 'old.p12') });
      },
      ...([422, 'signing-certificate-expired'] as const),
    ],
  ])('%s', async (_what, prepare, status, code) => {
    await prepare();
    const answer = await sign(id);
    use(signing);
    expectProblem(answer, status);
    expect(faultsOf(answer)).toEqual([` ${code}`]);
    expect(answer.text).not.toMatch(/mật khẩu của khóa|sai"/);
    expect((await tracker.get(`/reports/${id}`)).body.signedCopies).toEqual([]);
  });

  it('of a draft', async () => {
    const answer = await sign(await draft());
    expect([answer.status, ...faultsOf(answer)]).toEqual([409, ' report-not-issued']);
  });
});

it('is signed at a terminal too, with the key of the environment or with another', async () => {
  const id = await issued();
  const [other, passphrase, output] = ['other.p12', 'other.txt', 'out.pdf'].map((name) => join(folder, name));
  writeFileSync(other ?? '', madeUpKey('Văn phòng', 'khác'));
  writeFileSync(passphrase ?? '', 'khác\n');
  const env = {
    ...{ ...process.env, DATABASE_URL: tracker.database.appUrl, MIGRATION_DATABASE_URL: '', DATA_DIR: '' },
    ...{ SECRET: randomBytes(48).toString('base64'), AUDIT_HEAD_FILE: tracker.options.auditHeadFile },
    ...{ SIGNING_KEY_FILE: keyFile, SIGNING_PASSPHRASE: PASSPHRASE },
  };
  const cli = (...words: string[]) =>
    promisify(execFile)('npm', ['run', '-s', 'cli', '--', 'reports', 'sign', ...words], { cwd: PROJECT, env });
  const { stdout } = await cli(id, '--format', 'json');
  expect(JSON.parse(stdout).signatures).toMatchObject([{ signer: SIGNER, intact: 'yes', coversAll: true }]);
  const words = ['--key', other ?? '', '--passphrase-file', passphrase ?? '', '--output', output ?? ''];
  const second = JSON.parse((await cli(id, ...words, '--format', 'json')).stdout);
  expect(second.signatures).toMatchObject([{ signer: 'Văn phòng' }]);
}, 60_000);

it('reads its settings whole or not at all', () => {
  const read = (given: Record<string, string>): [SigningOptions | null, string[]] => {
    const faults: string[] = [];
    return [readSigning((name) => given[name] ?? null, faults), faults];
  };
  expect(read({})).toEqual([null, []]);
  expect(read({ SIGNING_PASSPHRASE: 'x' })[1]).toEqual([
    'SIGNING_PASSPHRASE is set without SIGNING_KEY_FILE; set both, or neither.',
  ]);
  expect(read({ SIGNING_KEY_FILE: '/k.p12' })[1]).toEqual([
    'SIGNING_KEY_FILE takes a passphrase: set SIGNING_PASSPHRASE or SIGNING_PASSPHRASE_FILE.',
  ]);
  const passphrase = join(folder, 'passphrase');
  writeFileSync(passphrase, 'có dấu cách ở cuối \n');
  expect(read({ SIGNING_KEY_FILE: '/k.p12', SIGNING_PASSPHRASE_FILE: passphrase })).toEqual([
    { keyFile: '/k.p12', passphrase: 'có dấu cách ở cuối ', imageFile: null, sealFile: null },
    [],
  ]);
  expect(read({ SIGNING_KEY_FILE: '/k.p12', SIGNING_PASSPHRASE: 'x', SIGNING_SEAL_FILE: '/s.png' })[1]).toHaveLength(1);
});

/** Other settings for whatever is signed from now on. */
function use(options: SigningOptions | null): void {
  (tracker.options as { signing: SigningOptions | null }).signing = options;
}
