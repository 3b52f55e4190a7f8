import { Injectable } from '@nestjs/common';
import { type WriteTransaction } from '../platform/database/writers.js';
import { closeStarts, insertStarts, type Pair, selectBelievedEntries, selectStarts } from './deployments.queries.js';
import { type StageStart } from './domain/entry.js';
import { deriveStages, differenceOfStages } from './domain/stages.js';
import { pairKey } from './pair-key.js';

/** So many that a statement takes long enough to be worth it, and briefly enough for others to get their turn. */
const PAIRS_AT_ONCE = 4_000;

/** Keeps the derived stages in line with the ledger, in the transaction that writes to it. */
@Injectable()
export class StageDerivation {
  /** Brings the stages of the pairs in line; each pair may be given several times. */
  async derive(tx: WriteTransaction, pairs: readonly Pair[]): Promise<void> {
    const touched = [
      ...new Map(pairs.map((pair) => [pairKey(pair), { unitId: pair.unitId, systemId: pair.systemId }])).values(),
    ];
    for (let at = 0; at < touched.length; at += PAIRS_AT_ONCE)
      await this.deriveSome(tx, touched.slice(at, at + PAIRS_AT_ONCE));
  }

  private async deriveSome(tx: WriteTransaction, touched: readonly Pair[]): Promise<void> {
    const { n } = await tx.revision();
    const entries = groupByPair(await selectBelievedEntries(tx.manager, touched, n));
    const before = groupByPair(await selectStarts(tx.manager, touched));
    const closed: (StageStart & Pair)[] = [];
    const opened: (StageStart & Pair)[] = [];
    for (const pair of touched) {
      const after = deriveStages(entries.get(pairKey(pair)) ?? []);
      const difference = differenceOfStages(before.get(pairKey(pair)) ?? [], after);
      closed.push(...difference.closed.map((start) => ({ ...pair, ...start })));
      opened.push(...difference.opened.map((start) => ({ ...pair, ...start })));
    }
    if (closed.length > 0) await closeStarts(tx.manager, closed, n);
    if (opened.length > 0) await insertStarts(tx.manager, opened, n);
  }
}

function groupByPair<T extends Pair>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(pairKey(row));
    if (group) group.push(row);
    else groups.set(pairKey(row), [row]);
  }
  return groups;
}
