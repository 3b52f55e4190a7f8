import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '../../../kernel/local-date.js';
import { type Level } from '../../../units/domain/unit.js';
import { type DeclaredFacts } from '../snapshot.js';
import { type FigureMove, type LevelStory, type NamedUnit } from './level-story.js';
import { VIETNAMESE } from './vietnamese.js';

const DAY = parseLocalDate('2016-12-31');
const xã = (name: string): NamedUnit => ({ name: `Xã ${name}`, kind: 'xã' });
const phường = (name: string): NamedUnit => ({ name: `Phường ${name}`, kind: 'phường' });
const huyện = (name: string): NamedUnit => ({ name: `Huyện ${name}`, kind: 'huyện' });
const sở = (name: string): NamedUnit => ({ name: `Sở ${name}`, kind: 'sở' });

const share = (
  level: Level,
  covered: number,
  eligible: number,
  more: Partial<Extract<LevelStory, { form: 'share' }>> = {},
): LevelStory => ({
  ...{ form: 'share', level, ratio: { covered, eligible }, missing: 0, unknown: eligible - covered },
  ...{ only: null, places: [], ...more },
});
const counted = (level: Level, covered: number, names: readonly NamedUnit[] = []): LevelStory => ({
  ...{ form: 'count', level, covered, names },
});
const stated = (count: number | null, more: Partial<DeclaredFacts> = {}): DeclaredFacts => ({
  ...{ count, total: null, comparator: count === null ? null : '=', counted: null, asOf: DAY },
  ...{ document: 'Báo cáo', quote: null, ...more },
});
const declared = (level: Level, declaration: DeclaredFacts): LevelStory => ({
  ...{ form: 'declared', level, declared: declaration },
});
const unknown = (level: Level, eligible: number): LevelStory => ({ form: 'unknown', level, eligible });

describe('what is said of a system', () => {
  const cases: readonly (readonly [what: string, stories: LevelStory[], totals: DeclaredFacts[], said: string])[] = [
    [
      'all of them, at one level',
      [share('commune', 95, 95)],
      [],
      'Tính đến ngày 31/12/2016, văn phòng điện tử đã được triển khai tại 95/95 UBND cấp xã, đạt tỷ lệ 100%.',
    ],
    [
      'all of them at every level, below ten with a zero, one unit by name',
      [share('department', 1, 1, { only: sở('Tư pháp') }), share('district', 9, 9), share('commune', 95, 95)],
      [],
      'Tính đến ngày 31/12/2016, văn phòng điện tử đã được triển khai tại Sở Tư pháp, 09/09 UBND cấp huyện và 95/95 UBND cấp xã, đạt tỷ lệ 100%.',
    ],
    [
      'a statement beside what is known: the share is not said of it',
      [declared('department', stated(13, { counted: 'sở' })), share('district', 9, 9), share('commune', 95, 95)],
      [stated(117, { counted: 'đơn vị' })],
      'Tính đến ngày 31/12/2016, văn phòng điện tử đã được triển khai tại 13 sở, 09/09 UBND cấp huyện và 95/95 UBND cấp xã, đạt tỷ lệ 100% ở cấp huyện và cấp xã. Trong đó 13 sở là số liệu công bố, chưa có danh sách đơn vị. Tổng số công bố: 117 đơn vị.',
    ],
    [
      'a part of them, where they lie, and what is left',
      [
        share('district', 9, 9),
        share('commune', 41, 95, { places: [{ name: 'Thành phố Tây Ninh', kind: 'thành phố' }, huyện('Tân Châu')] }),
      ],
      [],
      'Tính đến ngày 31/12/2016, văn phòng điện tử đã được triển khai tại 09/09 UBND cấp huyện và 41/95 UBND cấp xã, đạt tỷ lệ 100% ở cấp huyện và 43,2% ở cấp xã. 41 đơn vị cấp xã đã triển khai thuộc thành phố Tây Ninh và huyện Tân Châu; 54 đơn vị chưa có số liệu.',
    ],
    [
      'none of them, and it is known of all',
      [share('commune', 0, 95, { missing: 95, unknown: 0 })],
      [],
      'Ở cấp xã, chưa có đơn vị nào trong tổng số 95 đơn vị thuộc phạm vi triển khai.',
    ],
    [
      'none that anybody knows of: no unit is said to lack it',
      [share('commune', 0, 95, { missing: 2, unknown: 93 })],
      [],
      'Ở cấp xã, trong tổng số 95 đơn vị thuộc phạm vi chưa ghi nhận đơn vị nào triển khai: 02 đơn vị chưa triển khai, 93 đơn vị chưa có số liệu.',
    ],
    [
      'nothing at all',
      [unknown('district', 9), unknown('commune', 95)],
      [stated(null)],
      'Về văn phòng điện tử, tính đến ngày 31/12/2016 chưa có số liệu (cấp huyện và cấp xã).',
    ],
    [
      'nothing of one level',
      [share('district', 9, 9), unknown('commune', 95)],
      [],
      'Tính đến ngày 31/12/2016, văn phòng điện tử đã được triển khai tại 09/09 UBND cấp huyện, đạt tỷ lệ 100%. Ở cấp xã chưa có số liệu.',
    ],
    [
      'a count of how many is not stated, by name',
      [counted('department', 2, [sở('Nội vụ'), sở('Y tế')])],
      [],
      'Tính đến ngày 31/12/2016, văn phòng điện tử đã được triển khai tại 02 đơn vị cấp tỉnh (Sở Nội vụ và Sở Y tế).',
    ],
    [
      'thousands',
      [share('commune', 1685, 3321)],
      [],
      'Tính đến ngày 31/12/2016, văn phòng điện tử đã được triển khai tại 1.685/3.321 UBND cấp xã, đạt tỷ lệ 50,7%. 1.685 đơn vị cấp xã đã triển khai; 1.636 đơn vị chưa có số liệu.',
    ],
    [
      'a bound that was stated, in its own words',
      [],
      [stated(37, { comparator: '>', quote: 'tích hợp trên 37 cổng/trang' })],
      'Theo số liệu công bố, văn phòng điện tử được triển khai tại trên 37 (nguyên văn: “tích hợp trên 37 cổng/trang”).',
    ],
    [
      'some, nobody knows how many',
      [declared('district', stated(null, { comparator: 'some' }))],
      [],
      'Tính đến ngày 31/12/2016, văn phòng điện tử đã được triển khai tại một số đơn vị cấp huyện.',
    ],
    [
      'the only one that should have it lacks it',
      [share('department', 0, 1, { only: sở('Tư pháp'), missing: 1, unknown: 0 })],
      [],
      'Sở Tư pháp chưa triển khai.',
    ],
    [
      'names of wards that are numbers keep their capital',
      [counted('commune', 2, [phường('Hiệp Ninh'), phường('1')])],
      [],
      'Tính đến ngày 31/12/2016, văn phòng điện tử đã được triển khai tại 02 đơn vị cấp xã (phường Hiệp Ninh và Phường 1).',
    ],
  ];
  it.each(cases)('%s', (_what, stories, totals, said) => {
    expect(VIETNAMESE.overview({ system: 'văn phòng điện tử', stories, totals }, DAY).join(' ')).toBe(said);
  });
});

