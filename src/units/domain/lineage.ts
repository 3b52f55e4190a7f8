import { type LocalDate } from '../../kernel/local-date.js';
import { type Extent } from './reorganisation.js';

/** One unit went into another on a day, wholly or in part. */
export interface LineageRow {
  reorganisationId: string;
  predecessorId: string;
  successorId: string;
  effectiveOn: LocalDate;
  extent: Extent;
  lead: boolean;
}
