import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

async function search(q: string, more = ''): Promise<any> {
  const { status, body } = await tracker.get(`/units?q=${encodeURIComponent(q)}${more}`);
  expect(status).toBe(200);
  return body;
}

async function exactly(q: string, more = ''): Promise<string[]> {
  const { items } = await search(q, more);
  return items.filter(({ match }: any) => match === 'exact').map(({ code }: any) => code as string);
}

describe('a name as people type it', () => {
  it.each([
    ['UBND xã Đôn Thuận', '25711'],
    ['Ủy ban nhân dân xã Đôn Thuận', '25711'],
    ['Uỷ ban nhân dân xã Đôn Thuận', '25711'],
    ['xã  Đôn\u00a0Thuận ', '25711'],
    ['XÃ ĐÔN THUẬN', '25711'],
    ['đôn thuận', '25711'],
    ['25711', '25711'],
    ['Tân Bình (TP. Tây Ninh)', '25474'],
    ['xã Tân Bình, huyện Tân Biên', '25495'],
    ['Xã Tân Bình - Huyện Tân Biên - Tỉnh Tây Ninh', '25495'],
    ['X.Tân Bình, H.Tân Biên', '25495'],
    ['P.4', '25462'],
    ['P4', '25462'],
    ['P. 04', '25462'],
    ['Phường 4', '25462'],
    ['Phường IV', '25462'],
    ['phường iv', '25462'],
    ['TT. Tân Biên', '25486'],
    ['Thị trấn Tân Biên', '25486'],
    ['thị trấn Hòa Thành', '25630'],
    ['thị trấn Hoà Thành', '25630'],
    ['Tỉnh Tây Ninh', '72'],
    ['TP Tây Ninh', '703'],
    ['STTTT', '72.STTTT'],
    ['Sở Thông tin và Truyền thông', '72.STTTT'],
    ['Sở Thông tin & Truyền thông', '72.STTTT'],
    ['Sở Văn hóa, Thể thao và Du lịch', '72.SVHTTDL'],
    ['Sở Văn hoá, Thể thao và Du lịch', '72.SVHTTDL'],
    ['Văn phòng UBND tỉnh', '72.VPUBND'],
  ])('finds %s for certain', async (typed, code) => {
    expect(await exactly(typed)).toEqual([code]);
    expect(await exactly(typed.normalize('NFD'))).toEqual([code]);
    expect((await search(typed)).ambiguous).toBe(false);
  });

  it.each(['X. Tân Bình', 'Tân Bình', 'xã tân bình', 'UBND xã Tân Bình'])('is ambiguous in %s', async (typed) => {
    const { items, ambiguous } = await search(typed);
    expect(ambiguous).toBe(true);
    expect(items.map(({ code, match, parent }: any) => [code, match, parent.name])).toEqual([
      ['25474', 'exact', 'Thành phố Tây Ninh'],
      ['25495', 'exact', 'Huyện Tân Biên'],
    ]);
  });

  it.each([
    ['xa don thuan', '25711'],
    ['Don Thuan', '25711'],
    ['phuong hiep ninh', '25465'],
    ['phường Đôn Thuận', '25711'],
  ])('%s is only a suggestion', async (typed, code) => {
    const { items, ambiguous } = await search(typed);
    expect(items).toMatchObject([{ code, match: 'suggestion' }]);
    expect(ambiguous).toBe(false);
  });

  it('may be half typed', async () => {
    const { items } = await search('xã đôn t');
    expect(items).toMatchObject([{ code: '25711', match: 'prefix' }]);
    expect((await search('hoà th')).items[0]).toMatchObject({ name: 'Huyện Hòa Thành', match: 'prefix' });
  });

  it('lists the sure before the doubtful', async () => {
    const { items } = await search('tân');
    const order = items.map(({ match }: any) => ['exact', 'prefix', 'suggestion'].indexOf(match));
    expect(order).toEqual([...order].sort());
    expect(items.length).toBeGreaterThan(10);
  });

  it.each(['%', '_', '\\', "'", 'xã', '  .  ', '(((', ',', 'không có đơn vị này', '\u0301', '🙂'])(
    'takes %j for what it is',
    async (typed) => {
      const { items } = await search(typed);
      expect(items.filter(({ match }: any) => match === 'exact')).toEqual([]);
    },
  );
});

describe('a name of another time', () => {
  it('finds the unit of the day', async () => {
    const { items, ambiguous } = await search('Thị trấn Hòa Thành', '&asOf=2021-01-01');
    expect(items[0]).toMatchObject({
      ...{ code: '25630', name: 'Phường Long Hoa', match: 'exact', formerName: 'Thị trấn Hòa Thành' },
    });
    expect(ambiguous).toBe(false);
    expect((await search('Phường Long Hoa')).items[0]).toMatchObject({ name: 'Thị trấn Hòa Thành' });
  });

  it('stands behind those who bear it on the day', async () => {
    const { items } = await search('Thị xã Tây Ninh');
    expect(items[0]).toMatchObject({ code: '703', name: 'Thành phố Tây Ninh', formerName: 'Thị xã Tây Ninh' });
    expect(await exactly('Hưng Thuận')).toEqual(['25714']);
    expect(await exactly('Hưng Thuận', '&asOf=2025-07-01')).toEqual(['25711']);
  });

  it('finds nobody who is not there', async () => {
    expect(await exactly('Xã Đôn Thuận', '&asOf=2025-07-01')).toEqual([]);
    expect(await exactly('Huyện Tân Biên', '&asOf=2025-07-01')).toEqual([]);
    expect(await exactly('Xã Phước Lưu', '&asOf=2021-01-01')).toEqual([]);
  });
});

it('is narrowed like any list, and paged', async () => {
  expect(await exactly('Tân Bình', '&within=705')).toEqual(['25495']);
  expect(await exactly('Tân Biên', '&level=commune')).toEqual(['25486']);
  expect(await exactly('Tân Biên', '&kind=huyện')).toEqual(['705']);
  expect(await exactly('Tân Bình', '&parent=703')).toEqual(['25474']);
  const first = await search('Tân Bình', '&limit=1');
  expect([first.items.length, first.total, first.ambiguous]).toEqual([1, 2, true]);
  const { body: second } = await tracker.get(
    `/units?q=${encodeURIComponent('Tân Bình')}&limit=1&cursor=${first.nextCursor}`,
  );
  expect(second.items).toMatchObject([{ code: '25495' }]);
});
