import { Injectable } from '@nestjs/common';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Fault, Refusal } from '../kernel/refusal.js';
import { SystemsService } from '../systems/systems.service.js';
import { UnitsService } from '../units/units.service.js';

/** Which unit or system a right means. */
@Injectable()
export class ScopeReferences {
  constructor(
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
  ) {}

  /** Its id; null with a fault at `path` where it names none on the day. */
  async unit(reference: string, at: ReadPoint, path: string, faults: Fault[]): Promise<string | null> {
    return this.resolve(async () => (await this.units.getUnit(reference, at)).id, path, faults);
  }

  /** Its id; null with a fault at `path` where it names none on the day. */
  async system(reference: string, at: ReadPoint, path: string, faults: Fault[]): Promise<number | null> {
    return this.resolve(async () => (await this.systems.get(reference, at)).system.id, path, faults);
  }

  private async resolve<T>(find: () => Promise<T>, path: string, faults: Fault[]): Promise<T | null> {
    try {
      return await find();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      faults.push(...error.faults.map((fault): Fault => ({ ...fault, path, kind: 'unprocessable' })));
      return null;
    }
  }
}
