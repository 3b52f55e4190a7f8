import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { tokenOf } from '../support/accounts.js';
import { pdf, sha256, upload } from '../support/files.js';
import { expectProblem, faultsOf, log } from '../support/questions.js';

let tracker: TestApp;
let approver: Record<string, string>;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  approver = { authorization: `Bearer ${await tokenOf(tracker.database, [{ role: 'approver' }])}` };
});
afterAll(() => tracker.stop());

const HEAD = {
  ...{ issuingBody: 'SỞ THÔNG TIN VÀ TRUYỀN THÔNG', abbreviation: 'STTTT', placeName: 'Tây Ninh' },
  signatory: { lines: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'] },
};

async function define(code: string, more: Record<string, unknown> = {}): Promise<any> {
  const sections = ['overview', 'levels', 'changes', 'gaps'].map((id) => ({ id }));
  const asked = { code, type: 'monthly', name: 'Thử', sections, ...HEAD, ...more };
  const { status, body } = await tracker.post('/report-definitions', asked);
  expect([status, body.errors]).toEqual([201, undefined]);
  return body;
}

async function run(definition: string, period: string, asOf?: string): Promise<string> {
  const { status, body } = await tracker.post('/reports', { definition, period, asOf });
  expect([status, body.errors]).toEqual([201, undefined]);
  return body.id as string;
}

async function issue(id: string, body: Record<string, unknown>): Promise<any> {
  const answer = await tracker.post(`/reports/${id}/issue`, body, approver);
  expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
  return answer.body;
}

async function bytesOf(id: string, format: string): Promise<Buffer> {
  const response = await fetch(`${tracker.address}/api/v1/reports/${id}.${format}`, {
    headers: { authorization: `Bearer ${tracker.administrator}` },
  });
  expect([format, response.status]).toEqual([format, 200]);
  return Buffer.from(await response.arrayBuffer());
}

describe('a definition', () => {
  it('begins with the sample: one for each periodic report', async () => {
    const { body } = await tracker.get('/report-definitions');
    expect(body.items.map(({ code }: any) => code)).toEqual(['half-year', 'monthly', 'nine-month', 'quarter', 'year']);
    expect(body.items[1]).toMatchObject({ abbreviation: 'STTTT', numbering: 'external', schedule: null, version: 1 });
  });

  it('is changed by versions, upon the one that was read', async () => {
    const { version } = await define('versions');
    const change = { subject: 'Kết quả triển khai', schedule: { from: '2026-11' } };
    expect((await tracker.patch('/report-definitions/versions', change)).status).toBe(428);
    const changed = await tracker.patch('/report-definitions/versions', change, { 'if-match': `"v${version}"` });
    expect(changed.body).toMatchObject({ ...change, schedule: { from: '2026-11', daysAfter: 1, time: '06:00' } });
    const cleared = { schedule: null };
    const stale = await tracker.patch('/report-definitions/versions', cleared, { 'if-match': `"v${version}"` });
    expect(stale.status).toBe(412);
    const none = await tracker.patch('/report-definitions/versions', cleared, { 'if-match': `"v${version + 1}"` });
    expect(none.body).toMatchObject({ subject: 'Kết quả triển khai', schedule: null, version: 3 });
    const { body } = await tracker.get('/report-definitions/versions/versions');
    expect(body.items.map((one: any) => [one.version, one.subject])).toEqual([
      ...[
        [3, 'Kết quả triển khai'],
        [2, 'Kết quả triển khai'],
      ],
      [1, 'Tình hình triển khai các hệ thống chính quyền điện tử'],
    ]);
  });

  it('is refused with every fault at once', async () => {
    const wrong = { ...HEAD, code: 'year', type: 'ad-hoc', name: 'x', abbreviation: 'S/T', scope: '99999' };
    const answer = await tracker.post('/report-definitions', {
      ...wrong,
      ...{ schedule: { from: '2016-12', time: '25:00' }, issuesItself: true },
      ...{ sections: [{ id: 'gaps' }, { id: 'gaps', systems: ['nothing'] }] },
    });
    expectProblem(answer, 400);
    expect(faultsOf(answer)).toEqual([
      ...['abbreviation abbreviation-malformed', 'code definition-code-taken'],
      ...['issuesItself issues-itself-needs-own-numbering', 'issuesItself issues-itself-needs-signatory'],
      ...['schedule schedule-of-ad-hoc', 'scope unit-unknown', 'sections[1].id section-twice'],
      'sections[1].systems system-unknown',
    ]);
    const malformed = await tracker.post('/report-definitions', { code: 'm', type: 'weekly', recipients: ['', 1] });
    expect(faultsOf(malformed)).toEqual([
      ...['abbreviation required', 'issuingBody required', 'name required', 'placeName required'],
      ...['recipients not-texts', 'signatory required', 'type not-one-of'],
    ]);
  });
});

describe('the life of a report', () => {
  it('goes from a draft over its own text and a review to what is issued, and stays', async () => {
    await define('life');
    const id = await run('life', '2016-12', '2016-12-31');
    const draft = (await tracker.get(`/reports/${id}`)).body;
    expect(draft).toMatchObject({ state: 'draft', period: '2016-12', asOf: '2016-12-31', number: null, files: [] });
    const data = JSON.parse((await bytesOf(id, 'json')).toString('utf8'));
    expect(data.snapshot.at).toMatchObject({ asOf: '2016-12-31', revision: draft.revision });
    expect((await bytesOf(id, 'html')).toString('utf8')).toContain('<p class="draft">DỰ THẢO</p>');

    const textBlocks = [{ section: 'overview', place: 'after', text: 'Đề nghị <các> đơn vị cập nhật.' }];
    expect((await tracker.patch(`/reports/${id}`, { textBlocks })).status).toBe(428);
    const written = await tracker.patch(`/reports/${id}`, { textBlocks }, { 'if-match': '"v1"' });
    expect([written.status, written.body.version]).toEqual([200, 2]);
    const reviewed = await tracker.post(`/reports/${id}/review`, undefined, { ...approver, 'if-match': '"v2"' });
    expect([reviewed.status, reviewed.body.reviewedBy]).toEqual([200, expect.any(String)]);

    const answer = await tracker.post(`/reports/${id}/issue`, {}, approver);
    expect(faultsOf(answer)).toEqual(['issuedOn required', 'number required']);
    const early = await tracker.post(`/reports/${id}/issue`, { number: 5, issuedOn: '2016-12-30' }, approver);
    expect(faultsOf(early)).toEqual(['issuedOn issued-before-as-of']);

    const issued = await issue(id, { number: 5, issuedOn: '2017-01-05' });
    expect(issued).toMatchObject({ state: 'issued', number: '05/BC-STTTT', issuedOn: '2017-01-05' });
    expect(issued.auditHead).toMatch(/^\d+:[0-9a-f]{64}$/);
    expect(issued.files.map(({ format }: any) => format)).toEqual(['csv', 'docx', 'html', 'json', 'pdf', 'xlsx']);
    for (const { format, sha256: hash, size } of issued.files) {
      const bytes = await bytesOf(id, format);
      expect([format, createHash('sha256').update(bytes).digest('hex'), bytes.length]).toEqual([format, hash, size]);
    }
    const page = (await bytesOf(id, 'html')).toString('utf8');
    for (const words of ['05/BC-STTTT', 'ngày 05 tháng 01 năm 2017', '&lt;các&gt;', issued.auditHead])
      expect(page).toContain(words);
    expect(page).not.toContain('class="draft"');

    // Whatever is learnt or written later, what is issued is what was issued.
    await log(tracker);
    expect(sha256(await bytesOf(id, 'pdf'))).toBe(issued.files.find(({ format }: any) => format === 'pdf').sha256);
    const changed = await tracker.patch(`/reports/${id}`, { textBlocks: [] }, { 'if-match': '*' });
    const again = await tracker.post(`/reports/${id}/issue`, { number: 6, issuedOn: '2017-01-06' }, approver);
    expect([changed.status, ...faultsOf(changed)]).toEqual([409, ' report-issued-already']);
    expect([again.status, ...faultsOf(again)]).toEqual([409, ' report-issued-already']);
  });

  it('restates in the next report what was printed, what it is now, and why; a reissue links both ways', async () => {
    await define('next');
    const first = await run('next', '2016-12', '2016-12-31');
    await issue(first, { number: 7, issuedOn: '2017-01-05' });
    await log(tracker, { unit: '25501', effectiveOn: '2016-12-18' });
    await log(tracker, { unit: '25504', effectiveOn: '2017-01-10' });
    const { snapshot } = JSON.parse((await bytesOf(await run('next', '2017-01'), 'json')).toString('utf8'));
    expect(snapshot.previous).toMatchObject({ id: first, number: '07/BC-STTTT', asOf: '2016-12-31' });
    const office = snapshot.systems.find(({ code }: any) => code === 'e-office');
    const communes = office.levels.find(({ level }: any) => level === 'commune');
    const printed = communes.printedBefore.covered;
    expect([communes.knownNow.covered, communes.figure.covered]).toEqual([printed + 1, printed + 2]);
    const codeOf = ({ unit }: any): string => snapshot.units[unit].code;
    expect(snapshot.changes.restated.map((line: any) => [codeOf(line), line.cause])).toEqual([['25501', 'late-entry']]);
    expect(snapshot.changes.happened.map((line: any) => [codeOf(line), line.cause])).toEqual([['25504', 'newly-live']]);

    const missing = await tracker.post(`/reports/${first}/reissue`, {}, approver);
    expect(faultsOf(missing)).toEqual(['reason required']);
    const reissue = await tracker.post(`/reports/${first}/reissue`, { reason: 'Bổ sung số liệu' }, approver);
    expect(reissue.status).toBe(201);
    const second = reissue.body.id as string;
    const taken = await tracker.post(`/reports/${second}/issue`, { number: 7, issuedOn: '2017-02-01' }, approver);
    expect([taken.status, ...faultsOf(taken)]).toEqual([409, 'number number-taken']);
    expect(await issue(second, { number: 12, issuedOn: '2017-02-01' })).toMatchObject({ replaces: first });
    expect((await tracker.get(`/reports/${first}`)).body).toMatchObject({ state: 'replaced', replacedBy: second });
    expect((await bytesOf(second, 'html')).toString('utf8')).toContain('thay thế Báo cáo số 07/BC-STTTT');
    const third = await tracker.post(`/reports/${first}/reissue`, { reason: 'x' }, approver);
    expect(faultsOf(third)).toEqual([' report-replaced-already']);
  });

  it('is computed once: the same request again gives the same report', async () => {
    const key = { 'idempotency-key': 'run-1' };
    const asked = { definition: 'year', period: '2016' };
    const [a, b] = [await tracker.post('/reports', asked, key), await tracker.post('/reports', asked, key)];
    expect(a.body).toEqual(b.body);
  });

  it('refuses what cannot be reported, all at once, and formats that there are not', async () => {
    const answer = await tracker.post('/reports', { definition: 'year', period: '2016-12', asOf: '2016-02-30', x: 1 });
    expect(faultsOf(answer)).toEqual(['asOf not-a-day', 'period not-a-period', 'x unknown-field']);
    const future = await tracker.post('/reports', { definition: 'year', period: '2999' });
    expect(faultsOf(future)).toEqual(['asOf as-of-in-the-future']);
    const unknown = await tracker.post('/reports', { definition: 'none', period: '2016' });
    expect([unknown.status, ...faultsOf(unknown)]).toEqual([422, 'definition definition-unknown']);
    expect((await tracker.get('/reports/00000000-0000-4000-8000-000000000000')).status).toBe(404);
    expect((await tracker.get('/reports/x.docx')).status).toBe(404);
  });
});

it('keeps the signed copy beside the report, once', async () => {
  await define('signed');
  const id = await run('signed', '2016-12');
  const file = { name: 'BC 21 đã ký.pdf', bytes: pdf('da ky') };
  const early = await upload(tracker, `/reports/${id}/signed`, [file], approver);
  expect(faultsOf(early)).toEqual([' report-not-issued']);
  await issue(id, { number: 21, issuedOn: '2017-01-05' });
  const kept = await upload(tracker, `/reports/${id}/signed`, [file], approver);
  expect(kept.body.signedCopies).toMatchObject([{ fileName: file.name, sha256: sha256(file.bytes), signatures: [] }]);
  expect(faultsOf(await upload(tracker, `/reports/${id}/signed`, [file], approver))).toEqual([
    'file[0] signed-copy-there',
  ]);
  const text = { name: 'a.pdf', bytes: Buffer.from('không phải PDF') };
  expect(faultsOf(await upload(tracker, `/reports/${id}/signed`, [text], approver))).toEqual(['file[0] not-a-pdf']);
  const response = await fetch(`${tracker.address}/api/v1/reports/${id}/signed/${sha256(file.bytes)}`, {
    headers: approver,
  });
  expect(Buffer.from(await response.arrayBuffer())).toEqual(file.bytes);
});

it('numbers without gaps or doubles, however many issue at once, and begins anew each year', async () => {
  await define('own', { numbering: 'own', abbreviation: 'TỰ-SỐ', sections: [{ id: 'overview' }] });
  const ids = await Promise.all(Array.from({ length: 4 }, () => run('own', '2016-12', '2016-12-31')));
  const given = await tracker.post(`/reports/${ids[0] ?? ''}/issue`, { number: 3 }, approver);
  expect(faultsOf(given)).toEqual(['number number-not-entered']);
  const issued = await Promise.all(ids.map((id) => issue(id, { issuedOn: '2017-01-05' })));
  expect(issued.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4].map((number) => `0${number}/BC-TỰ-SỐ`));
  const next = await issue(await run('own', '2017-12', '2017-12-31'), { issuedOn: '2018-01-02' });
  expect(next.number).toBe('01/BC-TỰ-SỐ');
});

