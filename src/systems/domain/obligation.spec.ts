import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyProvince, RUNS } from '../../../test/support/arbitraries.js';
import { owed } from '../../../test/support/model.js';
import { UnitTree } from '../../units/domain/unit-tree.js';
import { type Level, LEVELS, type UnitOnDay } from '../../units/domain/unit.js';
import { exemptionKey, type Obligation, Obligations, type Rule } from './obligation.js';

const unit = (id: string, level: Level, kind: string, parentId: string | null): UnitOnDay => ({
  ...{ id, code: `code-${id}`, agencyCode: null, name: id, kind, level, parentId },
});

// Tây Ninh 2016 in part: Tân Biên has a town and a commune, the city a ward.
const province = unit('tay-ninh', 'province', 'tỉnh', null);
const justice = unit('so-tu-phap', 'department', 'sở', 'tay-ninh');
const finance = unit('so-tai-chinh', 'department', 'sở', 'tay-ninh');
const office = unit('van-phong', 'department', 'văn phòng', 'tay-ninh');
const city = unit('thanh-pho', 'district', 'thành phố', 'tay-ninh');
const tanBien = unit('tan-bien', 'district', 'huyện', 'tay-ninh');
const town = unit('tan-bien-town', 'commune', 'thị trấn', 'tan-bien');
const tanBinh = unit('tan-binh', 'commune', 'xã', 'tan-bien');
const ward = unit('phuong-1', 'commune', 'phường', 'thanh-pho');
const UNITS = [province, justice, finance, office, city, tanBien, town, tanBinh, ward];

const SYSTEM = 7;
const rule = (level: Level, only: Partial<Rule> = {}): Rule => ({
  ...{ systemId: SYSTEM, level, kind: null, setId: null, withinId: null },
  ...only,
});
const MEMBERS = new Map([['so-tu-phap', new Set(['so-tu-phap', 'tan-binh'])]]);

const decide = (rules: readonly Rule[], of: UnitOnDay, exempt: readonly UnitOnDay[] = [], systemId = SYSTEM) =>
  new Obligations({
    tree: new UnitTree(UNITS),
    rules,
    members: MEMBERS,
    exemptions: new Set(exempt.map(({ id }) => exemptionKey(SYSTEM, id))),
  }).of(systemId, of);

describe('what a unit owes a system (domain.md §2)', () => {
  const communes = [rule('commune')];
  const inTanBien = [rule('commune', { withinId: 'tan-bien' })];
  const onlyXa = [rule('commune', { kind: 'xã' })];
  const justiceOnly = [rule('department', { setId: 'so-tu-phap' })]; // F24: hộ tịch at Sở Tư pháp
  const xaInTanBien = [rule('commune', { kind: 'xã', withinId: 'tan-bien' })];
  it.each<[string, readonly Rule[], UnitOnDay, Obligation]>([
    ['no rule at all', [], tanBinh, 'unspoken'],
    ['a rule for its level', communes, tanBinh, 'required'],
    ['a rule for another level', communes, tanBien, 'unspoken'],
    ['a rule for another system', [rule('commune', { systemId: 8 })], tanBinh, 'unspoken'],
    ['a rule within its district', inTanBien, tanBinh, 'required'],
    ['a rule within another district', inTanBien, ward, 'unspoken'],
    ['a rule within the unit itself', [rule('district', { withinId: 'tan-bien' })], tanBien, 'required'],
    ['a rule within the whole province', [rule('commune', { withinId: 'tay-ninh' })], ward, 'required'],
    ['a rule within what is not there that day', [rule('commune', { withinId: 'gone' })], ward, 'unspoken'],
    ['a rule for its kind', onlyXa, tanBinh, 'required'],
    ['a rule for another kind', onlyXa, ward, 'not-required'],
    ['a rule for a set it is in', justiceOnly, justice, 'required'],
    ['a rule for a set it is not in', justiceOnly, finance, 'not-required'],
    ['a rule for a set of no members', [rule('department', { setId: 'empty' })], justice, 'not-required'],
    ['a rule for a set, at another level', justiceOnly, tanBinh, 'unspoken'],
    ['kind and place, both fitting', xaInTanBien, tanBinh, 'required'],
    ['the place fits, the kind does not', xaInTanBien, town, 'not-required'],
    ['the place does not fit', xaInTanBien, ward, 'unspoken'],
    [
      'set and kind, one fitting',
      [rule('department', { kind: 'văn phòng', setId: 'so-tu-phap' })],
      justice,
      'not-required',
    ],
    [
      'set and kind, the other fitting',
      [rule('department', { kind: 'văn phòng', setId: 'so-tu-phap' })],
      office,
      'not-required',
    ],
    ['one of two rules', [...justiceOnly, rule('department', { kind: 'văn phòng' })], office, 'required'],
    ['none of two rules', [...justiceOnly, rule('department', { kind: 'văn phòng' })], finance, 'not-required'],
    ['one rule names it, another only its level', [...onlyXa, ...inTanBien], town, 'required'],
  ])('%s', (_, rules, of, expected) => {
    expect(decide(rules, of)).toBe(expected);
  });

  it.each<[string, readonly Rule[], UnitOnDay, Obligation]>([
    ['what was required', communes, tanBinh, 'exempt'],
    ['what no rule names', onlyXa, ward, 'not-required'],
    ['what no rule reaches', [], tanBinh, 'unspoken'],
  ])('an exemption lets off %s: %j', (_, rules, of, expected) => {
    expect(decide(rules, of, [of])).toBe(expected);
  });

  it('an exemption is of one unit and one system', () => {
    expect(decide(communes, tanBinh, [town])).toBe('required');
    const both = [rule('commune'), rule('commune', { systemId: 8 })];
    expect(decide(both, tanBinh, [tanBinh], 8)).toBe('required');
    expect(exemptionKey(1, '11')).not.toBe(exemptionKey(11, '1'));
  });

  it('agrees with reading every rule for every unit, whatever the rules', () => {
    const systems = [1, 2];
    const ids = ['p', 's0', 'd0', 'd1', 'c0', 'c1', 'gone'];
    const anyRule: fc.Arbitrary<Rule> = fc.record({
      systemId: fc.constantFrom(...systems),
      level: fc.constantFrom(...LEVELS),
      kind: fc.option(fc.constantFrom('xã', 'phường', 'sở')),
      setId: fc.option(fc.constantFrom('one', 'two', 'empty')),
      withinId: fc.option(fc.constantFrom(...ids), { freq: 1 }),
    });
    const anyFacts = fc.record({
      units: anyProvince,
      rules: fc.array(anyRule, { maxLength: 8 }),
      one: fc.subarray(ids),
      two: fc.subarray(ids),
      exempt: fc.subarray(systems.flatMap((system) => ids.map((id) => exemptionKey(system, id)))),
    });
    fc.assert(
      fc.property(anyFacts, ({ units, rules, one, two, exempt }) => {
        const members = new Map([
          ['one', new Set(one)],
          ['two', new Set(two)],
        ]);
        const exemptions = new Set(exempt);
        const obligations = new Obligations({ tree: new UnitTree(units), rules, members, exemptions });
        for (const system of systems) {
          const own = rules.filter(({ systemId }) => systemId === system);
          for (const each of units) {
            const isExempt = exemptions.has(`${system}:${each.id}`);
            expect(obligations.of(system, each)).toBe(owed(each, own, members, isExempt, units));
          }
        }
      }),
      RUNS,
    );
  });
});
