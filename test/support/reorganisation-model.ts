import { FIRST_DAYS, type Life, obligationOf, stateOn, stretchOf, STRETCHES, type World } from './ledger-model.js';

/**
 * Units that are reorganised, told a second time from domain.md §1: every package is tried on a copy, and refused when
 * the copy makes no sense. Time passes as in the model of the ledger; reorganisations fall on FIRST_DAYS.
 */
export interface Realm extends Omit<World, 'units' | 'systems' | 'inherited'> {
  /** System → how a successor's stage follows. */
  systems: Record<string, string>;
  pieces: Piece[];
  edges: Edge[];
  packages: Package[];
  decisions: Decision[];
}

/** What a unit is from a stretch to one before another. It stays the same object as long as it is believed. */
export interface Piece {
  unit: string;
  from: number;
  to: number;
  life: Life;
}

interface Edge {
  /** Index of the package. */
  by: number;
  predecessor: string;
  successor: string;
  stretch: number;
  extent: string;
  lead: boolean;
}

export interface Package {
  id: string;
  stretch: number;
  undone: boolean;
  closed: Piece[];
  opened: Piece[];
  made: string[];
}

interface Decision {
  by: number;
  successor: string;
  system: string;
  predecessors: string[];
}

export interface Part {
  unit: string;
  extent: string;
  lead: boolean;
  remains: boolean;
}

export type Target = string | { key: string; life: Life };

export type Change =
  | { type: 'establish'; into: Target[] }
  | { type: 'rename' | 'reclassify' | 'move'; unit: string; to: Partial<Life> }
  | { type: 'merge'; from: Part[]; into: Target[] }
  | { type: 'split'; unit: string; remains: boolean; into: Target[] }
  | { type: 'dissolve'; unit: string };

const RANK: Readonly<Record<string, number>> = { province: 0, department: 1, district: 1, commune: 2, subordinate: 3 };
const KINDS: Readonly<Record<string, string[]>> = {
  province: ['tỉnh', 'thành phố trực thuộc trung ương'],
  district: ['huyện', 'quận', 'thị xã', 'thành phố'],
  commune: ['xã', 'phường', 'thị trấn', 'đặc khu'],
};
const RISING = ['none', 'retired', 'preparing', 'pilot', 'suspended', 'live'];

export function lifeIn({ pieces }: Pick<Realm, 'pieces'>, unit: string, stretch: number): Life | null {
  return pieceIn(pieces, unit, stretch)?.life ?? null;
}

function pieceIn(pieces: readonly Piece[], unit: string, stretch: number): Piece | undefined {
  return pieces.find((piece) => piece.unit === unit && piece.from <= stretch && stretch < piece.to);
}

/** Keys of the units of a stretch, in one order whatever became of them. */
export function unitsIn({ pieces }: Pick<Realm, 'pieces'>, stretch: number): string[] {
  return pieces
    .filter(({ from, to }) => from <= stretch && stretch < to)
    .map(({ unit }) => unit)
    .sort();
}

/** True when nobody is twice there, codes name one unit, kinds are legal, parents are there and above, lineage has both ends. */
export function isSound(realm: Pick<Realm, 'pieces' | 'edges'>): boolean {
  for (let stretch = 0; stretch < STRETCHES; stretch += 1) {
    const units = unitsIn(realm, stretch);
    const lives = units.map((unit) => lifeIn(realm, unit, stretch) as Life);
    if (new Set(units).size < units.length || new Set(lives.map(({ code }) => code)).size < lives.length) return false;
    for (const { level, kind, parent } of lives) {
      if (KINDS[level]?.includes(kind) === false) return false;
      const above = parent === null ? null : lifeIn(realm, parent, stretch);
      if (above ? Number(RANK[above.level]) >= Number(RANK[level]) : parent !== null || level !== 'province')
        return false;
    }
  }
  return realm.edges.every(
    ({ predecessor, successor, stretch }) =>
      lifeIn(realm, predecessor, stretch - 1) && lifeIn(realm, successor, stretch),
  );
}

