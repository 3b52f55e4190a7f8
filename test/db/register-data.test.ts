import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';

/** The shipped facts in data/register, checked as they are read: no database is involved. */
const FOLDER = new URL('../../data/register/', import.meta.url);
const NEW_ORDER = '2025-07-01';
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.csv'));

interface UnitRow {
  key: string;
  level: string;
  code: string;
  name: string;
  kind: string;
  parent_key: string;
  valid_from: string;
  valid_to: string;
  source: string;
}

interface LineageRow {
  date: string;
  instrument: string;
  clause: string;
  change: string;
  old_key: string;
  new_key: string;
  extent: string;
}

const UNIT_COLUMNS = ['key', 'level', 'code', 'name', 'kind', 'parent_key', 'valid_from', 'valid_to', 'source'];
const LINEAGE_COLUMNS = ['date', 'instrument', 'clause', 'change', 'old_key', 'new_key', 'extent'];
const KINDS: Readonly<Record<string, readonly string[]>> = {
  province: ['tỉnh', 'thành phố trực thuộc trung ương'],
  district: ['huyện', 'quận', 'thị xã', 'thành phố'],
  commune: ['xã', 'phường', 'thị trấn', 'đặc khu'],
};
const LEVELS = Object.keys(KINDS);

/** What ended or began and the sources do not say into what or from what; see data/register/README.md. */
const ENDED_WITHOUT_SUCCESSOR = ['28081-2004 Xã An Nhựt Tân'];
const BEGUN_WITHOUT_PREDECESSOR = ['27692 Phường Tân Khánh', '27788 Phường 2', '27806 Phường 3'];
/** The islands that were districts without communes. */
const FROM_DISTRICTS = [
  'Đặc khu Bạch Long Vĩ',
  'Đặc khu Cồn Cỏ',
  'Đặc khu Hoàng Sa',
  'Đặc khu Lý Sơn',
  'Đặc khu Côn Đảo',
];

function read<Row>(folder: URL, name: string): Row[] {
  return parse<Row>(readFileSync(new URL(name, folder), 'utf8'), { columns: true });
}

function keyed<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

const units = FILES.filter((name) => !name.startsWith('lineage')).flatMap((name) => read<UnitRow>(FOLDER, name));
const lineage = FILES.filter((name) => name.startsWith('lineage')).flatMap((name) => read<LineageRow>(FOLDER, name));
for (const rows of [units, lineage]) if (rows.length === 0) throw new Error('The register is empty');

const periodsOf = keyed(units, (unit) => unit.key);
for (const periods of periodsOf.values()) periods.sort((a, b) => (a.valid_from < b.valid_from ? -1 : 1));
const endOf = (unit: UnitRow): string => (unit.valid_to === '' ? '9999-12-31' : unit.valid_to);
const holds = (unit: UnitRow, day: string): boolean => unit.valid_from <= day && day < endOf(unit);
const firstOf = (key: string): UnitRow | undefined => periodsOf.get(key)?.[0];
const lastOf = (key: string): UnitRow | undefined => periodsOf.get(key)?.at(-1);
const label = (unit: UnitRow): string => `${unit.key} ${unit.name}`;
const begins = (key: string, day: string): boolean => firstOf(key)?.valid_from === day;
const ends = (key: string, day: string): boolean => lastOf(key)?.valid_to === day;

function on(day: string): Map<string, UnitRow> {
  return new Map(units.filter((unit) => holds(unit, day)).map((unit) => [unit.key, unit]));
}

/** How many units of each level there were below a province, or in the country. */
function count(day: string, province?: string): Record<string, number> {
  const present = on(day);
  const provinceOf = (unit: UnitRow): string => {
    const parent = present.get(unit.parent_key);
    return parent ? provinceOf(parent) : unit.code;
  };
  const counts: Record<string, number> = { province: 0, district: 0, commune: 0 };
  for (const unit of present.values()) {
    if (province === undefined || provinceOf(unit) === province) counts[unit.level] = (counts[unit.level] ?? 0) + 1;
  }
  return counts;
}

