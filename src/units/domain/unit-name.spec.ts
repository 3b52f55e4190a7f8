import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gradeMatch, type MatchCandidate, type MatchGrade, parseTypedName, searchKey } from './unit-name.js';

const RUNS = { numRuns: 1000 };

const province = { name: 'Tỉnh Tây Ninh', kind: 'tỉnh' };
const city = { name: 'Thành phố Tây Ninh', kind: 'thành phố' };
const tanBien = { name: 'Huyện Tân Biên', kind: 'huyện' };
const unit = (name: string, kind: string, code: string, ...ancestors: MatchCandidate['ancestors']): MatchCandidate => ({
  ...{ name, kind, code, ancestors },
});
const department = (name: string, slug: string, kind = 'sở') => unit(name, kind, `72.${slug}`, province);

/** Official names by the short form used in the tables below. */
const UNITS = {
  cityTanBinh: unit('Xã Tân Bình', 'xã', '25474', city, province),
  tanBienTanBinh: unit('Xã Tân Bình', 'xã', '25495', tanBien, province),
  tanBienTown: unit('Thị trấn Tân Biên', 'thị trấn', '25486', tanBien, province),
  tanBien: unit('Huyện Tân Biên', 'huyện', '705', province),
  city: unit('Thành phố Tây Ninh', 'thành phố', '703', province),
  province: unit('Tỉnh Tây Ninh', 'tỉnh', '72'),
  hiepNinh: unit('Phường Hiệp Ninh', 'phường', '25465', city, province),
  ward4: unit('Phường IV', 'phường', '25459', city, province),
  ward10: unit('Phường 10', 'phường', '26700', { name: 'Quận 3', kind: 'quận' }),
  sonHa: unit('Xã Sơn Hà', 'xã', '1', { name: 'Tỉnh Quảng Ngãi', kind: 'tỉnh' }),
  phan: unit('Xã Phan', 'xã', '25570', { name: 'Huyện Dương Minh Châu', kind: 'huyện' }, province),
  tanPhu: unit('Xã Tân Phú', 'xã', '25534', province),
  hoaHoi: unit('Xã Hòa Hội', 'xã', '25594', province),
  xaDung: unit('Xã Xa Dung', 'xã', '3208', { name: 'Huyện Điện Biên Đông', kind: 'huyện' }),
  hBong: unit('Xã H Bông', 'xã', '24000', { name: 'Tỉnh Gia Lai', kind: 'tỉnh' }),
  sonVi: unit('Xã Sơn Vi', 'xã', '8548', { name: 'Tỉnh Phú Thọ', kind: 'tỉnh' }),
  quanSonTown: unit('Thị trấn Quan Sơn', 'thị trấn', '15016', { name: 'Huyện Quan Sơn', kind: 'huyện' }),
  hoaThanh: unit('Thị xã Hòa Thành', 'thị xã', '709', province),
  district1: unit('Quận 1', 'quận', '760', { name: 'Thành phố Hồ Chí Minh', kind: 'thành phố trực thuộc trung ương' }),
  hcmCity: unit('Thành phố Hồ Chí Minh', 'thành phố trực thuộc trung ương', '79'),
  bariaProvince: unit('Tỉnh Bà Rịa - Vũng Tàu', 'tỉnh', '77'),
  longSon: unit('Xã Long Sơn', 'xã', '26545', { name: 'Tỉnh Bà Rịa - Vũng Tàu', kind: 'tỉnh' }),
  iaHDrai: unit("Huyện Ia H' Drai", 'huyện', '618', { name: 'Tỉnh Kon Tum', kind: 'tỉnh' }),
  haiChau2: unit('Phường Hải Châu II', 'phường', '20239', { name: 'Quận Hải Châu', kind: 'quận' }),
  phuQuoc: unit('Đặc khu Phú Quốc', 'đặc khu', '31078'),
  ict: department('Sở Thông tin và Truyền thông', 'STTTT'),
  agriculture: department('Sở Nông nghiệp và Phát triển nông thôn', 'SNNPTNT'),
  labour: department('Sở Lao động - Thương binh và Xã hội', 'SLDTBXH'),
  culture: department('Sở Văn hóa, Thể thao và Du lịch', 'SVHTTDL'),
  education: department('Sở Giáo dục và Đào tạo', 'SGDDT'),
  justice: department('Sở Tư pháp', 'STP'),
  office: department('Văn phòng UBND tỉnh', 'VPUBND', 'văn phòng'),
  inspectorate: department('Thanh tra tỉnh', 'TTT', 'thanh tra'),
  cooperatives: department('Liên minh Hợp tác xã tỉnh', 'LMHTX', 'liên minh'),
} satisfies Record<string, MatchCandidate>;