/** What is believed after a package, or null where it is refused. */
export function reorganise(before: Realm, stretch: number, changes: readonly Change[]): Realm | null {
  const realm = structuredClone(before);
  if (changes.flatMap(namedIn).some((unit) => !lifeIn(realm, unit, stretch - 1))) return null;
  // Another package of the day may have ended them already.
  const isGone = (unit: string) => !lifeIn(realm, unit, stretch);
  if (changes.flatMap(goingOn).some(isGone)) return null;

  const made = changes
    .flatMap((change) => ('into' in change ? change.into : []))
    .filter((it) => typeof it !== 'string');
  const edges = edgesOf(changes, { by: realm.packages.length, stretch });
  const patches = new Map<string, Partial<Life>>();
  for (const change of changes) {
    if ('to' in change) patches.set(change.unit, { ...patches.get(change.unit), ...change.to });
  }
  const ends = changes.flatMap(endsOf);
  const ended = new Set(ends.map(({ unit }) => unit));
  const isTwice = (unit: string) => {
    const own = ends.filter((end) => end.unit === unit);
    return own.length > 1 && own.some(({ wholly }) => wholly);
  };
  if ([...ended].some((unit) => patches.has(unit) || isTwice(unit))) return null;
  const told = [...realm.edges, ...edges]
    .filter((edge) => edge.stretch === stretch)
    .map(({ predecessor, successor }) => `${predecessor} ${successor}`);
  if (new Set(told).size < told.length) return null;
  const wentAlready = realm.edges.filter((edge) => edge.stretch === stretch && isGone(edge.predecessor));
  if (edges.some(({ predecessor }) => wentAlready.some((edge) => edge.predecessor === predecessor))) return null;

  for (const child of unitsIn(realm, stretch)) {
    const parent = lifeIn(realm, child, stretch)?.parent ?? '';
    if (!ended.has(parent) || ended.has(child) || patches.get(child)?.parent !== undefined) continue;
    const [only, another] = edges.filter(({ predecessor }) => predecessor === parent);
    if (!only || another || only.extent !== 'whole') return null;
    patches.set(child, { ...patches.get(child), parent: only.successor });
  }

  const untilThen = (piece: Piece): Piece[] => (piece.from < stretch ? [{ ...piece, to: stretch }] : []);
  const patched = [...patches].map(([unit, to]) => ({ piece: pieceIn(realm.pieces, unit, stretch) as Piece, to }));
  const lost = realm.pieces.filter(({ unit, to }) => ended.has(unit) && to > stretch);
  const closed = [...lost, ...patched.map(({ piece }) => piece)];
  const opened = [
    ...closed.flatMap(untilThen),
    ...patched.map(({ piece, to }) => ({ ...piece, from: stretch, life: { ...piece.life, ...to } })),
    ...made.map(({ key, life }): Piece => ({ unit: key, from: stretch, to: STRETCHES, life })),
  ];
  realm.pieces = [...realm.pieces.filter((piece) => !closed.includes(piece)), ...opened];
  realm.edges.push(...edges);
  realm.packages.push({ id: '', stretch, undone: false, closed, opened, made: made.map(({ key }) => key) });
  return isSound(realm) ? realm : null;
}

/** Those that exist already. */
export function namedIn(change: Change): string[] {
  const into = 'into' in change ? change.into.filter((target) => typeof target === 'string') : [];
  const unit = 'unit' in change ? [change.unit] : 'from' in change ? change.from.map((part) => part.unit) : [];
  return [...unit, ...into];
}

/** Those that are there after the change as before. */
function goingOn(change: Change): string[] {
  if (change.type === 'merge') return change.from.filter(({ remains }) => remains).map(({ unit }) => unit);
  return 'to' in change || (change.type === 'split' && change.remains) ? [change.unit] : [];
}

/** Who went into whom. Who takes others in is a predecessor of itself, wholly, whether told so or not. */
function edgesOf(changes: readonly Change[], place: { by: number; stretch: number }): Edge[] {
  const edges: Edge[] = [];
  for (const change of changes) {
    if (change.type !== 'merge' && change.type !== 'split') continue;
    const parts =
      change.type === 'merge' ? change.from : [{ unit: change.unit, extent: 'partial', lead: false, remains: false }];
    for (const target of change.into) {
      const successor = typeof target === 'string' ? target : target.key;
      const itself = typeof target === 'string' ? [{ unit: target, extent: 'whole', lead: false }] : [];
      for (const { unit, extent, lead } of [...parts, ...itself])
        edges.push({ ...place, predecessor: unit, successor, extent, lead });
    }
  }
  const isItself = ({ predecessor, successor, extent }: Edge) => predecessor === successor && extent === 'whole';
  return edges.filter(
    (edge, index) =>
      !isItself(edge) || !edges.slice(0, index).some((it) => isItself(it) && it.successor === edge.successor),
  );
}

