import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeApi } from '../../src/openapi.js';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestAnswer, type TestApp } from '../support/app.js';
import { sha256 } from '../support/files.js';
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
  } as const;
  for (const [name, [roles, within]] of Object.entries(grants))
    callers[name] = { authorization: `Bearer ${await tokenOf(tracker.database, roles, within)}` };
  inside = await recorded('25495', '705', callers['confinedReporter']);
  outside = await recorded('25465', '703');
});
afterAll(() => tracker.stop());

/** Records something of everything at a commune; its documents for somebody, else for the administrator. */
async function recorded(code: string, districtCode: string, author?: Record<string, string>): Promise<Place> {
  const made = async (path: string, body: object, headers?: Record<string, string>): Promise<any> => {
    const answer = await tracker.post(path, body, headers);
    expect([path, answer.status, answer.body?.errors]).toEqual([path, 201, undefined]);
    return answer.body;
  };
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
  return { code, unitId, districtCode, entryId, contactId, documentId, sha256: sha256(bytes), setCode, since };
}

const probes = (reads: boolean): [string, Probe][] =>
  Object.entries(SCOPE_OF_ROUTE).flatMap(([route, probe]): [string, Probe][] =>
    typeof probe !== 'string' && route.startsWith('GET ') === reads ? [[route, probe]] : [],
  );

it('is decided for every route that anybody with a scope may use', () => {
  const routes = Object.entries(describeApi(tracker.app).paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, any>).flatMap(([method, operation]) =>
      ['published', 'read', 'log'].includes(operation['x-right'] as string)
        ? [`${method.toUpperCase()} ${path.replace('/api/v1', '')}`]
        : [],
    ),
  );
  expect(Object.keys(SCOPE_OF_ROUTE).sort()).toEqual(routes.sort());
});

describe('reading', () => {
  const ask = (probe: Probe, place: Place, caller: string): Promise<TestAnswer> =>
    tracker.get(probe.path(place), callers[caller]);

  it.each(probes(true))('%s', async (_, probe) => {
    const shown = (answer: TestAnswer, place: Place): boolean =>
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
