import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isLocalDate } from '../kernel/local-date.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { type WorkCalendar } from '../kernel/working-days.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Submission } from '../platform/validation/submission.js';
import { holidayThereAlready, holidayUnknown } from './duties.errors.js';
import { type HolidayDto, type HolidayRetractionDto } from './dto/duty.requests.js';
import { closeHolidays, type Holiday, insertHolidays, selectHolidays } from './holidays.queries.js';

export { type Holiday } from './holidays.queries.js';

/** Public holidays and weekend days worked instead: what working days are counted by. */
@Injectable()
export class HolidaysService {
  constructor(private readonly dataSource: DataSource) {}

  /** All that are recorded, earliest first. */
  async all(revision: number): Promise<Holiday[]> {
    return selectHolidays(this.dataSource.manager, revision);
  }

  async calendar(revision: number): Promise<WorkCalendar> {
    return new Map((await this.all(revision)).map(({ day, works }) => [day, works]));
  }

  /** Records one day; refuses one that is recorded already. */
  async record(tx: WriteTransaction, submission: Submission<HolidayDto>): Promise<void> {
    const { n: last } = await tx.lastRevision();
    const faults: Fault[] = [...submission.faults];
    const there = (await selectHolidays(tx.manager, last)).find(({ day }) => day === submission.value.day);
    if (there) faults.push(holidayThereAlready(there.day, there.name));
    refuseIfAny(faults);
    const { day, works = false, name } = submission.value as HolidayDto;
    await insertHolidays(tx.manager, [{ day, works, name }], (await tx.revision()).n);
  }

  /** The day was recorded wrongly. */
  async retract(tx: WriteTransaction, day: string, submission: Submission<HolidayRetractionDto>): Promise<void> {
    const { n: last } = await tx.lastRevision();
    const known = await selectHolidays(tx.manager, last);
    if (!isLocalDate(day) || !known.some((holiday) => holiday.day === day)) throw new Refusal([holidayUnknown(day)]);
    refuseIfAny(submission.faults);
    await closeHolidays(tx.manager, [day], submission.value.reason ?? '', (await tx.revision()).n);
  }
}
