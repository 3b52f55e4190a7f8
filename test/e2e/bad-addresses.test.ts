import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { entry, expectProblem, faultsOf, lastRevision } from '../support/questions.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());
afterEach(async () => {
  expect(await lastRevision(tracker)).toBe(1);
});

async function refused(path: string, status: number, headers?: Record<string, string>): Promise<string[]> {
  const answer = await tracker.get(path, headers);
  expectProblem(answer, status);
  return faultsOf(answer);
}

describe('a query', () => {
  it('names all of its faults at once', async () => {
    const query = 'asOf=2016-02-30&knownAt=x&revision=-1&level=moon&kind=&groupBy=colour&stages=alive&bogus=1';
    expect(await refused(`/coverage?${query}`, 400)).toEqual([
      'asOf not-a-day',
      'bogus unknown-field',
      'groupBy not-one-of',
      'kind empty',
      'knownAt not-an-instant',
      'level not-one-of',
      'revision not-a-whole-number',
      'stages not-one-of',
    ]);
  });

  it('names all things that are not there at once', async () => {
    expect(await refused('/coverage?system=nope,e-office,nada&within=99999,705,88888', 400)).toEqual([
      'system system-unknown',
      'system system-unknown',
      'within unit-unknown',
      'within unit-unknown',
    ]);
    const units = '/coverage/units?system=nope&list=missing&within=99999&parent=88888';
    expect(await refused(units, 400)).toEqual(['parent unit-unknown', 'system system-unknown', 'within unit-unknown']);
    const trend = '/coverage/trend?from=2017-01-01&to=2016-01-01&system=nope&within=99999';
    expect(await refused(trend, 400)).toEqual(['system system-unknown', 'to trend-backwards', 'within unit-unknown']);
    expect(await refused('/units?parent=99999&within=88888', 400)).toEqual([
      'parent unit-unknown',
      'within unit-unknown',
    ]);
    expect(await refused('/deployments?unit=99999&system=nope&within=88888', 400)).toEqual([
      'system system-unknown',
      'unit unit-unknown',
      'within unit-unknown',
    ]);
  });

  it.each([
    ['/units?limit=-1', 'limit not-a-whole-number'],
    ['/units?limit=0', 'limit not-a-whole-number'],
    ['/units?limit=501', 'limit not-a-whole-number'],
    ['/units?limit=1.5', 'limit not-a-whole-number'],
    ['/units?limit=1e2', 'limit not-a-whole-number'],
    ['/units?limit=99999999999999999999999', 'limit not-a-whole-number'],
    ['/units?limit=10&limit=20', 'limit not-a-whole-number'],
    ['/units?asOf=2016-12-31&asOf=2017-12-31', 'asOf not-a-day'],
    ['/units?asOf[]=2016-12-31', 'asOf[] unknown-field'],
    ['/units?asOf=0000-01-01', 'asOf not-a-day'],
    ['/units?asOf=10000-01-01', 'asOf not-a-day'],
    ['/units?level=commune&level=district', 'level not-one-of'],
    ['/units?q=%00', 'q control-character'],
    ['/units?q=a%1Fb', 'q control-character'],
    ['/units?q=a&q=b', 'q not-text'],
    ['/units?q=', 'q empty'],
    ['/units?cursor=', 'cursor empty'],
    ['/units?cursor=zzz', 'cursor cursor-malformed'],
    ['/units?cursor=%F0%9F%92%A9', 'cursor cursor-malformed'],
    ['/units?__proto__=1', '__proto__ unknown-field'],
    ['/units?constructor=1', 'constructor unknown-field'],
    ['/units?hasOwnProperty=1', 'hasOwnProperty unknown-field'],
    ['/units?__proto__[asOf]=1', '__proto__[asOf] unknown-field'],
    ['/units?within=', 'within not-a-reference'],
    ['/units?within=705,705', 'within not-a-reference'],
    ['/units?within=705,%00', 'within not-a-reference'],
    ['/coverage?revision=99', 'revision revision-unknown'],
    ['/coverage?revision=9007199254740991', 'revision revision-unknown'],
    ['/coverage?revision=9007199254740993', 'revision not-a-whole-number'],
    ['/coverage?revision=1&knownAt=2020-01-01T00:00:00Z', 'revision two-knowledge-clocks'],
    ['/coverage?knownAt=2999-01-01T00:00:00Z', 'knownAt known-in-the-future'],
    ['/coverage?knownAt=2020-01-01', 'knownAt not-an-instant'],
    ['/coverage?knownAt=2020-01-01T00:00:00', 'knownAt not-an-instant'],
    ['/coverage?knownAt=2020-01-01T25:00:00Z', 'knownAt not-an-instant'],
    ['/coverage?groupBy=system,system', 'groupBy not-one-of'],
    ['/coverage/units?system=e-office&list=all', 'list not-one-of'],
    ['/coverage/units?list=missing', 'system required'],
    ['/coverage/trend?from=0001-01-01&to=9999-12-31', 'to trend-too-long'],
    ['/coverage/trend?from=2016-01-01&to=2016-12-31&step=week', 'step not-one-of'],
    ['/coverage/trend?from=2016-01-01&to=2016-12-31&groupBy=parent', 'groupBy not-one-of'],
    ['/coverage.csv?bogus=1', 'bogus unknown-field'],
  ])('%s is refused', async (path, fault) => {
    expect(await refused(path, 400)).toEqual([fault]);
  });

  it('is refused for texts and lists that are too long', async () => {
    expect(await refused(`/units?q=${'a'.repeat(121)}`, 400)).toEqual(['q too-long']);
    const many = Array.from({ length: 101 }, (_, index) => index + 1).join(',');
    expect(await refused(`/units?within=${many}`, 400)).toEqual(['within not-a-reference']);
  });

  it('does not take the cursor of another list or of other filters', async () => {
    const { body } = await tracker.get('/units?limit=10&level=commune');
    const cursor = body.nextCursor as string;
    expect((await tracker.get(`/units?limit=10&level=commune&cursor=${cursor}`)).status).toBe(200);
    for (const path of ['/units?limit=10', '/units?limit=10&level=district', '/systems?limit=10', '/deployments?a=b']) {
      const { status } = await tracker.get(`${path}${path.includes('?') ? '&' : '?'}cursor=${cursor}`);
      expect([path, status]).toEqual([path, 400]);
    }
    expect(await refused(`/units?limit=10&level=district&cursor=${cursor}`, 400)).toEqual(['cursor cursor-malformed']);
  });

  it('refused for a file is a problem, not a file', async () => {
    for (const path of ['/coverage.csv?system=nope', '/coverage.xlsx?system=nope']) {
      const answer = await tracker.get(path);
      expectProblem(answer, 400);
      expect([answer.headers.get('content-disposition'), answer.headers.get('etag')]).toEqual([null, null]);
    }
  });
});

