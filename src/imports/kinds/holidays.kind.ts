import { Injectable } from '@nestjs/common';
import { HolidayDto, HolidayRetractionDto } from '../../indicators/dto/duty.requests.js';
import { HolidayRecords } from '../../indicators/holiday-records.service.js';
import { type Holiday, HolidaysService } from '../../indicators/holidays.service.js';
import { type LocalDate, printDay } from '../../kernel/local-date.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { submit } from '../../platform/validation/submission.js';
import { type CellValue, type Column } from '../domain/column.js';
import { groupBy } from '../domain/group-by.js';
import { WORKS_WORDS } from '../domain/vocabularies.js';
import { type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { differences, given, picked, runCommands } from './row-commands.js';
import { dayColumn, textColumn, wordColumn } from './shared-columns.js';
import { textOf } from './unit-and-system.js';

/** Days that are not as their week has them, of which working days are counted without. */
@Injectable()
export class HolidaysKind implements ImportKind {
  readonly name = 'holidays';
  readonly right = 'edit';
  readonly title = { vi: 'Ngày nghỉ và làm bù', en: 'holidays' };
  readonly isMatrixToo = false;
  readonly columns: readonly Column[] = [
    dayColumn(
      'day',
      { vi: 'Ngày', en: 'Day' },
      { vi: 'Mỗi ngày một dòng.', en: 'A row a day.' },
      { required: true, also: ['Ngày nghỉ', 'Ngày, tháng, năm'] },
    ),
    wordColumn(
      'works',
      { vi: 'Nghỉ hay làm bù', en: 'Works' },
      { vi: 'Trống: nghỉ.', en: 'Whether it is worked instead of another day; blank: nobody works.' },
      WORKS_WORDS,
      { also: ['Loại', 'Loại ngày', 'Nghỉ/làm bù', 'Hình thức'] },
    ),
    textColumn(
      'name',
      { vi: 'Tên ngày', en: 'Name' },
      { vi: 'Ví dụ: Tết Dương lịch.', en: 'What day it is.' },
      { required: true, also: ['Tên', 'Dịp', 'Tên ngày lễ', 'Ngày lễ', 'Nội dung', 'Lý do'] },
    ),
  ];

  constructor(
    private readonly holidays: HolidaysService,
    private readonly records: HolidayRecords,
  ) {}

  async plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    const recorded = groupBy(await this.records.all(tx), ({ day }) => day);
    return runCommands(staged, staged.rows, (row) => {
      const day = row.values['day'] as LocalDate | undefined;
      if (day === undefined || row.unread.length > 0) return null;
      const stated = given(row.values, 'works', 'name');
      const said = { thing: day, stated };
      const subject = `${printDay(day)}, ${textOf(row, 'name') ?? ''}`;
      const own = recorded.get(day) ?? [];
      const there = own.find(({ isRetracted }) => !isRetracted);
      const record = (facts: Readonly<Record<string, CellValue>>): Promise<void> =>
        this.holidays.record(tx, submit(HolidayDto, { day, ...facts }));
      if (!there) {
        const isWithdrawn = own.some((one) => differences(stated, factsOf(one)).length === 0);
        if (isWithdrawn && !staged.confirmRetracted)
          return { ...said, what: 'previously-retracted', subject, after: stated };
        return { ...said, what: 'create', subject, before: {}, after: stated, run: () => record(stated) };
      }
      const believed = factsOf(there);
      const changed = differences(stated, believed);
      if (changed.length === 0) return { ...said, what: 'unchanged' };
      const run = async (): Promise<void> => {
        await this.holidays.retract(tx, day, submit(HolidayRetractionDto, { reason: staged.reason }));
        await record({ ...believed, ...stated });
      };
      const [before, after] = [picked(believed, changed), given(stated, ...changed)];
      return { ...said, what: 'update', subject, before, after, run };
    });
  }

  undo(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    return this.records.undo(tx, revision, reason);
  }

  async *export({ revision }: ReadPoint): AsyncGenerator<Record<string, CellValue | null>> {
    for (const { day, works, name } of await this.holidays.all(revision))
      yield { day, works: WORKS_WORDS.wordOf(works ? 'true' : 'false'), name };
  }
}

/** As a row states them. */
function factsOf({ works, name }: Holiday): Record<string, CellValue> {
  return { works: String(works), name };
}
