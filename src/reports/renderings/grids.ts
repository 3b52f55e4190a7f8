import {
  type Cell,
  type Column,
  type Grid,
  type HeatTable,
  type LineChart,
  type ListPart,
  type Row,
} from '../domain/official-document.js';
import { shadeIndex } from './official-layout.js';

/** A cell as it is laid out; `shade` is that of a heat table. */
export type LaidCell = Cell & { readonly shade?: number };

export interface LaidGrid {
  /** All columns but the first are as wide as each other, as a matrix wants it. */
  readonly even?: boolean;
  readonly columns: readonly Column[];
  readonly rows: readonly { readonly cells: readonly LaidCell[]; readonly total?: boolean }[];
  readonly parts?: readonly ListPart[];
}

/** A cell of a table's head, over so many columns and rows. */
export interface HeadCell {
  readonly title: string;
  /** Of its first column, from 0. */
  readonly at: number;
  readonly columns: number;
  readonly rows: 1 | 2;
  /** It stands above the columns of a group. */
  readonly isGroup: boolean;
}

/**
 * The rows of a table's head: one, or two where columns have groups. A column without a group is as high as both:
 * `[System, Rate/deployed, Rate/eligible]` → `[[System ×2 rows, Rate ×2 columns], [deployed, eligible]]`.
 */
export function headRows(columns: readonly Column[]): HeadCell[][] {
  if (columns.every(({ group }) => group === undefined)) {
    return [columns.map(({ title }, at) => ({ title, at, columns: 1, rows: 1, isGroup: false }))];
  }
  const upper: HeadCell[] = [];
  const lower: HeadCell[] = [];
  columns.forEach(({ title, group }, at) => {
    if (group === undefined) {
      upper.push({ title, at, columns: 1, rows: 2, isGroup: false });
      return;
    }
    lower.push({ title, at, columns: 1, rows: 1, isGroup: false });
    const before = upper.at(-1);
    if (before !== undefined && at > 0 && columns[at - 1]?.group === group) {
      upper[upper.length - 1] = { ...before, columns: before.columns + 1 };
    } else {
      upper.push({ title: group, at, columns: 1, rows: 1, isGroup: true });
    }
  });
  return [upper, lower];
}

/** Whole widths that add up to `total`: shares 1, 1, 1 of 100 are 33, 33, 34. */
export function columnWidths(columns: readonly Column[], total: number): number[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  let used = 0;
  let reached = 0;
  return columns.map(({ share }) => {
    reached += share;
    const width = Math.round((total * reached) / shares) - used;
    used += width;
    return width;
  });
}

/** A heat table as a table: the first column names the row, the others are as wide as each other; what is not known leans. */
export function heatGrid({ rowsTitle, columns, rows }: HeatTable): LaidGrid {
  return {
    even: true,
    columns: [
      { title: rowsTitle, align: 'left', share: 2 },
      ...columns.map((title): Column => ({ title, align: 'center', share: 1 })),
    ],
    rows: rows.map(({ title, cells }) => ({
      cells: [
        { text: title },
        ...cells.map(({ text, ratio, opens }): LaidCell => ({
          text,
          shade: shadeIndex(ratio),
          ...(ratio === null ? { emphasis: 'italic' as const } : { value: { ratio } }),
          ...(opens === undefined ? {} : { opens }),
        })),
      ],
    })),
  };
}

/** The figures of a chart: points down, series across; a mark stands with the point that it comes before. */
export function chartGrid(chart: LineChart): Grid {
  const { pointsTitle, points, series } = chart;
  return {
    columns: [
      { title: pointsTitle, align: 'center', share: 1 },
      ...series.map(({ name }): Column => ({ title: name, align: 'right', share: 1 })),
    ],
    rows: points.map((point, index): Row => ({
      cells: [
        { text: [point, ...marksBefore(chart, index)].join(' – ') },
        ...series.map(({ values }): Cell => {
          const { text, ratio } = values[index] ?? { text: '', ratio: null };
          return ratio === null ? { text } : { text, value: { ratio } };
        }),
      ],
    })),
  };
}

/** A chart in words, for whoever cannot see it: its sentence, then every figure. */
export function chartInWords(chart: LineChart): string {
  const { alternative, points, series, marks } = chart;
  const lines = series.map(
    ({ name, values }) =>
      `${name}: ${points.map((point, index) => `${point} ${values[index]?.text ?? ''}`).join('; ')}.`,
  );
  const marked = marks.map(({ before, label }) => `${points[before] ?? ''}: ${label}.`);
  return [alternative, ...lines, ...marked].join(' ');
}

function marksBefore({ marks }: LineChart, point: number): string[] {
  return marks.filter(({ before }) => before === point).map(({ label }) => label);
}
