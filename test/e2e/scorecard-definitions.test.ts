import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startApp, type TestAnswer, type TestApp } from '../support/app.js';
import { recordScorecard, VERSION, YEAR } from '../support/made-up-scorecard.js';
import { expectProblem, faultsOf, lastRevision } from '../support/questions.js';

jest.setTimeout(60_000);

const NOWHERE = '00000000-0000-4000-8000-000000000000';

let tracker: TestApp;

beforeAll(async () => {
  tracker = await startApp({ sample: true });
  await recordScorecard(tracker);
});
afterAll(() => tracker.stop());

const scores = async (query = ''): Promise<any> =>
  (await tracker.get(`/scorecards/thu/scores?year=${YEAR}${query}`)).body;

describe('the definition', () => {
  it('is answered with the own maximum of each group: 100, 96.5 and 71.5', async () => {
    const { body } = await tracker.get('/scorecards/thu');
    expect(body.scorecard).toEqual({ code: 'thu', name: 'Bộ chỉ số thử', nameEn: null });
    expect(body.versions).toHaveLength(1);
    const [version] = body.versions;
    expect(version.groups.map(({ code, maximum }: any) => [code, maximum])).toEqual([
      ['full', 100],
      ['most', 96.5],
      ['few', 71.5],
    ]);
    expect(version.criteria[1]).toEqual({
      ...{ code: 'I.1', name: 'Văn phòng điện tử ở cấp xã', parent: 'I' },
      maximum: ['full', 'most', 'few'].map((group) => ({ group, points: 60 })),
      formula: {
        measure: { of: 'coverage', system: 'e-office', level: 'commune', indicator: null },
        form: { type: 'share', steps: [], from: null, to: null },
      },
    });
    expect(version).toMatchObject({ number: 1, fromYear: 2015, legalBasis: 'Bộ tiêu chí thử', grades: VERSION.grades });
  });

  it('is for years from one on; a version is corrected by naming it', async () => {
    const post = (more: object): Promise<TestAnswer> =>
      tracker.post('/scorecards/thu/versions', { ...VERSION, ...more });
    expect((await post({ fromYear: 2018 })).body).toEqual({ number: 2 });
    const taken = await post({ fromYear: 2018 });
    expectProblem(taken, 409);
    expect(taken.body.errors).toMatchObject([{ path: 'replaces', code: 'version-of-year-taken', current: 2 }]);
    expect(faultsOf(await post({ fromYear: 2019, replaces: 2 }))).toEqual(['replaces nothing-to-replace']);
    const before = await lastRevision(tracker);
    expect((await post({ fromYear: 2018, replaces: 2, grades: [] })).body).toEqual({ number: 3 });
    const numbers = async (query = ''): Promise<number[]> =>
      (await tracker.get(`/scorecards/thu${query}`)).body.versions.map(({ number }: any) => number);
    expect([await numbers(), await numbers(`?revision=${before}`)]).toEqual([
      [1, 3],
      [1, 2],
    ]);
    expect((await scores()).version).toBe(1);
    expect((await tracker.get('/scorecards/thu/scores?year=2018&asOf=2018-06-30')).body).toMatchObject({
      ...{ version: 3, measuredOn: '2018-06-30', year: 2018 },
    });
  });

  it('is renamed on the version that was read', async () => {
    await tracker.post('/scorecards', { code: 'ten', name: 'Tên cũ', nameEn: 'Old' });
    const etag = (await tracker.get('/scorecards/ten')).headers.get('etag') as string;
    const rename = (tag?: string): Promise<TestAnswer> =>
      tracker.patch('/scorecards/ten', { name: 'Tên mới' }, tag === undefined ? {} : { 'if-match': tag });
    expect([(await rename()).status, (await rename(etag)).status, (await rename(etag)).status]).toEqual([
      428, 204, 412,
    ]);
    expect((await tracker.get('/scorecards')).body.items.at(-1)).toEqual({
      code: 'ten',
      name: 'Tên mới',
      nameEn: 'Old',
    });
    expect(faultsOf(await tracker.post('/scorecards', { code: 'ten' }))).toEqual([
      ...['code scorecard-code-taken', 'name required'],
    ]);
  });

  it('has all its faults named at once', async () => {
    const revision = await lastRevision(tracker);
    const answer = await tracker.post('/scorecards/thu/versions', {
      fromYear: 2030,
      within: '99999',
      groups: [
        { code: 'a', name: 'A', level: 'district', set: 'nope' },
        { code: 'a', name: 'B', level: 'commune' },
      ],
      criteria: [
        { code: '1', name: 'Một', maximum: [{ points: 5 }, { group: 'x', points: 1 }], parent: '9' },
        {
          ...{ code: '2', name: 'Hai', maximum: [{ points: 5 }] },
          formula: { measure: { of: 'coverage', system: 'nope', indicator: 'y' }, form: { type: 'steps', from: 1 } },
        },
        {
          ...{ code: '3', name: 'Ba' },
          formula: { measure: { of: 'coverage' }, form: { type: 'linear', from: 20, to: 20 } },
        },
      ],
      grades: [
        { grade: 'A', name: 'Tốt', atLeast: 80 },
        { grade: 'A', name: 'Khá', atLeast: 60 },
      ],
      replaces: 7,
    });
    expectProblem(answer, 400);
    expect(faultsOf(answer)).toEqual(
      [
        'criteria[0].maximum[1].group group-unknown',
        'criteria[0].parent parent-unknown',
        'criteria[1].formula.form.from field-of-another-type',
        'criteria[1].formula.form.steps required',
        'criteria[1].formula.measure.indicator field-of-another-type',
        'criteria[1].formula.measure.system system-unknown',
        'criteria[2].formula.measure.system required',
        'criteria[2].maximum maximum-missing',
        'grades[1].grade grade-twice',
        'groups[0].set set-unknown',
        'groups[1].code code-twice',
        'replaces nothing-to-replace',
        'within unit-unknown',
      ].sort(),
    );
    // What cannot be read hides nothing of the rest but what the tree as a whole is.
    const unread = await tracker.post('/scorecards/thu/versions', {
      ...{ fromYear: 2030, within: '72' },
      groups: [
        { code: 'a', name: 'A', level: 'làng' },
        { code: 'b', name: 'B', level: 'commune', set: 'nope' },
      ],
      criteria: [
        { code: '1', maximum: [{ points: -5 }] },
        {
          ...{ code: '2', name: 'Hai', maximum: [{ points: 5 }] },
          formula: { measure: { of: 'indicator', indicator: 'nope' }, form: { type: 'share' } },
        },
      ],
    });
    expect(faultsOf(unread)).toEqual([
      'criteria[0].maximum[0].points not-a-decimal',
      'criteria[0].name required',
      'criteria[1].formula.measure.indicator indicator-unknown',
      'groups[0].level not-one-of',
      'groups[1].set set-unknown',
      'within code-names-nothing',
    ]);
    expect(await lastRevision(tracker)).toBe(revision);
  });
});

