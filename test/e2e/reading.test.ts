import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { expectProblem, log } from '../support/questions.js';

describe('what does not change', () => {
  let tracker: TestApp;
  beforeAll(async () => {
    tracker = await startApp({ sample: true });
  });
  afterAll(() => tracker.stop());

  const LISTS = ['/units', '/systems', '/sets', '/deployments', '/deployments/history', '/declarations', '/exemptions'];
  const THINGS = ['/units/25495', '/units/25495/history', '/systems/e-office', '/sets/so-tu-phap', '/deployments/1'];
  const FIGURES = [
    ...['/coverage', '/coverage.csv', '/coverage.xlsx', '/coverage/units?system=e-office&list=covered'],
    ...['/coverage/trend?from=2016-01-01&to=2016-12-31', '/systems/e-office/applicability'],
  ];

  it.each([...LISTS, ...THINGS, ...FIGURES])('%s carries an ETag and is not sent twice', async (path) => {
    const first = await tracker.get(path);
    expect(first.status).toBe(200);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect(first.headers.get('vary')).toBe('Accept-Language, Authorization, Cookie');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w.-]+"$/);
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await tracker.get(path, { 'if-none-match': tag });
      expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
      expect(again.headers.get('vary')).toBe('Accept-Language, Authorization, Cookie');
    }
    expect((await tracker.get(path, { 'if-none-match': '"other"' })).text).toBe(first.text);
    const english = await tracker.get(path, { 'accept-language': 'en' });
    expect(english.headers.get('etag')).not.toBe(etag);
  });

  it.each(LISTS)('%s pages to the whole, each item once', async (path) => {
    const { body: whole } = await tracker.get(`${path}?limit=500`);
    expect(whole).toMatchObject({ asOf: '2016-12-31', revision: 1, nextCursor: null });
    expect(whole.items).toHaveLength(whole.total);
    const limit = Math.max(1, Math.ceil(whole.total / 3));
    const items: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await tracker.get(`${path}?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(body.items.length).toBeLessThanOrEqual(limit);
      expect(body.total).toBe(whole.total);
      items.push(...body.items);
      cursor = body.nextCursor as string | null;
    }
    expect(items).toEqual(whole.items);
  });

  it('says by default no more than 100 items', async () => {
    const { body } = await tracker.get('/units');
    expect([body.items.length, body.total]).toEqual([100, 127]);
    expect(body.nextCursor).toEqual(expect.any(String));
  });

  it('is the unit of its day, with the days around it', async () => {
    const { body } = await tracker.get('/units/709?asOf=2020-01-31');
    expect(body).toMatchObject({ validFrom: null, validTo: '2020-02-01', unit: { name: 'Huyện Hòa Thành' } });
    const { body: later } = await tracker.get('/units/709?asOf=2020-02-01');
    expect(later).toMatchObject({
      ...{ asOf: '2020-02-01', revision: 1, validFrom: '2020-02-01', validTo: '2025-07-01' },
      unit: { id: body.unit.id, code: '709', name: 'Thị xã Hòa Thành', kind: 'thị xã', level: 'district' },
    });
    expect(later.unit.parent).toMatchObject({ code: '72', name: 'Tỉnh Tây Ninh' });
    expect((await tracker.get(`/units/${body.unit.id}?asOf=2020-02-01`)).body.unit).toEqual(later.unit);
    const { body: history } = await tracker.get('/units/709/history');
    expect(history.periods.map((period: any) => [period.validFrom, period.validTo, period.name])).toEqual([
      [null, '2020-02-01', 'Huyện Hòa Thành'],
      ['2020-02-01', '2025-07-01', 'Thị xã Hòa Thành'],
    ]);
  });

  it('names what a code meant before and after when it means nothing', async () => {
    const after = await tracker.get('/units/25726?asOf=2022-01-01');
    expectProblem(after, 404);
    expect(after.body).toMatchObject({
      code: 'code-names-nothing',
      title: 'Mã 25726 không chỉ đơn vị nào vào ngày 01/01/2022; trước đó là Xã Phước Lưu.',
      errors: [{ before: { name: 'Xã Phước Lưu', to: '2020-02-01' }, after: null }],
    });
    // 33/NQ-CP of 2013 made the town of Kiến Tường, in Long An.
    const before = await tracker.get('/units/795?asOf=2012-12-31', { 'accept-language': 'en' });
    const after2013 = { name: 'Thị xã Kiến Tường', from: '2013-03-19' };
    expect(before.body.errors).toMatchObject([{ before: null, after: after2013 }]);
    expect(before.body.title).toBe('The code 795 names nothing on 2012-12-31; after, it names Thị xã Kiến Tường.');
    const { body: old } = await tracker.get('/units/25711?asOf=2016-12-31');
    const gone = await tracker.get(`/units/${old.unit.id}?asOf=2025-07-01`);
    expect([gone.status, gone.body.code]).toEqual([404, 'unit-not-there']);
    expect((await tracker.get('/units/25711?asOf=2025-07-01')).body.unit.name).toBe('Xã Hưng Thuận');
  });

  it('sorts as Vietnamese does', async () => {
    const names = async (query: string): Promise<string[]> =>
      (await tracker.get(`/units?${query}`)).body.items.map(({ name }: any) => name as string);
    expect(await names('parent=703')).toEqual([
      ...['Phường 1', 'Phường 2', 'Phường 3', 'Phường 4', 'Phường Hiệp Ninh', 'Phường Ninh Sơn', 'Phường Ninh Thạnh'],
      ...['Xã Bình Minh', 'Xã Tân Bình', 'Xã Thạnh Tân'],
    ]);
    expect(await names('level=district')).toEqual([
      ...['Huyện Bến Cầu', 'Huyện Châu Thành', 'Huyện Dương Minh Châu', 'Huyện Gò Dầu', 'Huyện Hòa Thành'],
      ...['Huyện Tân Biên', 'Huyện Tân Châu', 'Huyện Trảng Bàng', 'Thành phố Tây Ninh'],
    ]);
    const inChauThanh = await names('parent=708&kind=xã');
    expect(inChauThanh.slice(0, 5)).toEqual(['Xã An Bình', 'Xã An Cơ', 'Xã Biên Giới', 'Xã Đồng Khởi', 'Xã Hảo Đước']);
    const of2025 = await names('asOf=2025-07-01&kind=xã');
    expect(of2025.indexOf('Xã Dương Minh Châu')).toBeGreaterThan(of2025.indexOf('Xã Châu Thành'));
    expect(of2025.indexOf('Xã Đông Thành')).toBeGreaterThan(of2025.indexOf('Xã Dương Minh Châu'));
    expect(of2025.indexOf('Xã Hảo Đước')).toBeGreaterThan(of2025.indexOf('Xã Đức Hòa'));
    const { body } = await tracker.get('/units?limit=500');
    expect([...new Set(body.items.map(({ level }: any) => level))]).toEqual([
      ...['province', 'department', 'district', 'commune'],
    ]);
  });

  it('narrows lists by level, kind, parent and several scopes', async () => {
    const total = async (query: string): Promise<number> => (await tracker.get(`/units?${query}`)).body.total as number;
    expect(await total('level=commune')).toBe(95);
    expect(await total('kind=Phường')).toBe(7);
    expect(await total('within=703,705')).toBe(22);
    expect(await total('within=703&within=705&within=72')).toBe(127);
    expect(await total('parent=72&level=department')).toBe(22);
    expect(await total('level=commune&asOf=2025-07-01&kind=phường')).toBe(14);
  });

  it('trends at the ends of months, quarters and years', async () => {
    const days = async (query: string): Promise<unknown[]> => {
      const path = `/coverage/trend?system=e-office&level=commune&${query}`;
      const { body } = await tracker.get(path);
      expect(body.series).toHaveLength(1);
      return body.series[0].points.map(({ asOf, figure }: any) => [asOf, figure.covered, figure.eligible]);
    };
    expect(await days('from=2016-11-15&to=2017-01-31')).toEqual([
      ['2016-11-30', 0, 95],
      ['2016-12-31', 41, 95],
      ['2017-01-31', 41, 95],
    ]);
    expect(await days('from=2016-01-01&to=2016-12-30&step=quarter')).toEqual([
      ['2016-03-31', 0, 95],
      ['2016-06-30', 0, 95],
      ['2016-09-30', 0, 95],
    ]);
    expect((await days('from=2016-01-01&to=2025-12-31&step=year')).map((point: any) => [point[0], point[2]])).toEqual([
      ...[2016, 2017, 2018, 2019].map((year) => [`${year}-12-31`, 95]),
      ...[2020, 2021, 2022, 2023, 2024].map((year) => [`${year}-12-31`, 94]),
      ['2025-12-31', 96],
    ]);
    const { body } = await tracker.get('/coverage/trend?from=2024-06-30&to=2025-12-31&step=year&within=80');
    expect(body.series[0].points[0]).toEqual({ asOf: '2024-12-31', figure: null });
    expect(body.series[0].points[1].figure).toMatchObject({ eligible: 96 });
  });

  it('opens in Excel as a CSV file', async () => {
    const response = await fetch(`${tracker.address}/api/v1/coverage.csv?system=e-office,digital-signature,portal`, {
      headers: { authorization: `Bearer ${tracker.administrator}` },
    });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="coverage.csv"');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [header, ...lines] = bytes.subarray(3).toString('utf8').trimEnd().split('\r\n');
    expect(header).toBe(
      'Hệ thống;Cấp;Đã triển khai;Thuộc phạm vi;Tỷ lệ;Chưa triển khai;Chưa có số liệu;Được miễn;Ngoài phạm vi;Số liệu công bố',
    );
    expect(lines).toContain('Văn phòng điện tử;cấp xã;41;95;43,2%;0;54;0;0;');
    expect(lines).toContain('Văn phòng điện tử;sở, ban, ngành;0;0;–;0;0;0;0;22 sở, ban, ngành');
    expect(lines).toContain('Chữ ký số;cấp xã;0;95;chưa có số liệu;0;95;0;0;');
    expect(lines).toContain('Cổng/trang thông tin điện tử thành phần;sở, ban, ngành;4;;4;0;0;0;0;');
    const english = await tracker.get('/coverage.csv?system=e-office&level=commune', { 'accept-language': 'en' });
    expect(english.text).toContain('E-office;communes;41;95;43.2%;0;54;0;0;');
  });
});

describe('what changes meanwhile', () => {
  let tracker: TestApp;
  beforeEach(async () => {
    tracker = await startApp({ sample: true });
  });
  afterEach(() => tracker.stop());

  it('does not move the pages of a walk that has begun', async () => {
    const path = '/coverage/units?system=e-office&level=commune&list=unknown';
    const { body: before } = await tracker.get(`${path}&limit=500`);
    const { body: first } = await tracker.get(`${path}&limit=20`);
    await Promise.all(['25492', '25495', '25501'].map((unit) => log(tracker, { unit })));
    const { body: second } = await tracker.get(`${path}&limit=20&cursor=${first.nextCursor}`);
    await log(tracker, { unit: '25504' });
    const { body: third } = await tracker.get(`${path}&limit=20&cursor=${second.nextCursor}`);
    expect([...first.items, ...second.items, ...third.items]).toEqual(before.items);
    expect([second, third]).toMatchObject([
      { revision: 1, knownAt: first.knownAt, asOf: '2016-12-31', total: 54 },
      { revision: 1, knownAt: first.knownAt, asOf: '2016-12-31', total: 54, nextCursor: null },
    ]);
    expect((await tracker.get(`${path}&limit=20`)).body).toMatchObject({ revision: 5, total: 50 });
  });

  it('puts Phường 10 behind Phường 4', async () => {
    const unit = { code: '25999', name: 'Phường 10', kind: 'phường', level: 'commune', parent: '703' };
    const { status } = await tracker.post('/units', { ...unit, validFrom: '2016-01-01', validTo: '2025-07-01' });
    expect(status).toBe(201);
    const { body } = await tracker.get('/units?parent=703&kind=phường');
    expect(body.items.slice(0, 5).map(({ name }: any) => name)).toEqual([
      ...['Phường 1', 'Phường 2', 'Phường 3', 'Phường 4', 'Phường 10'],
    ]);
  });

  it('gets a new ETag with every revision, and keeps that of what is pinned', async () => {
    const now = '/coverage?system=e-office';
    const pinned = `${now}&revision=1`;
    const tags = { now: await tagOf(now), pinned: await tagOf(pinned) };
    await log(tracker);
    expect((await tracker.get(pinned, { 'if-none-match': tags.pinned })).status).toBe(304);
    const fresh = await tracker.get(now, { 'if-none-match': tags.now });
    expect([fresh.status, fresh.body.revision]).toEqual([200, 2]);
  });

  async function tagOf(path: string): Promise<string> {
    return (await tracker.get(path)).headers.get('etag') ?? '';
  }
});
