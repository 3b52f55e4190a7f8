import { type Figure, printFigure, ratioOf } from '../../../coverage/domain/figure.js';
import { printCount } from '../../../kernel/ratio.js';
import { LEGAL_KINDS, type Level, LEVELS } from '../../../units/domain/unit.js';
import { type Block, type Cell, type Column, type LineChart, type Row } from '../official-document.js';
import { type LevelFacts, type SystemFacts } from '../snapshot.js';
import { isKnown } from './level-story.js';
import { type Writing } from './writing.js';

/** A system at one level. */
interface Line {
  readonly system: SystemFacts;
  readonly facts: LevelFacts;
}

/** A table and a chart for each level, the table with what moved since the last report, what was stated and the targets. */
export function levelSection(writing: Writing): Block[] {
  const { words } = writing;
  const levels = LEVELS.map((level) => ({ level, lines: linesOf(level, writing) })).filter(
    ({ lines }) => lines.length > 0,
  );
  return levels.flatMap(({ level, lines }, index): Block[] => {
    const chart = chartOf(level, writing);
    return [
      { type: 'heading', level: 2, text: `${index + 1}. ${words.levelTitle(level, kindsOf(level, lines, writing))}` },
      tableOf(level, lines, writing),
      ...(chart ? [chart] : []),
    ];
  });
}

function linesOf(level: Level, writing: Writing): Line[] {
  return writing
    .systemsOf('levels')
    .flatMap((system) => system.levels.filter((facts) => facts.level === level).map((facts) => ({ system, facts })));
}

/** The kinds of the level's units, in the order of the law. */
function kindsOf(level: Level, lines: readonly Line[], { unit }: Writing): string[] {
  const present = new Set(lines.flatMap(({ facts }) => facts.units.map((one) => unit(one.unit).kind)));
  return (LEGAL_KINDS[level] ?? []).filter((kind) => present.has(kind));
}

function tableOf(level: Level, lines: readonly Line[], writing: Writing): Block {
  const { words, snapshot } = writing;
  const { columns: titles } = words.labels;
  const declares = lines.some(({ facts }) => facts.declared.length > 0);
  const targets = new Map(
    snapshot.targets.flatMap((target) =>
      target.level === level && target.system !== null ? [[target.system, target]] : [],
    ),
  );
  const columns: Column[] = [
    { title: titles.order, align: 'center', share: 6 },
    { title: titles.system, align: 'left', share: 34 },
    { title: titles.covered, align: 'right', share: 13 },
    { title: titles.eligible, align: 'right', share: 13 },
    { title: titles.percent, align: 'right', share: 14 },
    ...(snapshot.previous ? [{ title: titles.change, align: 'right' as const, share: 12 }] : []),
    ...(targets.size > 0
      ? [
          { title: titles.target, align: 'right' as const, share: 12 },
          { title: titles.status, align: 'left' as const, share: 14 },
        ]
      : []),
    ...(declares ? [{ title: titles.declared, align: 'right' as const, share: 14 }] : []),
  ];
  const rows = lines.map(({ system, facts }, index): Row => {
    const target = targets.get(system.code);
    const name = words.language === 'en' ? (system.nameEn ?? system.name) : system.name;
    return {
      cells: [
        { text: String(index + 1), value: index + 1 },
        { text: name },
        coveredCell(system.code, facts, writing),
        eligibleCell(facts.figure, writing),
        percentCell(facts.figure, writing),
        ...(snapshot.previous ? [changeCell(facts, writing)] : []),
        ...(targets.size > 0
          ? [{ text: target?.goal[words.language] ?? '' }, { text: target ? words.labels.status[target.status] : '' }]
          : []),
        ...(declares ? [declaredCell(facts, writing)] : []),
      ],
    };
  });
  const caption = writing.table(`${words.labels.byLevel} ${words.level(level)}`);
  return { type: 'table', caption, columns, rows, ...(columns.length > 7 ? { wide: true } : {}) };
}

/** What nobody knows is no 0. */
function coveredCell(system: string, { level, figure }: LevelFacts, { words, opens }: Writing): Cell {
  if (!isKnown(figure)) return { text: words.labels.none };
  const list = opens(system, level, 'covered');
  return { text: printCount(figure.covered, words.language), value: figure.covered, ...(list ? { opens: list } : {}) };
}

function eligibleCell({ eligible }: Figure, { words }: Writing): Cell {
  if (eligible === null || eligible === 0) return { text: words.labels.none };
  return { text: printCount(eligible, words.language), value: eligible };
}

function percentCell(figure: Figure, { words }: Writing): Cell {
  const ratio = ratioOf(figure);
  if (ratio !== null) return { text: printFigure(figure, words.language), value: { ratio } };
  const isUnknown = figure.eligible !== null && figure.eligible > 0;
  return isUnknown ? { text: words.labels.unknown, emphasis: 'italic' } : { text: words.labels.none };
}

/** Against what the last report printed; nothing where there was nothing to compare with. */
function changeCell({ figure, printedBefore }: LevelFacts, { words }: Writing): Cell {
  if (!printedBefore || !isKnown(printedBefore) || !isKnown(figure)) return { text: words.labels.none };
  const change = figure.covered - printedBefore.covered;
  return { text: signed(change, words.language), value: change };
}

function declaredCell({ declared }: LevelFacts, { words }: Writing): Cell {
  return { text: declared.map((one) => words.declared(one)).join('; ') };
}

/** The lines of those systems that have a share in some month; null where none has one in two: a point is no course. */
function chartOf(level: Level, writing: Writing): LineChart | null {
  const { words, snapshot, titleOf } = writing;
  const codes = new Set(writing.systemsOf('levels').map(({ code }) => code));
  const { days, series } = snapshot.trend;
  const known = series.filter(
    (one) =>
      one.level === level && codes.has(one.system) && one.figures.some((figure) => figure && ratioOf(figure) !== null),
  );
  const hasCourse = known.some(
    ({ figures }) => figures.filter((figure) => figure && ratioOf(figure) !== null).length > 1,
  );
  if (!hasCourse) return null;
  const lines = known.map(({ system, figures }) => ({
    name: titleOf(system),
    values: figures.map((figure) => ({
      ratio: figure && ratioOf(figure),
      text: figure && ratioOf(figure) !== null ? printFigure(figure, words.language) : words.labels.unknown,
    })),
  }));
  const points = days.map((day) => `${day.slice(5, 7)}/${day.slice(0, 4)}`);
  const marks = snapshot.changes.reorganisations.flatMap(({ effectiveOn, instrument }) => {
    const before = days.findIndex((day) => day >= effectiveOn);
    return before < 1 ? [] : [{ before, label: instrument }];
  });
  const last = (line: (typeof lines)[number]): string => `${line.name} ${line.values.at(-1)?.text ?? ''}`;
  return {
    type: 'line-chart',
    id: `trend-${level}`,
    title: writing.figure(`${words.labels.trend} ${words.level(level)}`),
    alternative: `${points.at(-1) ?? ''}: ${lines.map(last).join('; ')}.`,
    points,
    series: lines,
    marks,
    pointsTitle: words.labels.columns.month,
  };
}

/** `+5`, `–2`, `0`: with the minus of print. */
export function signed(change: number, language: 'vi' | 'en'): string {
  const sign = change > 0 ? '+' : change < 0 ? '–' : '';
  return `${sign}${printCount(Math.abs(change), language)}`;
}
