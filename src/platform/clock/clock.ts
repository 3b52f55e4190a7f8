import { Injectable } from '@nestjs/common';
import { dayOfInstant, type LocalDate } from '../../kernel/local-date.js';

/** The only place that asks the machine what time it is. Tests put another in its place. */
@Injectable()
export class Clock {
  /** Milliseconds since 1970. */
  now(): number {
    return Date.now();
  }

  /** Today in Asia/Ho_Chi_Minh. */
  today(): LocalDate {
    return dayOfInstant(this.now());
  }
}
