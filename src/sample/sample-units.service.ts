import { Injectable } from '@nestjs/common';
import { type WriteTransaction } from '../platform/database/writers.js';
import { submit } from '../platform/validation/submission.js';
import { RegisterService } from '../register/register.service.js';
import { UnitSetDto } from '../units/dto/unit.requests.js';
import { UnitRegisterService } from '../units/unit-register.service.js';
import { UnitSetsService } from '../units/unit-sets.service.js';
import { END_OF_PROVINCE, PROVINCE, readSample } from './sample-files.js';

/** Gives the id of a unit by its key in the files of data/sample, which is its code; throws for one that is not there. */
export type IdOfUnit = (key: string | undefined) => string;

/** Loads the administrative units with their reorganisations, the departments of data/sample, and its sets. */
@Injectable()
export class SampleUnits {
  constructor(
    private readonly register: RegisterService,
    private readonly units: UnitRegisterService,
    private readonly sets: UnitSetsService,
  ) {}

  async load(tx: WriteTransaction): Promise<IdOfUnit> {
    const { idOf: idOfRegistered } = await this.register.load(tx, { provinces: [PROVINCE], apply: true });
    const departments = readSample('departments.csv').map(({ key = '', name = '', kind = '' }) => {
      const period = { from: null, to: END_OF_PROVINCE };
      return {
        key,
        periods: [
          { code: key, name, kind, level: 'department' as const, agencyCode: null, parentKey: PROVINCE, period },
        ],
      };
    });
    const ids = new Map([...idOfRegistered, ...(await this.units.createAll(tx, departments, idOfRegistered))]);
    const idOf: IdOfUnit = (key) => {
      const id = ids.get(key ?? '');
      if (id === undefined) throw new Error(`The sample has no unit ${key ?? ''}`);
      return id;
    };
    for (const { code, name, unit } of readSample('sets.csv')) {
      const members = [{ unit: idOf(unit), validTo: END_OF_PROVINCE }];
      await this.sets.create(tx, submit(UnitSetDto, { code, name, members }));
    }
    return idOf;
  }
}
