import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { describeApi } from '../../src/openapi.js';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestAnswer, type TestApp } from '../support/app.js';
import { pdf, sha256, upload } from '../support/files.js';
import { bringIn, csv } from '../support/imports.js';
import { lastRevision } from '../support/questions.js';
import { type Place, type Probe, SCOPE_OF_ROUTE } from './scope.matrix.js';

/** Xã Tân Bình of the district Tân Biên (705) is inside; phường 1 of the town Tây Ninh (703) is outside. */
let tracker: TestApp;
let inside: Place;
let outside: Place;
const callers: Record<string, Record<string, string>> = {};

beforeAll(async () => {
  tracker = await startApp({ sample: true });
  const district = (await tracker.get('/units/705')).body.unit.id as string;
  const reporter = { role: 'reporter', unitId: district } as const;
  const grants = {
    reader: [[{ role: 'viewer' }], []],
    confinedReader: [[{ role: 'viewer' }], [district]],
    reporter: [[reporter], []],
    confinedReporter: [[reporter], [district]],
    approver: [[{ role: 'approver' }], []],
  } as const;
  for (const [name, [roles, within]] of Object.entries(grants))
    callers[name] = { authorization: `Bearer ${await tokenOf(tracker.database, roles, within)}` };
  const resultId = await decided();
  inside = await recorded('25495', '705', resultId, callers['confinedReporter']);
  outside = await recorded('25465', '703', resultId);
  await made('/activities', {
    ...{ kind: 'handover', title: 'Bàn giao chung', startsOn: '2016-12-09', organiser: '72' },
    items: [inside, outside].map(({ unitId, code }) => ({
      ...{ unit: unitId, type: `Máy của ${code}`, quantity: 1, measure: 'cái' },
    })),
  });
});
afterAll(() => tracker.stop());

async function made(path: string, body: object, headers?: Record<string, string>): Promise<any> {
  const answer = await tracker.post(path, body, headers);
  expect([path, answer.status < 300, answer.body?.errors]).toEqual([path, true, undefined]);
  return answer.body;
}

/** What is measured, owed and scored everywhere; the id of a result that names both districts. */
async function decided(): Promise<string> {
  const indicator = { code: 'chi-so-thu', kind: 'count', name: 'Chỉ số thử', definition: 'Số lần' };
  await made('/indicators', indicator);
  const due = { dueRule: 'days-after', dueCount: 5 };
  await made('/duties', { indicator: 'chi-so-thu', level: 'commune', frequency: 'month', ...due });
  await made('/scorecards', { code: 'thu', name: 'Bộ chỉ số thử' });
  await made('/scorecards/thu/versions', {
    ...{ fromYear: 2015, within: '72', groups: [{ code: 'huyen', name: 'Cấp huyện', level: 'district' }] },
    criteria: [{ code: 'I', name: 'Ứng dụng', maximum: [{ points: 100 }] }],
    grades: [{ grade: 'A', name: 'Tốt', atLeast: 50 }],
  });
  const units = ['705', '703'].map((unit, index) => ({ unit, points: 90 - index, maximum: 100, rank: index + 1 }));
  return (await made('/scorecards/thu/results/stated', { year: 2015, within: '72', units })).id as string;
}

