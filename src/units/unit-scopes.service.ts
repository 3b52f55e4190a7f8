import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { logScope } from '../access/domain/rights.js';
import { type LocalDate } from '../kernel/local-date.js';
import { Calls } from '../platform/call/calls.js';
import { type Db } from '../platform/database/db.js';
import { UnitScope } from './domain/unit-scope.js';
import { selectScopeSpans } from './unit-scopes.queries.js';

/** Where a caller may log: in a scope (null: everywhere), a system (null: any). */
export interface LogScope {
  readonly scope: UnitScope | null;
  readonly systemId: number | null;
}

const MOST_REMEMBERED = 200;

/** What the caller may see, and where it may write. */
@Injectable()
export class UnitScopes {
  /** What is known after a revision stays so: scopes of a revision are computed once. */
  private readonly remembered = new Map<string, Promise<UnitScope>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly calls: Calls,
  ) {}

  /** What the caller may read, as known after a revision; null: everything. */
  async readable(revision: number, db: Db = this.dataSource.manager): Promise<UnitScope | null> {
    const { readWithin } = this.calls.current().caller;
    return readWithin === null ? null : this.scopeOf(readWithin, revision, db);
  }

  /** Where the caller may log, as known after a revision; null: everywhere. */
  async loggable(revision: number, db: Db): Promise<readonly LogScope[] | null> {
    const grants = logScope(this.calls.current().caller);
    if (grants === null) return null;
    return Promise.all(
      grants.map(async ({ unitId, systemId }) => ({
        systemId,
        scope: unitId === null ? null : await this.scopeOf([unitId], revision, db),
      })),
    );
  }

  /** Some units with all below them, and what they came from, by the day (ADR 12); as known after a revision. */
  async scopeOf(unitIds: readonly string[], revision: number, db: Db = this.dataSource.manager): Promise<UnitScope> {
    const key = `${revision} ${[...unitIds].sort().join()}`;
    const known = this.remembered.get(key);
    if (known) return known;
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    const scope = selectScopeSpans(db, unitIds, revision).then((spans) => new UnitScope(spans));
    this.remembered.set(key, scope);
    scope.catch(() => this.remembered.delete(key));
    return scope;
  }
}

/** Whether somebody may log at the unit on the day, of the system; null: of what belongs to none. */
export function mayLog(
  scopes: readonly LogScope[] | null,
  unitId: string,
  systemId: number | null,
  day: LocalDate,
): boolean {
  return (
    scopes === null ||
    scopes.some(
      ({ scope, systemId: only }) =>
        (only === null || only === systemId) && (scope === null || scope.holds(unitId, day)),
    )
  );
}
