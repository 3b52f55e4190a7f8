import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestAnswer, type TestApp } from '../support/app.js';
import { recordScorecard, REVIEWS, YEAR } from '../support/made-up-scorecard.js';
import { expectProblem, faultsOf, lastRevision } from '../support/questions.js';

jest.setTimeout(60_000);

const NOWHERE = '00000000-0000-4000-8000-000000000000';
const authorization = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

let tracker: TestApp;
let approver: Record<string, string>;
/** Who declares for Tân Biên (705), and sees nothing else. */
let reporter: Record<string, string>;
let tanBien: string;

beforeAll(async () => {
  tracker = await startApp({ sample: true });
  approver = await recordScorecard(tracker);
  tanBien = (await tracker.get('/units/705')).body.unit.id;
  reporter = authorization(await tokenOf(tracker.database, [{ role: 'reporter', unitId: tanBien }], [tanBien]));
});
afterAll(() => tracker.stop());

const scores = async (query = '', headers?: Record<string, string>): Promise<any> =>
  (await tracker.get(`/scorecards/thu/scores?year=${YEAR}${query}`, headers)).body;
const scoreOf = async (unit: string, query = '', headers?: Record<string, string>): Promise<any> =>
  (await tracker.get(`/scorecards/thu/scores/${unit}?year=${YEAR}${query}`, headers)).body;
const criterionOf = async (unit: string, code: string, query = ''): Promise<any> =>
  (await scoreOf(unit, query)).criteria.find((criterion: any) => criterion.code === code);
const declare = (assessments: object[], headers = reporter): Promise<TestAnswer> =>
  tracker.post(
    '/scorecards/thu/assessments',
    {
      assessments: assessments.map((one) => ({ year: YEAR, unit: tanBien, ...one })),
    },
    headers,
  );
const review = (reviews: object[]): Promise<TestAnswer> =>
  tracker.post('/scorecards/thu/reviews', { reviews: reviews.map((one) => ({ year: YEAR, ...one })) }, approver);
const publish = (more: object = {}): Promise<TestAnswer> =>
  tracker.post('/scorecards/thu/results', { year: YEAR, ...more }, approver);