const edges = lineage.filter((row) => row.old_key !== '' && row.new_key !== '' && row.old_key !== row.new_key);
const predecessors = keyed(edges, (row) => row.new_key);
/** Without what grew out of a part of a unit that stayed. */
const successors = keyed(
  edges.filter((row) => ends(row.old_key, row.date)),
  (row) => row.old_key,
);

describe('the files of the register', () => {
  test.each(FILES)('%s is UTF-8 in NFC with LF, without a BOM or stray blanks, and below 1 MB', (name) => {
    const bytes = readFileSync(new URL(name, FOLDER));
    const text = bytes.toString('utf8');
    expect(bytes.length).toBeLessThan(1_000_000);
    expect(Buffer.from(text, 'utf8').equals(bytes)).toBe(true);
    expect(text.normalize('NFC') === text).toBe(true);
    expect(/\uFEFF|\r| {2}|(^|,) | (,|$)/mu.test(text)).toBe(false);
    expect(text.split('\n')[0]).toBe((name.startsWith('lineage') ? LINEAGE_COLUMNS : UNIT_COLUMNS).join(','));
  });

  test('a kind belongs to its level and begins the name', () => {
    const wrong = units.filter(({ level, kind, name }) => {
      const noun = kind.replace(' trực thuộc trung ương', '');
      const written = noun.charAt(0).toUpperCase() + noun.slice(1);
      return !(KINDS[level]?.includes(kind) && name.startsWith(`${written} `));
    });
    expect(wrong.map(label)).toEqual([]);
  });

  test('days are days, and the start of the record is left open', () => {
    const days = units.flatMap((unit) => [unit.valid_from, unit.valid_to]).concat(lineage.map((row) => row.date));
    expect(days.filter((day) => !/^(20\d\d-[01]\d-[0-3]\d)?$/.test(day))).toEqual([]);
    expect(days).not.toContain('2004-08-31');
  });
});

