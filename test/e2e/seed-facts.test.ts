import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';

// Every statement that the report of 2016 makes, as its fact sheet numbers it, got back as it was printed. Numbers and
// names are printed by the service; the words around them are the report's.

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

const END_OF_2016 = 'asOf=2016-12-31';
const PUBLISHED = 'asOf=2017-03-24';

type Fact = readonly [fact: string, printed: string, question: string, print: (body: any) => string];

const coverage = (question: string): string => `/coverage?${END_OF_2016}&${question}`;
const behind = (question: string): string => `/coverage/units?${END_OF_2016}&list=covered&${question}`;
const figures = (code: string, question = `${END_OF_2016}&period=2016`): string =>
  `/indicators/${code}/figures?${question}`;
const document = (number: string, question = END_OF_2016): string =>
  `/documents?${question}&q=${encodeURIComponent(number)}`;

const only = <T>(items: readonly T[]): T => {
  expect(items).toHaveLength(1);
  return items[0] as T;
};
const row = (body: any): any => only(body.rows);
const declared = (body: any): string => only<any>(row(body).declared).print;
const declaredOfAll = (body: any): string => only<any>(only<any>(body.totals).declared).print;
const cited = (body: any): string => /\d[\d/]*[\wĐ/-]*/u.exec(only<any>(body.items).print)?.[0] ?? '';

const FACTS: readonly Fact[] = [
  ['F01', '13 sở', coverage('system=one-stop-shop&level=department'), declared],
  ['F02', '9/9 (100%)', coverage('system=one-stop-shop&level=district'), (body) => row(body).print],
  ['F03', '95/95 (100%)', coverage('system=one-stop-shop&level=commune'), (body) => row(body).print],
  ['F04', '117 đơn vị', coverage('system=one-stop-shop'), declaredOfAll],
  [
    'F05',
    'tích hợp SMS: cấp huyện',
    coverage('system=sms-lookup'),
    (body) => `tích hợp SMS: ${row(body).percent === '100%' ? row(body).levelName : ''}`,
  ],
  ['F06', 'một số đơn vị', coverage('system=queue-kiosk'), declaredOfAll],
  ['F07', '31 đơn vị', coverage('system=e-office'), declaredOfAll],
  ['F08', '22 sở, ban, ngành', coverage('system=e-office&level=department'), declared],
  ['F09', '09 UBND', coverage('system=e-office&level=district'), (body) => `${row(body).coveredPrint} UBND`],
  [
    'F10',
    '41 đơn vị cấp xã',
    coverage('system=e-office&level=commune&within=703,706,707,709'),
    (body) => `${row(body).coveredPrint} đơn vị ${row(body).levelName}`,
  ],
  ['F11', '43,2%', coverage('system=e-office&level=commune'), (body) => row(body).percent],
  [
    'F12',
    'có',
    `/systems/e-office?${END_OF_2016}`,
    (body) => (body.system.parts.includes('e-office-signing') ? 'có' : 'không'),
  ],
  ['F13', 'trên 70%', figures('e-document-exchange', PUBLISHED), (body) => row(body).print],
  ['F14', 'trên 37', coverage('system=portal'), declaredOfAll],
  ['F15', '04 đơn vị', figures('portals-added'), (body) => row(body).print],
  ['F16', '1.685 thủ tục', figures('online-procedures'), (body) => row(body).print],
  ['F17', '190', figures('online-procedures-3-4'), (body) => row(body).figure],
  ['F18', '143', figures('online-procedures-4'), (body) => row(body).figure],
  ['F19', '47', figures('online-procedures-3-4'), (body) => row(body).rest.figure],
  ['F20', '1.495', figures('online-procedures'), (body) => row(body).rest.figure],
  ['F21', '3 đơn vị', coverage('system=complaints&level=department'), (body) => `${row(body).percent} đơn vị`],
  ['F22', '9', coverage('system=complaints&level=district'), (body) => row(body).print.split('/')[0]],
  ['F23', '21', coverage('system=complaints&level=commune'), declared],
  [
    'F24',
    'Sở Tư pháp',
    behind('system=civil-registry&level=department'),
    (body) => body.items.map(({ unit }: any) => unit.name).join(', '),
  ],
  ['F25', '100%', coverage('system=civil-registry&level=district'), (body) => row(body).percent],
  ['F26', '100%', coverage('system=civil-registry&level=commune'), (body) => row(body).percent],
  ['F27', 'chưa có số liệu', coverage('system=digital-signature'), declaredOfAll],
  [
    'F28',
    'các huyện/thành phố',
    behind('system=paperless-meetings&level=district'),
    (body) => `các ${[...new Set(body.items.map(({ kind }: any) => kind))].sort().join('/')}`,
  ],
  ['F29', '3.241 cuộc họp', figures('paperless-meetings-held'), (body) => row(body).print],
  ['F30', '39/2016/QĐ-UBND', document('39/2016/QĐ-UBND'), cited],
  ['F31', '77/77 (100%)', figures('dossiers-before-time'), (body) => row(body).print],
  ['F32', '100%', figures('satisfied-customers'), (body) => row(body).print],
  ['F38', '584/QĐ-UBND', document('584/QĐ-UBND', PUBLISHED), cited],
  ['F39', '418/QĐ-UBND', document('418/QĐ-UBND'), cited],
  ['F40', '339/QĐ-UBND', document('339/QĐ-UBND'), cited],
  ['F41', '06/2016/QĐ-UBND', document('06/2016/QĐ-UBND'), cited],
  ['F42', '07/2016/QĐ-UBND', document('07/2016/QĐ-UBND'), cited],
  ['F44', '24/03/2017', document('Bài tổng hợp', PUBLISHED), (body) => only<any>(body.items).print.split('ngày ')[1]],
];

it.each(FACTS)('%s prints %s', async (_fact, printed, question, print) => {
  const { status, body } = await tracker.get(question);
  expect([status, body.errors]).toEqual([200, undefined]);
  expect(print(body)).toBe(printed);
});

it('knows on the last day of 2016 nothing of what was so in March', async () => {
  const { body } = await tracker.get(figures('e-document-exchange', END_OF_2016));
  expect(row(body)).toMatchObject({ print: 'chưa có số liệu', amount: null, percent: null, comparator: null });
});

it('prints in English as English does', async () => {
  const english = { 'accept-language': 'en' };
  const print = async (path: string): Promise<any> => row((await tracker.get(path, english)).body);
  expect(await print(figures('online-procedures'))).toMatchObject({
    ...{ print: '1,685 procedures', figure: '1,685' },
    rest: { name: 'Procedures at level 2 alone', print: '1,495 procedures' },
  });
  expect((await print(figures('e-document-exchange', PUBLISHED))).print).toBe('over 70%');
  expect((await print(figures('portals-added'))).print).toBe('4 units');
  expect((await print(coverage('system=e-office&level=commune'))).print).toBe('41/95 (43.2%)');
});

it('rests every value on the article', async () => {
  const { body } = await tracker.get(`/indicators/online-procedures/values?${END_OF_2016}`);
  expect(only<any>(body.items)).toMatchObject({
    ...{ unit: { code: '72' }, period: '2016', periodName: 'năm 2016', measuredOn: '2016-12-31', comparator: '=' },
    ...{ amount: 1685, outOf: null, percent: null, print: '1.685 thủ tục', scheme: 'services-levels-2011' },
    documents: [{ number: null, title: expect.stringContaining('Bài tổng hợp') }],
    source: expect.stringContaining('(F16)'),
  });
});