describe('scores', () => {
  it('are computed from coverage: what was measured, and the points it earns', async () => {
    const score = await scoreOf('705');
    expect(score).toMatchObject({ year: YEAR, measuredOn: '2016-12-31', version: 1 });
    // 4 of 10 communes of 60 points: 24; all of 10 reach the step of 100 %: 11.5.
    expect(score.criteria).toMatchObject([
      { code: 'I.1', measured: '4/10 (40,0%)', computed: 24, points: 24, basis: 'computed', open: false },
      { code: 'I.2', measured: null, computed: null, points: null, basis: 'unknown', open: true, maximum: 25 },
      { code: 'II.1', measured: '10/10 (100%)', computed: 11.5, points: 11.5, basis: 'computed' },
    ]);
    expect(score.headings.map(({ code, maximum, points }: any) => [code, maximum, points])).toEqual([
      ['I', 85, null],
      ['II', 11.5, 11.5],
    ]);
    expect(score.score).toMatchObject({
      ...{ points: null, known: 35.5, maximum: 96.5, print: 'chưa có số liệu', percent: null },
      ...{ grade: null, rank: null, open: 1, differences: 0 },
    });
  });

  it('are of the day and of the knowledge asked for', async () => {
    const before = await scoreOf('705', '&asOf=2016-05-31');
    expect(before).toMatchObject({ measuredOn: '2016-05-31' });
    // The day before the entries of June nothing is known there, which is not 0.
    expect(before.criteria[0]).toMatchObject({ measured: 'chưa có số liệu', computed: null, basis: 'unknown' });
    const answer = await tracker.get('/scorecards/thu/scores?year=2016&asOf=2015-12-31');
    expectProblem(answer, 400);
    expect(faultsOf(answer)).toEqual(['year year-not-begun']);
    expect(faultsOf(await tracker.get('/scorecards/thu/scores?year=2014'))).toEqual(['year no-version-of-year']);
    expect((await tracker.get('/scorecards/nope/scores?year=2016')).status).toBe(404);
    expect((await tracker.get('/scorecards/thu/scores/708?year=2016')).status).toBe(404);
    expect(faultsOf(await tracker.get('/scorecards/thu/scores?x=1'))).toEqual(['x unknown-field', 'year required']);
  });

  it('stand beside what units declare with evidence; the difference is shown', async () => {
    const document = { type: 'report', issuer: 'UBND huyện Tân Biên', title: 'Báo cáo tự chấm' };
    const { id } = (await tracker.post('/documents', document, reporter)).body;
    const { status, body } = await declare([
      { criterion: 'I.1', points: 30, note: 'Kể cả 1 xã đang thí điểm', documents: [id] },
      { criterion: 'I.2', points: 19 },
      { criterion: 'I.2', points: 20, documents: [id] },
    ]);
    expect([status, body.recorded]).toEqual([201, 2]);
    expect(await criterionOf('705', 'I.1')).toMatchObject({
      ...{ declared: 30, computed: 24, difference: 6, points: 24, basis: 'computed', open: true },
      ...{ note: 'Kể cả 1 xã đang thí điểm', documents: [{ id, title: 'Báo cáo tự chấm' }] },
    });
    expect(await criterionOf('705', 'I.2')).toMatchObject({ declared: 20, points: 20, basis: 'declared', open: true });
    expect((await scoreOf('705')).score).toMatchObject({ points: 55.5, open: 2, differences: 1, grade: 'C', rank: 2 });

    // Said again, nothing is new; said otherwise without documents, it rests on the same ones.
    const revision = await lastRevision(tracker);
    expect((await declare([{ criterion: 'I.1', points: 30, note: 'Kể cả 1 xã đang thí điểm' }])).body).toEqual({
      ...{ revision, recorded: 0 },
    });
    expect((await declare([{ criterion: 'I.1', points: 24.5 }])).body.recorded).toBe(1);
    const again = await criterionOf('705', 'I.1');
    expect(again).toMatchObject({ declared: 24.5, difference: 0.5, note: null, documents: [{ id }] });
    expect(await criterionOf('705', 'I.1', `&revision=${revision}`)).toMatchObject({ declared: 30, difference: 6 });
    const subject = { type: 'self-assessment', id: String(again.assessmentId) };
    const links = (await tracker.get(`/documents/${id}`)).body.document.links;
    expect(links).toContainEqual({ subject, revision: revision + 1 });
    const other = (await tracker.post('/documents', document, reporter)).body.id;
    expect((await tracker.post(`/documents/${other}/links`, { subject }, reporter)).status).toBe(201);
    expect((await criterionOf('705', 'I.1')).documents).toHaveLength(2);
  });

  it('are declared for own units alone, and refused with all faults at once', async () => {
    const revision = await lastRevision(tracker);
    const answer = await declare([
      { unit: '703', criterion: 'I.2', points: 5 },
      { criterion: 'I', points: 5 },
      { criterion: 'I.2', points: 25.01, documents: [NOWHERE] },
      { criterion: 'I.2', points: 1.005, note: '' },
      { year: 2014, criterion: 'I.2', points: 5 },
      { year: 9998, criterion: 'I.2', points: 5 },
      { unit: '708', criterion: 'I.2', points: 5 },
      { unit: '00000', criterion: 'nope' },
    ]);
    expectProblem(answer, 403);
    expect(faultsOf(answer)).toEqual(
      [
        'assessments[0].unit outside-your-scope',
        'assessments[1].criterion criterion-unknown',
        'assessments[2].documents[0] document-unknown',
        'assessments[2].points points-above-maximum',
        'assessments[3].note empty',
        'assessments[3].points not-a-decimal',
        'assessments[4].year no-version-of-year',
        'assessments[5].year year-not-begun',
        'assessments[6].unit outside-your-scope',
        'assessments[6].unit unit-not-scored',
        'assessments[7].points required',
        'assessments[7].unit unit-unknown',
      ].sort(),
    );
    expect(await lastRevision(tracker)).toBe(revision);
    // 709 is not scored by I.2.
    const few = await declare([{ unit: '709', criterion: 'I.2', points: 1 }], {});
    expect(few.body.errors).toMatchObject([{ code: 'criterion-unknown', candidates: ['I.1', 'II.1'] }]);
  });

  it('are withdrawn with a reason', async () => {
    const withdraw = (body: object): Promise<TestAnswer> =>
      tracker.post('/scorecards/thu/assessments/retraction', { year: YEAR, unit: tanBien, ...body }, reporter);
    await declare([{ criterion: 'II.1', points: 11 }]);
    expect((await criterionOf('705', 'II.1')).declared).toBe(11);
    expect((await withdraw({ criterion: 'II.1', reason: 'Nhầm' })).status).toBe(204);
    expect((await criterionOf('705', 'II.1')).declared).toBeNull();
    const again = await withdraw({ criterion: 'II.1', reason: 'Nhầm' });
    expect([again.status, ...faultsOf(again)]).toEqual([404, ' nothing-to-withdraw']);
    expect(faultsOf(await withdraw({ criterion: 'x', unit: '703' }))).toEqual([
      ...['criterion criterion-unknown', 'reason required', 'unit outside-your-scope'],
    ]);
  });
});