/** Records something of everything at a commune; its documents for somebody, else for the administrator. */
async function recorded(
  code: string,
  districtCode: string,
  resultId: string,
  author?: Record<string, string>,
): Promise<Place> {
  const unitId = (await tracker.get(`/units/${code}`)).body.unit.id as string;
  const entry = { unit: unitId, system: 'e-office', stage: 'live', effectiveOn: '2016-12-20' };
  const entryId = (await made('/deployments', entry)).id as number;
  const contactId = (await made('/contacts', { unit: unitId, name: 'Đầu mối', validFrom: '2016-01-01' })).id as string;
  await made('/exemptions', {
    unit: unitId,
    system: 'portal',
    validFrom: '2016-01-01',
    reason: 'xa',
    grantedBy: 'UBND',
  });
  const declaration = { system: 'e-office', level: 'commune', scope: districtCode, asOf: '2016-12-31', count: 1 };
  await made('/declarations', { ...declaration, document: `${districtCode} tự công bố` });
  const since = (await tracker.get('/sets?limit=1&revision=1')).body.knownAt as string;
  const setCode = `tap-${code}`;
  await made('/sets', { code: setCode, name: 'Tập', members: [{ unit: unitId }] });
  const document = { type: 'decision', issuer: 'UBND', title: 'Quyết định', number: `${code}/QĐ-UBND` };
  const documentId = (await made('/documents', document, author)).id as string;
  const bytes = Buffer.from(`tệp của ${code}`);
  const form = new FormData();
  form.append('file', new Blob([bytes]), 'a.txt');
  const attached = await fetch(`${tracker.address}/api/v1/documents/${documentId}/attachments`, {
    ...{ method: 'POST', headers: author ?? { authorization: `Bearer ${tracker.administrator}` }, body: form },
  });
  expect(attached.status).toBe(201);
  // What only the other place's entry rests on is that place's.
  const subject = { type: 'deployment-entry', id: String(entryId) };
  expect((await tracker.post(`/documents/${documentId}/links`, { subject })).status).toBeLessThan(300);
  const district = (await tracker.get(`/units/${districtCode}`)).body.unit.id as string;
  const definition = {
    ...{ code: `bao-cao-${code}`, type: 'monthly', name: 'Thử', sections: [{ id: 'overview' }], scope: district },
    ...{ issuingBody: 'SỞ THÔNG TIN VÀ TRUYỀN THÔNG', abbreviation: 'STTTT', placeName: 'Tây Ninh' },
    signatory: { lines: ['GIÁM ĐỐC'] },
  };
  await made('/report-definitions', definition);
  const reportId = (await made('/reports', { definition: definition.code, period: '2016-12' })).id as string;
  const number = Number(districtCode);
  await made(`/reports/${reportId}/issue`, { number, issuedOn: '2017-01-05' }, callers['approver']);
  const copy = pdf(`da ky ${code}`);
  const sent = await upload(
    tracker,
    `/reports/${reportId}/signed`,
    [{ name: 'da-ky.pdf', bytes: copy }],
    callers['approver'],
  );
  expect(sent.status).toBe(201);
  const training = { kind: 'training', startsOn: '2016-12-08', people: 10 };
  const title = `Tập huấn tại ${code}`;
  const activityId = (await made('/activities', { ...training, title, organiser: unitId })).id as number;
  const amount = 700_000 + Number(code);
  const value = { indicator: 'chi-so-thu', unit: unitId, period: '2016-12', amount };
  const valueId = (await made('/indicator-values', value)).id as number;
  const goal = { system: 'e-office', level: 'commune', scope: district, measure: 'ratio', goal: 100 };
  const days = { startsOn: '2016-01-01', dueOn: '2016-12-31' };
  const targetId = (await made('/targets', { name: `Chỉ tiêu ${code}`, ...goal, ...days })).id as string;
  const assessment = { year: 2016, unit: district, criterion: 'I', points: 50 };
  await made('/scorecards/thu/assessments', { assessments: [assessment] });
  return {
    ...{ code, unitId, districtCode, districtId: district, entryId, contactId, documentId, sha256: sha256(bytes) },
    ...{ setCode, since, reportId, signed: sha256(copy), activityId, title, valueId, amount, targetId, resultId },
  };
}

const probes = (reads: boolean): [string, Probe][] =>
  Object.entries(SCOPE_OF_ROUTE).flatMap(([route, asked]): [string, Probe][] =>
    typeof asked !== 'string' && route.startsWith('GET ') === reads
      ? [asked].flat().map((probe): [string, Probe] => [route, probe])
      : [],
  );

it('is decided for every route that anybody with a scope may use', () => {
  const routes = Object.entries(describeApi(tracker.app).paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, any>).flatMap(([method, operation]) =>
      ['published', 'read', 'log', 'import'].includes(operation['x-right'] as string)
        ? [`${method.toUpperCase()} ${path.replace('/api/v1', '')}`]
        : [],
    ),
  );
  expect(Object.keys(SCOPE_OF_ROUTE).sort()).toEqual(routes.sort());
});

describe('reading', () => {
  const ask = async (probe: Probe, place: Place, caller: string): Promise<Pick<TestAnswer, 'status' | 'text'>> => {
    const path = probe.path(place);
    if (!path.startsWith('/exports/') || !path.endsWith('.xlsx')) return tracker.get(path, callers[caller]);
    const answer = await fetch(`${tracker.address}/api/v1${path}`, callers[caller] && { headers: callers[caller] });
    const parts = Object.values(unzipSync(new Uint8Array(await answer.arrayBuffer())));
    return { status: answer.status, text: parts.map((part) => Buffer.from(part).toString()).join('\n') };
  };

  it.each(probes(true))('%s', async (_, probe) => {
    const shown = (answer: Pick<TestAnswer, 'status' | 'text'>, place: Place): boolean =>
      answer.status === 200 && (probe.shows === undefined || answer.text.includes(probe.shows(place)));
    for (const place of [inside, outside]) {
      const answer = await ask(probe, place, 'reader');
      expect([answer.status, shown(answer, place)]).toEqual([200, true]);
    }
    for (const caller of ['confinedReader', 'confinedReporter']) {
      const own = await ask(probe, inside, caller);
      expect([caller, own.status, shown(own, inside)]).toEqual([caller, 200, true]);
      const other = await ask(probe, outside, caller);
      expect([caller, shown(other, outside)]).toEqual([caller, false]);
      expect([200, 400, 404]).toContain(other.status);
    }
  });
});