describe('an address', () => {
  it.each([
    ['/nope', 404, ' no-such-address'],
    ['/units/25495/nope', 404, ' no-such-address'],
    ['/units/99999', 404, ' unit-unknown'],
    ['/units/99999/history', 404, ' unit-unknown'],
    ['/systems/nope', 404, ' system-unknown'],
    ['/sets/nope', 404, ' set-unknown'],
    ['/deployments/nope', 404, ' entry-unknown'],
    ['/deployments/-1', 404, ' entry-unknown'],
    ['/deployments/99999999999999999999', 404, ' entry-unknown'],
    ['/units/%00', 400, 'idOrCode control-character'],
    ['/units/254%0095/history', 400, 'idOrCode control-character'],
    ['/systems/%00', 400, 'code control-character'],
    ['/sets/%07', 400, 'code control-character'],
    ['/deployments/1%00', 400, 'id control-character'],
    ['/units/%ZZ', 400, ' unreadable-request'],
    ['/units/%', 400, ' unreadable-request'],
    ['/units/%C3%28', 400, ' unreadable-request'],
    ['/units/%ED%A0%80', 400, ' unreadable-request'],
    ['/units/__proto__', 404, ' unit-unknown'],
    ['/systems/constructor', 404, ' system-unknown'],
    ['/units/..%2f..%2fetc', 404, ' unit-unknown'],
    ["/units/'%20or%201=1--", 404, ' unit-unknown'],
  ])('%s is refused', async (path, status, fault) => {
    expect(await refused(path, status)).toEqual([fault]);
  });

  it('may be long, but not without end', async () => {
    expect(await refused(`/units/${'a'.repeat(299)}`, 404)).toEqual([' unit-unknown']);
    expect(await refused(`/units/${'a'.repeat(2000)}`, 400)).toEqual([' unreadable-request']);
  });

  it('and its query are judged together', async () => {
    expect(await refused('/units/%00?asOf=2016-02-30&x=1', 400)).toEqual([
      'asOf not-a-day',
      'idOrCode control-character',
      'x unknown-field',
    ]);
    const answer = await tracker.post('/exemptions/%00/retraction', {});
    expectProblem(answer, 400);
    expect(faultsOf(answer)).toEqual(['id control-character', 'reason required']);
  });

  it.each([
    ['DELETE', '/units', 'GET, HEAD, POST'],
    ['PUT', '/units/25495', 'GET, HEAD, PATCH'],
    ['PATCH', '/deployments/1', 'GET, HEAD'],
    ['DELETE', '/deployments/1?x=1', 'GET, HEAD'],
    ['POST', '/coverage', 'GET, HEAD'],
    ['OPTIONS', '/units', 'GET, HEAD, POST'],
    ['GET', '/session', 'DELETE, POST'],
  ])('does not take %s %s, and says what it takes', async (method, path, allow) => {
    const response = await fetch(`${tracker.address}/api/v1${path}`, { method });
    expect([response.status, response.headers.get('content-type'), response.headers.get('allow')]).toEqual([
      405,
      'application/problem+json; charset=utf-8',
      allow,
    ]);
    expect(await response.json()).toMatchObject({ code: 'method-not-taken', errors: [{ allow: allow.split(', ') }] });
  });

  it('outside the interface is refused alike', async () => {
    for (const path of ['/', '/api', '/api/v2/units', '/%ZZ', '//', '/api/v1', '/favicon.ico']) {
      const response = await fetch(`${tracker.address}${path}`);
      expect([path, Math.floor(response.status / 100)]).toEqual([path, 4]);
      expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    }
  });

  it('with headers that cannot be read is refused', async () => {
    const { hostname, port } = new URL(tracker.address);
    const raw = (text: string): Promise<string> =>
      new Promise((resolve, reject) => {
        let answer = '';
        const socket = connect(Number(port), hostname, () => socket.end(text, 'latin1'));
        socket.on('data', (chunk) => (answer += chunk.toString('utf8')));
        socket.on('error', reject).on('close', () => {
          resolve(answer);
        });
      });
    const problem = /\r\nContent-Type: application\/problem\+json; charset=utf-8\r\n[^]*"errors":\[\{/;
    const tooLong = await raw(`GET /api/v1/units HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(tooLong).toMatch(/^HTTP\/1\.1 431 /);
    expect(tooLong).toMatch(problem);
    for (const text of ['GET / HTTP/1.1\r\nbad header\r\n\r\n', 'NONSENSE\r\n\r\n', 'GET /\u0000 HTTP/1.1\r\n\r\n']) {
      const answer = await raw(text);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toMatch(problem);
    }
  });

  it('takes an Idempotency-Key and an If-Match of any form without harm', async () => {
    for (const key of ['', ' ', 'đ', 'a'.repeat(201), 'a b']) {
      const headers = { 'idempotency-key': Buffer.from(key).toString('latin1') };
      const answer = await tracker.post('/deployments', entry({ unit: '99999' }), headers);
      expect([key, Math.floor(answer.status / 100)]).toEqual([key, 4]);
    }
    for (const tag of ['', '""', 'W/"v1"', '"v99999999999999999999"', 'v1', '"v1', ',,,']) {
      const answer = await tracker.patch('/systems/e-office', { changesFrom: '2017-01-01' }, { 'if-match': tag });
      expect([tag, answer.status]).toEqual([tag, 412]);
    }
  });
});