describe('a criterion of an indicator', () => {
  const definition = 'Số hồ sơ giải quyết đúng hạn trên tổng số hồ sơ đã giải quyết.';
  const criterion = (code: string, indicator: string): object => ({
    ...{ code, name: `Tiêu chí ${code}`, maximum: [{ points: 5 }] },
    formula: { measure: { of: 'indicator', indicator }, form: { type: 'share' } },
  });
  const version = (...criteria: object[]): object => ({
    ...{ fromYear: 2016, within: '72', criteria },
    groups: [{ code: 'a', name: 'Nhóm a', level: 'district', set: 'diem-most' }],
  });

  it('reads the figure of the year; what is not known, or only bounded, is left to the reviewer', async () => {
    const on = { code: 'on-time', kind: 'ratio', name: 'Hồ sơ đúng hạn', definition };
    expect((await tracker.post('/indicators', on)).status).toBe(201);
    const state = (unit: string, more: object): Promise<TestAnswer> =>
      tracker.post('/indicator-values', { indicator: 'on-time', unit, period: '2016', ...more });
    expect((await state('705', { amount: 77, outOf: 80 })).status).toBe(201);
    expect((await state('706', { percent: 90, comparator: '>' })).status).toBe(201);
    await tracker.post('/scorecards', { code: 'chi-tieu', name: 'Theo chỉ số' });
    expect((await tracker.post('/scorecards/chi-tieu/versions', version(criterion('1', 'on-time')))).status).toBe(201);
    const of = async (unit: string, headers?: Record<string, string>): Promise<any> =>
      (await tracker.get(`/scorecards/chi-tieu/scores/${unit}?year=2016`, headers)).body;
    // 77/80 of 5 points is 4.8125.
    const known = { measured: '77/80 (96,3%)', computed: 4.81, basis: 'computed', open: false };
    expect((await of('705')).criteria).toMatchObject([known]);
    expect((await of('705')).score).toMatchObject({ points: 4.81, rank: 1, print: '4,81' });
    expect((await of('706')).criteria).toMatchObject([{ measured: 'chưa có số liệu', computed: null, open: true }]);
    // Whoever sees one district has the same score and rank there.
    expect(await of('705', reporter)).toEqual(await of('705'));
  });

  it('is refused of what there is none, and as a share of what is counted', async () => {
    const wrong = version(criterion('1', 'nope'), criterion('2', 'online-procedures'));
    expect(faultsOf(await tracker.post('/scorecards/chi-tieu/versions', { ...wrong, fromYear: 2017 }))).toEqual([
      'criteria[0].formula.measure.indicator indicator-unknown',
      'criteria[1].formula.form.type share-of-a-count',
    ]);
  });
});

