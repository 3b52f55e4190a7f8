import { type LineChart } from '../../domain/official-document.js';
import { drawLines, type Drawing } from '../charts/line-drawing.js';
import { DOT_RADIUS, markerOutline } from '../charts/series-styles.js';
import { chartInWords } from '../grids.js';
import { escapeMarkup } from '../markup.js';

/** The chart as SVG without styles or scripts, described for whoever hears it. */
export function chartSvg(chart: LineChart): string {
  const drawing = drawLines(chart, 468, 190);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${drawing.width} ${drawing.height}" role="img" ` +
    `aria-label="${escapeMarkup(chartInWords(chart))}" font-family="Times New Roman, Liberation Serif, serif">` +
    `${strokes(drawing)}${dots(drawing)}${words(drawing)}</svg>`
  );
}

function strokes({ strokes: all }: Drawing): string {
  return all
    .map(({ path, width, color, dash }) => {
      const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : '';
      return `<polyline points="${coordinates(path)}" fill="none" stroke="#${color}" stroke-width="${width}"${dashes}/>`;
    })
    .join('');
}

function dots({ dots: all }: Drawing): string {
  return all
    .map(({ at: [x, y], marker, color }) => {
      if (marker === 'circle') return `<circle cx="${short(x)}" cy="${short(y)}" r="${DOT_RADIUS}" fill="#${color}"/>`;
      const outline = markerOutline(marker).map(([dx, dy]) => [x + dx, y + dy] as const);
      return `<polygon points="${coordinates(outline)}" fill="#${color}"/>`;
    })
    .join('');
}

function words({ words: all }: Drawing): string {
  return all
    .map(({ text, at: [x, y], anchor, size, face, color }) => {
      const weight = face === 'bold' ? ' font-weight="bold"' : face === 'italic' ? ' font-style="italic"' : '';
      const place = `x="${short(x)}" y="${short(y)}" text-anchor="${anchor}"`;
      return `<text ${place} font-size="${size}" fill="#${color}"${weight}>${escapeMarkup(text)}</text>`;
    })
    .join('');
}

function coordinates(path: readonly (readonly [number, number])[]): string {
  return path.map(([x, y]) => `${short(x)},${short(y)}`).join(' ');
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
