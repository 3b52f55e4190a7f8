import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { figureOf } from '../support/questions.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

const NO_DATA = 'chưa có số liệu';

/** Facts of the report on 2016, as the fact sheet numbers them, that are figures of a system and a level. */
const FIGURES: readonly [string, string, string, Record<string, unknown>][] = [
  ['F02', 'one-stop-shop', 'district', { covered: 9, eligible: 9, percent: '100%' }],
  ['F03', 'one-stop-shop', 'commune', { covered: 95, eligible: 95, percent: '100%' }],
  ['F05', 'sms-lookup', 'district', { covered: 9, eligible: 9, percent: '100%' }],
  ['F09', 'e-office', 'district', { covered: 9, eligible: 9, percent: '100%' }],
  ['F10, F11', 'e-office', 'commune', { covered: 41, eligible: 95, unknown: 54, ratio: 41 / 95, percent: '43,2%' }],
  ['F15', 'portal', 'department', { covered: 4, eligible: null, ratio: null, percent: '4' }],
  ['F21', 'complaints', 'department', { covered: 3, eligible: null, ratio: null, percent: '3' }],
  ['F22', 'complaints', 'district', { covered: 9, eligible: 9, percent: '100%' }],
  ['F23', 'complaints', 'commune', { covered: 0, eligible: 95, unknown: 95, ratio: null, percent: NO_DATA }],
  ['F24', 'civil-registry', 'department', { covered: 1, eligible: 1, percent: '100%' }],
  ['F25', 'civil-registry', 'district', { covered: 9, eligible: 9, percent: '100%' }],
  ['F26', 'civil-registry', 'commune', { covered: 95, eligible: 95, percent: '100%' }],
  ['F27', 'digital-signature', 'district', { covered: 0, eligible: 9, unknown: 9, ratio: null, percent: NO_DATA }],
  ['F27', 'digital-signature', 'commune', { covered: 0, eligible: 95, unknown: 95, ratio: null, percent: NO_DATA }],
  ['F28', 'paperless-meetings', 'district', { covered: 9, eligible: 9, percent: '100%' }],
];

/** Facts that state a figure without the names behind it; level null: all levels together. */
const DECLARED: readonly [string, string, string | null, Record<string, unknown>, string][] = [
  ['F01', 'one-stop-shop', 'department', { count: 13, total: null, comparator: '=', print: '13 sở' }, '13'],
  ['F04', 'one-stop-shop', null, { count: 117, total: null, comparator: '=', print: '117 đơn vị' }, '117'],
  ['F06', 'queue-kiosk', null, { count: null, total: null, comparator: 'some', print: 'một số đơn vị' }, 'some units'],
  ['F07', 'e-office', null, { count: 31, total: null, comparator: '=', print: '31 đơn vị' }, '31'],
  ['F08', 'e-office', 'department', { count: 22, total: null, comparator: '=', print: '22 sở, ban, ngành' }, '22'],
  ['F14', 'portal', null, { count: 37, total: null, comparator: '>', print: 'trên 37' }, 'over 37'],
  ['F23', 'complaints', 'commune', { count: 21, total: null, comparator: '=', print: '21' }, '21'],
  ['F27', 'digital-signature', null, { count: null, total: null, comparator: null, print: NO_DATA }, 'no data yet'],
];

async function coverageOf2016(headers?: Record<string, string>): Promise<any> {
  return (await tracker.get('/coverage?asOf=2016-12-31&groupBy=system,level', headers)).body;
}