describe('a review', () => {
  it('accepts what was declared or computed, or other points with a reason', async () => {
    const answer = await review([
      { unit: tanBien, criterion: 'I.1' },
      { unit: tanBien, criterion: 'I.2', points: 18.25 },
      { unit: '703', criterion: 'I.2' },
      { unit: '703', criterion: 'I.1', points: 60.01, reason: 'x' },
    ]);
    expectProblem(answer, 422);
    expect(faultsOf(answer)).toEqual([
      'reviews[0].points points-needed',
      'reviews[1].reason reason-needed',
      'reviews[2].points points-needed',
      'reviews[3].points points-above-maximum',
    ]);
    expect((await review([{ unit: tanBien, criterion: 'I.2' }])).body.recorded).toBe(1);
    expect(await criterionOf('705', 'I.2')).toMatchObject({ accepted: 20, reason: null, open: false });
    const two = [
      { unit: tanBien, criterion: 'I.1', points: 24, reason: 'Thí điểm chưa tính' },
      { unit: tanBien, criterion: 'I.2', points: 18.25, reason: 'Thiếu tài liệu kiểm chứng' },
    ];
    expect((await review(two)).body.recorded).toBe(2);
    expect(await criterionOf('705', 'I.2')).toMatchObject({
      ...{ accepted: 18.25, declared: 20, points: 18.25, basis: 'accepted', open: false },
      reason: 'Thiếu tài liệu kiểm chứng',
    });
    // 24 + 18.25 + 11.5 of 96.5 is 55.69… %.
    expect((await scoreOf('705')).score).toMatchObject({ points: 53.75, print: '53,75', percent: '55,7%', open: 0 });
  });

  it('closes the criterion to its unit until it is withdrawn', async () => {
    const locked = await declare([{ criterion: 'I.2', points: 21 }]);
    expectProblem(locked, 409);
    expect(faultsOf(locked)).toEqual(['assessments[0].criterion reviewed-already']);
    const withdraw = (): Promise<TestAnswer> =>
      tracker.post(
        '/scorecards/thu/reviews/retraction',
        { year: YEAR, unit: tanBien, criterion: 'I.2', reason: 'Xem lại' },
        approver,
      );
    expect((await withdraw()).status).toBe(204);
    expect(faultsOf(await withdraw())).toEqual([' nothing-to-withdraw']);
    expect((await declare([{ criterion: 'I.2', points: 21 }])).body.recorded).toBe(1);
    expect((await scoreOf('705')).score).toMatchObject({ points: 56.5, open: 1 });
  });

  it('is the business of approvers alone', async () => {
    const body = { reviews: [{ year: YEAR, unit: tanBien, criterion: 'I.2' }] };
    for (const headers of [reporter, {}])
      expect((await tracker.post('/scorecards/thu/reviews', body, headers)).status).toBe(403);
  });
});

