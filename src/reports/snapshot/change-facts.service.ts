import { Injectable } from '@nestjs/common';
import { type BridgePoints, CoverageBridgeService, MOST_BRIDGE_LINES } from '../../coverage/coverage-bridge.service.js';
import { type BridgeLine } from '../../coverage/domain/bridge.js';
import { addDays, type LocalDate } from '../../kernel/local-date.js';
import { ReorganisationsService } from '../../reorganisations/reorganisations.service.js';
import { LineageService } from '../../units/lineage.service.js';
import { type UnitTree } from '../../units/domain/unit-tree.js';
import { type UnitOnDay } from '../../units/domain/unit.js';
import { UnitsService } from '../../units/units.service.js';
import { reorganisedUnits } from '../domain/reorganised-units.js';
import {
  type ChangeFacts,
  type ChangeLine,
  type PreviousReport,
  type ReorganisationFacts,
} from '../domain/snapshot.js';
import { type ReportView } from './report-views.service.js';

/** A change with the unit that it names, which may be no more on the report's day. */
export interface ChangesFound {
  readonly facts: ChangeFacts;
  readonly units: readonly UnitOnDay[];
}

/** What led to a report's figures since the one before it, unit by unit. */
@Injectable()
export class ChangeFactsService {
  constructor(
    private readonly bridges: CoverageBridgeService,
    private readonly reorganisations: ReorganisationsService,
    private readonly lineage: LineageService,
    private readonly units: UnitsService,
  ) {}

  /** From the previous report's day and knowledge; without one, what happened since the eve of the period. */
  async changes(
    { at, scope }: ReportView,
    systems: readonly string[],
    previous: PreviousReport | null,
    eveOfPeriod: LocalDate,
  ): Promise<ChangesFound> {
    const since = previous?.asOf ?? (eveOfPeriod < at.asOf ? eveOfPeriod : at.asOf);
    const points = await this.bridges.points({
      ...{ from: since, to: at.asOf, knownTo: at.knownAt },
      ...(previous ? { knownFrom: previous.knownAt } : {}),
    });
    const within = scope.map(({ id }) => id);
    const restated: BridgeLine[] = [];
    const happened: BridgeLine[] = [];
    // A bridge of a whole country over its merger would have too many lines at once, one of a province has not.
    const atOnce = Math.max(1, Math.floor(MOST_BRIDGE_LINES / (await this.mostLines(points, scope))));
    for (let first = 0; first < systems.length; first += atOnce) {
      const some = systems.slice(first, first + atOnce);
      const { knowledge, time } = await this.bridges.between(points, { system: some, within });
      restated.push(...knowledge.lines);
      happened.push(...time.lines);
    }
    const named = [...restated, ...happened].map(({ unit }) => unit);
    const place = new Map(systems.map((code, index) => [code, index]));
    const bySystem = (a: BridgeLine, b: BridgeLine): number =>
      (place.get(a.system.code) ?? 0) - (place.get(b.system.code) ?? 0);
    return {
      facts: {
        since,
        restated: restated.toSorted(bySystem).map(changeLine),
        happened: happened.toSorted(bySystem).map(changeLine),
        reorganisations: await this.reorganisationsSince(since, { at, scope }),
      },
      units: named,
    };
  }

  /** No bridge has more lines of one system: in each step one for every unit that the scope has at any of the points. */
  private async mostLines(points: BridgePoints, scope: readonly UnitOnDay[]): Promise<number> {
    const ids = new Set<string>();
    for (const point of points) {
      const tree = await this.units.tree(point);
      for (const { id } of tree.subtree(standing(scope, tree))) ids.add(id);
    }
    const [first, between] = points;
    return ids.size * (first.revision === between.revision ? 1 : 2);
  }

  private async reorganisationsSince(
    since: LocalDate,
    { at, scope }: Pick<ReportView, 'at' | 'scope'>,
  ): Promise<ReorganisationFacts[]> {
    const believed = (await this.reorganisations.list(at)).filter(
      ({ effectiveOn, undoneIn }) => undoneIn === null && effectiveOn > since && effectiveOn <= at.asOf,
    );
    const found: ReorganisationFacts[] = [];
    const edges = believed.length === 0 ? [] : await this.lineage.until(at);
    for (const { id, effectiveOn, instruments } of believed.reverse()) {
      const [eve, day] = await Promise.all([
        this.units.tree({ ...at, asOf: addDays(effectiveOn, -1) }),
        this.units.tree({ ...at, asOf: effectiveOn }),
      ]);
      const scopes = { eve: standing(scope, eve), day: standing(scope, day) };
      const own = edges.filter(({ reorganisationId }) => reorganisationId === id);
      const units = reorganisedUnits(eve, day, scopes, own);
      if (units.renamed.length + units.merged.length === 0) continue;
      const instrument = (instruments as { number: string }[]).map(({ number }) => number).join(', ');
      found.push({ effectiveOn, instrument, ...units });
    }
    return found;
  }
}

/** The scope as it stood on another day; where none of it did, what the tracker's home was then. */
function standing(scope: readonly UnitOnDay[], tree: UnitTree): readonly UnitOnDay[] {
  const there = scope.flatMap(({ id }) => tree.find(id) ?? []);
  return there.length > 0 ? there : tree.defaultScope();
}

function changeLine({ unit, system, cause, deltaCovered, deltaEligible }: BridgeLine): ChangeLine {
  return { system: system.code, unit: unit.id, cause, deltaCovered, deltaEligible };
}
