import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { entry, expectProblem, faultsOf, lastRevision } from '../support/questions.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());
// Whatever was refused, nothing was written.
afterEach(async () => {
  expect(await lastRevision(tracker)).toBe(1);
});

async function refused(body: unknown, status: number, headers?: Record<string, string>): Promise<string[]> {
  const answer = await tracker.post('/deployments', body, headers);
  expectProblem(answer, status);
  return faultsOf(answer);
}

describe('an entry', () => {
  it.each([
    ['an unknown unit', { unit: '99999' }, 422, ['unit unit-unknown']],
    ['an unknown system', { system: 'nope' }, 422, ['system system-unknown']],
    ['an unknown stage', { stage: 'alive' }, 400, ['stage not-one-of']],
    ['a day that does not exist', { effectiveOn: '2016-02-30' }, 400, ['effectiveOn not-a-day']],
    ['a day in another form', { effectiveOn: '20/12/2016' }, 400, ['effectiveOn not-a-day']],
    ['a day with a time', { effectiveOn: '2016-12-20T00:00:00Z' }, 400, ['effectiveOn not-a-day']],
    ['a day as a number', { effectiveOn: 20161220 }, 400, ['effectiveOn not-a-day']],
    ['a unit before it existed', { unit: '795', effectiveOn: '2012-12-20' }, 422, ['unit code-names-nothing']],
    ['a unit after it ended', { unit: '72.STTTT', effectiveOn: '2025-07-01' }, 422, ['unit code-names-nothing']],
    ['another dating', { dated: 'around' }, 400, ['dated not-one-of']],
    ['a field nobody knows', { colour: 'red' }, 400, ['colour unknown-field']],
    ['a list for a text', { note: ['a'] }, 400, ['note not-text']],
    ['an object for a code', { unit: { code: '25495' } }, 400, ['unit not-a-reference']],
    ['a number for a code', { unit: 25495 }, 400, ['unit not-a-reference']],
    ['a note that is too long', { note: 'a'.repeat(2001) }, 400, ['note too-long']],
    ['NUL', { unit: '25\u0000495', note: 'a\u0000b' }, 400, ['note control-character', 'unit not-a-reference']],
    [
      'half a character',
      { note: 'a\ud800b', vendor: '\udc00' },
      400,
      ['note control-character', 'vendor control-character'],
    ],
    [
      'evidence of no kind',
      { evidence: [{ kind: 'rumour' }, 1] },
      400,
      ['evidence[0].kind not-one-of', 'evidence[0].title required', 'evidence[1] not-an-object'],
    ],
    ['evidence that is no list', { evidence: { kind: 'link', title: 'a' } }, 400, ['evidence not-a-list']],
  ])('with %s is refused', async (_what, overrides, status, faults) => {
    expect(await refused(entry(overrides), status)).toEqual(faults);
  });

  it('names all of its faults at once', async () => {
    const wrong = { unit: '99999', system: 'nope', stage: 'alive', effectiveOn: '2016-02-30', dueOn: 'soon', x: 1 };
    expect(await refused({ ...wrong, note: '\u0000' }, 400)).toEqual([
      'dueOn not-a-day',
      'effectiveOn not-a-day',
      'note control-character',
      'stage not-one-of',
      'system system-unknown',
      'unit unit-unknown',
      'x unknown-field',
    ]);
    expect(await refused({}, 400)).toEqual([
      'effectiveOn required',
      'stage required',
      'system required',
      'unit required',
    ]);
    expect(await refused(entry({ unit: '99999', system: 'nope', dueOn: '2016-01-01' }), 422)).toEqual([
      'dueOn due-before-planned',
      'dueOn due-on-without-plan',
      'system system-unknown',
      'unit unit-unknown',
    ]);
  });

  it('may not take effect after today', async () => {
    expect(await refused(entry({ unit: '80', effectiveOn: '2999-01-01' }), 422)).toEqual([
      'effectiveOn effective-in-the-future',
    ]);
  });

  it('says what was there before and after, and what there is instead', async () => {
    const before = await tracker.post('/deployments', entry({ unit: '795', effectiveOn: '2012-12-20' }));
    const kienTuong = { name: 'Thị xã Kiến Tường', from: '2013-03-19' };
    expect(before.body.errors).toMatchObject([{ before: null, after: kienTuong }]);
    const after = await tracker.post('/deployments', entry({ unit: '25726', effectiveOn: '2021-01-01' }));
    expect(after.body.errors).toMatchObject([{ before: { name: 'Xã Phước Lưu', to: '2020-02-01' }, after: null }]);
    const unknown = await tracker.post('/deployments', entry({ system: 'nope' }));
    expect(unknown.body.errors[0].candidates).toContain('e-office');
  });

  it('is told in Vietnamese, and in English when that is preferred', async () => {
    const body = entry({ effectiveOn: '2016-02-30', stage: 'alive' });
    const titles = await Promise.all(
      [undefined, 'vi', 'en', 'en-US,en;q=0.9,vi;q=0.1', 'fr', 'fr;q=1, en;q=0.2', 'vi, en'].map(async (language) => {
        const headers: Record<string, string> = language === undefined ? {} : { 'accept-language': language };
        const answer = await tracker.post('/deployments', body, headers);
        expectProblem(answer, 400);
        expect(answer.headers.get('vary')).toBe('Accept-Language');
        return [answer.headers.get('content-language'), answer.body.title];
      }),
    );
    const vietnamese = ['vi', 'Có 2 lỗi; chưa có gì được ghi.'];
    const english = ['en', '2 faults; nothing was written.'];
    expect(titles).toEqual([vietnamese, vietnamese, english, english, vietnamese, english, vietnamese]);
    const { body: problem } = await tracker.post('/deployments', entry({ effectiveOn: '2016-02-30' }));
    expect(problem).toMatchObject({
      title: '"2016-02-30" không phải là một ngày có thật; viết theo dạng 2016-12-31.',
      code: 'not-a-day',
    });
  });
});