describe('a result that was published elsewhere', () => {
  const state = (body: object): Promise<TestAnswer> =>
    tracker.post('/scorecards/ten/results/stated', { year: YEAR, within: '72', ...body });

  it('keeps what it does not state unknown', async () => {
    const { status, body } = await state({
      units: [
        { unit: '72.STC', rank: 3, points: 95.75 },
        { unit: '72.SKHCN', grade: 'A' },
      ],
      grades: [{ grade: 'A', count: 9 }],
    });
    expect(status).toBe(201);
    const { units, ranked, grades, documents, version } = (await tracker.get(`/scorecards/ten/results/${body.id}`))
      .body;
    expect(units).toMatchObject([
      { unit: { code: '72.STC' }, points: 95.75, print: '95,75', maximum: null, percent: null, grade: null, rank: 3 },
      { unit: { code: '72.SKHCN' }, points: null, print: 'chưa có số liệu', grade: 'A', rank: null, criteria: [] },
    ]);
    expect([ranked, grades, documents, version]).toEqual([
      ...[null, [{ grade: 'A', name: null, count: 9, print: '09' }], [], null],
    ]);
    const english = await tracker.get(`/scorecards/ten/results/${body.id}`, { 'accept-language': 'en' });
    expect(english.body.units[0].print).toBe('95.75');
  });

  it('is refused with all faults at once', async () => {
    const answer = await state({
      within: '00000',
      units: [
        { unit: '72.STC', points: 101, maximum: 100 },
        { unit: '72.STC', grade: 'A' },
        { unit: '72.SXD' },
        { unit: 'nope', rank: 0 },
      ],
      grades: [
        { grade: 'A', count: 0 },
        { grade: 'A', count: -1 },
      ],
      ranked: 2,
      documents: [NOWHERE],
    });
    expectProblem(answer, 400);
    expect(faultsOf(answer)).toEqual(
      [
        'documents[0] document-unknown',
        'grades[0].count count-below-named',
        'grades[1].count not-a-whole-number',
        'ranked count-below-named',
        'replaces published-already',
        'units[0].points points-above-maximum',
        'units[1].unit stated-twice',
        'units[2] nothing-stated',
        'units[3].rank not-a-whole-number',
        'within unit-unknown',
      ].sort(),
    );
    const second = await state({
      units: [
        { unit: '72.STC', points: 101, maximum: 100 },
        { unit: '72.STC', grade: 'A' },
        { unit: '72.SXD' },
        { unit: 'nope', rank: 1 },
      ],
      grades: [
        { grade: 'A', count: 0 },
        { grade: 'A', count: 1 },
      ],
      ranked: 2,
    });
    expect(faultsOf(second)).toEqual(
      [
        'grades[0].count count-below-named',
        'grades[1].grade stated-twice',
        'ranked count-below-named',
        'replaces published-already',
        'units[0].points points-above-maximum',
        'units[1].unit stated-twice',
        'units[2] nothing-stated',
        'units[3].unit unit-unknown',
      ].sort(),
    );
    expect(faultsOf(await state({ year: 2015 }))).toEqual(['units nothing-stated']);
  });
});
