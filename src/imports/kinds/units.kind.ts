import { Injectable } from '@nestjs/common';
import { dayToReadAt, holds, overlaps } from '../../kernel/period.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { Clock } from '../../platform/clock/clock.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { submit } from '../../platform/validation/submission.js';
import { compareUnits } from '../../units/domain/unit-tree.js';
import { type Level, RANK, type UnitPeriod } from '../../units/domain/unit.js';
import { UnitChangeDto, UnitDto } from '../../units/dto/unit.requests.js';
import { UnitRecords } from '../../units/unit-records.service.js';
import { UnitRegisterService } from '../../units/unit-register.service.js';
import { UnitsService } from '../../units/units.service.js';
import { reference } from '../domain/cell-readers.js';
import { type CellValue, type Column, faultAt, type TableRow } from '../domain/column.js';
import { groupBy } from '../domain/group-by.js';
import { LEVEL_WORDS } from '../domain/vocabularies.js';
import { type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { beginningOfPeriod, levelOfUnit, statementsContradict } from '../imports.errors.js';
import { beginningBeforeEnd, byBeginning, otherBeginning, periodMeant, periodOf } from './meant-periods.js';
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
    const rows = [...staged.rows].sort((a, b) => rankOf(a) - rankOf(b) || byBeginning(a, b));
    const ofCode = groupBy(rows, (row) => textOf(row, 'code') ?? '');
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
      const own = units.withCode(code).filter((one) => overlaps(one.period, period));
      const others = ofCode.get(code) ?? [];
      const there = periodMeant(own, row, staged.asOf ?? staged.today, others);
      const contradicts = (other: TableRow): null => {
        staged.report(faultAt(row, 'validTo', statementsContradict(other.row)));
        return null;
      };
      const inside = beginningBeforeEnd(others, row);
      if (inside) return contradicts(inside);
      const bounds = given(row.values, 'validFrom', 'validTo');
      const said = {
        thing: `${there?.unitId ?? code} ${period.from ?? there?.period.from ?? ''}`,
        stated: { ...stated, ...bounds },
      };
      if (!there) {
        const run = (): Promise<unknown> => this.register.create(tx, submit(UnitDto, { ...stated, ...bounds }));
        return { ...said, what: 'create', subject, before: {}, after: { ...stated, ...bounds }, run };
      }
      const { code: ownCode, agencyCode, name, kind: ownKind, level, parentId } = there;
      const believed = { code: ownCode, agencyCode, name, kind: ownKind, level, parent: parentId };
      const changed = differences(stated, believed);
      if (changed.includes('level')) {
        staged.report(faultAt(row, 'level', levelOfUnit(LEVEL_WORDS.wordOf(level))));
        return null;
      }
      const isLater = period.from !== null && period.from !== there.period.from;
      const ends = period.to !== null && period.to !== there.period.to;
      const splits = otherBeginning(others, row, (first) => first !== there.period.from && holds(there.period, first));
      // What a row corrects of a whole period, it corrects of the part that another row of the file begins.
      if (splits && !isLater && (changed.length > 0 || ends)) return contradicts(splits);
      const { from } = period;
      const isAfterAnother = otherBeginning(
        others,
        row,
        (first) => from !== null && first < from && first !== there.period.from && holds(there.period, first),
      );
      if (changed.length === 0 && isLater && !isAfterAnother) {
        staged.report(faultAt(row, 'validFrom', beginningOfPeriod(there.period.from)));
        return null;
      }
      if (changed.length === 0 && !isLater && !ends) return { ...said, what: 'unchanged' };
      // A later change says all that it states: another one may come before it.
      const fields = isLater ? given(stated, 'agencyCode', 'name', 'kind', 'parent') : given(stated, ...changed);
      const change = (submitted: Readonly<Record<string, unknown>>): Promise<unknown> =>
        this.register.change(tx, there.unitId, submit(UnitChangeDto, submitted), '*');
      const run = async (): Promise<void> => {
        const end = ends ? { validTo: period.to } : {};
        if (!isLater) await change({ corrects: dayToReadAt(there.period, staged.today), ...fields, ...end });
        else {
          await change({ changesFrom: period.from, ...fields });
          if (ends) await change({ corrects: period.from, ...end });
        }
      };
      const before = {
        ...picked(believed, changed),
        ...(ends ? picked({ validTo: there.period.to }, ['validTo']) : {}),
      };
      const after = { ...fields, ...(isLater ? bounds : given(bounds, 'validTo')) };
      return { ...said, what: 'update', subject, before, after, run };
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

function rankOf({ values }: TableRow): number {
  const { level } = values;
  return level === undefined ? RANK.subordinate : RANK[level as Level];
}
