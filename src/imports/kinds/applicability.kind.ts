import { Injectable } from '@nestjs/common';
import { type LocalDate } from '../../kernel/local-date.js';
import { dayToReadAt } from '../../kernel/period.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { Clock } from '../../platform/clock/clock.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { submit } from '../../platform/validation/submission.js';
import { ApplicabilityDto } from '../../systems/dto/system.requests.js';
import { ObligationRecords } from '../../systems/obligation-records.service.js';
import { ObligationsService } from '../../systems/obligations.service.js';
import { SystemsService } from '../../systems/systems.service.js';
import { UnitSetsService } from '../../units/unit-sets.service.js';
import { UnitScopes } from '../../units/unit-scopes.service.js';
import { UnitsService } from '../../units/units.service.js';
import { type CellValue, type Column } from '../domain/column.js';
import { LEVEL_WORDS } from '../domain/vocabularies.js';
import { type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { differences, given, picked, runCommands } from './row-commands.js';
import { LEGAL_BASIS_COLUMN, levelColumn, NARROWING_COLUMNS, PERIOD_COLUMNS, SYSTEM_COLUMN } from './shared-columns.js';
import { referenceDuring, systemOf, textOf, unitDuring } from './unit-and-system.js';

/** Rules of who should have a system. */
@Injectable()
export class ApplicabilityKind implements ImportKind {
  readonly name = 'applicability';
  readonly right = 'edit';
  readonly title = { vi: 'Phạm vi áp dụng', en: 'applicability' };
  readonly isMatrixToo = false;
  readonly columns: readonly Column[] = [
    SYSTEM_COLUMN,
    levelColumn(
      { vi: 'Các đơn vị cấp này phải có hệ thống.', en: 'Units of this level should have the system.' },
      { required: true },
    ),
    ...NARROWING_COLUMNS,
    ...PERIOD_COLUMNS,
    LEGAL_BASIS_COLUMN,
  ];

  constructor(
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly sets: UnitSetsService,
    private readonly scopes: UnitScopes,
    private readonly obligations: ObligationsService,
    private readonly records: ObligationRecords,
    private readonly clock: Clock,
  ) {}

  async plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    const { n } = await tx.lastRevision();
    const units = await this.units.directory(n, tx.manager);
    const systems = await this.systems.directory(n, tx.manager);
    const setIds = new Map((await this.sets.list({ revision: n }, tx.manager)).map(({ code, id }) => [code, id]));
    const rules = await this.records.rules(n, tx.manager);
    return runCommands(staged, staged.rows, (row) => {
      const period = {
        from: (row.values['validFrom'] as LocalDate | undefined) ?? null,
        to: (row.values['validTo'] as LocalDate | undefined) ?? null,
      };
      const day = dayToReadAt(period, staged.today);
      const system = systemOf(row, systems, day, staged.report);
      const place = unitDuring(row, 'within', units, { period, today: staged.today }, staged.report);
      if (!system || place === null || row.unread.length > 0) return null;
      const kind = textOf(row, 'kind')?.toLocaleLowerCase('vi');
      const set = textOf(row, 'set');
      const level = textOf(row, 'level');
      const there = rules.find(
        (rule) =>
          rule.systemId === system.systemId &&
          rule.level === level &&
          rule.kind === (kind ?? null) &&
          rule.setId === (set === undefined ? null : (setIds.get(set) ?? set)) &&
          rule.withinId === (place?.id ?? null) &&
          rule.validFrom === period.from,
      );
      const subject = [system.code, level, kind, set, place?.name].filter((part) => part !== undefined).join(', ');
      const stated = given(row.values, 'validTo', 'legalBasis');
      const of = [system.systemId, level, kind, set, place?.id, period.from];
      const said = { thing: JSON.stringify(of), stated };
      if (!there) {
        const rule = { ...given(row.values, 'level', 'validFrom'), ...stated, kind, set, within: place?.id };
        const run = async (): Promise<void> => {
          await this.obligations.addRule(tx, system.code, submit(ApplicabilityDto, rule));
        };
        return {
          ...said,
          what: 'create',
          subject,
          before: {},
          after: given(row.values, 'validFrom', 'validTo', 'legalBasis'),
          run,
        };
      }
      const changed = differences(stated, { ...there });
      if (changed.length === 0) return { ...said, what: 'unchanged' };
      const run = async (): Promise<void> => {
        await this.records.correctRule(tx, there, given(stated, ...changed));
      };
      return {
        ...said,
        what: 'update',
        subject,
        before: picked({ ...there }, changed),
        after: given(stated, ...changed),
        run,
      };
    });
  }

  undo(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    return this.records.undoRules(tx, revision, reason);
  }

  async *export(at: ReadPoint): AsyncGenerator<Record<string, CellValue | null>> {
    const units = await this.units.directory(at.revision);
    const systems = await this.systems.directory(at.revision);
    const codes = new Map((await this.sets.list({ revision: at.revision })).map(({ id, code }) => [id, code]));
    const readable = await this.scopes.readable(at.revision);
    for (const rule of await this.records.rules(at.revision)) {
      const { validFrom, validTo, withinId, legalBasis, kind } = rule;
      if (validFrom !== null && validFrom > at.asOf) continue;
      const period = { from: validFrom, to: validTo };
      if (withinId !== null && readable?.meets(withinId, period) === false) continue;
      const within = withinId === null ? null : referenceDuring(withinId, units, period, this.clock.today());
      yield {
        ...{ system: systems.codeOf(rule.systemId), level: LEVEL_WORDS.wordOf(rule.level), kind },
        ...{ set: rule.setId === null ? null : (codes.get(rule.setId) ?? rule.setId), within },
        ...{ validFrom, validTo, legalBasis },
      };
    }
  }
}
