import { type Fault } from '../kernel/refusal.js';
import { type Change, type NewUnit } from '../units/domain/reorganisation.js';
import { type UnitAttributes } from '../units/domain/unit.js';
import {
  type ChangeDto,
  type ChangeType,
  type InstrumentDto,
  type SuccessorDto,
} from './dto/reorganisation.requests.js';
import { changeHasNo, changeLacks } from './reorganisations.errors.js';

type Field = Exclude<keyof ChangeDto, 'type'>;

const FIELDS: Readonly<Record<ChangeType, { needs: readonly Field[]; may: readonly Field[] }>> = {
  establish: { needs: ['into'], may: [] },
  rename: { needs: ['unit', 'name'], may: ['code'] },
  reclassify: { needs: ['unit', 'kind'], may: ['name', 'code'] },
  move: { needs: ['unit', 'parent'], may: ['code'] },
  merge: { needs: ['from', 'into'], may: [] },
  split: { needs: ['unit', 'into'], may: ['remains'] },
  dissolve: { needs: ['unit'], may: [] },
};

/** The existing units that a package names, with where. */
export interface NamedUnit {
  readonly unit: string;
  readonly path: string;
}

/** The units named in a package, apart from the keys of those it makes. */
export function unitsNamed(instruments: readonly InstrumentDto[]): NamedUnit[] {
  const keys = new Set(
    instruments.flatMap(({ changes }) => changes.flatMap(({ into = [] }) => into.flatMap(({ key }) => key ?? []))),
  );
  const named: NamedUnit[] = [];
  eachChange(instruments, (change, path) => {
    if (change.unit !== undefined) named.push({ unit: change.unit, path: `${path}.unit` });
    for (const [index, part] of (change.from ?? []).entries())
      named.push({ unit: part.unit, path: `${path}.from[${index}].unit` });
    for (const [index, { unit, parent }] of (change.into ?? []).entries()) {
      if (unit !== undefined) named.push({ unit, path: `${path}.into[${index}].unit` });
      if (parent !== undefined && !keys.has(parent))
        named.push({ unit: parent, path: `${path}.into[${index}].parent` });
    }
    if (change.parent !== undefined && !keys.has(change.parent))
      named.push({ unit: change.parent, path: `${path}.parent` });
  });
  return named;
}

/** The changes of a package with ids in the place of references, and every fault of their form. */
export function readChanges(
  instruments: readonly InstrumentDto[],
  idOf: (reference: string) => string,
): { changes: Change[]; faults: Fault[] } {
  const changes: Change[] = [];
  const faults: Fault[] = [];
  eachChange(instruments, (dto, path) => {
    const own = faultsOfForm(dto, path);
    faults.push(...own);
    if (own.length === 0) changes.push(toChange(dto, path, idOf));
  });
  return { changes, faults };
}

function eachChange(instruments: readonly InstrumentDto[], visit: (change: ChangeDto, path: string) => void): void {
  for (const [i, instrument] of instruments.entries()) {
    for (const [j, change] of instrument.changes.entries()) visit(change, `instruments[${i}].changes[${j}]`);
  }
}

function faultsOfForm(dto: ChangeDto, path: string): Fault[] {
  const { needs, may } = FIELDS[dto.type];
  const given = (Object.keys(dto) as (keyof ChangeDto)[]).filter(
    (field): field is Field => field !== 'type' && dto[field] !== undefined,
  );
  const faults = [
    ...needs.filter((field) => !given.includes(field)).map((field) => changeLacks(path, dto.type, field)),
    ...given
      .filter((field) => !needs.includes(field) && !may.includes(field))
      .map((field) => changeHasNo(path, dto.type, field)),
  ];
  for (const [index, target] of (dto.into ?? []).entries()) {
    if (target.unit !== undefined && dto.type !== 'establish') continue;
    for (const field of ['code', 'name', 'kind', 'level'] as const) {
      if (target[field] === undefined) faults.push(changeLacks(`${path}.into[${index}]`, dto.type, field));
    }
  }
  if (dto.type !== 'split' && (dto.into?.length ?? 1) > 1) faults.push(changeHasNo(path, dto.type, 'into[1]'));
  return faults;
}

function toChange(dto: ChangeDto, place: string, idOf: (reference: string) => string): Change {
  const unit = dto.unit === undefined ? '' : idOf(dto.unit);
  const targets = (dto.into ?? []).map((target, index) => toTarget(target, `${place}.into[${index}]`, idOf));
  switch (dto.type) {
    case 'establish':
      return { place, type: 'establish', unit: targets[0] as NewUnit };
    case 'rename':
    case 'reclassify':
    case 'move': {
      const to: Partial<UnitAttributes> = {
        ...(dto.name === undefined ? {} : { name: dto.name }),
        ...(dto.kind === undefined ? {} : { kind: dto.kind }),
        ...(dto.code === undefined ? {} : { code: dto.code }),
        ...(dto.parent === undefined ? {} : { parentId: idOf(dto.parent) }),
      };
      return { place, type: dto.type, unit, to };
    }
    case 'merge': {
      const from = (dto.from ?? []).map(({ unit: part, extent = 'whole', lead = false, remains = false }) => ({
        unit: idOf(part),
        extent,
        lead,
        remains,
      }));
      return { place, type: 'merge', from, into: targets[0] as NewUnit | string };
    }
    case 'split':
      return { place, type: 'split', unit, remains: dto.remains ?? false, into: targets };
    case 'dissolve':
      return { place, type: 'dissolve', unit };
  }
}

function toTarget(
  { unit, key, code, name, kind, level, parent }: SuccessorDto,
  place: string,
  idOf: (reference: string) => string,
): NewUnit | string {
  if (unit !== undefined) return idOf(unit);
  return {
    key: key ?? place,
    code: code as string,
    name: name as string,
    kind: kind as string,
    level: level ?? 'commune',
    parent: parent === undefined ? null : idOf(parent),
  };
}