const grade = (typed: string, key: keyof typeof UNITS) => gradeMatch(parseTypedName(typed), UNITS[key]);

describe('searchKey', () => {
  it.each([
    ['xã', 'tan binh', ['Xã Tân Bình', 'xã Tân  Bình']],
    ['thị trấn', 'tan bien', ['Thị trấn Tân Biên', 'Thị Trấn  Tân Biên ']],
    ['phường', '4', ['Phường IV', 'Phường 04', 'Phường 4']],
    ['phường', '10', ['Phường X', 'Phường 10', 'Phường 010']],
    ['phường', 'hai chau 2', ['Phường Hải Châu II']],
    ['xã', 'son vi', ['Xã Sơn Vi']],
    ['thị xã', 'hoa thanh', ['Thị xã Hoà Thành', 'Thị xã Hòa Thành']],
    ['thành phố trực thuộc trung ương', 'ha noi', ['Thành phố Hà Nội']],
    ['tỉnh', 'ba ria-vung tau', ['Tỉnh Bà Rịa - Vũng Tàu', 'Tỉnh Bà Rịa – Vũng Tàu']],
    ['xã', 'xa dung', ['Xã Xa Dung']],
    ['sở', 'so tu phap', ['Sở Tư pháp']],
    ['văn phòng', 'van phong ubnd tinh', ['Văn phòng Ủy ban nhân dân tỉnh', 'Văn phòng UBND tỉnh']],
    ['văn phòng', 'van phong hdnd tinh', ['Văn phòng Hội đồng nhân dân tỉnh', 'Văn phòng HĐND tỉnh']],
    ['liên minh', 'lien minh hop tac xa tinh', ['Liên minh Hợp tác xã tỉnh']],
  ])('%s %j: %j', (kind, expected, names) => {
    expect(names.map((name) => searchKey(name, kind))).toEqual(names.map(() => expected));
  });
});

describe('parseTypedName', () => {
  it('splits a name from its kind and its places', () => {
    expect(parseTypedName('UBND P.04 (TP. Tây Ninh)')[0]).toEqual({
      ...{ bareKey: '4', searchKey: '4', kinds: ['phường'] },
      within: [
        [
          { bareKey: 'tây ninh', searchKey: 'tay ninh', kinds: ['thành phố', 'thành phố trực thuộc trung ương'] },
          { bareKey: 'tp. tây ninh', searchKey: 'tp. tay ninh', kinds: [] },
        ],
      ],
    });
  });

  it.each<[kind: string | undefined, bare: string, typed: string[]]>([
    ['xã', 'tân bình', ['Xã Tân Bình', 'X. Tân Bình', 'X.Tân Bình', 'ỦY BAN NHÂN DÂN XÃ TÂN BÌNH']],
    ['xã', 'tân bình', ['Uỷ ban nhân dân xã Tân Bình', 'UBND X. Tân Bình', 'xa Tân Bình']],
    ['xã', 'tan binh', ['xa tan binh', 'ubnd xa tan binh', 'uy ban nhan dan xa tan binh', 'x. tan binh']],
    ['thị trấn', 'tân biên', ['Thị Trấn Tân Biên', 'TT Tân Biên', 'TT.Tân Biên', 'TT. Tân Biên', 'T.T Tân Biên']],
    ['thị trấn', 'tan bien', ['thi tran tan bien', 'tt tan bien']],
    ['thị xã', 'hoà thành', ['TX. Hòa Thành', 'TX Hoà Thành', 'Thị xã Hòa Thành', 'UBND thị xã Hòa Thành']],
    ['thành phố', 'tây ninh', ['Thành phố Tây Ninh', 'TP. Tây Ninh', 'Tp Tây Ninh', 'TP.Tây Ninh']],
    ['huyện', 'tân biên', ['Huyện Tân Biên', 'H. Tân Biên', 'h.Tân Biên', 'huyen Tân Biên']],
    ['tỉnh', 'tây ninh', ['T.Tây Ninh', 'T. Tây Ninh', 'UBND tỉnh Tây Ninh']],
    ['quận', '1', ['Q.1', 'Q1', 'Quận 1', 'quan 01']],
    ['phường', '4', ['P.4', 'P4', 'P. 04', 'Phường 4', 'Phường IV', 'p.iv', 'phuong iv']],
    [undefined, 'tân bình', ['Tân Bình', 'UBND Tân Bình']],
    [undefined, 'tân phú', ['Tân Phú', 'TÂN  PHÚ']],
    [undefined, 'phan', ['Phan', 'UBND Phan']],
    [undefined, 'xà phìn', ['Xà Phìn']],
    [undefined, 'thọ xuân', ['Thọ Xuân']],
    [undefined, 'n.t phong hải', ['N.T Phong Hải']],
    [undefined, "h'neng", ["H' Neng", 'H’Neng']],
    [undefined, 'xã', ['xã', 'XÃ ']],
    [undefined, 'tt', ['TT', 'TT.']],
    [undefined, 'h', ['h', 'H.']],
    [undefined, 'thành phố', ['Thành phố']],
  ])('reads first kind %s, name %s in %j', (kind, bare, typed) => {
    const first = typed.map((text) => parseTypedName(text)[0]);
    expect(first.map((reading) => [reading?.kinds[0], reading?.bareKey])).toEqual(typed.map(() => [kind, bare]));
  });

  it('keeps the letters of a numeral, for a name may begin with them', () => {
    expect(parseTypedName('Tân V').map((reading) => reading.searchKey)).toEqual(['tan 5', 'tan v']);
  });

  it.each(['', '  ', ',', '()', ' - '])('%j names nothing', (typed) => {
    expect(parseTypedName(typed)).toEqual([]);
  });

  it.each(['P. I, ', 'tỉnh tỉnh - ', 'Q. I (', 'huyện A '])('reads %j in few ways however often typed', (piece) => {
    expect(parseTypedName(piece.repeat(Math.floor(300 / piece.length))).length).toBeLessThan(400);
    expect(parseTypedName(piece.repeat(3000))).toEqual([]);
  });
});

