import { type ExcelCell, excelWorkbook } from './excel-workbook.js';
import { readSample } from '../../src/sample/sample-files.js';

/** What is wrong with a row, and where. */
export interface ExpectedFault {
  readonly row: number;
  readonly column: string | null;
  readonly code: string;
  /** A code or word that has to be among the candidates. */
  readonly candidate?: string;
}

type Cells = Record<string, ExcelCell>;

const HEADINGS: Record<string, string> = {
  ...{ unit: 'Mã đơn vị', unitName: 'Tên đơn vị', within: 'Huyện', system: 'Hệ thống', stage: 'Giai đoạn' },
  ...{
    effectiveOn: 'Ngày hiệu lực',
    dated: 'Cách tính ngày',
    dueOn: 'Hạn hoàn thành',
    evidence: 'Tài liệu kiểm chứng',
  },
  ...{ note: 'Ghi chú', vendor: 'Nhà cung cấp', version: 'Phiên bản', contract: 'Hợp đồng' },
};
const KEYS = Object.keys(HEADINGS);
/** The heading stands in row 3, below two titles. */
const FIRST_ROW = 4;
const ROWS = 500;
/** A system in use from 2017 on, which the test records before. */
export const LATER_SYSTEM = 'he-thong-2017';

const good: Cells = { unit: '25495', unitName: 'Xã Tân Bình', system: 'e-office', stage: 'đang sử dụng' };
const on = (day: string): Cells => ({ ...good, effectiveOn: day });

/** One row a fault, or two: what stands there, and where it is wrong (the column, the code, a candidate). */
const FAULTY: readonly (readonly [Cells, ...(readonly [string, string, string?])[]])[] = [
  [{ ...on('02/01/2016'), system: null }, ['system', 'cell-blank']],
  [{ ...on('03/01/2016'), stage: null }, ['stage', 'cell-blank']],
  [{ ...good, effectiveOn: null }, ['effectiveOn', 'cell-blank']],
  [{ ...on('04/01/2016'), unit: null, unitName: null }, ['unit', 'unit-not-named']],
  [{ ...on('05/01/2016'), unit: '99999', unitName: null }, ['unit', 'unit-unknown']],
  [{ ...on('06/01/2016'), unit: null, unitName: 'Xã Tân Bìnk' }, ['unitName', 'unit-unknown', '25495']],
  [{ ...on('07/01/2016'), unit: null, unitName: 'Xã Tân Bình' }, ['unitName', 'unit-ambiguous', '25474']],
  [{ ...on('08/01/2016'), unitName: 'Xã Tân Phong' }, ['unitName', 'unit-name-differs', '25495']],
  [{ ...on('09/01/2016'), within: 'Huyện Châu Thành' }, ['within', 'unit-elsewhere', '25495']],
  [{ ...on('01/08/2025'), unit: '705', unitName: null }, ['unit', 'code-names-nothing', '705']],
  [{ ...on('10/01/2016'), unit: '25711', unitName: null }, ['unit', 'code-changed', '25711']],
  [{ ...on('11/01/2016'), system: 'Văn phòng điện tư' }, ['system', 'system-unknown', 'e-office']],
  [{ ...on('12/01/2016'), system: LATER_SYSTEM }, ['system', 'system-not-there']],
  [{ ...on('13/01/2016'), stage: 'đang sủ dụng tốt' }, ['stage', 'stage-unknown', 'đang sử dụng']],
  [{ ...on('14/01/2016'), stage: 'chưa có số liệu' }, ['stage', 'stage-not-known']],
  [on('hôm qua'), ['effectiveOn', 'not-a-day']],
  [on('31/02/2016'), ['effectiveOn', 'no-such-day']],
  [on('12/31/2016'), ['effectiveOn', 'month-first']],
  [on('12/2016'), ['effectiveOn', 'not-exact']],
  [on('01/01/2999'), ['effectiveOn', 'effective-in-the-future']],
  [{ ...on('15/01/2016'), dated: 'khoảng ngày' }, ['dated', 'dating-unknown']],
  [{ ...on('16/01/2016'), dueOn: '01/06/2016' }, ['dueOn', 'due-on-without-plan']],
  [{ ...on('17/01/2016'), stage: 'đã lên kế hoạch', dueOn: '01/01/2016' }, ['dueOn', 'due-before-planned']],
  [{ ...on('18/01/2016'), stage: 'đã lên kế hoạch', dueOn: 'sớm' }, ['dueOn', 'not-a-day']],
  [{ ...on('19/01/2016'), stage: 'đã lên kế hoạch', dueOn: '31/06/2016' }, ['dueOn', 'no-such-day']],
  [{ ...on('20/01/2016'), stage: 'đã lên kế hoạch', dueOn: '06/15/2016' }, ['dueOn', 'month-first']],
  [{ ...on('21/01/2016'), stage: 'đã lên kế hoạch', dueOn: 'quý II/2016' }, ['dueOn', 'not-exact']],
  [
    { ...on('22/01/2016'), evidence: Array.from({ length: 21 }, (_, n) => `Văn bản ${n}`).join('\n') },
    ['evidence', 'evidence-unreadable'],
  ],
  [
    { ...on('23/01/2016'), evidence: 'Biên bản [00000000-0000-4000-8000-000000000000]' },
    ['evidence', 'document-unknown'],
  ],
  [{ ...on('24/01/2016'), unit: 'a'.repeat(301) }, ['unit', 'too-long']],
  [{ ...on('25/01/2016'), unitName: 'b'.repeat(301) }, ['unitName', 'too-long']],
  [{ ...on('26/01/2016'), system: 'c'.repeat(301) }, ['system', 'too-long']],
  [{ ...on('27/01/2016'), note: 'd'.repeat(2001) }, ['note', 'too-long']],
  [{ ...on('28/01/2016'), vendor: 'e'.repeat(201) }, ['vendor', 'too-long']],
  [{ ...on('29/01/2016'), version: 'f'.repeat(101) }, ['version', 'too-long']],
  [{ ...on('30/01/2016'), contract: 'g'.repeat(201) }, ['contract', 'too-long']],
  [{ ...on('31/01/2016'), stage: { error: '#REF!' } }, ['stage', 'cell-error']],
  [{ ...good, effectiveOn: { error: '#N/A' } }, ['effectiveOn', 'cell-error']],
  [{ ...on('01/02/2016'), unit: { error: '#VALUE!' } }, ['unit', 'cell-error']],
  [{ ...on('02/02/2016'), note: { error: '#DIV/0!' } }, ['note', 'cell-error']],
  // Two faults of one row, both told.
  [
    { ...on('31/04/2016'), system: 'không có phần mềm này' },
    ['system', 'system-unknown'],
    ['effectiveOn', 'no-such-day'],
  ],
  [{ ...on('03/02/2016'), stage: 'tạm dừng' }],
  [{ ...on('03/02/2016'), stage: 'thí điểm' }, ['stage', 'rows-contradict']],
];

