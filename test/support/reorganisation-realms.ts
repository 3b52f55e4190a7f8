import fc from 'fast-check';
import { STRETCHES } from './ledger-model.js';
import { type Piece, type Realm } from './reorganisation-model.js';

const span = fc
  .record({ from: fc.nat({ max: 8 }), to: fc.nat({ max: 12 }) })
  // Most are there all the time; who begins late or ends early does so in the middle.
  .map(({ from, to }) => ({ from: from < 3 ? from : 0, to: to > 2 && to < STRETCHES ? to : STRETCHES }));

/** Some districts and communes of one province; nobody is there without its parent. */
export const anyRealm: fc.Arbitrary<Realm> = fc
  .record({
    districts: fc.array(span, { minLength: 1, maxLength: 3 }),
    communes: fc.array(fc.record({ span, parent: fc.nat({ max: 3 }), kind: fc.constantFrom('xã', 'phường') }), {
      minLength: 1,
      maxLength: 6,
    }),
  })
  .map(({ districts, communes }) => {
    const piece = (unit: string, level: string, kind: string, parent: string | null): Piece => ({
      ...{ unit, from: 0, to: STRETCHES },
      life: { code: unit, name: `Đơn vị ${unit}`, kind, level, parent },
    });
    const above = districts.map((at, index) => ({ ...piece(`D${index}`, 'district', 'huyện', 'P'), ...at }));
    const below = communes.flatMap(({ span: own, parent, kind }, index) => {
      const district = above[parent];
      const from = Math.max(own.from, district?.from ?? 0);
      const to = Math.min(own.to, district?.to ?? STRETCHES);
      return from < to ? [{ ...piece(`C${index}`, 'commune', kind, district?.unit ?? 'P'), from, to }] : [];
    });
    return {
      systems: {},
      members: [],
      rules: [],
      exemptions: [],
      entries: [],
      edges: [],
      packages: [],
      decisions: [],
      pieces: [piece('P', 'province', 'tỉnh', null), ...above, ...below],
    };
  });
