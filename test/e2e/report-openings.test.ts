import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { startApp, type TestApp } from '../support/app.js';
import { plainRows, readAll } from '../support/spreadsheets.js';

// Figures open to the units behind them: those of a place to the units of that place, those of a training to who came,
// those of a grade to who bears it.

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

async function run(definition: string, period: string, asOf: string): Promise<string> {
  const { status, body } = await tracker.post('/reports', { definition, period, asOf });
  expect([status, body.errors]).toEqual([201, undefined]);
  return body.id as string;
}

async function bytesOf(id: string, format: string): Promise<Buffer> {
  const response = await fetch(`${tracker.address}/api/v1/reports/${id}.${format}`, {
    headers: { authorization: `Bearer ${tracker.administrator}` },
  });
  expect([format, response.status]).toEqual([format, 200]);
  return Buffer.from(await response.arrayBuffer());
}

const pageOf = async (id: string): Promise<string> => (await bytesOf(id, 'html')).toString('utf8');
const dataOf = async (id: string): Promise<any> => JSON.parse((await bytesOf(id, 'json')).toString('utf8'));

/** What the rows say that a link on the page leads to, cell by cell. */
function openedRows(page: string, id: string): string[][] {
  const body = page.split(`<tbody id="${id}">`)[1] ?? page.split(`id="${id}"`)[1]?.split('<tbody>')[1] ?? '';
  const rows = body.split('</tbody>')[0]?.split('</tr>').slice(0, -1) ?? [];
  return rows.map((row) => row.split(/<\/t[dh]>/).map((cell) => cell.replace(/<[^>]+>/g, '')));
}

/** The link of a cell in the row of the page that begins with a name. */
function linkOf(page: string, row: string, cell: number): string {
  const cells = page.split(`<th scope="row" class="l">${row}</th>`)[1]?.split('</tr>')[0]?.split('</td>') ?? [];
  return /href="#([^"]+)"/.exec(cells[cell - 1] ?? '')?.[1] ?? '';
}

describe('a cell of the table by place', () => {
  let id: string;
  beforeAll(async () => {
    id = await run('year', '2016', '2016-12-31');
  });

  // Huyện Hòa Thành has 8 communes in 2016, all of them with e-office; huyện Tân Biên has 10, of none
  // of which anything is known.
  it('opens on the page to the units of that place alone', async () => {
    const page = await pageOf(id);
    const covered = openedRows(page, linkOf(page, 'Huyện Hòa Thành', 2));
    expect(covered.map(([, name]) => name)).toEqual([
      ...['Thị trấn Hòa Thành', 'Xã Hiệp Tân', 'Xã Long Thành Bắc', 'Xã Long Thành Nam', 'Xã Long Thành Trung'],
      ...['Xã Trường Đông', 'Xã Trường Hòa', 'Xã Trường Tây'],
    ]);
    const unknown = openedRows(page, linkOf(page, 'Huyện Tân Biên', 2));
    expect(unknown).toHaveLength(10);
    expect(new Set(unknown.map((cells) => cells[3]))).toEqual(new Set(['Huyện Tân Biên']));
  });

  it('leads in the workbook to the first of those rows', async () => {
    const bytes = await bytesOf(id, 'xlsx');
    const { sheets } = await readAll(bytes);
    const index = sheets.findIndex(({ name }) => name.startsWith('III. KẾT QUẢ THEO ĐỊA BÀN'));
    const rows = plainRows(sheets[index]?.rows ?? []);
    const row = rows.findIndex((cells) => cells[1] === 'Huyện Hòa Thành');
    const markup = Buffer.from(unzipSync(bytes)[`xl/worksheets/sheet${index + 1}.xml`] ?? '').toString('utf8');
    const link = new RegExp(`<hyperlink ref="D${row + 1}" location="'([^"]+)'!A(\\d+)"/>`).exec(markup);
    const target = sheets.find(({ name }) => name === link?.[1]);
    const led = plainRows(target?.rows ?? []).slice(Number(link?.[2]) - 1);
    expect(led[0]?.slice(1, 4)).toEqual(['Thị trấn Hòa Thành', '25630', 'Huyện Hòa Thành']);
    expect(led.findIndex((cells) => cells[3] !== 'Huyện Hòa Thành')).toBe(8);
  });

  it('has those units in the data', async () => {
    const { places, snapshot } = await dataOf(id);
    const place = places.find(({ title }: any) => title === 'Huyện Hòa Thành');
    const office = place.figures.find(({ system }: any) => system === 'e-office');
    expect(office.figure).toMatchObject({ covered: 8, eligible: 8 });
    expect(office.units.covered.map((unit: string) => snapshot.units[unit].name)).toHaveLength(8);
    for (const unit of office.units.covered) expect(snapshot.units[snapshot.units[unit].parent].code).toBe('709');
    // Nothing is counted twice or left out: the places together are the level.
    const level = snapshot.systems
      .find(({ code }: any) => code === 'e-office')
      .levels.find((one: any) => one.level === 'commune');
    const sum = (key: string): number =>
      places
        .map(({ figures }: any) => figures.find(({ system }: any) => system === 'e-office').figure[key])
        .reduce((total: number, one: number) => total + one, 0);
    expect([sum('covered'), sum('unknown')]).toEqual([level.figure.covered, level.figure.unknown]);
  });
});

