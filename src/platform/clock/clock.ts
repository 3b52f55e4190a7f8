import { Injectable } from '@nestjs/common';
import { dayOfInstant, type LocalDate } from '../../kernel/local-date.js';

/** The only place that asks the machine what day it is. Tests put another in its place. */
@Injectable()
export class Clock {
  /** Today in Asia/Ho_Chi_Minh. */
  today(): LocalDate {
    return dayOfInstant(Date.now());
  }
}
