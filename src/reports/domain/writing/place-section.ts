import { printFigure, ratioOf } from '../../../coverage/domain/figure.js';
import { type Level } from '../../../units/domain/unit.js';
import { type Block, type HeatRow } from '../official-document.js';
import { isKnown } from './level-story.js';
import { type PlaceFigure, placeRows, type PlaceRow } from './places.js';
import { type Writing } from './writing.js';

const MOST_COLUMNS_UPRIGHT = 6;

/** Shares of every system by place; each opens to those units alone that lie there. */
export function placeSection(writing: Writing): Block[] {
  const { words, places } = writing;
  const rows = places ? placeRows(places, writing.systemsOf('places')) : [];
  const [first] = rows;
  if (!places || !first) return [];
  const title = `${words.labels.byPlace}, ${words.level(places.level)}`;
  return [
    {
      type: 'heat-table',
      id: 'places',
      caption: writing.table(title),
      alternative: `${title}.`,
      rowsTitle: words.labels.columns.place,
      columns: first.figures.map(({ system }) => writing.titleOf(system.code)),
      rows: rows.map((row) => rowOf(row, places.level, writing)),
      ...(first.figures.length > MOST_COLUMNS_UPRIGHT ? { wide: true } : {}),
    },
  ];
}

function rowOf({ place, title, figures }: PlaceRow, level: Level, writing: Writing): HeatRow {
  return { title, cells: figures.map((one) => cellOf(one, place, level, writing)) };
}

function cellOf({ system, figure }: PlaceFigure, place: string, level: Level, { words, opens }: Writing) {
  if (figure.eligible === 0 && figure.covered === 0) return { text: words.labels.none, ratio: null };
  const list = isKnown(figure) && figure.covered > 0 ? 'covered' : figure.missing > 0 ? 'missing' : 'unknown';
  const id = opens(system.code, level, list, place);
  const text = printFigure(figure, words.language);
  return { text, ratio: ratioOf(figure), ...(id === undefined ? {} : { opens: id }) };
}