describe('trainings, equipment and grades', () => {
  beforeAll(async () => {
    const training = {
      ...{ kind: 'training', title: 'Tập huấn văn phòng điện tử', startsOn: '2017-05-09', endsOn: '2017-05-10' },
      ...{ organiser: '705', systems: ['e-office'], people: 20 },
      attendance: [{ unit: '25492', people: 12 }, { unit: '25495' }],
    };
    const handover = {
      ...{ kind: 'handover', title: 'Bàn giao máy tính', startsOn: '2017-06-01', organiser: '72' },
      items: [
        { unit: '25492', type: 'máy vi tính', quantity: 5, measure: 'bộ' },
        { unit: '25456', type: 'máy vi tính', quantity: 7, measure: 'bộ' },
      ],
    };
    for (const activity of [training, handover]) expect((await tracker.post('/activities', activity)).status).toBe(201);
    const stated = await tracker.post('/scorecards/par-index/results/stated', {
      ...{ year: 2017, within: '72', document: 'Quyết định số 100/QĐ-UBND' },
      units: [
        { unit: '72.STTTT', rank: 1, points: 57.2, maximum: 71.5, grade: 'A' },
        { unit: '72.STC', rank: 1, points: 80, maximum: 100, grade: 'A' },
        { unit: '72.SKHCN', rank: 3, points: 60, maximum: 96.5, grade: 'B' },
      ],
      grades: [
        { grade: 'A', name: 'Tốt', count: 2 },
        { grade: 'B', name: 'Khá', count: 1 },
      ],
    });
    expect([stated.status, stated.body.errors]).toEqual([201, undefined]);
  });

  it('are told, summed, and open to their units', async () => {
    const page = await pageOf(await run('year', '2017', '2017-12-31'));
    for (const words of [
      'Trong kỳ đã tổ chức 01 lớp tập huấn với 20 lượt người của 02 đơn vị tham gia.',
      'Trong kỳ đã bàn giao 12 bộ máy vi tính cho 02 đơn vị.',
      'Đồng hạng 1 là Sở Thông tin và Truyền thông (57,2/71,5 điểm) và Sở Tài chính (80/100 điểm)',
      'Các đơn vị có điểm tối đa khác nhau',
      '<td class="r">80,0%</td>',
    ])
      expect(page).toContain(words);
    const link = (after: string): string => /href="#([^"]+)"/.exec(page.split(after)[1] ?? '')?.[1] ?? '';
    expect(openedRows(page, link('>Tập huấn văn phòng điện tử</th>')).map((cells) => cells.slice(1, 5))).toEqual([
      ['Xã Tân Bình', '25495', 'Huyện Tân Biên', 'chưa có số liệu'],
      ['Xã Thạnh Bắc', '25492', 'Huyện Tân Biên', '12 người tham gia'],
    ]);
    expect(openedRows(page, link('Xếp loại A (Tốt): ')).map((cells) => cells[1])).toEqual([
      ...['Sở Thông tin và Truyền thông', 'Sở Tài chính'],
    ]);
  });

  it('are those of the report alone: of its units, and of the systems that the section speaks of', async () => {
    const head = {
      ...{ issuingBody: 'UBND HUYỆN TÂN BIÊN', abbreviation: 'UBND', placeName: 'Tân Biên' },
      ...{ signatory: { lines: ['CHỦ TỊCH'] }, type: 'year', name: 'Thử', scope: '705' },
    };
    const define = async (code: string, sections: object[]): Promise<void> => {
      expect((await tracker.post('/report-definitions', { ...head, code, sections })).status).toBe(201);
    };
    await define('district', [{ id: 'activities' }, { id: 'scorecards' }, { id: 'units' }]);
    const id = await run('district', '2017', '2017-12-31');
    expect(await pageOf(id)).toContain('đã bàn giao 05 bộ máy vi tính cho 01 đơn vị');
    const { snapshot } = await dataOf(id);
    expect(JSON.stringify(snapshot)).not.toMatch(/25456|Sở Tài chính|"units":2/);
    expect(snapshot.scorecards).toEqual([]);

    await define('one-stop', [{ id: 'activities', systems: ['one-stop-shop'] }]);
    expect(await pageOf(await run('one-stop', '2017', '2017-12-31'))).not.toContain('Tập huấn văn phòng điện tử');
    await define('office', [{ id: 'activities', systems: ['e-office'] }]);
    const page = await pageOf(await run('office', '2017', '2017-12-31'));
    expect([page.includes('Tập huấn văn phòng điện tử'), page.includes('Bàn giao máy tính')]).toEqual([true, false]);
  });
});

