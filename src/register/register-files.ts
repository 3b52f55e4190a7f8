import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { projectRoot } from '../../config/project-root.js';
import { parseLocalDate, type LocalDate } from '../kernel/local-date.js';
import { type Extent } from '../units/domain/reorganisation.js';
import { type Level } from '../units/domain/unit.js';
import { type Register, type RegisterEvent, type RegisterPeriod } from './domain/register.js';

const FOLDER = join(projectRoot, 'data', 'register');

/** The whole register as data/register ships it. */
export function readRegister(): Register {
  const periods = rowsOf((name) => !name.startsWith('lineage')).map((row): RegisterPeriod => ({
    key: row['key'] ?? '',
    level: row['level'] as Level,
    code: row['code'] ?? '',
    name: row['name'] ?? '',
    kind: row['kind'] ?? '',
    parentKey: filled(row['parent_key']),
    period: { from: day(row['valid_from']), to: day(row['valid_to']) },
  }));
  const events = rowsOf((name) => name.startsWith('lineage')).map((row): RegisterEvent => ({
    day: parseLocalDate(row['date'] ?? ''),
    instrument: row['instrument'] ?? '',
    change: row['change'] as RegisterEvent['change'],
    oldKey: filled(row['old_key']),
    newKey: filled(row['new_key']),
    extent: row['extent'] as Extent,
  }));
  return { periods, events };
}

function rowsOf(isWanted: (name: string) => boolean): Record<string, string>[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.csv') && isWanted(name));
  return names
    .sort()
    .flatMap((name): Record<string, string>[] => parse(readFileSync(join(FOLDER, name)), { columns: true }));
}

function filled(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

function day(text: string | undefined): LocalDate | null {
  return text === undefined || text === '' ? null : parseLocalDate(text);
}
