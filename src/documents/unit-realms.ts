import { Injectable } from '@nestjs/common';
import { type LocalDate } from '../kernel/local-date.js';
import { type Period } from '../kernel/period.js';
import { type ReadPoint } from '../kernel/read-point.js';

/** Some units with all below them, by the day. */
export interface UnitRealm {
  holds(unitId: string, day: LocalDate): boolean;
  meets(unitId: string, during: Period): boolean;
}

type Resolver = (references: readonly string[], at: ReadPoint) => Promise<UnitRealm>;

/** The units that a question names, which what stands to the right knows: it registers how they are found. */
@Injectable()
export class UnitRealms {
  private resolver: Resolver | null = null;

  register(resolver: Resolver): void {
    this.resolver = resolver;
  }

  /** The units named with all below them; refuses (malformed, at `within`) each that names none for the caller. */
  async of(references: readonly string[], at: ReadPoint): Promise<UnitRealm> {
    if (this.resolver === null) throw new Error('Nobody has told how units are found');
    return this.resolver(references, at);
  }
}