it('writes the letter to who gave no data, and to nobody where nothing is wanting', async () => {
  const id = await run('year', '2016', '2016-12-31');
  const { text } = await tracker.get(`/reports/${id}/chase-letter.html?system=e-office&within=705`);
  for (const words of ['V/v đôn đốc', 'UBND xã Mỏ Công', 'UBND thị trấn Tân Biên', 'chưa có số liệu'])
    expect(text).toContain(words);
  expect(text).not.toContain('UBND xã An Thạnh');
  const none = await tracker.get(`/reports/${id}/chase-letter.html?system=civil-registry`);
  expect([none.status, ...faultsOf(none)]).toEqual([422, ' nothing-to-chase']);
});

it('shows a report to those alone who may read all that it is about', async () => {
  const [{ id: district }] = (await tracker.get('/units?q=Tân Biên&level=district&asOf=2016-12-31')).body.items;
  const token = await tokenOf(tracker.database, [{ role: 'viewer' }], [district]);
  const viewer = { authorization: `Bearer ${token}` };
  await define('small', { scope: '705' });
  const small = await run('small', '2016-12', '2016-12-31');
  const whole = await run('year', '2016', '2016-12-31');
  const seen = (await tracker.get('/reports', viewer)).body;
  expect([seen.total, seen.items.map(({ id }: any) => id)]).toEqual([1, [small]]);
  expect([
    (await tracker.get(`/reports/${small}`, viewer)).status,
    (await tracker.get(`/reports/${whole}`, viewer)).status,
  ]).toEqual([200, 404]);
});

it('says the same in English for whom it is defined so', async () => {
  await define('english', { language: 'en' });
  const page = (await bytesOf(await run('english', '2016-12', '2016-12-31'), 'html')).toString('utf8');
  expect(page).toContain('E-office');
  expect(page).toMatch(/is in use at/);
});
