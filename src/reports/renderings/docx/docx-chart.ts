import { type FileChild, Paragraph } from 'docx';
import { type ChartSeries, ChartRun } from 'docx/charts';
import { type LineChart } from '../../domain/official-document.js';
import { styleOf } from '../charts/series-styles.js';
import { chartInWords } from '../grids.js';

/**
 * The chart as one of Word's own, which stays sharp, is edited with its figures, and needs no picture: each line has its
 * name and last figure at its end, and each mark is a rule at its point. `number` counts the charts of the document.
 */
export function lineChart(chart: LineChart, number: number): FileChild[] {
  const { title, points, series, marks } = chart;
  const sides = labelSides(chart);
  const lines = series.map(({ name, values }, index): ChartSeries => {
    const style = styleOf(index);
    const last = values.findLastIndex(({ ratio }) => ratio !== null);
    return {
      name,
      values: values.map(({ ratio }) => ratio),
      color: style.color,
      line: { color: style.color, width: 2, dash: style.wordDash },
      markers: { shape: style.marker, size: 6 },
      pointLabels: values.map((value, at) =>
        at === last
          ? { text: `${name} ${value.text}`, position: sides[index], font: { size: 9, bold: true } }
          : undefined,
      ),
    };
  });
  const rules = marks.map(({ before, label }): ChartSeries => ({
    name: label,
    values: points.map((_, at) => (at === before ? 1 : null)),
    color: '595959',
    line: { color: '595959', width: 1 },
    markers: false,
    errorBars: {
      type: 'custom',
      minus: points.map((_, at) => (at === before ? 1 : null)),
      endCaps: false,
      line: { color: '595959', width: 1, dash: 'dash' },
    },
    pointLabels: points.map((_, at) =>
      at === before ? { text: label, position: 'above', font: { size: 9, italics: true } } : undefined,
    ),
  }));
  const run = new ChartRun({
    type: 'line',
    categories: points,
    series: [...lines, ...rules],
    legend: { position: 'bottom' },
    font: { name: 'Times New Roman', color: '000000' },
    valueAxis: { minimum: 0, maximum: 1.1, interval: 0.25, numberFormat: '0%', gridlines: true },
    transformation: { width: 620, height: 320 },
    altText: { id: String(number), name: chart.id, title, description: chartInWords(chart) },
  });
  return [new Paragraph({ style: 'Caption', text: title }), new Paragraph({ style: 'Figure', children: [run] })];
}

/** A label stands above the end of its line, but below it where another line ends close above. */
function labelSides({ series }: LineChart): ('above' | 'below')[] {
  const ends = series.map(({ values }) => values.findLast(({ ratio }) => ratio !== null)?.ratio ?? 0);
  return ends.map((end, index) =>
    ends.some((other, at) => at !== index && (other > end || (other === end && at < index)) && other - end < 0.1)
      ? 'below'
      : 'above',
  );
}