describe('gradeMatch', () => {
  it.each<[keyof typeof UNITS, MatchGrade | null, string[]]>([
    ['cityTanBinh', 'exact', ['Tân Bình', 'Xã Tân Bình (TP. Tây Ninh)', 'Tân Bình, Tây Ninh, Tây Ninh']],
    ['tanBienTanBinh', 'exact', ['Tân Bình', 'X. Tân Bình, huyện Tân Biên', 'Tân Bình - huyện Tân Biên']],
    ['tanBienTanBinh', 'exact', ['Tân Bình, Tân Biên, Tây Ninh', 'Tân Bình, Tây Ninh']],
    ['tanBienTanBinh', 'exact', ['xã Tân Bình huyện Tân Biên tỉnh Tây Ninh', 'Xã Tân Bình, tỉnh Tây Ninh']],
    ['tanBienTanBinh', 'exact', ['UBND xã Tân Bình, UBND huyện Tân Biên']],
    ['tanBienTanBinh', null, ['Xã Tân Bình (TP. Tây Ninh)', 'Tân Bình, Tây Ninh, Tây Ninh']],
    ['tanBienTanBinh', null, ['Xã Tân Bình, huyện Tây Ninh']],
    ['cityTanBinh', 'prefix', ['Xã Tân Bình (TP. Tây N']],
    ['cityTanBinh', null, ['X. Tân Bình, huyện Tân Biên']],
    ['tanBienTanBinh', 'suggestion', ['ubnd xa tan binh huyen tan bien', 'Xã Tân Bình, tan bien']],
    ['tanBienTanBinh', 'suggestion', ['Xã Tân Bình, thị xã Tân Biên']],
    ['cityTanBinh', 'suggestion', ['Xã Tân Bình, huyện Tây Ninh']],
    ['tanBien', 'exact', ['Tân Biên']],
    ['tanBienTown', 'exact', ['Tân Biên', 'TT Tân Biên']],
    ['tanBien', 'suggestion', ['TT Tân Biên']],
    ['tanBienTown', 'suggestion', ['thi tran tan bien']],
    ['province', 'exact', ['Tây Ninh']],
    ['province', 'suggestion', ['TP Tây Ninh']],
    ['city', 'exact', ['TP Tây Ninh']],
    ['hiepNinh', 'prefix', ['Phường Hiệp N', 'h']],
    ['hiepNinh', 'suggestion', ['Hiê', 'xã Hiệp Ninh']],
    ['hiepNinh', null, ['xã Hiệp']],
    ['hiepNinh', 'exact', ['P.Hiệp Ninh-TP.Tây Ninh']],
    ['ward4', 'exact', ['Phường 4', 'P04', 'phuong iv', 'P4 TP Tây Ninh']],
    ['ward10', 'prefix', ['P.1']],
    ['ward10', 'exact', ['P10 Q3']],
    ['sonHa', 'exact', ['Sơn Hà']],
    ['sonHa', 'suggestion', ['Sơn Hạ', 'son ha']],
    ['sonHa', 'prefix', ['Sơn H']],
    ['phan', 'exact', ['Phan', 'xa phan']],
    ['tanPhu', 'exact', ['Tân Phú']],
    ['hoaHoi', 'exact', ['XÃ HOÀ HỘI']],
    ['xaDung', 'exact', ['Xa Dung', 'xã xa dung']],
    ['hBong', 'exact', ['H Bông', 'xã H Bông']],
    ['sonVi', 'prefix', ['Sơn V']],
    ['sonVi', 'exact', ['Sơn Vi']],
    ['sonVi', null, ['Sơn 6']],
    ['quanSonTown', 'exact', ['Quan Sơn, Quan Sơn', 'thị trấn Quan Sơn huyện Quan Sơn']],
    ['hoaThanh', 'exact', ['Hòa Thành', 'TX Hoà Thành']],
    ['hoaThanh', 'suggestion', ['xã Hòa Thành']],
    ['district1', 'exact', ['Q.1, TP.Hồ Chí Minh', 'q1']],
    ['hcmCity', 'exact', ['TP. Hồ Chí Minh']],
    ['bariaProvince', 'exact', ['Bà Rịa – Vũng Tàu']],
    ['bariaProvince', 'prefix', ['Bà Rịa-Vũng']],
    ['longSon', 'exact', ['Long Sơn - Bà Rịa - Vũng Tàu']],
    ['iaHDrai', 'exact', ['Ia H’Drai']],
    ['haiChau2', 'exact', ['Hải Châu 2', 'Hải Châu II']],
    ['phuQuoc', 'suggestion', ['dac khu phu quoc']],
    ['phuQuoc', 'exact', ['Đặc khu Phú Quốc']],
    ['tanPhu', null, ['xã', '']],
  ])('%s: %s for %j', (key, expected, typed) => {
    expect(typed.map((text) => grade(text, key))).toEqual(typed.map(() => expected));
  });

  it.each<[keyof typeof UNITS, MatchGrade | null, string[]]>([
    ['ict', 'exact', ['Sở Thông tin và Truyền thông', 'Sở Thông tin & Truyền thông', 'STTTT', 'stt&tt']],
    ['ict', 'exact', ['STTTT tỉnh Tây Ninh']],
    ['ict', 'prefix', ['Sở Thông tin', 'Sở']],
    ['ict', 'suggestion', ['so thong tin', 'Sở TTTT', 'sở TT&TT', 'Sở TT và TT, tỉnh Tây Ninh']],
    ['ict', null, ['Sở TTTT, tỉnh Long An', 'Sở TN&MT', 'TTTT']],
    ['agriculture', 'exact', ['SNN&PTNT', 'SNNPTNT']],
    ['agriculture', 'suggestion', ['Sở Nông nghiệp và PTNT', 'Sở NN&PTNT']],
    ['labour', 'exact', ['Sở Lao động-Thương binh và Xã hội, Tây Ninh', 'Sở Lao động – Thương binh và Xã hội']],
    ['labour', 'suggestion', ['Sở LĐ-TB&XH', 'Sở LĐTBXH']],
    ['culture', 'exact', ['Sở Văn hoá, Thể thao và Du lịch', 'Sở Văn hóa, Thể thao và Du lịch, tỉnh Tây Ninh']],
    ['culture', 'prefix', ['Sở Văn hoá,Thể thao', 'Sở Văn hóa']],
    ['culture', null, ['Sở Văn hóa, Thể thao và Du lịch, tỉnh Long An', 'Sở Văn hóa, tỉnh Long An']],
    ['education', 'exact', ['SGDĐT', 'SGDDT']],
    ['education', 'suggestion', ['Sở GD-ĐT', 'Sở GD và ĐT']],
    ['justice', 'exact', ['Sở Tư pháp tỉnh Tây Ninh', 'Sở Tư pháp, Tây Ninh', 'SỞ TƯ PHÁP']],
    ['justice', null, ['Tư pháp', 'xã Sở Tư pháp']],
    ['office', 'exact', ['Văn phòng Ủy ban nhân dân tỉnh', 'Văn phòng UBND tỉnh Tây Ninh', 'VPUBND']],
    ['office', 'suggestion', ['VP UBND tỉnh', 'van phong uy ban nhan dan tinh']],
    ['inspectorate', 'exact', ['Thanh tra tỉnh Tây Ninh', 'Thanh tra tỉnh', 'TTT']],
    ['inspectorate', 'prefix', ['Thanh tra']],
    ['cooperatives', 'exact', ['Liên minh Hợp tác xã tỉnh']],
    ['cooperatives', 'suggestion', ['Liên minh HTX', 'Liên minh HTX tỉnh']],
  ])('department %s: %s for %j', (key, expected, typed) => {
    expect(typed.map((text) => grade(text, key))).toEqual(typed.map(() => expected));
  });
});