describe('the end of 2016', () => {
  it.each(FIGURES)('prints %s: %s at level %s', async (_fact, system, level, figure) => {
    const { rows } = await coverageOf2016();
    expect(rows.filter((row: any) => row.system === system && row.level === level)).toEqual([
      expect.objectContaining(figure),
    ]);
  });

  it.each(DECLARED)('shows %s beside the figures of %s, level %s', async (fact, system, level, declared, english) => {
    const at = (answer: any): any =>
      (level === null ? answer.totals : answer.rows).find(
        (row: any) => row.system === system && (level === null || row.level === level),
      ).declared;
    expect(at(await coverageOf2016())).toEqual([
      expect.objectContaining({ ...declared, level, asOf: '2016-12-31', document: expect.stringContaining(fact) }),
    ]);
    expect(at(await coverageOf2016({ 'accept-language': 'en' }))).toMatchObject([{ print: english }]);
  });

  it('says no more than the report does', async () => {
    const { rows, totals } = await coverageOf2016();
    const stated = [...FIGURES, ...DECLARED.filter(([, , level]) => level !== null)];
    const lines = new Set(stated.map(([, system, level]) => `${system} ${level}`));
    expect(rows.map((row: any) => `${row.system} ${row.level}`).sort()).toEqual([...lines].sort());
    expect(rows.flatMap((row: any) => row.declared)).toHaveLength(3);
    expect(totals.flatMap((row: any) => row.declared)).toHaveLength(5);
  });

  it('never counts what was only declared', async () => {
    const declaredOnly = await figureOf(tracker, 'asOf=2016-12-31&system=one-stop-shop&level=department');
    expect(declaredOnly).toMatchObject({
      covered: 0,
      eligible: 0,
      ratio: null,
      percent: '–',
      declared: [{ count: 13 }],
    });
    const { totals } = await coverageOf2016();
    expect(totals.find((row: any) => row.system === 'one-stop-shop')).toMatchObject({ covered: 104, eligible: 104 });
  });

  it('finds signing inside e-office, a part of it, without any figure (F12)', async () => {
    const { body } = await tracker.get('/systems/e-office?asOf=2016-12-31');
    expect(body.system).toMatchObject({ name: 'Văn phòng điện tử', parts: ['e-office-signing'] });
    const { body: part } = await tracker.get('/systems/e-office-signing?asOf=2016-12-31');
    expect(part.system).toMatchObject({ parent: 'e-office', name: 'Ký số trong văn phòng điện tử' });
    const { body: coverage } = await tracker.get('/coverage?asOf=2016-12-31&system=e-office-signing');
    expect(coverage.rows).toEqual([]);
  });

  it('names the three departments of F21 and the four of F15', async () => {
    const named = async (system: string): Promise<string[]> => {
      const path = `/coverage/units?asOf=2016-12-31&system=${system}&level=department&list=covered`;
      return (await tracker.get(path)).body.items.map(({ unit }: any) => unit.name);
    };
    expect(await named('complaints')).toEqual(['Sở Tài nguyên và Môi trường', 'Thanh tra tỉnh', 'Văn phòng UBND tỉnh']);
    expect(await named('portal')).toEqual([
      'Hội đồng Thi đua, khen thưởng tỉnh',
      'Hội Văn học nghệ thuật tỉnh',
      'Liên minh Hợp tác xã tỉnh',
      'Thanh tra tỉnh',
    ]);
  });

  it('covers all communes of the four districts of F10', async () => {
    const figure = await figureOf(tracker, 'asOf=2016-12-31&system=e-office&level=commune&within=703,706,707,709');
    expect(figure).toMatchObject({ covered: 41, eligible: 41, unknown: 0, ratio: 1, percent: '100%' });
    const { body } = await tracker.get(
      '/coverage?asOf=2016-12-31&system=e-office&level=commune&within=703&within=706&within=707&within=709&groupBy=district',
    );
    expect(body.within).toEqual(['703', '706', '707', '709']);
    expect(body.rows.map((row: any) => [row.district.code, row.covered, row.eligible])).toEqual([
      ['707', 11, 11],
      ['709', 8, 8],
      ['706', 12, 12],
      ['703', 10, 10],
    ]);
  });

  it('prints the way English does when asked for English', async () => {
    const question = 'asOf=2016-12-31&system=e-office&level=commune';
    expect((await figureOf(tracker, question, { 'accept-language': 'en' })).percent).toBe('43.2%');
    expect((await figureOf(tracker, question, { 'accept-language': 'en-GB,vi;q=0.5' })).percent).toBe('43.2%');
    expect((await figureOf(tracker, question, { 'accept-language': 'vi,en;q=0.5' })).percent).toBe('43,2%');
    expect((await figureOf(tracker, question, { 'accept-language': 'fr' })).percent).toBe('43,2%');
    const nothing = await figureOf(tracker, 'system=digital-signature&level=commune', { 'accept-language': 'en' });
    expect(nothing.percent).toBe('no data yet');
  });
});

describe('the day asked about', () => {
  it('is the viewing day where none is named', async () => {
    const { body } = await tracker.get('/coverage');
    expect(body).toMatchObject({ asOf: '2016-12-31', projected: false, within: ['72'], stages: ['live'], revision: 1 });
    expect(body.knownAt).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}\+07:00$/);
    expect({ ...body, asOf: undefined }).toEqual({ ...(await coverageOf2016()), asOf: undefined });
  });

  it.each([
    ['2016-12-31', 95],
    ['2020-01-31', 95],
    ['2020-02-01', 94],
    ['2025-06-30', 94],
    ['2025-07-01', 96],
  ])('has the communes of %s: %i', async (day, eligible) => {
    const figure = await figureOf(tracker, `asOf=${day}&system=e-office&level=commune`);
    expect(figure).toMatchObject({ eligible });
    expect(figure.covered + figure.missing + figure.unknown).toBe(eligible);
    expect((await tracker.get(`/units?asOf=${day}&level=commune`)).body.total).toBe(eligible);
  });

  it('says nothing of the day before what is only known "by" a day', async () => {
    const figure = await figureOf(tracker, 'asOf=2016-12-30&system=one-stop-shop&level=commune');
    expect(figure).toMatchObject({ covered: 0, unknown: 95, percent: NO_DATA });
  });

  it('knows no districts from 2025-07-01 on', async () => {
    const { body } = await tracker.get('/coverage?asOf=2025-07-01');
    expect(body.within).toEqual(['80']);
    expect(new Set(body.rows.map((row: any) => row.level))).toEqual(new Set(['commune']));
    expect((await tracker.get('/units?asOf=2025-07-01&level=district')).body).toMatchObject({ items: [], total: 0 });
    expect((await tracker.get('/units?asOf=2025-06-30&level=district')).body.total).toBe(9);
  });

  it('projects what is decided beyond today', async () => {
    const { body } = await tracker.get('/coverage?asOf=9999-12-31&system=e-office');
    expect(body).toMatchObject({ projected: true, rows: [{ level: 'commune', eligible: 96 }] });
  });

  it('knew nothing before the first revision', async () => {
    expect((await tracker.get('/coverage?asOf=2016-12-31&revision=0')).body).toMatchObject({ revision: 0, rows: [] });
    expect((await tracker.get('/coverage?knownAt=2010-01-01T00:00:00Z')).body).toMatchObject({ revision: 0, rows: [] });
  });
});
