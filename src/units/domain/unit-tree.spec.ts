import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyProvince, RUNS } from '../../../test/support/arbitraries.js';
import { standsWithin } from '../../../test/support/model.js';
import { compareUnits, UnitTree } from './unit-tree.js';
import { type Level, type UnitOnDay } from './unit.js';

const unit = (id: string, code: string, name: string, level: Level, parentId: string | null): UnitOnDay => ({
  ...{ id, code, agencyCode: null, name, kind: level, level, parentId },
});

// Tây Ninh at the end of 2016, in part (GSO register).
const province = unit('u72', '72', 'Tỉnh Tây Ninh', 'province', null);
const justice = unit('uSTP', '72.STP', 'Sở Tư pháp', 'department', 'u72');
const trangBang = unit('u712', '712', 'Huyện Trảng Bàng', 'district', 'u72');
const tanBien = unit('u705', '705', 'Huyện Tân Biên', 'district', 'u72');
const donThuan = unit('u25711', '25711', 'Xã Đôn Thuận', 'commune', 'u712');
const hungThuan = unit('u25714', '25714', 'Xã Hưng Thuận', 'commune', 'u712');
const counter = unit('uTT', '72.TTHCC', 'Trung tâm phục vụ hành chính công', 'subordinate', 'u25711');
const stray = unit('uX', '99999', 'Xã Không Cha', 'commune', 'gone');
const ALL = [donThuan, counter, province, trangBang, stray, justice, tanBien, hungThuan];
const tree = new UnitTree(ALL);

describe('UnitTree', () => {
  it('finds by id, then by code', () => {
    expect(tree.find('u25711')).toBe(donThuan);
    expect(tree.find('25711')).toBe(donThuan);
    expect(tree.find('25712')).toBeUndefined();
    const namesake = unit('25711', '1', 'Xã Một', 'commune', null);
    expect(new UnitTree([donThuan, namesake]).find('25711')).toBe(namesake);
  });

  it('has as roots what has no parent on the day', () => {
    expect(tree.roots()).toEqual([province, stray]);
    expect(new UnitTree([]).roots()).toEqual([]);
  });

  it.each([
    ['u72', [trangBang, justice, tanBien]],
    ['u712', [donThuan, hungThuan]],
    ['u705', []],
    ['nobody', []],
  ])('children of %s', (id, expected) => {
    expect(tree.children(id)).toEqual(expected);
  });

  it('gives subtrees parents first, each unit once', () => {
    expect(tree.subtree([trangBang])).toEqual([trangBang, donThuan, hungThuan, counter]);
    const twice = tree.subtree([donThuan, trangBang, donThuan]);
    expect(twice.map(({ code }) => code).sort()).toEqual(['25711', '25714', '712', '72.TTHCC']);
    expect(tree.subtree([])).toEqual([]);
  });

  it('climbs from the parent to the root', () => {
    expect(tree.ancestors(counter)).toEqual([donThuan, trangBang, province]);
    expect(tree.ancestors(province)).toEqual([]);
    expect(tree.ancestors(stray)).toEqual([]);
  });

  it.each([
    [donThuan, 'u25711', true],
    [donThuan, 'u712', true],
    [donThuan, 'u72', true],
    [donThuan, 'u705', false],
    [trangBang, 'u25711', false],
    [stray, 'gone', false], // what is not there that day holds nobody
  ])('%o within %s: %s', (given, top, expected) => {
    expect(tree.isWithin(given, top)).toBe(expected);
  });

  it.each([
    [counter, trangBang],
    [donThuan, trangBang],
    [trangBang, trangBang],
    [justice, null],
    [province, null],
    [stray, null],
  ])('district of %o', (given, expected) => {
    expect(tree.districtOf(given)).toBe(expected);
  });

  it('agrees with walking up from every unit, whatever the province', () => {
    fc.assert(
      fc.property(anyProvince, fc.nat(), fc.infiniteStream(fc.nat()), (units, chosen, order) => {
        const [...keys] = order.take(units.length);
        const shuffled = units.map((each, index) => ({ each, key: keys[index] ?? 0 })).sort((a, b) => a.key - b.key);
        const any = new UnitTree(shuffled.map(({ each }) => each));
        const top = units[chosen % units.length] as UnitOnDay;
        const below = any.subtree([top]);
        expect(new Set(below)).toEqual(new Set(units.filter((each) => standsWithin(each, top.id, units))));
        expect(new Set(below).size).toBe(below.length);
        below.forEach((each, place) => {
          if (each === top) return;
          expect(below.slice(0, place).some((earlier) => earlier.id === each.parentId)).toBe(true);
        });
        for (const each of units) {
          expect(any.isWithin(each, top.id)).toBe(below.includes(each));
          expect(any.find(each.code)).toBe(each);
          const district = units.find((other) => other.level === 'district' && standsWithin(each, other.id, units));
          expect(any.districtOf(each)).toBe(district ?? null);
        }
      }),
      RUNS,
    );
  });
});

describe('compareUnits', () => {
  it('orders by level, then as Vietnamese sorts, then by code', () => {
    const ward2 = unit('a', '25468', 'Phường 2', 'commune', 'u703');
    const ward10 = unit('b', '26700', 'Phường 10', 'commune', 'u770');
    // Xã Tân Bình stands twice in the province (GSO 2016: 25474 and 25495)
    const first = unit('d', '25474', 'Xã Tân Bình', 'commune', 'u703');
    const second = unit('c', '25495', 'Xã Tân Bình', 'commune', 'u705');
    const ordered = [province, justice, tanBien, trangBang, ward2, ward10, donThuan, first, second, counter];
    expect([...ordered].reverse().sort(compareUnits)).toEqual(ordered);
    expect(compareUnits(first, first)).toBe(0);
  });
});
