import { Injectable } from '@nestjs/common';
import { type LocalDate } from '../../kernel/local-date.js';
import { dayToReadAt, holds, overlaps, type Period } from '../../kernel/period.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { Clock } from '../../platform/clock/clock.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { submit } from '../../platform/validation/submission.js';
import { type UnitDirectory } from '../../units/domain/unit-directory.js';
import { compareUnits } from '../../units/domain/unit-tree.js';
import { type Level, RANK, type UnitPeriod } from '../../units/domain/unit.js';
import { UnitChangeDto, UnitDto } from '../../units/dto/unit.requests.js';
import { UnitRecords } from '../../units/unit-records.service.js';
import { UnitRegisterService } from '../../units/unit-register.service.js';
import { UnitsService } from '../../units/units.service.js';
import { reference } from '../domain/cell-readers.js';
import { type CellValue, type Column, faultAt, type TableRow } from '../domain/column.js';
import { LEVEL_WORDS } from '../domain/vocabularies.js';
import { type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { cannotBeChanged } from '../imports.errors.js';
import { differences, given, picked, runCommands } from './row-commands.js';
import { levelColumn, PERIOD_COLUMNS, textColumn } from './shared-columns.js';
import { referenceDuring, textOf, unitDuring } from './unit-and-system.js';

/** Administrative units and departments. */
@Injectable()
export class UnitsKind implements ImportKind {
  readonly name = 'units';
  readonly right = 'edit';
  readonly title = { vi: 'Đơn vị', en: 'units' };
  readonly isMatrixToo = false;
  readonly columns: readonly Column[] = [
    textColumn(
      'code',
      { vi: 'Mã đơn vị', en: 'Code' },
      { vi: 'Mã chính thức.', en: 'Official code.' },
      { max: 64, required: true, also: ['Mã', 'Mã ĐVHC'] },
    ),
    textColumn(
      'agencyCode',
      { vi: 'Mã định danh', en: 'Agency code' },
      { vi: 'Mã định danh cơ quan, ví dụ H53.15.', en: 'Such as H53.15.' },
      { max: 40 },
    ),
    textColumn(
      'name',
      { vi: 'Tên đơn vị', en: 'Name' },
      { vi: 'Cả loại đứng trước: "Xã Tân Bình".', en: 'With its kind in front.' },
      { required: true, also: ['Tên', 'Đơn vị'] },
    ),
    textColumn(
      'kind',
      { vi: 'Loại', en: 'Kind' },
      { vi: 'xã, phường, huyện, sở…', en: 'Such as xã, phường, sở.' },
      { max: 50, required: true, also: ['Loại đơn vị'] },
    ),
    levelColumn({ vi: 'Cấp của đơn vị.', en: 'Level.' }, { required: true }),
    {
      key: 'parent',
      heading: { vi: 'Đơn vị cấp trên', en: 'Parent' },
      also: ['Cấp trên', 'Thuộc đơn vị', 'Trực thuộc', 'Mã đơn vị cấp trên'],
      help: { vi: 'Mã hoặc tên; trống với cấp tỉnh.', en: 'Code or name; blank of provinces.' },
      format: 'text',
      read: reference,
    },
    ...PERIOD_COLUMNS,
  ];

  constructor(
    private readonly units: UnitsService,
    private readonly register: UnitRegisterService,
    private readonly records: UnitRecords,
    private readonly clock: Clock,
  ) {}

  async plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    const { n } = await tx.lastRevision();
    const units = await this.units.directory(n, tx.manager);
    // Who stands above is made first.
    const rows = [...staged.rows].sort((a, b) => rankOf(a) - rankOf(b));
    const made = new Set(rows.map((row) => textOf(row, 'code') ?? ''));
    return runCommands(staged, rows, (row) => {
      const period = periodOf(row);
      const { code = '', parent } = { code: textOf(row, 'code'), parent: textOf(row, 'parent') };
      // One that this file makes is not recorded yet; the service finds it by its code.
      const isMade = parent !== undefined && made.has(parent) && units.withCode(parent).length === 0;
      const above = isMade
        ? undefined
        : unitDuring(row, 'parent', units, { period, today: staged.today }, staged.report);
      if (above === null || row.unread.length > 0) return null;
      const kind = textOf(row, 'kind')?.toLocaleLowerCase('vi') ?? '';
      const stated = {
        ...given(row.values, 'code', 'agencyCode', 'name', 'level'),
        kind,
        ...(isMade ? { parent } : above ? { parent: above.id } : {}),
      };
      const subject = `${textOf(row, 'name') ?? ''} (${code})`;
      const there = recordedAs(code, period, units, staged.asOf ?? staged.today);
      if (!there) {
        const run = async (): Promise<void> => {
          await this.register.create(tx, submit(UnitDto, { ...stated, ...given(row.values, 'validFrom', 'validTo') }));
        };
        return {
          what: 'create',
          subject,
          before: {},
          after: { ...stated, ...given(row.values, 'validFrom', 'validTo') },
          run,
        };
      }
      const { code: ownCode, agencyCode, name, kind: ownKind, level, parentId } = there;
      const believed = { code: ownCode, agencyCode, name, kind: ownKind, level, parent: parentId };
      const changed = differences(stated, believed);
      if (changed.includes('level')) {
        staged.report(
          faultAt(row, 'level', cannotBeChanged({ vi: 'Cấp', en: 'Level' }, 'level', LEVEL_WORDS.wordOf(level))),
        );
        return null;
      }
      const isLater = period.from !== null && period.from !== there.period.from;
      const ends = period.to !== null && period.to !== there.period.to;
      if (changed.length === 0 && !ends) return { what: 'unchanged' };
      const when = isLater ? { changesFrom: period.from } : { corrects: dayToReadAt(there.period, staged.today) };
      const fields = { ...given(stated, ...changed), ...(ends && !isLater ? { validTo: period.to } : {}) };
      const run = async (): Promise<void> => {
        await this.register.change(tx, there.unitId, submit(UnitChangeDto, { ...when, ...fields }), '*');
      };
      const before = {
        ...picked(believed, changed),
        ...(ends ? picked({ validTo: there.period.to }, ['validTo']) : {}),
      };
      const after = {
        ...given(stated, ...changed),
        ...given(row.values, 'validTo'),
        ...(isLater ? given(row.values, 'validFrom') : {}),
      };
      return { what: 'update', subject, before, after, run };
    });
  }

  undo(tx: WriteTransaction, revision: number): Promise<void> {
    return this.records.undo(tx, revision);
  }

  async *export(at: ReadPoint): AsyncGenerator<Record<string, CellValue | null>> {
    const directory = await this.units.directory(at.revision);
    const tree = await this.units.tree(at);
    for (const unit of [...tree.units].filter((one) => tree.isVisible(one)).sort(compareUnits)) {
      const { period } = directory.onDay(unit.id, at.asOf) as UnitPeriod;
      const { code, agencyCode, name, kind, level, parentId } = unit;
      const parent = parentId === null ? null : referenceDuring(parentId, directory, period, this.clock.today());
      yield {
        ...{ code, agencyCode, name, kind, level: LEVEL_WORDS.wordOf(level), parent },
        ...{ validFrom: period.from, validTo: period.to },
      };
    }
  }
}

function periodOf({ values }: TableRow): Period {
  const { validFrom = null, validTo = null } = values as Partial<Record<string, LocalDate>>;
  return { from: validFrom, to: validTo };
}

function rankOf({ values }: TableRow): number {
  const { level } = values;
  return level === undefined ? RANK.subordinate : RANK[level as Level];
}

/**
 * The period that a row speaks of: of those with its code, the one that begins on its day; or the one that holds it; of a
 * row without a first day, the one that ends on its last, or holds the day that is asked about.
 */
function recordedAs(code: string, period: Period, units: UnitDirectory, day: LocalDate): UnitPeriod | undefined {
  const own = units.withCode(code).filter((one) => overlaps(one.period, period));
  const begins = own.find(
    (one) =>
      one.period.from === period.from && (period.from !== null || period.to === null || one.period.to === period.to),
  );
  if (begins || period.from !== null)
    return begins ?? own.find((one) => period.from !== null && holds(one.period, period.from));
  return (
    own.find((one) => period.to !== null && one.period.to === period.to) ??
    own.find((one) => holds(one.period, day)) ??
    own[0]
  );
}