describe('units', () => {
  test.each([
    ['2004-09-01', '72', { province: 1, district: 9, commune: 95 }],
    ['2004-09-01', '80', { province: 1, district: 14, commune: 188 }],
    ['2013-03-19', '80', { province: 1, district: 15, commune: 192 }],
    ['2016-12-31', '72', { province: 1, district: 9, commune: 95 }],
    ['2020-01-31', '72', { province: 1, district: 9, commune: 95 }],
    ['2020-02-01', '72', { province: 1, district: 9, commune: 94 }],
    ['2020-01-01', '80', { province: 1, district: 15, commune: 188 }],
    ['2025-06-30', '72', { province: 1, district: 9, commune: 94 }],
    ['2025-06-30', '80', { province: 1, district: 15, commune: 186 }],
    ['2025-06-30', undefined, { province: 63, district: 696, commune: 10035 }],
    [NEW_ORDER, undefined, { province: 34, district: 0, commune: 3321 }],
    [NEW_ORDER, '80', { province: 1, district: 0, commune: 96 }],
    ['2026-04-30', undefined, { province: 34, district: 0, commune: 3321 }],
  ])('counted on %s, province %s', (day, province, counts) => {
    expect(count(day, province)).toEqual(counts);
  });

  test('kinds in the new Tây Ninh, and those changed on 2026-04-30', () => {
    const kinds = (day: string): Map<string, UnitRow[]> =>
      keyed([...on(day).values()], (unit) => `${unit.parent_key} ${unit.kind}`);
    expect(kinds(NEW_ORDER).get('80-2025 xã')).toHaveLength(82);
    expect(kinds(NEW_ORDER).get('80-2025 phường')).toHaveLength(14);
    const [before, after] = [on('2026-04-29'), on('2026-04-30')];
    const changed = [...after.values()].filter((unit) => before.get(unit.key)?.kind !== unit.kind);
    expect(changed.filter(({ level, kind }) => level === 'commune' && kind === 'phường')).toHaveLength(10);
    expect(changed.filter(({ level }) => level !== 'commune').map(({ name }) => name)).toEqual(['Thành phố Đồng Nai']);
    expect(changed).toHaveLength(11);
  });

  test.each(['code', 'key'] as const)('a %s names one unit on one day', (column) => {
    const shared = [...keyed(units, (unit) => unit[column]).values()].flatMap((rows) => {
      const sorted = rows.toSorted((a, b) => (a.valid_from < b.valid_from ? -1 : 1));
      return sorted.filter((unit, index) => {
        const next = sorted[index + 1];
        return unit.valid_from >= endOf(unit) || (next !== undefined && next.valid_from < endOf(unit));
      });
    });
    expect(shared.map(label)).toEqual([]);
  });

  test('the periods of a unit follow one another on one level', () => {
    const broken = [...periodsOf.values()].filter((periods) =>
      periods.some((unit, index) => {
        const next = periods[index + 1];
        return next !== undefined && (next.valid_from !== unit.valid_to || next.level !== unit.level);
      }),
    );
    expect(broken.flat().map(label)).toEqual([]);
  });

  test('a parent is there as long as its child, on a higher level', () => {
    const orphans = units.filter((unit) => {
      if (unit.level === 'province') return unit.parent_key !== '';
      const [first, last] = [firstOf(unit.parent_key), lastOf(unit.parent_key)];
      if (!first || !last) return true;
      const covered = first.valid_from <= unit.valid_from && endOf(unit) <= endOf(last);
      return !covered || LEVELS.indexOf(first.level) >= LEVELS.indexOf(unit.level);
    });
    expect(orphans.map(label)).toEqual([]);
  });

  test.each(['2016-12-31', '2025-06-30', NEW_ORDER])('no two of one name stand in one parent on %s', (day) => {
    const named = keyed([...on(day).values()], (unit) => `${unit.parent_key} ${unit.name.toLowerCase()}`);
    expect([...named].filter(([, rows]) => rows.length > 1)).toEqual([]);
  });
});