it.each<[LevelStory[], DeclaredFacts[], string]>([
  [[share('district', 9, 9)], [], 'tích hợp SMS: cấp huyện (09/09)'],
  [[share('commune', 41, 95)], [], 'tích hợp SMS: cấp xã (41/95, 43,2%)'],
  [[], [stated(null, { comparator: 'some' })], 'tích hợp SMS: một số đơn vị'],
  [[unknown('district', 9)], [], 'tích hợp SMS: chưa có số liệu'],
  [[share('district', 0, 9)], [], 'tích hợp SMS: chưa có số liệu'],
  [[], [], 'tích hợp SMS: có'],
])('a feature: %j %j', (stories, totals, said) => {
  expect(VIETNAMESE.part({ system: 'SMS', stories, totals })).toBe(said);
});

describe('how figures moved since the last report', () => {
  const move = (covered: [number, number], eligible: [number, number] | null = [95, 95]): FigureMove => ({
    ...{ level: 'commune', covered, eligible },
  });
  it.each<[string, FigureMove[], string[]]>([
    ['the first report', [], []],
    ['a rise', [move([41, 46])], ['So với kỳ trước, số đơn vị cấp xã đã triển khai tăng 05 (từ 41 lên 46).']],
    ['a fall', [move([41, 40])], ['So với kỳ trước, số đơn vị cấp xã đã triển khai giảm 01 (từ 41 xuống 40).']],
    ['no change', [move([41, 41])], ['So với kỳ trước, số đơn vị đã triển khai không thay đổi.']],
    [
      'fewer units after a merger',
      [move([95, 94], [95, 94])],
      [
        'So với kỳ trước, số đơn vị cấp xã đã triển khai giảm 01 (từ 95 xuống 94) và số đơn vị cấp xã thuộc phạm vi giảm từ 95 xuống 94.',
      ],
    ],
    [
      'how many there are was not stated',
      [move([3, 3], null)],
      ['So với kỳ trước, số đơn vị đã triển khai không thay đổi.'],
    ],
  ])('%s', (_what, moves, said) => {
    expect(VIETNAMESE.moves(moves)).toEqual(said);
  });
});

describe('units renamed or merged', () => {
  const facts = { effectiveOn: parseLocalDate('2020-02-01'), instrument: '865/NQ-UBTVQH14', unitsBefore: 2 };
  it('says what became of each where they are few', () => {
    const renamed = [{ before: huyện('Hòa Thành'), after: { name: 'Thị xã Hòa Thành', kind: 'thị xã' } }];
    const merged = [{ into: xã('Phước Bình'), from: [xã('Phước Lưu'), xã('Bình Thạnh')] }];
    expect(VIETNAMESE.reorganisation({ ...facts, renamed, merged })).toBe(
      'Theo 865/NQ-UBTVQH14, có hiệu lực từ ngày 01/02/2020: huyện Hòa Thành đổi thành thị xã Hòa Thành; xã Phước Lưu và xã Bình Thạnh sắp xếp thành xã Phước Bình.',
    );
  });
  it('counts them where they are many', () => {
    const merged = Array.from({ length: 96 }, () => ({ into: xã('A'), from: [xã('B')] }));
    expect(VIETNAMESE.reorganisation({ ...facts, unitsBefore: 280, renamed: [], merged })).toBe(
      'Theo 865/NQ-UBTVQH14, có hiệu lực từ ngày 01/02/2020: 96 đơn vị hình thành trên cơ sở 280 đơn vị trước đó.',
    );
  });
});

