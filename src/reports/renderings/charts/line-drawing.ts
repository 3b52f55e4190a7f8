import { type LineChart } from '../../domain/official-document.js';
import { type SeriesStyle, styleOf } from './series-styles.js';

type Point = readonly [x: number, y: number];

/** A chart as strokes, marks and words, in points from its top left corner; it is painted in PDF and in SVG alike. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly strokes: readonly {
    readonly path: readonly Point[];
    readonly width: number;
    readonly color: string;
    readonly dash: readonly number[];
  }[];
  readonly dots: readonly { readonly at: Point; readonly marker: SeriesStyle['marker']; readonly color: string }[];
  readonly words: readonly Words[];
}

export interface Words {
  readonly text: string;
  /** Of the foot of the letters. */
  readonly at: Point;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly size: number;
  readonly face: 'regular' | 'bold' | 'italic';
  readonly color: string;
}

const LETTERS = 9;
const LINE = 10.5;
/** Estimated width of a letter in relation to its size; the drawing must be the same wherever it is painted. */
const LETTER_WIDTH = 0.52;
const LABEL_LETTERS = 20;
const AXIS = '7F7F7F';
const GRID = 'D9D9D9';
const INK = '000000';

/**
 * Lays out shares over points: 0% at the bottom, 100% at the top. Each line bears its name and last figure at its end,
 * where labels that would overlap move apart; a share that is not known leaves a gap; a mark is a dashed rule between two
 * points with its label above.
 */
export function drawLines(chart: LineChart, width: number, height: number): Drawing {
  const labels = chart.series.map(({ name, values }) => {
    const last = values.findLast(({ ratio }) => ratio !== null) ?? values.at(-1);
    return wrapped(`${name} ${last?.text ?? ''}`.trim());
  });
  const longest = labels.flat().reduce((most, line) => Math.max(most, line.length), 0);
  const plot = {
    left: 30,
    right: width - 14 - longest * LETTERS * LETTER_WIDTH,
    top: chart.marks.length > 0 ? 20 : 8,
    bottom: height - 20,
  };
  const step = chart.points.length > 1 ? (plot.right - plot.left) / (chart.points.length - 1) : 0;
  const xOf = (index: number) => (step === 0 ? (plot.left + plot.right) / 2 : plot.left + index * step);
  const yOf = (ratio: number) => plot.bottom - ratio * (plot.bottom - plot.top);
  const lines = chart.series.map((series, index) => ({ series, style: styleOf(index) }));
  return {
    width,
    height,
    strokes: [
      ...[0, 0.25, 0.5, 0.75, 1].map((ratio) => ({
        path: [[plot.left, yOf(ratio)], [plot.right, yOf(ratio)]] as const, // prettier-ignore
        ...{ width: 0.5, color: ratio === 0 ? AXIS : GRID, dash: [] },
      })),
      ...chart.marks.map(({ before }) => {
        const x = Math.max(plot.left, xOf(before) - step / 2);
        return { path: [[x, plot.top - 6], [x, plot.bottom]] as const, width: 0.8, color: AXIS, dash: [3, 2] }; // prettier-ignore
      }),
      ...lines.flatMap(({ series, style }) =>
        unbroken(series.values).map((indices) => ({
          path: indices.map((index): Point => [xOf(index), yOf(series.values[index]?.ratio ?? 0)]),
          ...{ width: 1.6, color: style.color, dash: style.dash },
        })),
      ),
    ],
    dots: lines.flatMap(({ series, style }) =>
      series.values.flatMap(({ ratio }, index) =>
        ratio === null ? [] : [{ at: [xOf(index), yOf(ratio)] as const, marker: style.marker, color: style.color }],
      ),
    ),
    words: [
      ...[0, 0.5, 1].map((ratio) => word(`${ratio * 100}%`, [plot.left - 5, yOf(ratio) + 3], 'end')),
      ...pointWords(chart.points, xOf, step, plot.bottom + 13),
      ...chart.marks.map(({ before, label }) =>
        word(label, [Math.max(plot.left, xOf(before) - step / 2), plot.top - 9], 'middle', 'italic'),
      ),
      ...endWords(chart, labels, plot, yOf),
    ],
  };
}

/** As many labels of points as have room, from the last backwards. */
function pointWords(points: readonly string[], xOf: (index: number) => number, step: number, y: number): Words[] {
  const room = Math.max(...points.map((point) => point.length)) * LETTERS * LETTER_WIDTH + 6;
  const every = Math.max(1, Math.ceil(room / Math.max(step, 1)));
  return points.flatMap((point, index) =>
    (points.length - 1 - index) % every === 0 ? [word(point, [xOf(index), y], 'middle')] : [],
  );
}

/** Labels at the ends of the lines, from the top down, none over another. */
function endWords(
  { series }: LineChart,
  labels: readonly (readonly string[])[],
  plot: { readonly right: number; readonly bottom: number },
  yOf: (ratio: number) => number,
): Words[] {
  const ends = series
    .map(({ values }, index) => {
      const lines = labels[index] ?? [];
      const ratio = values.findLast((value) => value.ratio !== null)?.ratio ?? 0;
      return { index, lines, y: yOf(ratio) + 3 - ((lines.length - 1) * LINE) / 2 };
    })
    .toSorted((a, b) => a.y - b.y);
  let free = 8;
  const down = ends.map((end) => {
    const y = Math.max(end.y, free);
    free = y + end.lines.length * LINE;
    return { ...end, y };
  });
  // Whatever ran out at the bottom moves up again, and pushes those above it.
  let limit = plot.bottom + 6;
  const settled = down.toReversed().map((end) => {
    const y = Math.min(end.y, limit - (end.lines.length - 1) * LINE);
    limit = y - LINE;
    return { ...end, y };
  });
  return settled.flatMap(({ index, lines, y }) =>
    lines.map((text, line) => ({
      ...word(text, [plot.right + 8, y + line * LINE], 'start', 'bold'),
      color: styleOf(index).color,
    })),
  );
}

function word(text: string, at: Point, anchor: Words['anchor'], face: Words['face'] = 'regular'): Words {
  return { text, at, anchor, size: LETTERS, face, color: INK };
}

/** Runs of neighbouring points whose shares are known: `[.1, null, .2, .3]` → `[[0], [2, 3]]`. */
function unbroken(values: LineChart['series'][number]['values']): number[][] {
  const runs: number[][] = [];
  values.forEach(({ ratio }, index) => {
    if (ratio === null) return;
    const run = runs.at(-1);
    if (run?.at(-1) === index - 1) run.push(index);
    else runs.push([index]);
  });
  return runs;
}

/** Lines of at most so many letters, broken at blanks. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const part of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + part.length <= LABEL_LETTERS)
      lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(part);
  }
  return lines;
}