function endsOf(change: Change): { unit: string; wholly: boolean }[] {
  if (change.type === 'merge') {
    return change.from
      .filter(({ remains }) => !remains)
      .map(({ unit, extent }) => ({ unit, wholly: extent === 'whole' }));
  }
  const ends = change.type === 'dissolve' || (change.type === 'split' && !change.remains);
  return ends ? [{ unit: change.unit, wholly: true }] : [];
}

/** What is believed after an undo, or null where something rests on the package. */
export function undo(before: Realm, index: number): Realm | null {
  const realm = structuredClone(before);
  const package_ = realm.packages[index];
  if (!package_ || package_.undone) return null;
  const { opened, closed, made } = package_;
  if (!opened.every((piece) => realm.pieces.includes(piece))) return null;
  if (realm.entries.some(({ unit, retracted }) => !retracted && made.includes(unit))) return null;
  package_.undone = true;
  realm.pieces = [...realm.pieces.filter((piece) => !opened.includes(piece)), ...closed];
  realm.edges = realm.edges.filter(({ by }) => by !== index);
  realm.decisions = realm.decisions.filter(({ by }) => by !== index);
  return isSound(realm) ? realm : null;
}

/** The ledger's view of it: everybody stretch by stretch, and what follows from predecessors. */
export function worldOf(realm: Realm): World {
  const keys = [...new Set(realm.pieces.map(({ unit }) => unit))].sort();
  const stretches = Array.from({ length: STRETCHES }, (_, stretch) => stretch);
  const world: World = {
    ...realm,
    systems: Object.keys(realm.systems),
    units: Object.fromEntries(keys.map((key) => [key, stretches.map((stretch) => lifeIn(realm, key, stretch))])),
    inherited: (unit, system, day) => inheritedStage(realm, world, { unit, system, day }),
  };
  return world;
}

function inheritedStage(realm: Realm, world: World, of: { unit: string; system: string; day: string }): string | null {
  const { unit, system, day } = of;
  const rule = realm.systems[system];
  const past = realm.edges.filter(({ successor, stretch }) => successor === unit && stretch <= stretchOf(day));
  const last = Math.max(...past.map(({ stretch }) => stretch));
  const eve = eveOf(last);
  const owing = past
    .filter(({ stretch }) => stretch === last)
    .filter(({ predecessor }) => ['required', 'unspoken'].includes(obligationOf(world, predecessor, system, eve)));
  const decision = realm.decisions.find(
    ({ by, successor, system: of }) =>
      past.some((edge) => edge.by === by && edge.stretch === last) && successor === unit && of === system,
  );
  if (rule === 'none' || (!decision && owing.some(({ extent }) => extent === 'partial'))) return null;
  const counting = owing.filter(({ predecessor, lead }) =>
    decision ? decision.predecessors.includes(predecessor) : rule !== 'lead' || lead,
  );
  const ranks = counting
    .map(({ predecessor }) => stageOn(world, predecessor, system, eve))
    .map((stage) => (stage === null ? -1 : RISING.indexOf(stage)));
  return RISING[rule === 'any' ? Math.max(...ranks) : Math.min(...ranks)] ?? null;
}

/** Its own stage, or the one that follows from its predecessors. */
function stageOn(world: World, unit: string, system: string, day: string): string | null {
  return stateOn(world, unit, system, day)?.stage ?? world.inherited?.(unit, system, day) ?? null;
}

function eveOf(stretch: number): string {
  const first = FIRST_DAYS[stretch - 1];
  return first === undefined ? '' : new Date(Date.parse(first) - 86_400_000).toISOString().slice(0, 10);
}

/** Believed entries of days on which their unit is not there, with the unit that all of theirs went into, if there is one. */
export function stranded(realm: Realm): { id: number; successor: string | null }[] {
  return realm.entries
    .filter(({ unit, day, retracted }) => !retracted && !lifeIn(realm, unit, stretchOf(day)))
    .map(({ id, unit, day }) => ({ id, successor: successorOf(realm, unit, stretchOf(day)) }));
}

function successorOf(realm: Realm, unit: string, stretch: number): string | null {
  if (lifeIn(realm, unit, stretch)) return unit;
  const [only, another] = realm.edges.filter(
    (edge) => edge.predecessor === unit && edge.successor !== unit && edge.stretch <= stretch,
  );
  return only && !another && only.extent === 'whole' ? successorOf(realm, only.successor, stretch) : null;
}
