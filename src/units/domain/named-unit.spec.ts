import { describe, expect, it } from '@jest/globals';
import { isUnitNamed } from './named-unit.js';
import { type UnitPeriod } from './unit.js';

const unit = (name: string, kind: string, code: string, level: UnitPeriod['level'] = 'commune'): UnitPeriod => ({
  ...{ unitId: code, code, agencyCode: null, name, kind, level, parentId: null, period: { from: null, to: null } },
});
const donThuan = unit('Xã Đôn Thuận', 'xã', '25711');
const ward4 = unit('Phường 4', 'phường', '25462');
const hoaHoi = unit('Xã Hòa Hội', 'xã', '25594');
const tanBienTown = unit('Thị trấn Tân Biên', 'thị trấn', '25486');
const justice = unit('Sở Tư pháp', 'sở', '72.STP', 'department');

describe('isUnitNamed', () => {
  it.each([
    ['Xã Đôn Thuận', donThuan],
    ['Đôn Thuận', donThuan],
    ['xã  đôn thuận', donThuan],
    ['UBND xã Đôn Thuận', donThuan],
    ['Ủy ban nhân dân xã Đôn Thuận', donThuan],
    ['X. Đôn Thuận', donThuan],
    ['Xã Đôn Thuận, huyện Trảng Bàng', donThuan], // places are not looked at
    ['Xã Hoà Hội', hoaHoi], // tone placement, domain-rules.md §5
    ['Phường IV', ward4], // 1682/NQ-UBTVQH15 writes IV, the register 4
    ['P.4', ward4],
    ['TT. Tân Biên', tanBienTown],
    ['Sở Tư pháp', justice],
  ])('%j names %o', (typed, expected) => {
    expect(isUnitNamed(typed, expected)).toBe(true);
  });

  it.each([
    ['Xã Hưng Thuận', donThuan], // the name its code bears since 2025-07-01
    ['Don Thuan', donThuan], // without diacritics it suggests, it does not name
    ['Phường Đôn Thuận', donThuan],
    ['Phường 3', ward4],
    ['Phường 40', ward4],
    ['Xã Tân Biên', tanBienTown],
    ['Huyện Tân Biên', tanBienTown], // all eight towns bear their district's name
    ['', donThuan],
    ['Xã', donThuan],
  ])('%j does not name %o', (typed, other) => {
    expect(isUnitNamed(typed, other)).toBe(false);
  });
});
