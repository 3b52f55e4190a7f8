import { printCount } from '../../../kernel/ratio.js';
import { type Block, type Row, type Run } from '../official-document.js';
import { ended } from './change-section.js';
import { type ListedGap, gapsOf } from './gaps.js';
import { paragraph, type Writing } from './writing.js';

const MOST_ROWS = 100;

/** How many lack each system or gave no data, and by name those that lack one, overdue first; all names stand in the appendices. */
export function gapSection(writing: Writing): Block[] {
  const { words } = writing;
  const systems = writing.systemsOf('gaps');
  const items = systems.flatMap(({ code, levels }) =>
    levels.flatMap(({ level, figure, units }): (readonly Run[])[] => {
      const overdue = units.filter(({ overdue: late }) => late).length;
      const text = words.gap(level, figure.missing, figure.unknown, overdue);
      if (text === null) return [];
      const opens = writing.opens(code, level, figure.missing > 0 ? 'missing' : 'unknown');
      return [[{ text: `${writing.titleOf(code)}, ` }, { text, ...(opens === undefined ? {} : { opens }) }]];
    }),
  );
  if (items.length === 0) return [paragraph(words.noGaps())];
  const gaps = gapsOf(systems).filter(({ list }) => list === 'missing');
  return [
    {
      type: 'list',
      items: items.map((runs, index) =>
        runs.map((run, place) => (place === runs.length - 1 ? { ...run, text: ended(run.text, index, items) } : run)),
      ),
    },
    ...(gaps.length > 0 && gaps.length <= MOST_ROWS ? [tableOf(gaps, writing)] : []),
  ];
}

function tableOf(gaps: readonly ListedGap[], writing: Writing): Block {
  const { words } = writing;
  const { columns } = words.labels;
  return {
    type: 'table',
    caption: writing.table(words.labels.gapList),
    columns: [
      { title: columns.order, align: 'center', share: 6 },
      { title: columns.unit, align: 'left', share: 26 },
      { title: columns.system, align: 'left', share: 22 },
      { title: columns.stage, align: 'left', share: 16 },
      { title: columns.days, align: 'right', share: 10 },
      { title: columns.plan, align: 'left', share: 20 },
    ],
    rows: gaps.map((gap, index) => gapRow(gap, index, writing)),
  };
}

function gapRow({ system, facts }: ListedGap, index: number, { words, unit, titleOf }: Writing): Row {
  const { stage, days, plan, overdue } = facts;
  return {
    cells: [
      { text: String(index + 1), value: index + 1 },
      { text: unit(facts.unit).name },
      { text: titleOf(system.code) },
      { text: words.stage(stage) },
      days === null ? { text: words.labels.none } : { text: printCount(days, words.language), value: days },
      plan
        ? { text: words.plan(plan.dueOn, overdue), ...(overdue ? { emphasis: 'bold' as const } : {}) }
        : { text: '' },
    ],
  };
}
