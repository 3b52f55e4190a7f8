import { Injectable } from '@nestjs/common';
import { type ReadPoint } from '../../kernel/read-point.js';
import { Clock } from '../../platform/clock/clock.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { submit } from '../../platform/validation/submission.js';
import { type SystemPeriod } from '../../systems/domain/system.js';
import { SystemChangeDto, SystemDto } from '../../systems/dto/system.requests.js';
import { ObligationRecords } from '../../systems/obligation-records.service.js';
import { SystemsService } from '../../systems/systems.service.js';
import { UnitsService } from '../../units/units.service.js';
import { reference } from '../domain/cell-readers.js';
import { type CellValue, type Column } from '../domain/column.js';
import { groupBy } from '../domain/group-by.js';
import { INHERITANCE_WORDS } from '../domain/vocabularies.js';
import { type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { changeOfPeriod } from './changed-period.js';
import { byBeginning, periodOf, wholesFirst } from './meant-periods.js';
import { given, runCommands } from './row-commands.js';
import { LEGAL_BASIS_COLUMN, PERIOD_COLUMNS, textColumn, wordColumn } from './shared-columns.js';
import { referenceDuring, textOf, unitDuring } from './unit-and-system.js';

/** The catalogue of systems. */
@Injectable()
export class SystemsKind implements ImportKind {
  readonly name = 'systems';
  readonly right = 'edit';
  readonly title = { vi: 'Danh mục hệ thống', en: 'systems' };
  readonly isMatrixToo = false;
  readonly columns: readonly Column[] = [
    {
      ...textColumn(
        'code',
        { vi: 'Mã hệ thống', en: 'Code' },
        { vi: 'Không bao giờ đổi.', en: 'For good.' },
        { max: 64, required: true, also: ['Mã'] },
      ),
    },
    textColumn(
      'name',
      { vi: 'Tên hệ thống', en: 'Name' },
      { vi: 'Tên tiếng Việt.', en: 'Vietnamese name.' },
      { required: true, also: ['Tên', 'Hệ thống', 'Tên phần mềm'] },
    ),
    textColumn('nameEn', { vi: 'Tên tiếng Anh', en: 'English name' }, { vi: 'Không bắt buộc.', en: 'Optional.' }),
    {
      key: 'parent',
      heading: { vi: 'Thuộc hệ thống', en: 'Part of' },
      also: ['Hệ thống cha', 'Là thành phần của'],
      help: { vi: 'Mã hệ thống mà nó là thành phần.', en: 'Code of the system it is a part of.' },
      read: reference,
    },
    {
      key: 'owner',
      heading: { vi: 'Đơn vị chủ quản', en: 'Owner' },
      also: ['Chủ quản', 'Đơn vị phụ trách', 'Cơ quan chủ quản'],
      help: { vi: 'Mã hoặc tên đơn vị chịu trách nhiệm.', en: 'Code or name of the unit that answers for it.' },
      read: reference,
    },
    LEGAL_BASIS_COLUMN,
    wordColumn(
      'inheritance',
      { vi: 'Kế thừa', en: 'Inheritance' },
      {
        vi: 'Giai đoạn của đơn vị kế thừa theo đâu; trống: tất cả.',
        en: "How a successor's stage follows; blank: all.",
      },
      INHERITANCE_WORDS,
    ),
    ...PERIOD_COLUMNS,
  ];

  constructor(
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly records: ObligationRecords,
    private readonly clock: Clock,
  ) {}

  async plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    const { n } = await tx.lastRevision();
    const units = await this.units.directory(n, tx.manager);
    const systems = await this.systems.directory(n, tx.manager);
    const ofCode = groupBy(staged.rows, (row) => textOf(row, 'code') ?? '');
    const judgeDay = staged.asOf ?? staged.today;
    const factsOf = ({ name, nameEn, legalBasis, inheritance, ownerId, parentId }: SystemPeriod) => {
      const parent = parentId === null ? null : systems.codeOf(parentId);
      return { name, nameEn, parent, owner: ownerId, legalBasis, inheritance };
    };
    const rowsInOrder = wholesFirst(
      staged.rows.toSorted(byBeginning),
      (row) => textOf(row, 'code') ?? '',
      (row) => textOf(row, 'parent'),
    );
    return runCommands(staged, rowsInOrder, (row) => {
      const code = textOf(row, 'code');
      const period = periodOf(row);
      const owner = unitDuring(row, 'owner', units, { period, today: staged.today }, staged.report);
      if (owner === null || row.unread.length > 0 || code === undefined) return null;
      const own = systems.lifeOf(code);
      const rows = ofCode.get(code) ?? [];
      const stated = {
        ...given(row.values, 'name', 'nameEn', 'parent', 'legalBasis', 'inheritance'),
        ...(owner === undefined ? {} : { owner: owner.id }),
      };
      const bounds = given(row.values, 'validFrom', 'validTo');
      const whole = { ...stated, ...bounds };
      if (own.length === 0) {
        const run = (): Promise<unknown> => this.systems.create(tx, submit(SystemDto, { code, ...whole }));
        return { thing: code, stated: whole, what: 'create', subject: code, before: {}, after: whole, run };
      }
      const change = changeOfPeriod(row, stated, { own, rows, factsOf }, judgeDay, staged.report);
      if (!change) return null;
      const said = { thing: `${code} ${change.since ?? ''}`, stated: whole };
      if (change.what === 'unchanged') return { ...said, what: 'unchanged' };
      const { before, after, changesFrom, fields, endsOn } = change;
      const run = async (): Promise<void> => {
        if (changesFrom !== null)
          await this.systems.change(tx, code, submit(SystemChangeDto, { changesFrom, ...fields }), '*');
        if (endsOn !== null) await this.records.endSystem(tx, code, endsOn);
      };
      return { ...said, what: 'update', subject: code, before, after, run };
    });
  }

  undo(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    return this.records.undoSystems(tx, revision, reason);
  }

  async *export(at: ReadPoint): AsyncGenerator<Record<string, CellValue | null>> {
    const units = await this.units.directory(at.revision);
    const systems = await this.systems.directory(at.revision);
    for (const { id, code, name, nameEn, parentId, ownerId, legalBasis, inheritance } of await this.systems.onDay(at)) {
      const { from, to } = (systems.onDay(id, at.asOf) as SystemPeriod).period;
      const owner = ownerId === null ? null : referenceDuring(ownerId, units, { from, to }, this.clock.today());
      yield {
        ...{ code, name, nameEn, parent: parentId === null ? null : systems.codeOf(parentId), owner, legalBasis },
        ...{ inheritance: INHERITANCE_WORDS.wordOf(inheritance), validFrom: from, validTo: to },
      };
    }
  }
}
