import { Injectable } from '@nestjs/common';
import { DocumentLinksService } from '../../documents/document-links.service.js';
import { type LocalDate } from '../../kernel/local-date.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { submit } from '../../platform/validation/submission.js';
import { EndDto, ExemptionDto, RetractionDto } from '../../systems/dto/system.requests.js';
import { type ExemptionFound, ObligationRecords } from '../../systems/obligation-records.service.js';
import { ObligationsService } from '../../systems/obligations.service.js';
import { SystemsService } from '../../systems/systems.service.js';
import { UnitScopes } from '../../units/unit-scopes.service.js';
import { UnitsService } from '../../units/units.service.js';
import { type CellValue, type Column } from '../domain/column.js';
import { groupBy } from '../domain/group-by.js';
import { type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { differences, given, picked, runCommands } from './row-commands.js';
import { PERIOD_COLUMNS, SYSTEM_COLUMN, textColumn, UNIT_COLUMNS } from './shared-columns.js';
import { systemOf, unitOf } from './unit-and-system.js';

const [VALID_FROM, VALID_TO] = PERIOD_COLUMNS as [Column, Column];

/** Units that are let off a system for a time. */
@Injectable()
export class ExemptionsKind implements ImportKind {
  readonly name = 'exemptions';
  readonly right = 'edit';
  readonly title = { vi: 'Miễn triển khai', en: 'exemptions' };
  readonly isMatrixToo = false;
  readonly columns: readonly Column[] = [
    ...UNIT_COLUMNS,
    SYSTEM_COLUMN,
    { ...VALID_FROM, required: true },
    VALID_TO,
    textColumn(
      'reason',
      { vi: 'Lý do', en: 'Reason' },
      { vi: 'Vì sao được miễn.', en: 'Why it is let off.' },
      { max: 1000, lines: true, required: true },
    ),
    textColumn(
      'grantedBy',
      { vi: 'Người quyết định', en: 'Granted by' },
      { vi: 'Ai cho phép, theo văn bản nào.', en: 'Who granted it, with the document.' },
      { required: true, also: ['Cơ quan quyết định', 'Căn cứ', 'Văn bản'] },
    ),
  ];

  constructor(
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly scopes: UnitScopes,
    private readonly obligations: ObligationsService,
    private readonly records: ObligationRecords,
    private readonly links: DocumentLinksService,
  ) {}

  async plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    const { n } = await tx.lastRevision();
    const units = await this.units.directory(n, tx.manager);
    const systems = await this.systems.directory(n, tx.manager);
    const believed = groupBy(await this.records.exemptions(n, tx.manager), keyOf);
    const withdrawn = groupBy(await this.records.withdrawnExemptions(n, tx.manager), keyOf);
    return runCommands(staged, staged.rows, (row) => {
      const validFrom = row.values['validFrom'] as LocalDate | undefined;
      const unit = unitOf(row, units, { day: validFrom ?? null, today: staged.today }, staged.report);
      const system = systemOf(row, systems, validFrom ?? staged.today, staged.report);
      if (!unit || !system || row.unread.length > 0 || validFrom === undefined) return null;
      const stated = given(row.values, 'validFrom', 'validTo', 'reason', 'grantedBy');
      const key = keyOf({ unitId: unit.id, systemId: system.systemId, validFrom });
      const said = { thing: key, stated };
      const subject = `${unit.name} (${unit.code}), ${system.code}`;
      const [there] = believed.get(key) ?? [];
      const create = (facts: Readonly<Record<string, CellValue>>): Promise<{ id: string }> =>
        this.obligations.exempt(tx, submit(ExemptionDto, { unit: unit.id, system: system.code, ...facts }));
      if (!there) {
        const before = (withdrawn.get(key) ?? []).find((one) => differences(stated, { ...one }).length === 0);
        if (before && !staged.confirmRetracted)
          return { ...said, what: 'previously-retracted', subject, after: stated };
        return { ...said, what: 'create', subject, before: {}, after: stated, run: () => create(stated) };
      }
      const changed = differences(stated, { ...there });
      if (changed.length === 0) return { ...said, what: 'unchanged' };
      const run = async (): Promise<void> => {
        if (changed.length === 1 && changed[0] === 'validTo') {
          await this.obligations.endExemption(tx, there.id, submit(EndDto, given(stated, 'validTo')), '*');
          return;
        }
        await this.obligations.retractExemption(tx, there.id, submit(RetractionDto, { reason: staged.reason }));
        const { id } = await create({ ...picked({ ...there }, ['validTo']), ...stated });
        await this.links.carryOver(tx, 'exemption', [{ from: there.id, to: id }]);
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
    return this.records.undoExemptions(tx, revision, reason);
  }

  async *export(at: ReadPoint): AsyncGenerator<Record<string, CellValue | null>> {
    const units = await this.units.directory(at.revision);
    const systems = await this.systems.directory(at.revision);
    const readable = await this.scopes.readable(at.revision);
    for (const exemption of await this.records.exemptions(at.revision)) {
      const { unitId, systemId, validFrom, validTo, reason, grantedBy } = exemption;
      const unit = validFrom === null ? undefined : units.onDay(unitId, validFrom);
      if (!unit || validFrom === null || validFrom > at.asOf || readable?.holds(unitId, validFrom) === false) continue;
      const within = units.ancestors(unit, validFrom)[0]?.name ?? null;
      yield {
        ...{ unit: unit.code, unitName: unit.name, within, system: systems.codeOf(systemId) },
        ...{ validFrom, validTo, reason, grantedBy },
      };
    }
  }
}

type Named = Pick<ExemptionFound, 'unitId' | 'systemId' | 'validFrom'>;

function keyOf({ unitId, systemId, validFrom }: Named): string {
  return `${unitId} ${systemId} ${validFrom ?? ''}`;
}