/** A table of 500 rows, most of them as the sample has them, with everything wrong that a table can be; and what that is. */
export function faultyImport(): { bytes: Buffer; expected: ExpectedFault[] } {
  const expected: ExpectedFault[] = [
    { row: 3, column: null, code: 'column-unknown' },
    { row: 3, column: 'note', code: 'column-repeated' },
  ];
  // Codes of communes have changed hands since, and would need the name.
  const known = readSample('deployments.csv')
    .filter(({ unit = '' }) => /^(\d{3}|72\..+)$/.test(unit))
    .map(({ unit = '', system = '', effective_on = '' }): Cells => ({
      ...{ unit, system, stage: 'đang sử dụng', effectiveOn: effective_on },
    }));
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const fault = index % 11 === 5 ? FAULTY[Math.floor(index / 11)] : undefined;
    if (!fault) return known[index % known.length] as Cells;
    const [cells, ...faults] = fault;
    for (const [column, code, candidate] of faults)
      expected.push({ row: FIRST_ROW + index, column, code, ...(candidate === undefined ? {} : { candidate }) });
    return cells;
  });
  const heading = [...KEYS.map((key) => HEADINGS[key] ?? ''), 'Người nhập', 'Ghi chú'];
  const bytes = excelWorkbook([
    {
      name: 'Triển khai',
      rows: [
        ['TÌNH HÌNH TRIỂN KHAI CÁC HỆ THỐNG'],
        ['(Biểu tổng hợp của các đơn vị)'],
        heading,
        ...rows.map((row) => KEYS.map((key) => row[key] ?? null)),
      ],
    },
  ]);
  return { bytes, expected };
}