/** Kind, and the ways it may be typed in front of the name. */
const PREFIXES = [
  ['xã', ['Xã ', 'xa ', 'X. ', 'x.', 'UBND xã ', 'Ủy ban nhân dân xã ', 'Uỷ ban nhân dân Xã ']],
  ['phường', ['Phường ', 'P. ', 'P.', 'PHƯỜNG ', 'ubnd phuong ']],
  ['thị trấn', ['Thị trấn ', 'Thị Trấn ', 'TT. ', 'TT ', 'thi tran ']],
  ['huyện', ['Huyện ', 'H. ', 'H.', 'UBND huyện ']],
  ['thị xã', ['Thị xã ', 'TX. ', 'TX ']],
  ['thành phố', ['Thành phố ', 'TP. ', 'Tp ', 'TP.']],
  ['quận', ['Quận ', 'Q. ', 'Q.']],
  ['tỉnh', ['Tỉnh ', 'T. ', 'UBND tỉnh ']],
] as const;

const NEW_STYLE = { Hòa: 'Hoà', Thủy: 'Thuỷ', Khỏe: 'Khoẻ', Hóa: 'Hoá' } as const;
const properName = fc.oneof(
  fc
    .array(fc.constantFrom(...'Tân Xa Quan Hòa Thủy Khỏe Hóa Toàn Quý Đông Vi Thị Bình'.split(' ')), {
      minLength: 1,
      maxLength: 4,
    })
    .map((syllables) => syllables.join(' ')),
  fc.integer({ min: 1, max: 40 }).map(String),
  fc.constantFrom('IV', 'Hải Châu II', 'H Bông', "Ia H' Drai", 'Văn Miếu - Quốc Tử Giám', 'N.T Phong Hải', 'Tỉnh Gia'),
);
const typedUnit = fc.constantFrom(...PREFIXES).chain(([kind, prefixes]) =>
  fc.record({
    bare: properName,
    kind: fc.constant(kind),
    official: fc.constant(prefixes[0]),
    prefix: fc.constantFrom('', ...prefixes),
  }),
);

