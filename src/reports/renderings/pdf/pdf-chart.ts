import { type LineChart } from '../../domain/official-document.js';
import { type Drawing, drawLines } from '../charts/line-drawing.js';
import { DOT_RADIUS, markerOutline } from '../charts/series-styles.js';
import { chartInWords } from '../grids.js';
import { type PdfFile } from './pdf-file.js';

export const CHART_HEIGHT = 190;

/** The chart, drawn as lines and letters; readers read its words instead. */
export function drawChart(file: PdfFile, chart: LineChart): void {
  const drawing = drawLines(chart, file.width, CHART_HEIGHT);
  const [left, top] = [file.left, file.y];
  const figure = file.element('Figure', undefined, {
    alt: chartInWords(chart),
    bbox: [left, top, left + drawing.width, top + drawing.height],
  });
  file.content(figure, () => {
    paint(file, drawing, left, top);
  });
  figure.end();
  file.y += drawing.height + 10;
}

function paint(file: PdfFile, { strokes, dots, words }: Drawing, left: number, top: number): void {
  for (const { path, ...style } of strokes) {
    file.stroke(
      path.map(([x, y]) => [left + x, top + y]),
      style,
    );
  }
  for (const { at, marker, color } of dots) {
    const [x, y] = [left + at[0], top + at[1]];
    if (marker === 'circle') file.circle(x, y, DOT_RADIUS, color);
    else file.fill(markerOutline(marker).map(([dx, dy]) => [x + dx, y + dy]), color); // prettier-ignore
  }
  for (const { text, at, anchor, size, face, color } of words) {
    const width = anchor === 'start' ? 0 : file.measure(text, face, size);
    const x = left + at[0] - (anchor === 'end' ? width : width / 2);
    // Letters stand on 0.89 of their size, counted from the top of the line.
    file.text(text, face, size, x, top + at[1] - size * 0.89, color);
  }
}
