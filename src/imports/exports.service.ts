import { type Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { isLocalDate } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { Calls } from '../platform/call/calls.js';
import { writeCsv } from '../platform/spreadsheets/write-csv.js';
import { writeWorkbook } from '../platform/spreadsheets/write-workbook.js';
import { type SheetCell, type SheetColumn, type WrittenSheet } from '../platform/spreadsheets/written-sheet.js';
import { SystemsService } from '../systems/systems.service.js';
import { type CellValue, type Column } from './domain/column.js';
import { type ImportKind, type ImportKindName } from './import-kind.js';
import { ImportKinds } from './import-kinds.js';

/** Excel takes no longer hint. */
const LONGEST_HINT = 255;

/** Gives out what imports take in, and templates to fill in. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly kinds: ImportKinds,
    private readonly systems: SystemsService,
    private readonly calls: Calls,
  ) {}

  /** What the caller may see of a kind at a point, in the columns that an import takes. */
  csv(name: ImportKindName, at: ReadPoint): Readable {
    return writeCsv(this.sheetOf(name, at));
  }

  xlsx(name: ImportKindName, at: ReadPoint): Readable {
    return writeWorkbook([this.sheetOf(name, at)]);
  }

  /** An empty table with lists to choose from, and a sheet that says what belongs where. */
  async template(name: ImportKindName, at: ReadPoint): Promise<Readable> {
    const kind = this.kinds.get(name);
    const systems = (await this.systems.onDay(at)).map((system) => system.name);
    const columns = kind.columns.map((column) => ({
      ...writtenColumn(column, column.key === 'system' ? systems : column.choices),
      hint: column.help.vi.slice(0, LONGEST_HINT),
    }));
    return writeWorkbook([{ name: kind.title.vi, columns, rows: [] }, helpOf(kind)]);
  }

  /** Its rows are read while they are written, when the call has been answered already. */
  private sheetOf(name: ImportKindName, at: ReadPoint): WrittenSheet {
    const kind = this.kinds.get(name);
    const { columns, title } = kind;
    return {
      name: title.vi,
      columns: columns.map((column) => writtenColumn(column, undefined)),
      rows: linesOf(this.calls.follow(kind.export(at)), columns),
    };
  }
}

async function* linesOf(
  rows: AsyncIterable<Readonly<Record<string, CellValue | null>>>,
  columns: readonly Column[],
): AsyncGenerator<SheetCell[]> {
  for await (const row of rows) {
    yield columns.map(({ key, format }): SheetCell => {
      const value = row[key] ?? null;
      return format === 'day' && isLocalDate(value) ? { day: value } : value;
    });
  }
}

function writtenColumn({ key, heading, format }: Column, choices: readonly string[] | undefined): SheetColumn {
  return {
    title: heading.vi,
    key,
    ...(format === undefined ? {} : { format }),
    ...(choices === undefined || choices.length === 0 ? {} : { choices: { values: choices, only: false } }),
  };
}

function helpOf({ columns, isMatrixToo }: ImportKind): WrittenSheet {
  const lines: SheetCell[][] = columns.map(({ heading, key, required, orElse, help, choices }) => {
    const other = columns.find((column) => column.key === orElse)?.heading.vi;
    const needed = required ? 'bắt buộc' : other === undefined ? '' : `bắt buộc nếu không có "${other}"`;
    return [heading.vi, key, needed, help.vi, (choices ?? []).join('; ')];
  });
  const notes = [
    'Ngày viết dạng 31/12/2016. Số viết dạng 1.685 hoặc 43,2.',
    'Nên kiểm tra tệp trước khi ghi: mọi lỗi được báo cùng lúc, kèm trang, dòng và cột. Chỉ ghi khi không còn lỗi.',
    'Ô để trống giữ nguyên điều đã ghi; dòng không có trong tệp cũng giữ nguyên.',
    'Nhập lại cùng một tệp không thay đổi gì. Mỗi lần nhập có thể hoàn tác.',
    ...(isMatrixToo
      ? [
          'Cũng nhận bảng ma trận: mỗi dòng một đơn vị, mỗi cột một hệ thống; trong ô ghi "x", giai đoạn hoặc ngày; dòng đầu ghi "Tính đến ngày …".',
        ]
      : []),
  ];
  return {
    name: 'Hướng dẫn',
    isProse: true,
    columns: ['Cột', 'Khóa', 'Bắt buộc', 'Ý nghĩa', 'Các từ'].map((title) => ({ title })),
    rows: [...lines, ...notes.map((note): SheetCell[] => [null, null, null, note, null])],
  };
}