describe('a code that changed hands', () => {
  it('is a conflict that names both units', async () => {
    const answer = await tracker.post('/deployments', entry({ unit: '25711' }));
    expectProblem(answer, 409);
    expect(answer.body).toMatchObject({
      code: 'code-changed',
      errors: [
        {
          path: 'unit',
          message: 'Mã 25711 khi đó là Xã Đôn Thuận, nay là Xã Hưng Thuận; hãy ghi id hoặc unitName.',
          candidates: [
            { code: '25711', name: 'Xã Đôn Thuận', from: null, to: '2025-07-01' },
            { code: '25711', name: 'Xã Hưng Thuận', from: '2025-07-01', to: null },
          ],
        },
      ],
    });
  });

  it('is refused under a name it did not have that day', async () => {
    for (const unitName of ['Xã Hưng Thuận', 'xa don thuan', 'Phường Đôn Thuận', 'Đôn']) {
      expect(await refused(entry({ unit: '25711', unitName }), 422)).toEqual(['unitName unit-name-differs']);
    }
  });
});

describe('a body', () => {
  const json = { 'content-type': 'application/json' };

  it.each([
    ['broken JSON', '{"unit": "25495"', 400, ' malformed-json'],
    ['nothing', '', 400, ' malformed-json'],
    ['JSON behind JSON', '{}{}', 400, ' malformed-json'],
    ['a number JSON does not know', '{"unit": NaN}', 400, ' malformed-json'],
    ['a list', '[]', 400, ' not-an-object'],
    ['a list of entries', '[{}]', 400, ' not-an-object'],
    ['null', 'null', 400, ' not-an-object'],
    ['a string', '"x"', 400, ' not-an-object'],
    ['a number', '1e999', 400, ' not-an-object'],
    ['nesting', `{"note":${'['.repeat(50)}${']'.repeat(50)}}`, 400, ' too-deep'],
    ['deep nesting', '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000), 400, ' too-deep'],
    ['deeper nesting that does not end', '['.repeat(500_000), 400, ' malformed-json'],
  ])('of %s is refused', async (_what, body, status, fault) => {
    expect(await refused(body, status, json)).toEqual([fault]);
  });

  it('that is missing is refused', async () => {
    expect(await refused(undefined, 400)).toEqual([' not-an-object']);
  });

  it('of 10 MB is refused before it is read', async () => {
    expect(await refused(entry({ note: 'a'.repeat(10_000_000) }), 413)).toEqual([' body-too-large']);
  });

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data', 'nonsense'])(
    'of type %s is refused',
    async (type) => {
      expect(await refused(JSON.stringify(entry()), 415, { 'content-type': type })).toEqual([' unsupported-body']);
    },
  );

  it('that is no UTF-8 is refused', async () => {
    const body = Buffer.concat([Buffer.from('{"unit":"'), Buffer.from([0xff, 0xfe, 0xc3]), Buffer.from('"}')]);
    const response = await fetch(`${tracker.address}/api/v1/deployments`, { method: 'POST', headers: json, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'malformed-json' });
  });

  it('cannot name what every object has', async () => {
    const text = '{"__proto__":{"stage":"live"},"constructor":{"prototype":{"x":1}},"hasOwnProperty":1,"toString":2}';
    expect(await refused(text, 400, json)).toEqual([
      '__proto__ unknown-field',
      'constructor unknown-field',
      'effectiveOn required',
      'hasOwnProperty unknown-field',
      'stage required',
      'system required',
      'toString unknown-field',
      'unit required',
    ]);
    const nested = `{"entries":[${JSON.stringify(entry()).replace('{', '{"evidence":[{"__proto__":{"kind":"link"}}],')}]}`;
    const answer = await tracker.post('/deployments/batch', nested);
    expect(faultsOf(answer)).toContain('entries[0].evidence[0].__proto__ unknown-field');
    expect(({} as Record<string, unknown>)['stage']).toBeUndefined();
  });
});