describe('documents of the period', () => {
  const issued = async (number: string | null, type: string, issuedOn: string, title: string): Promise<string> => {
    const document = { ...(number === null ? {} : { number }), type, issuer: 'UBND tỉnh Tây Ninh', issuedOn, title };
    const { status, body } = await tracker.post('/documents', document);
    expect(status).toBe(201);
    return body.id as string;
  };

  it('are counted by type, open to each as it is cited, and those that guide stand in a table', async () => {
    await issued('10/QĐ-UBND', 'decision', '2018-03-01', 'Về việc phê duyệt kế hoạch');
    await issued('12/UBND-VX', 'official-letter', '2018-05-02', 'Về việc rà soát');
    await issued('11/UBND-VX', 'official-letter', '2018-04-02', 'Về việc báo cáo');
    const minutes = await issued(null, 'minutes', '2018-12-31', 'Bàn giao thiết bị');
    await issued('1/UBND-VX', 'official-letter', '2019-01-01', 'Của năm sau');
    const id = await run('year', '2018', '2018-12-31');
    const page = await pageOf(id);
    expect(page.replace(/<[^>]+>/g, '')).toContain(
      'Trong kỳ có 04 văn bản liên quan được ban hành, gồm 01 quyết định, 02 công văn và 01 biên bản.',
    );
    const link = (before: string): string => new RegExp(`${before}<a[^>]* href="#([^"]+)"`).exec(page)?.[1] ?? '';
    expect(openedRows(page, link('Công văn: '))).toEqual([
      ['2', 'Công văn số 11/UBND-VX ngày 02/4/2018 của UBND tỉnh Tây Ninh', 'Về việc báo cáo', ''],
      ['3', 'Công văn số 12/UBND-VX ngày 02/5/2018 của UBND tỉnh Tây Ninh', 'Về việc rà soát', ''],
    ]);
    expect(openedRows(page, link('Biên bản: ')).map((cells) => cells[1])).toEqual([
      'Biên bản ngày 31/12/2018 của UBND tỉnh Tây Ninh',
    ]);
    expect(page.includes('VĂN BẢN BAN HÀNH TRONG KỲ')).toBe(true);
    const { sheets } = await readAll(await bytesOf(id, 'xlsx'));
    const cells = sheets.flatMap(({ rows }) => plainRows(rows)).map((row) => row.join(' | '));
    expect(cells.filter((row) => row.includes('12/UBND-VX'))).toEqual([
      '3 | Công văn số 12/UBND-VX ngày 02/5/2018 của UBND tỉnh Tây Ninh | Về việc rà soát',
    ]);
    expect(cells.filter((row) => row.includes('10/QĐ-UBND'))).toEqual([
      expect.stringMatching(/10\/QĐ-UBND \| 2018-03-01 \| UBND tỉnh Tây Ninh \| Về việc phê duyệt kế hoạch$/),
      '1 | Quyết định số 10/QĐ-UBND ngày 01/3/2018 của UBND tỉnh Tây Ninh | Về việc phê duyệt kế hoạch',
    ]);
    for (const format of ['docx', 'pdf']) expect((await bytesOf(id, format)).length).toBeGreaterThan(1000);

    // Frozen: what is said of a document later changes nothing of it.
    await tracker.patch(`/documents/${minutes}`, { issuer: 'UBND huyện Tân Biên' }, { 'if-match': '*' });
    expect((await dataOf(id)).snapshot.documents.at(-1)).toEqual({
      ...{ number: null, type: 'minutes', issuer: 'UBND tỉnh Tây Ninh', issuedOn: '2018-12-31' },
      title: 'Bàn giao thiết bị',
    });
  });

  it('are, of a report on some units, those that something of theirs rests on', async () => {
    const here = await issued('20/QĐ-UBND', 'decision', '2020-03-01', 'Về việc của huyện');
    await issued('21/QĐ-UBND', 'decision', '2020-03-02', 'Về việc của tỉnh');
    const training = { kind: 'training', title: 'Tập huấn', startsOn: '2020-05-09', organiser: '705' };
    const { body } = await tracker.post('/activities', training);
    const subject = { type: 'activity', id: String(body.id) };
    expect((await tracker.post(`/documents/${here}/links`, { subject })).status).toBe(201);
    const numbers = async (definition: string): Promise<string[]> =>
      (await dataOf(await run(definition, '2020', '2020-12-31'))).snapshot.documents.map(({ number }: any) => number);
    expect(await numbers('year')).toEqual(['20/QĐ-UBND', '21/QĐ-UBND']);
    const district = {
      ...{ issuingBody: 'UBND HUYỆN TÂN BIÊN', abbreviation: 'UBND', placeName: 'Tân Biên', code: 'papers' },
      ...{
        signatory: { lines: ['CHỦ TỊCH'] },
        type: 'year',
        name: 'Thử',
        scope: '705',
        sections: [{ id: 'documents' }],
      },
    };
    expect((await tracker.post('/report-definitions', district)).status).toBe(201);
    expect(await numbers('papers')).toEqual(['20/QĐ-UBND']);
  });
});
