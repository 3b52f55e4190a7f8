/**
 * Writes or reads a file with the built code, in a process of its own, and prints what it took:
 * `{ rows, cells, fault, megabytes }`; the last is the most memory that the process ever had.
 */
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { readSpreadsheet } from '../../dist/src/platform/spreadsheets/read-spreadsheet.js';
import { writeCsv } from '../../dist/src/platform/spreadsheets/write-csv.js';
import { writeWorkbook } from '../../dist/src/platform/spreadsheets/write-workbook.js';

const [, , task, path] = process.argv;
const titles = [
  'Mã đơn vị',
  'Tên đơn vị',
  'Thuộc đơn vị',
  'Hệ thống',
  'Giai đoạn',
  'Ngày',
  'Số',
  'Tỷ lệ',
  'Ghi chú',
  'Hợp đồng',
];
const columns = titles.map((title) => ({ title }));

function* rows() {
  for (let index = 0; index < 100_000; index += 1) {
    const code = String(25_000 + (index % 999));
    const note = `Ghi chú của dòng ${index}`;
    yield [
      ...[code, `Xã Tân Bình ${index % 999}`, 'Thành phố Tây Ninh', 'Hệ thống một cửa điện tử', 'đang sử dụng'],
      ...[{ day: '2016-12-31' }, index, { ratio: (index % 1000) / 1000 }, note, `HĐ ${index}/2016`],
    ];
  }
}

async function write() {
  const stream =
    task === 'write-xlsx' ? writeWorkbook([{ name: 'S', columns, rows: rows() }]) : writeCsv({ columns, rows: rows() });
  await pipeline(stream, createWriteStream(path));
  return { rows: 100_000 };
}

async function read() {
  let count = 0;
  let cells = 0;
  try {
    const file = await readSpreadsheet(await readFile(path), path);
    for (const sheet of file.sheets)
      for await (const chunk of sheet.rows()) {
        count += chunk.length;
        for (const row of chunk) cells += row.cells.length;
      }
    await file.close();
  } catch (error) {
    return { rows: count, cells, fault: error.faults[0].code };
  }
  return { rows: count, cells };
}

const done = await (task === 'read' ? read() : write());
console.log(JSON.stringify({ ...done, megabytes: process.resourceUsage().maxRSS / 1024 }));