describe('lineage', () => {
  test('every row is one change of known units', () => {
    const changes = ['establish', 'rename', 'reclassify', 'move', 'merge', 'split', 'dissolve'];
    const wrong = lineage.filter(
      ({ change, extent, old_key, new_key }) =>
        !changes.includes(change) ||
        !['whole', 'partial'].includes(extent) ||
        [old_key, new_key].some((key) => key !== '' && !periodsOf.has(key)) ||
        (new_key === '') !== (change === 'dissolve') ||
        (old_key === '' && change !== 'establish') ||
        (old_key === new_key) !== ['rename', 'reclassify', 'move'].includes(change),
    );
    expect(wrong).toEqual([]);
    const rows = lineage.map(({ date, change, old_key, new_key }) => [date, change, old_key, new_key].join(' '));
    expect(new Set(rows).size).toBe(rows.length);
  });

  test('its days are ends and starts of periods', () => {
    const wrong = lineage.filter(({ date, change, old_key, new_key, extent }) => {
      if (old_key === new_key)
        return !periodsOf
          .get(old_key)
          ?.slice(1)
          .some((unit) => unit.valid_from === date);
      if (change === 'dissolve') return !ends(old_key, date);
      if (change === 'establish') return !begins(new_key, date) || (old_key !== '' && !ends(old_key, date));
      // A merger may go into a unit that was there, a part may leave a unit that stays.
      if (change === 'merge') return !ends(old_key, date) || (firstOf(new_key)?.valid_from ?? date) > date;
      return extent !== 'partial' || !begins(new_key, date) || (lastOf(old_key)?.valid_to ?? date) < date;
    });
    expect(wrong).toEqual([]);
  });

  test('every later period of a unit says what changed', () => {
    const said = new Set(
      lineage.filter(({ old_key, new_key }) => old_key === new_key).map((row) => `${row.old_key} ${row.date}`),
    );
    const unsaid = [...periodsOf.values()].flatMap((periods) =>
      periods.slice(1).filter((unit) => !said.has(`${unit.key} ${unit.valid_from}`)),
    );
    expect(unsaid.map(label)).toEqual([]);
  });

  test('a unit has one whole successor or several partial ones', () => {
    const ended = [...successors.values()];
    const wrong = ended.filter((rows) => rows.some(({ extent }) => (extent === 'whole') !== (rows.length === 1)));
    expect(ended.length).toBeGreaterThan(9900);
    expect(wrong.flat()).toEqual([]);
  });

  test('every commune that ended has a successor, every one that began a predecessor', () => {
    const communes = [...periodsOf.values()].filter(([unit]) => unit?.level === 'commune').map((rows) => rows[0]);
    const known = communes.filter((unit) => unit !== undefined);
    const without = known.filter((unit) => lastOf(unit.key)?.valid_to !== '' && !successors.has(unit.key));
    expect(without.map(label)).toEqual(ENDED_WITHOUT_SUCCESSOR);
    // Outside Tây Ninh and Long An the register does not tell where a unit of before 2025 came from.
    const followed = known.filter((unit) => unit.valid_from >= NEW_ORDER || isIn(unit, ['72', '80']));
    const unexplained = followed.filter((unit) => unit.valid_from !== '' && !predecessors.has(unit.key));
    expect(unexplained.map(label)).toEqual(BEGUN_WITHOUT_PREDECESSOR);
  });

  test('every district ended on 2025-07-01; five islands went on as communes', () => {
    const districts = [...periodsOf.keys()].filter((key) => firstOf(key)?.level === 'district');
    expect(districts.filter((key) => !ends(key, NEW_ORDER))).toEqual([]);
    const dissolved = lineage.filter(({ date, change }) => date === NEW_ORDER && change === 'dissolve');
    const continued = districts.flatMap((key) => successors.get(key) ?? []);
    expect(dissolved).toHaveLength(691);
    expect(continued.map(({ new_key }) => firstOf(new_key)?.name)).toEqual(FROM_DISTRICTS);
  });

  test('what kept its identity in 2025, and what became a new body', () => {
    const present = [...on(NEW_ORDER).values()];
    const kept = present.filter(({ key }) => !begins(key, NEW_ORDER));
    expect(kept.filter(({ level }) => level === 'province')).toHaveLength(11);
    expect(kept.filter(({ level }) => level === 'commune')).toHaveLength(132);
    const sole = present.filter(({ key, level }) => {
      const [from, more] = predecessors.get(key)?.filter(({ date }) => date === NEW_ORDER) ?? [];
      return from?.extent === 'whole' && more === undefined && firstOf(from.old_key)?.level === level;
    });
    expect(sole.map(label)).toEqual([]);
  });

  test('the new Tây Ninh: 280 communes in 96, of which 23 have a partial predecessor', () => {
    const communes = [...on(NEW_ORDER).values()].filter(({ parent_key }) => parent_key === '80-2025');
    const origins = communes.map(({ key }) => predecessors.get(key) ?? []);
    expect(new Set(origins.flat().map(({ old_key }) => old_key)).size).toBe(280);
    expect(origins.filter((rows) => rows.some(({ extent }) => extent === 'partial'))).toHaveLength(23);
    expect(origins.flat().every(({ clause }) => /^Điều 1 khoản \d+$/.test(clause))).toBe(true);
    expect(predecessors.get('25729-2020')?.map(({ old_key }) => old_key)).toEqual(['25726-2004', '25729-2004']);
  });
});

function isIn(unit: UnitRow, provinces: readonly string[]): boolean {
  const parent = firstOf(unit.parent_key);
  return parent ? isIn(parent, provinces) : provinces.includes(unit.code);
}
