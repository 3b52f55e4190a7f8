import fc from 'fast-check';
import { type Life } from './ledger-model.js';
import { type Change, lifeIn, namedIn, type Part, type Realm, type Target, unitsIn } from './reorganisation-model.js';

/** A change before it is known who there is: units are meant by their place among those of the eve. */
export const changeDraft = fc.record({
  type: fc.constantFrom<Change['type']>(
    ...([
      'merge',
      'merge',
      'merge',
      'merge',
      'merge',
      'merge',
      'split',
      'split',
      'rename',
      'reclassify',
      'move',
      'establish',
    ] as const),
    'dissolve',
  ),
  level: fc.constantFrom(...Array<string>(7).fill('commune'), 'district', 'district', 'any'),
  /** Who was named already may be named again. */
  careless: fc.nat({ max: 7 }).map((chance) => chance === 0),
  units: fc.array(fc.nat({ max: 60 }), { minLength: 5, maxLength: 5 }),
  parts: fc.array(
    fc.record({
      extent: fc.constantFrom('whole', 'whole', 'whole', 'whole', 'partial'),
      lead: fc.boolean(),
      remains: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  targets: fc.array(
    fc.record({
      exists: fc.nat({ max: 2 }).map((chance) => chance === 0),
      code: fc.constantFrom(null, null, null, null, null, null, 'M1', 'M2', 'M3', 'C2'),
      kind: fc.nat({ max: 15 }),
    }),
    { minLength: 2, maxLength: 2 },
  ),
  remains: fc.boolean(),
  several: fc.boolean(),
});
export type ChangeDraft = typeof changeDraft extends fc.Arbitrary<infer T> ? T : never;

const KINDS: Readonly<Record<string, string[]>> = {
  district: ['huyện', 'thị xã'],
  commune: [...Array<string>(8).fill('xã'), ...Array<string>(5).fill('phường'), 'thị trấn', 'đặc khu', 'huyện'],
};

/** What a draft means where units are as they are; `before` are the changes of the package so far. */
export function changeOf(draft: ChangeDraft, realm: Realm, stretch: number, before: readonly Change[]): Change {
  const { type, level, careless, units, parts, remains, several } = draft;
  const there = unitsIn(realm, stretch - 1);
  const levelOf = (unit: string) => lifeIn(realm, unit, stretch - 1)?.level;
  const named = new Set(before.flatMap(namedIn));
  const take = (place: number): string => {
    const fitting = there.filter((unit) => levelOf(unit) === level || (level === 'any' && unit !== 'P'));
    const free = careless ? fitting : fitting.filter((unit) => !named.has(unit));
    // Who came of a reorganisation meets another more often.
    const made = free.filter((unit) => unit.startsWith('N'));
    const chosen = place % 2 === 0 && made.length > 0 ? made : free;
    const unit = chosen[place % Math.max(chosen.length, 1)] ?? 'P';
    named.add(unit);
    return unit;
  };
  const [first = 0, ...others] = units;
  const unit = take(first);
  const parent = parentFor(draft, realm, stretch, { unit, before });
  const key = `N${realm.packages.length}-${before.length}`;
  const target = (index: number): Target => {
    const { exists, code, kind } = draft.targets[index] as ChangeDraft['targets'][0];
    if (exists && type !== 'establish') return take(others[index] ?? 0);
    const goesOn = type !== 'merge' || (parts[0]?.extent === 'partial' && parts[0].remains);
    const own = goesOn ? null : lifeIn(realm, unit, stretch - 1)?.code;
    const made = level === 'district' ? 'district' : 'commune';
    const life: Life = {
      code: code ?? own ?? `F${realm.packages.length}${before.length}${index}`,
      name: `Đơn vị mới ${index}`,
      kind: kindOf(made, kind),
      level: made,
      parent,
    };
    return { key: `${key}-${index}`, life };
  };
  switch (type) {
    case 'establish':
      return { type, into: [target(0)] };
    case 'dissolve':
      return { type, unit };
    case 'split':
      return { type, unit, remains, into: several ? [target(0), target(1)] : [target(0)] };
    case 'merge': {
      const from = parts.map((part, index): Part => ({
        ...part,
        // All of a unit goes, unless a careless hand says otherwise.
        remains: part.remains && (part.extent === 'partial' || careless),
        unit: index === 0 ? unit : take(others[index + 1] ?? 0),
      }));
      const into = target(0);
      // Who takes the others in may be told among them, to lead.
      const [{ lead }] = parts as [ChangeDraft['parts'][0]];
      const itself = typeof into === 'string' && several ? [{ unit: into, extent: 'whole', lead, remains: true }] : [];
      return { type, from: [...from, ...itself], into: [into] };
    }
    default:
      return { type, unit, to: attributesOf(draft, levelOf(unit) ?? '', parent) };
  }
}

function attributesOf({ type, targets: [said] }: ChangeDraft, level: string, parent: string): Partial<Life> {
  const { code, kind, exists } = said as ChangeDraft['targets'][0];
  const recoded = code === null ? {} : { code };
  if (type === 'rename') return { name: 'Tên khác', ...recoded };
  if (type === 'move') return { parent, ...recoded };
  return { kind: kindOf(level, kind), ...(exists ? { name: 'Tên khác' } : {}), ...recoded };
}

/** The parent of a unit, a district of the eve, one that the package makes, or the province. */
function parentFor(
  { type, level, units: [, , , , place = 0] }: ChangeDraft,
  realm: Realm,
  stretch: number,
  at: { unit: string; before: readonly Change[] },
): string {
  const made = at.before
    .flatMap((change) => ('into' in change ? change.into : []))
    .flatMap((target) => (typeof target !== 'string' && target.life.level === 'district' ? [target.key] : []));
  const districts = unitsIn(realm, stretch - 1).filter(
    (unit) => lifeIn(realm, unit, stretch - 1)?.level === 'district',
  );
  const fitting = level === 'district' ? [] : [...made, ...districts];
  const own = lifeIn(realm, at.unit, stretch - 1)?.parent;
  if (own && type !== 'move' && made.length === 0 && level === 'commune' && place % 2 === 0) return own;
  return fitting[place % Math.max(fitting.length, 1)] ?? 'P';
}

function kindOf(level: string, nth: number): string {
  const kinds = KINDS[level] ?? ['văn phòng'];
  return kinds[nth % kinds.length] as string;
}
