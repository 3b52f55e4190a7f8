import { describe, expect, it } from '@jest/globals';
import { decodeTcvn3, legacyFontOf, mayBeLegacy, syllablesOf, weigh } from './legacy-vietnamese.js';
import { legacyReader } from './legacy-reader.js';

// The same words in the encodings, as converters write them (TCVN 5712:1993; the VNI Windows character set).
const SAMPLES = [
  ['Uỷ ban nhân dân xã Tân Bình', 'Uû ban nh©n d©n x· T©n B×nh', 'Uyû ban nhaân daân xaõ Taân Bình'],
  ['Huyện Hòa Thành', 'HuyÖn Hßa Thµnh', 'Huyeän Hoøa Thaønh'],
  ['Đang sử dụng', '§ang sö dông', 'Ñang söû duïng'],
  ['Thị trấn Dương Minh Châu', 'ThÞ trÊn D­¬ng Minh Ch©u', 'Thò traán Döông Minh Chaâu'],
  ['Phần mềm quản lý hộ tịch', 'PhÇn mÒm qu¶n lý hé tÞch', 'Phaàn meàm quaûn lyù hoä tòch'],
] satisfies [string, string, string][];

describe('decodeTcvn3', () => {
  it.each(SAMPLES.map(([unicode, tcvn3]) => [unicode, tcvn3] as const))('reads "%s"', (unicode, tcvn3) => {
    expect(decodeTcvn3(tcvn3)).toBe(unicode);
  });

  it('reads the fonts of capitals as capitals, and so words that stand in capitals', () => {
    expect(decodeTcvn3('x· t©n b×nh', 'tcvn3-capitals')).toBe('XÃ TÂN BÌNH');
    expect(decodeTcvn3('UBND X· T¢N B×NH')).toBe('UBND Xã TÂN BÌNH');
  });
});

describe('weigh', () => {
  it.each(SAMPLES)('tells the readings of "%s" apart', (unicode, tcvn3, vni) => {
    const [asUnicode, asTcvn3, asVni] = [weigh(unicode), weigh(tcvn3), weigh(vni)];
    expect(asUnicode.unicode).toBeGreaterThan(asUnicode.tcvn3 + asUnicode.vni);
    expect(asTcvn3.tcvn3).toBeGreaterThan(asTcvn3.unicode + asTcvn3.vni);
    expect(asVni.vni).toBeGreaterThan(asVni.unicode + asVni.tcvn3);
    expect(syllablesOf(vni, 'vni')).toBeGreaterThan(syllablesOf(vni, 'tcvn3'));
  });

  it('makes nothing of what is neither', () => {
    expect(weigh('Straße 5 × 3 µm © Citroën ½ 25°C')).toMatchObject({ tcvn3: 1, tcvn3Letters: 2, vni: 0 });
    expect(weigh('plain ASCII')).toEqual({ unicode: 0, tcvn3: 0, vni: 0, tcvn3Letters: 0, vniSample: null });
  });
});

describe('legacyFontOf and mayBeLegacy', () => {
  it('know the fonts', () => {
    expect(legacyFontOf('.VnTime')).toBe('tcvn3');
    expect(legacyFontOf('.VnArial NarrowH')).toBe('tcvn3-capitals');
    expect(legacyFontOf('VNI-Times')).toBe('vni');
    for (const name of ['Calibri', 'Times New Roman', 'Vnitimes', '']) expect(legacyFontOf(name)).toBeNull();
  });

  it('rule out what has letters beyond Latin-1, and plain ASCII', () => {
    expect(mayBeLegacy('T©n')).toBe(true);
    expect(mayBeLegacy('Tân')).toBe(true);
    expect(mayBeLegacy('Thạnh T©n')).toBe(false);
    expect(mayBeLegacy('Tan')).toBe(false);
  });
});

describe('legacyReader', () => {
  it('reads what can only be TCVN3, and leaves what may be chance', () => {
    const reader = legacyReader();
    expect(reader.read('x· T©n B×nh', null)).toBe('xã Tân Bình');
    for (const text of ['Xã Tân Bình', 'Citroën', '5 µm', '5 × 3', 'a · b', '® ©', 'São Paulo', '« Tân »'])
      expect(reader.read(text, null)).toBe(text);
  });

  it('reads words that could be either as the others of their file are', () => {
    const among = legacyReader();
    among.learn(['Uû ban nh©n d©n x· T©n B×nh', 'HuyÖn Hßa Thµnh']);
    // "cã" is a syllable as it stands; as TCVN3 it is "có".
    expect(among.read('cã', null)).toBe('có');
    const alone = legacyReader();
    alone.learn(['Xã Tân Bình', 'Huyện Hòa Thành']);
    expect(alone.read('cã', null)).toBe('cã');
  });

  it('reads by the font of a cell, unless the text was typed as Unicode', () => {
    const reader = legacyReader();
    expect(reader.read('cã', 'tcvn3')).toBe('có');
    expect(reader.read('hµ', 'tcvn3-capitals')).toBe('HÀ');
    expect(reader.read('Nguyên', 'tcvn3')).toBe('Nguyên');
  });

  it('refuses VNI: one word in a VNI font, three in any', () => {
    expect(() => legacyReader().read('Taân Bình', 'vni')).toThrow('VNI');
    expect(legacyReader().read('Tân Bình', 'vni')).toBe('Tân Bình');
    expect(() => legacyReader().read('Uyû ban nhaân daân xaõ Taân Bình', null)).toThrow('such as "Uyû"');
    const slips = legacyReader();
    expect(slips.read('Taân', null)).toBe('Taân');
    expect(() => {
      slips.learn(SAMPLES.map(([, , vni]) => vni));
    }).toThrow('VNI');
  });
});