/** What is counted is counted of the units that somebody may see: the numbers that both places give, against one. */
describe('counting', () => {
  it.each<[string, (body: any) => unknown, () => [everywhere: unknown, inside: unknown]]>([
    [
      '/indicators/chi-so-thu/figures?period=2016-12&asOf=2016-12-31',
      ({ rows }) => rows[0].amount,
      () => [inside.amount + outside.amount, inside.amount],
    ],
    ['/indicators/chi-so-thu/values?asOf=2016-12-31&limit=1', ({ total }) => total, () => [2, 1]],
    ['/activities/figures?period=2016-12&asOf=2016-12-31', ({ totals }) => totals.equipment.length, () => [2, 1]],
    [`/activities?q=${encodeURIComponent('tập huấn tại')}&limit=1`, ({ total }) => total, () => [2, 1]],
    // 95 communes of the province, of which 10 are in the district.
    [
      '/completeness?period=2016-12&indicator=chi-so-thu&asOf=2016-12-31',
      ({ rows }) => [rows[0].eligible, rows[0].covered],
      () => [
        [95, 2],
        [10, 1],
      ],
    ],
    ['/targets?asOf=2016-12-31&limit=1', ({ total }) => total, () => [2, 1]],
    ['/scorecards/thu/scores?year=2016&asOf=2016-12-31', ({ units }) => units.length, () => [9, 1]],
  ])('%s', async (path, counted, expected) => {
    const found = [];
    for (const caller of ['reader', 'confinedReader', 'confinedReporter'])
      found.push(counted((await tracker.get(path, callers[caller])).body));
    const [everywhere, own] = expected();
    expect(found).toEqual([everywhere, own, own]);
  });
});

describe('imports', () => {
  const rows = (code: string) =>
    csv(['Mã đơn vị', 'Hệ thống', 'Trạng thái', 'Ngày'], [code, 'e-office', 'live', '21/12/2016']);

  it('bring in nothing at units outside', async () => {
    const before = await lastRevision(tracker);
    const apply = (code: string): Promise<TestAnswer> =>
      bringIn(
        tracker,
        rows(code),
        { mode: 'apply' },
        callers['confinedReporter'] && { headers: callers['confinedReporter'] },
      );
    const refused = await apply(outside.code);
    expect([refused.status, refused.body.state]).toEqual([422, 'refused']);
    expect(await lastRevision(tracker)).toBe(before);
  });

  it('of somebody else are not there, and neither are their files', async () => {
    const { id } = (await bringIn(tracker, rows(outside.code))).body;
    for (const caller of ['reporter', 'confinedReporter']) {
      const { body } = await tracker.get('/imports?limit=500', callers[caller]);
      expect(body.items.map((item: any) => item.id)).not.toContain(id);
      const statuses = [
        (await tracker.get(`/imports/${String(id)}`, callers[caller])).status,
        (await tracker.get(`/imports/${String(id)}/file`, callers[caller])).status,
        (await tracker.post(`/imports/${String(id)}/apply`, undefined, callers[caller])).status,
        (await tracker.post(`/imports/${String(id)}/undo`, { reason: 'thử' }, callers[caller])).status,
      ];
      expect([caller, statuses]).toEqual([caller, [404, 404, 404, 404]]);
    }
  });
});

describe('writing', () => {
  const write = (route: string, probe: Probe, place: Place, caller: string): Promise<TestAnswer> => {
    const body = probe.body?.(place) ?? {};
    return route.startsWith('PATCH ')
      ? tracker.patch(probe.path(place), body, { ...callers[caller], 'if-match': '*' })
      : tracker.post(probe.path(place), body, callers[caller]);
  };
  // What takes things away comes after what they are needed for.
  const inTurn = probes(false).sort(([a], [b]) => Number(a.includes('retraction')) - Number(b.includes('retraction')));

  it.each(inTurn)('%s outside', async (route, probe) => {
    const before = await lastRevision(tracker);
    const reporter = await write(route, probe, outside, 'reporter');
    expect([reporter.status, reporter.text]).toEqual([403, expect.any(String)]);
    const confined = await write(route, probe, outside, 'confinedReporter');
    expect([403, 404, 422]).toContain(confined.status);
    const reader = await write(route, probe, outside, 'reader');
    expect([reader.status, reader.body.code]).toEqual([403, 'not-allowed']);
    expect(await lastRevision(tracker)).toBe(before);
  });

  it.each(inTurn)('%s inside', async (route, probe) => {
    const before = await lastRevision(tracker);
    const reader = await write(route, probe, inside, 'confinedReader');
    expect([reader.status, reader.body.code]).toEqual([403, 'not-allowed']);
    const answer = await write(route, probe, inside, 'confinedReporter');
    expect([answer.status < 300 || answer.body.code === 'linked-already', answer.text]).toEqual([
      true,
      expect.any(String),
    ]);
    expect(await lastRevision(tracker)).toBeGreaterThanOrEqual(before);
  });
});