describe('units renamed or merged, further cases', () => {
  const facts = { effectiveOn: parseLocalDate('2025-07-01'), instrument: '1682/NQ-UBTVQH15', unitsBefore: 2 };
  const none = { renamed: [], merged: [] };
  it.each<[string, Partial<Parameters<typeof VIETNAMESE.reorganisation>[0]>, string]>([
    [
      'a part of one unit becomes another',
      { merged: [{ into: xã('Hưng Thuận'), from: [xã('Đôn Thuận')] }] },
      'xã Hưng Thuận hình thành từ xã Đôn Thuận.',
    ],
    [
      'another kind under the same name; a ward whose name is a number keeps its capital',
      { renamed: [{ before: { name: 'Thị trấn Trảng Bàng', kind: 'thị trấn' }, after: phường('Trảng Bàng') }] },
      'thị trấn Trảng Bàng đổi thành phường Trảng Bàng.',
    ],
    [
      'a ward whose name is a number',
      { merged: [{ into: phường('Tân Ninh'), from: [phường('1'), phường('2')] }] },
      'Phường 1 và Phường 2 sắp xếp thành phường Tân Ninh.',
    ],
    [
      'many renamed, counted, below ten with a zero beside those merged',
      {
        renamed: Array.from({ length: 9 }, () => ({ before: xã('A'), after: phường('A') })),
        merged: Array.from({ length: 2 }, () => ({ into: xã('B'), from: [xã('C'), xã('D')] })),
        unitsBefore: 4,
      },
      '02 đơn vị hình thành trên cơ sở 04 đơn vị trước đó; 09 đơn vị đổi tên hoặc đổi loại.',
    ],
  ])('%s', (_what, more, said) => {
    expect(VIETNAMESE.reorganisation({ ...facts, ...none, ...more })).toBe(
      `Theo 1682/NQ-UBTVQH15, có hiệu lực từ ngày 01/07/2025: ${said}`,
    );
  });
});

it('names the report before it, or says that it is the first', () => {
  expect(VIETNAMESE.previous(null)).toBe(
    'Đây là báo cáo đầu tiên theo mẫu này nên chưa có số liệu kỳ trước để so sánh.',
  );
  const previous = { id: '', number: '05/BC-STTTT', issuedOn: parseLocalDate('2017-01-05'), asOf: DAY };
  expect(VIETNAMESE.previous({ ...previous, revision: 1, knownAt: '' })).toBe(
    'Số liệu kỳ trước lấy theo Báo cáo số 05/BC-STTTT ngày 05/01/2017, tính đến hết ngày 31/12/2016.',
  );
});

it('says what is wanting, and whose plan is overdue', () => {
  expect(VIETNAMESE.gap('commune', 3, 54, 1)).toBe(
    'cấp xã: 03 đơn vị chưa triển khai, trong đó 01 đơn vị quá hạn theo kế hoạch; 54 đơn vị chưa có số liệu',
  );
  expect(VIETNAMESE.gap('commune', 0, 9, 0)).toBe('cấp xã: 09 đơn vị chưa có số liệu');
  expect(VIETNAMESE.gap('commune', 0, 0, 0)).toBeNull();
});

it('names the units of a change where they are few', () => {
  expect(VIETNAMESE.changed('Văn phòng điện tử', [xã('Tân Bình'), phường('1')])).toBe(
    'Văn phòng điện tử: 02 đơn vị (xã Tân Bình và Phường 1)',
  );
  expect(
    VIETNAMESE.changed(
      'Văn phòng điện tử',
      Array.from({ length: 11 }, () => xã('A')),
    ),
  ).toBe('Văn phòng điện tử: 11 đơn vị');
});

it.each([
  ['Hệ thống một cửa điện tử', 'hệ thống một cửa điện tử'],
  ['LGSP của tỉnh', 'LGSP của tỉnh'],
  ['Ứng dụng', 'ứng dụng'],
])('calls %s in running text %s', (name, called) => {
  expect(VIETNAMESE.system(name)).toBe(called);
});

it('says how many reported, of whom', () => {
  expect(VIETNAMESE.completeness('Báo cáo tháng 12', 10, 12)).toBe(
    'Báo cáo tháng 12: 10/12 (83,3%), còn 02 đơn vị chưa gửi.',
  );
  expect(VIETNAMESE.completeness('Báo cáo tháng 12', 12, 12)).toBe('Báo cáo tháng 12: 12/12 (100%), đã gửi đủ.');
});
