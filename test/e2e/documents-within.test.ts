import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';
import { testSecret } from '../support/database.js';
import { faultsOf } from '../support/questions.js';

/** Tân Biên (705) with Xã Tân Bình (25495), and the town Tây Ninh (703) with Phường 1 (25465). */
let tracker: TestApp;
const documents: Record<string, string> = {};

async function made(path: string, body: object): Promise<any> {
  const answer = await tracker.post(path, body);
  expect([path, answer.status < 300, answer.body?.errors]).toEqual([path, true, undefined]);
  return answer.body;
}

/** A document that is evidence of one thing. */
async function evidence(name: string, type: string, id: unknown): Promise<void> {
  const document = { type: 'report', issuer: 'Sở TTTT', title: `Căn cứ ${name}`, issuedOn: '2016-12-30' };
  documents[name] = (await made('/documents', document)).id;
  await made(`/documents/${documents[name]}/links`, { subject: { type, id: String(id) } });
}

/** Names of the documents that are listed. */
async function listed(query: string, headers: Record<string, string> = {}): Promise<string[]> {
  const { body } = await tracker.get(`/documents?asOf=2016-12-31&limit=500&${query}`, headers);
  const own = Object.entries(documents).filter(([, id]) => body.items.some((item: any) => item.id === id));
  return own.map(([name]) => name).sort();
}

beforeAll(async () => {
  tracker = await startApp({ sample: true });
  const idOf = async (code: string): Promise<string> => (await tracker.get(`/units/${code}`)).body.unit.id;
  const [commune, district, ward] = [await idOf('25495'), await idOf('705'), await idOf('25465')];
  for (const [place, unit] of [
    ['705', commune],
    ['703', ward],
  ] as const) {
    const entry = { unit, system: 'e-office', stage: 'live', effectiveOn: '2016-12-20' };
    await evidence(`entry ${place}`, 'deployment-entry', (await made('/deployments', entry)).id);
  }
  const exemption = { unit: commune, system: 'portal', validFrom: '2016-01-01', reason: 'Xa', grantedBy: 'UBND tỉnh' };
  await evidence('exemption', 'exemption', (await made('/exemptions', exemption)).id);
  await made('/indicators', { code: 'so-lan', kind: 'count', name: 'Số lần', definition: 'Số lần' });
  const value = { indicator: 'so-lan', unit: commune, period: '2016-11', amount: 7 };
  await evidence('value', 'indicator-value', (await made('/indicator-values', value)).id);
  const days = { startsOn: '2016-01-01', dueOn: '2017-12-31' };
  const target = { name: 'Mọi xã', system: 'e-office', level: 'commune', scope: district, measure: 'ratio', goal: 100 };
  await evidence('target', 'target', (await made('/targets', { ...target, ...days })).id);
  const training = { kind: 'training', title: 'Tập huấn', startsOn: '2016-12-08', organiser: '72' };
  const attendance = [{ unit: commune, people: 3 }];
  await evidence('activity', 'activity', (await made('/activities', { ...training, attendance })).id);
  await made('/scorecards', { code: 'thu', name: 'Bộ chỉ số thử' });
  await made('/scorecards/thu/versions', {
    ...{ fromYear: 2015, within: '72', groups: [{ code: 'huyen', name: 'Cấp huyện', level: 'district' }] },
    criteria: [{ code: 'I', name: 'Ứng dụng', maximum: [{ points: 100 }] }],
    grades: [{ grade: 'A', name: 'Tốt', atLeast: 50 }],
  });
  const units = [{ unit: '705', points: 90, maximum: 100, rank: 1 }];
  const result = await made('/scorecards/thu/results/stated', { year: 2015, within: '72', units });
  await evidence('result', 'scorecard-result', result.id);
  const assessments = [{ year: 2016, unit: district, criterion: 'I', points: 50 }];
  await made('/scorecards/thu/assessments', { assessments });
  const scored = (await tracker.get(`/scorecards/thu/scores/${district}?year=2016&asOf=2016-12-31`)).body;
  await evidence('assessment', 'self-assessment', assessmentIn(scored));
  const rename = { type: 'rename', unit: '25495', name: 'Xã Tân Bình Mới' };
  const renaming = { effectiveOn: '2016-12-25', instruments: [{ number: '1/NQ', changes: [rename] }] };
  await evidence('reorganisation', 'reorganisation', (await made('/reorganisations', renaming)).id);
});
afterAll(() => tracker.stop());

