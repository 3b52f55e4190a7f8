import { type UnitPeriod } from './domain/unit.js';
import { type UnitCandidate } from './units.errors.js';

export function toCandidate({ unitId, code, name, period }: UnitPeriod): UnitCandidate {
  return { id: unitId, code, name, ...period };
}
