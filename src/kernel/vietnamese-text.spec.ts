import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accentFreeKey, compareVietnamese, lowerCommonNoun, matchKey, romanNumber, tidy } from './vietnamese-text.js';

const RUNS = { numRuns: 1000 };

/** Pieces that make folding go wrong, mixed with arbitrary Unicode. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'hòa',
        'hoà',
        'toàn',
        'ủy',
        'uỷ',
        'quý',
        'qúy',
        'Thủy',
        'KHỎE',
        'đ',
        'Đ',
        ' ',
        '\u00a0',
        '\u0300',
      ),
      fc.constantFrom('o\u0300', 'a', 'e', 'y', 'u\u0309', 'Σ', 'İ', 'ơ', 'ữ', "'", '-', '1'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('tidy', () => {
  it.each([
    ['  Xã\u00a0 Tân \t\n Bình ', 'Xã Tân Bình'],
    ['Ho\u0300a', 'Hòa'],
    ['\ufeffXã', 'Xã'],
    [' \u00a0 ', ''],
  ])('%j becomes %j', (given, expected) => {
    expect(tidy(given)).toBe(expected);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(tidy(tidy(any))).toBe(tidy(any));
      }),
      RUNS,
    );
  });
});

describe('matchKey', () => {
  it.each([
    ['Hòa', 'Hoà'],
    ['Khỏe', 'KHOẺ'],
    ['thủy', 'Thuỷ'],
    ['Ủy ban', 'Uỷ ban'],
    ['Huyện Hòa Thành', 'HUYỆN  HOÀ THÀNH'],
    ['Mường Khoẻ-Hòa', 'mường khỏe-hoà'],
    ['Ho\u0300a', 'hoà'],
    ['loã', 'lõa'],
    ['toạ', 'tọa'],
  ])('%s and %s are one text', (a, b) => {
    expect(matchKey(a)).toBe(matchKey(b));
  });

  it.each([
    ['TOÀN', 'toàn'],
    ['Hoàng', 'hoàng'],
    ['Quý', 'quý'],
    ['Qúy', 'qúy'],
    ['khuỷu', 'khuỷu'],
    ['Đôn Thuận', 'đôn thuận'],
    ['của', 'của'],
    ['tòan', 'tòan'],
  ])('%s keeps its tones where they are', (given, expected) => {
    expect(matchKey(given)).toBe(expected);
  });

  it.each([
    ['Sơn Hà', 'Sơn Hạ'],
    ['Ba Tô', 'Ba Tơ'],
    ['Đa', 'Da'],
  ])('%s and %s stay two names', (a, b) => {
    expect(matchKey(a)).not.toBe(matchKey(b));
  });

  it('lets a half-typed syllable begin the whole one', () => {
    expect(matchKey('hoàng').startsWith(matchKey('hòa'))).toBe(true);
    expect(matchKey('hoàng').startsWith(matchKey('hoà'))).toBe(true);
  });

  it('changes nothing the second time, and asks no normal form of its input', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(matchKey(matchKey(any))).toBe(matchKey(any));
        expect(matchKey(any.normalize('NFD'))).toBe(matchKey(any.normalize('NFC')));
      }),
      RUNS,
    );
  });
});

describe('accentFreeKey', () => {
  it.each([
    ['Đôn Thuận', 'don thuan'],
    ['THỊ TRẤN TÂN BIÊN', 'thi tran tan bien'],
    ["Ea H'đinh", "ea h'dinh"],
    ['Ngưỡng Ở Ẩm', 'nguong o am'],
    ['Quý Hoà', 'quy hoa'],
  ])('%s becomes %s', (given, expected) => {
    expect(accentFreeKey(given)).toBe(expected);
  });

  it('is stable, and the same from the text and from its match key', () => {
    fc.assert(
      fc.property(text, (any) => {
        const key = accentFreeKey(any);
        expect(accentFreeKey(key)).toBe(key);
        expect(accentFreeKey(matchKey(any))).toBe(key);
        expect(key).not.toMatch(/[\p{M}đĐ]/u);
      }),
      RUNS,
    );
  });
});

describe('compareVietnamese', () => {
  it('orders as a Vietnamese reader expects', () => {
    const expected = ['An', 'Ăn', 'Ân', 'Cầu', 'Châu', 'Dân', 'Đôn', 'Phường 2', 'Phường 10', 'Tô', 'Tơ'];
    expect([...expected].reverse().sort(compareVietnamese)).toEqual(expected);
    expect(['mạ', 'mã', 'mả', 'má', 'mà', 'ma'].sort(compareVietnamese)).toEqual(['ma', 'mà', 'mả', 'mã', 'má', 'mạ']);
  });
});

describe('romanNumber', () => {
  it.each([
    ['I', 1],
    ['IV', 4],
    ['IX', 9],
    ['XIV', 14],
    ['XIX', 19],
    ['XXX', 30],
    ['Vi', null],
    ['IIII', null],
    ['', null],
  ])('%s is %s', (given, expected) => {
    expect(romanNumber(given)).toBe(expected);
  });
});

describe('lowerCommonNoun', () => {
  it.each([
    ['Phường Hiệp Ninh', 'phường', 'phường Hiệp Ninh'],
    ['Huyện Tân Biên', 'huyện', 'huyện Tân Biên'],
    ['Thị Trấn  Tân Biên', 'thị trấn', 'thị trấn Tân Biên'],
    ['xã Bắc Sơn', 'xã', 'xã Bắc Sơn'],
    ['Thành phố Hà Nội', 'thành phố trực thuộc trung ương', 'thành phố Hà Nội'],
    ['Thành phố Hồ Chí Minh', 'thành phố trực thuộc trung ương', 'Thành phố Hồ Chí Minh'],
    ['Phường 1', 'phường', 'Phường 1'],
    ['Phường IV', 'phường', 'Phường IV'],
    ['Quận 10', 'quận', 'Quận 10'],
    ['Sở Tư pháp', 'sở', 'Sở Tư pháp'],
    ['Tân Biên', 'huyện', 'Tân Biên'],
    ['Xã', 'xã', 'Xã'],
  ])('%s (%s) reads %s', (name, kind, expected) => {
    expect(lowerCommonNoun(name, kind)).toBe(expected);
  });
});
