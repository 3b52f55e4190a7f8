import { Injectable } from '@nestjs/common';
import { type LocalDate } from '../kernel/local-date.js';
import { dayToReadAt, hasDays, holds } from '../kernel/period.js';
import { Refusal } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { levelClashes } from './domain/level-clashes.js';
import {
  countValuesFrom,
  reopenDefinitions,
  selectRestingOnDefinitions,
  selectValuesLeftBehind,
} from './indicator-records.queries.js';
import {
  indicatorUnknown,
  laterRestsOnDefinitions,
  levelsRestOnDefinitions,
  periodWithoutDays,
  valuesAfterEnd,
} from './indicators.errors.js';
import { closeDefinition, insertDefinition, selectDefinitions } from './indicators.queries.js';

/** Ending indicators, and taking back what one revision wrote of their definitions. */
@Injectable()
export class IndicatorRecords {
  constructor(private readonly clock: Clock) {}

  /**
   * The last meaning of an indicator ends: `validTo` is the first day on which it is measured no more. Refuses where that
   * does not lie after its beginning, and where values of later periods are stated.
   */
  async end(tx: WriteTransaction, code: string, validTo: LocalDate): Promise<void> {
    const last = (await selectDefinitions(tx.manager, (await tx.lastRevision()).n, [code])).at(-1);
    if (!last) throw new Refusal([indicatorUnknown('', code, 'missing', [])]);
    const period = { from: last.period.from, to: validTo };
    if (!hasDays(period)) throw new Refusal([periodWithoutDays()]);
    const count = await countValuesFrom(tx.manager, last.indicatorId, validTo);
    if (count > 0) throw new Refusal([valuesAfterEnd(count, validTo)]);
    const { n } = await tx.revision();
    await closeDefinition(tx.manager, last.id, n);
    await insertDefinition(tx.manager, last.indicatorId, last, period, n);
  }

  /**
   * Ceases to believe what a revision defined, and believes again what it replaced. Refuses, with the list, where later
   * changes, values, targets, duties or scorecards rest on it, or levels would no longer lie in each other.
   */
  async undo(tx: WriteTransaction, revision: number): Promise<void> {
    const resting = await selectRestingOnDefinitions(tx.manager, revision);
    if (resting.some(({ by }) => by === 'change')) throw new Refusal([laterRestsOnDefinitions(resting)]);
    const { n: last } = await tx.lastRevision();
    const { n } = await tx.revision();
    await reopenDefinitions(tx.manager, revision, n);
    resting.push(...(await selectValuesLeftBehind(tx.manager, n)));
    if (resting.length > 0) throw new Refusal([laterRestsOnDefinitions(resting)]);
    // Levels that were changed apart before are no reason against it.
    const known = [await this.clashes(tx, revision - 1), await this.clashes(tx, last)].flat();
    const clashing = (await this.clashes(tx, n)).filter(
      (one) => !known.some(({ code, day }) => code === one.code && day === one.day),
    );
    if (clashing.length > 0) throw new Refusal([levelsRestOnDefinitions(clashing.map(({ code }) => code))]);
  }

  /** Levels that may not stand where they stand, and on which day. */
  private async clashes(tx: WriteTransaction, revision: number): Promise<{ code: string; day: LocalDate }[]> {
    const all = await selectDefinitions(tx.manager, revision);
    return all.flatMap((part) => {
      if (part.widerId === null) return [];
      const day = dayToReadAt(part.period, this.clock.today());
      const onDay = all.filter((other) => holds(other.period, day));
      const whole = onDay.find((other) => other.indicatorId === part.widerId);
      return whole && levelClashes(part, whole, onDay).length === 0 ? [] : [{ code: part.code, day }];
    });
  }
}
