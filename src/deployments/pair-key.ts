import { type Pair } from './deployments.queries.js';

/** One unit and one system, as a key of a Map. */
export function pairKey({ unitId, systemId }: Pair): string {
  return `${systemId}:${unitId}`;
}