describe('every unit', () => {
  it('is exactly what its own name says, however that is written', () => {
    fc.assert(
      fc.property(typedUnit, fc.constantFrom('', ', Tân Biên', ' (huyện Tân Biên)'), ({ bare, ...form }, place) => {
        const candidate = unit(form.official + bare, form.kind, '1', tanBien, province);
        const typed = form.prefix + bare + place;
        const newStyle = typed.replace(/Hòa|Thủy|Khỏe|Hóa/gu, (word) => NEW_STYLE[word as keyof typeof NEW_STYLE]);
        for (const spelling of [typed, typed.normalize('NFD'), newStyle, typed.toUpperCase(), ` ${typed}\u00a0`]) {
          expect(gradeMatch(parseTypedName(spelling), candidate)).toBe('exact');
        }
      }),
      RUNS,
    );
  });

  it('is never matched without a reading whose key begins its stored key', () => {
    fc.assert(
      fc.property(typedUnit, typedUnit, fc.nat(12), (mine, other, length) => {
        const candidate = unit(other.official + other.bare, other.kind, '1', province);
        const readings = parseTypedName((mine.prefix + mine.bare).slice(0, length));
        const stored = searchKey(candidate.name, candidate.kind);
        const found = readings.some((reading) => stored.startsWith(reading.searchKey));
        expect(found || gradeMatch(readings, candidate) === null).toBe(true);
      }),
      RUNS,
    );
  });

  it('is exact only for its own diacritics, and suggested for any others', () => {
    const groups = [
      ['Sơn', 'Son', 'Sớn'],
      ['Hà', 'Hạ', 'Ha'],
      ['Tô', 'Tơ', 'To'],
      ['Đa', 'Da', 'Dạ'],
    ] as const;
    const pair = fc
      .constantFrom(...groups)
      .chain((group) => fc.tuple(fc.constantFrom(...group), fc.constantFrom(...group)));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 3 }), (pairs) => {
        const typed = pairs.map(([mine]) => mine).join(' ');
        const official = pairs.map(([, theirs]) => theirs).join(' ');
        const expected = typed === official ? 'exact' : 'suggestion';
        expect(gradeMatch(parseTypedName(typed), unit(`Xã ${official}`, 'xã', '1'))).toBe(expected);
      }),
      RUNS,
    );
  });
});