function assessmentIn(answer: unknown): number {
  const found = /"assessmentId":(\d+)/.exec(JSON.stringify(answer))?.[1];
  if (found === undefined) throw new Error('Nothing was declared');
  return Number(found);
}

const OF_DISTRICT = [
  ...['activity', 'assessment', 'entry 705', 'exemption', 'reorganisation', 'result', 'target', 'value'],
];

it('lists what is evidence of anything of some units or of what stands below them', async () => {
  expect(await listed('within=705')).toEqual(OF_DISTRICT);
  expect(await listed('within=703')).toEqual(['entry 703']);
  expect(await listed('within=703,705')).toEqual([...OF_DISTRICT, 'entry 703'].sort());
  expect(await listed('within=72')).toEqual(Object.keys(documents).sort());
  const ofCommune = OF_DISTRICT.filter((name) => !['assessment', 'result', 'target'].includes(name));
  expect(await listed('within=25495')).toEqual(ofCommune);
});

it('goes with the other questions, page by page', async () => {
  expect(await listed('within=705&q=activity')).toEqual(['activity']);
  expect(await listed('within=705&subjectType=target&subjectId=x')).toEqual([]);
  expect(await listed('within=705&issuedFrom=2016-12-31')).toEqual([]);
  const question = '/documents?within=705&type=report&q=can%20cu&asOf=2016-12-31&limit=5';
  const first = (await tracker.get(question)).body;
  const next = (await tracker.get(`${question}&cursor=${first.nextCursor}`)).body;
  expect([first.total, first.items.length, next.items.length, next.nextCursor]).toEqual([8, 5, 3, null]);
  expect(new Set([...first.items, ...next.items].map(({ id }: any) => id)).size).toBe(8);
});

it('forgets what is linked no more, and knows it at an earlier revision', async () => {
  const id = documents['value'] as string;
  const { revision, document } = (await tracker.get(`/documents/${id}`)).body;
  const { subject } = document.links[0];
  expect((await tracker.post(`/documents/${id}/links/retraction`, { subject, reason: 'Nhầm' })).status).toBe(204);
  expect(await listed('within=705')).not.toContain('value');
  expect(await listed(`within=705&revision=${revision}`)).toContain('value');
  expect((await tracker.post(`/documents/${id}/links`, { subject })).status).toBe(201);
});

it('refuses units that do not exist, or not for the caller, with the other faults', async () => {
  const wrong = await tracker.get('/documents?within=705,99999&subjectType=target');
  expect([wrong.status, ...faultsOf(wrong)]).toEqual([400, 'subjectId required', 'within unit-unknown']);
  const { id } = (await tracker.get('/units/705')).body.unit;
  const headers = { authorization: `Bearer ${await tokenOf(tracker.database, [{ role: 'viewer' }], [id])}` };
  expect(await listed('within=705', headers)).toEqual(OF_DISTRICT.filter((name) => name !== 'result'));
  const outside = await tracker.get('/documents?within=703', headers);
  expect([outside.status, ...faultsOf(outside)]).toEqual([400, 'within unit-unknown']);
});

it('are listed and recorded from a terminal', async () => {
  const run = async (...words: string[]): Promise<string> => {
    const env = {
      ...{ ...process.env, DATABASE_URL: tracker.database.appUrl, SECRET: testSecret() },
      ...{ AUDIT_HEAD_FILE: tracker.options.auditHeadFile },
    };
    const cwd = join(import.meta.dirname, '../..');
    const command = ['scripts/cli.mjs', 'documents', ...words];
    return (await promisify(execFile)(process.execPath, command, { cwd, env })).stdout;
  };
  const listedThere = await run('list', '--within', '703', '--as-of', '2016-12-31', '--format', 'csv');
  expect(listedThere.trim().split(/\r?\n/)).toEqual([
    'id,number,type,issuedOn,issuer,title',
    `${documents['entry 703']},,report,2016-12-30,Sở TTTT,Căn cứ entry 703`,
  ]);
  const words = ['--issuer', 'UBND tỉnh', '--number', '99/QĐ-UBND', '--issued-on', '2016-02-24', '--format', 'json'];
  const made = JSON.parse(await run('record', 'decision', 'Về việc từ dòng lệnh', ...words));
  expect(made).toMatchObject({ print: 'Quyết định số 99/QĐ-UBND ngày 24/02/2016', attachments: [], links: [] });
  expect((await tracker.get(`/documents/${made.id}`)).body.document).toMatchObject({ title: 'Về việc từ dòng lệnh' });
});