describe('publishing', () => {
  let first: string;
  let text: string;

  it('waits until nothing is open', async () => {
    const answer = await publish({ publishedOn: '9999-12-31', documents: [NOWHERE], reason: 'x' });
    expectProblem(answer, 422);
    expect(answer.body.errors.map(({ path, code, unit, criteria }: any) => [path, code, unit, criteria])).toEqual([
      ['documents[0]', 'document-unknown', undefined, undefined],
      ['publishedOn', 'published-in-the-future', undefined, undefined],
      ['reason', 'reason-of-replacing', undefined, undefined],
      ['year', 'score-open', '705', ['I.2']],
      ['year', 'score-open', '707', ['I.2']],
      ['year', 'score-open', '706', ['I.2']],
      ['year', 'score-open', '703', ['I.2']],
    ]);
    expect(faultsOf(await publish({ year: 9998 }))).toEqual(['year year-not-over']);
    expect(faultsOf(await publish({ year: 2014 }))).toEqual(['year no-version-of-year']);
  });

  it('ranks by points over own maximum, with ties', async () => {
    expect((await review(REVIEWS)).status).toBe(201);
    const { status, body } = await publish({ document: 'Quyết định số 1/QĐ-UBND', publishedOn: '2017-02-01' });
    expect(status).toBe(201);
    first = body.id;
    const answer = await tracker.get(`/scorecards/thu/results/${first}`);
    text = answer.text;
    const { units, grades, ranked, result } = answer.body;
    expect(
      units.map(({ unit, points, maximum, percent, grade, rank }: any) => [
        ...[unit.code, points, maximum, percent, grade, rank],
      ]),
    ).toEqual([
      ['703', 100, 100, '100%', 'A', 1],
      ['707', 80, 100, '80,0%', 'A', 2],
      ['709', 57.2, 71.5, '80,0%', 'A', 2],
      ['706', 77.2, 96.5, '80,0%', 'A', 2],
      ['705', 53.75, 96.5, '55,7%', 'C', 5],
    ]);
    expect(grades).toEqual([
      { grade: 'A', name: 'Tốt', count: 4, print: '04' },
      { grade: 'B', name: 'Khá', count: 0, print: '0' },
      { grade: 'C', name: 'Trung bình', count: 1, print: '01' },
    ]);
    expect([ranked, result.source, result.number, result.publishedOn]).toEqual([5, 'computed', 1, '2017-02-01']);
    const criteria = units.find(({ unit }: any) => unit.code === '705').criteria;
    expect(criteria.map(({ code, points, basis, measured }: any) => [code, points, basis, measured])).toEqual([
      ['I.1', 24, 'accepted', '4/10 (40,0%)'],
      ['I.2', 18.25, 'accepted', null],
      ['II.1', 11.5, 'computed', '10/10 (100%)'],
    ]);
  });

  it('freezes what was published, whatever is recorded later', async () => {
    const entry = { unit: '25501', system: 'e-office', stage: 'live', effectiveOn: '2016-07-01' };
    expect((await tracker.post('/deployments', entry)).status).toBe(201);
    const rename = { corrects: '2016-12-31', name: 'Huyện Tên Khác' };
    const { status } = await tracker.patch('/units/705', rename, { 'if-match': '*' });
    expect(status).toBeLessThan(300);
    expect((await review([{ unit: '703', criterion: 'I.2', points: 0, reason: 'Phát hiện sai' }])).status).toBe(201);
    expect((await scoreOf('703')).score.points).toBe(71.5);
    expect((await scoreOf('705')).criteria[0].measured).toBe('5/10 (50,0%)');
    expect((await tracker.get(`/scorecards/thu/results/${first}`)).text).toBe(text);
  });

  it('replaces a result by a later one, each naming the other', async () => {
    const refused = await publish();
    expectProblem(refused, 409);
    expect(refused.body.errors).toMatchObject([{ path: 'replaces', code: 'published-already', current: first }]);
    expect(faultsOf(await publish({ replaces: first }))).toEqual(['reason reason-of-replacing']);
    expect(faultsOf(await publish({ year: 2015, replaces: first, reason: 'x' }))).toContain(
      'replaces nothing-to-replace',
    );
    const second = (await publish({ replaces: first, reason: 'Phúc tra' })).body.id;
    const list = (await tracker.get(`/scorecards/thu/results?year=${YEAR}`)).body.items;
    expect(
      list.map(({ id, number, replaces, replacedBy, reason }: any) => [id, number, replaces, replacedBy, reason]),
    ).toEqual([
      [second, 2, first, null, 'Phúc tra'],
      [first, 1, null, second, null],
    ]);
    expect((await tracker.get(`/scorecards/thu/results/${first}`)).text).toBe(text);
    expect((await tracker.get(`/scorecards/thu/results/${second}`)).body.units[0]).toMatchObject({ rank: 1 });
    const { recordedIn } = list[1];
    expect((await tracker.get(`/scorecards/thu/results/${second}?revision=${recordedIn}`)).status).toBe(404);
    expect((await tracker.get(`/scorecards/thu/results?revision=${recordedIn}`)).body.total).toBe(1);
    expect((await tracker.get(`/scorecards/ten/results/${first}`)).status).toBe(404);
    expect((await tracker.get('/scorecards/thu/results/x')).status).toBe(404);
  });

  it('shows a reader its own units alone', async () => {
    const { body } = await tracker.get(`/scorecards/thu/results/${first}`, reporter);
    expect([body.units.map(({ unit }: any) => unit.code), body.grades, body.ranked]).toEqual([['705'], [], null]);
    const own = await scores('', reporter);
    expect(own.units.map(({ unit }: any) => unit.code)).toEqual(['705']);
    expect(own.units[0].rank).toBe((await scoreOf('705')).score.rank);
    expect((await tracker.get(`/scorecards/thu/scores/703?year=${YEAR}`, reporter)).status).toBe(404);
  });
});
