import { type LocalDate } from '../../kernel/local-date.js';
import { ListQuery, TimeQuery } from '../../platform/http/questions.js';
import { Day, Flag, OneOf, Text } from '../../platform/validation/fields.js';
import { IMPORT_KINDS, type ImportKindName } from '../import-kind.js';

/** The text fields of the form that a file comes in. */
export class ImportDto {
  @OneOf(IMPORT_KINDS, { description: 'What the file holds', example: 'deployments' })
  kind: ImportKindName;

  @OneOf(['check', 'apply'], { optional: true, description: 'check (default): tell what it would do; apply: do it' })
  mode?: 'check' | 'apply';

  @Day({ optional: true, description: 'Tính đến ngày: the day of rows without one of their own, and of a matrix' })
  asOf?: LocalDate;

  @Flag({ optional: true, description: 'Enter again what was withdrawn before; by default such rows are passed over' })
  confirmRetracted?: boolean;

  @Text({ optional: true, max: 1000, description: 'Lý do: why; corrections and the revision record it' })
  reason?: string;
}

export const IMPORT_FIELDS = ['kind', 'mode', 'asOf', 'confirmRetracted', 'reason'] as const;

export class UndoImportDto {
  @Text({ max: 1000, lines: true, description: 'Lý do' })
  reason: string;
}

export class ImportsQuery extends ListQuery {}

export class ExportQuery extends TimeQuery {}
