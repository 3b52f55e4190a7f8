import { type Figure } from '../../../coverage/domain/figure.js';
import { BRIDGE_CAUSES, type BridgeCause } from '../../../coverage/domain/bridge.js';
import { printCount } from '../../../kernel/ratio.js';
import { groupedBy } from '../grouped.js';
import { type Block, type Row } from '../official-document.js';
import { type ChangeLine } from '../snapshot.js';
import { signed } from './level-section.js';
import { isKnown } from './level-story.js';
import { paragraph, type Writing } from './writing.js';

const MOST_NAMES = 10;

/** What became of the units, what is newly live and what lapsed, the figures' changes by cause, and what is restated. */
export function changeSection(writing: Writing): Block[] {
  const { words, snapshot } = writing;
  const { labels } = words;
  const codes = new Set(writing.systemsOf('changes').map(({ code }) => code));
  const happened = snapshot.changes.happened.filter(({ system }) => codes.has(system));
  const restated = snapshot.changes.restated.filter(({ system }) => codes.has(system));
  return [
    paragraph(words.previous(snapshot.previous)),
    ...snapshot.changes.reorganisations.map((one) => paragraph(words.reorganisation(one))),
    ...(happened.length + restated.length === 0 ? [paragraph(words.noChanges(snapshot.changes.since))] : []),
    ...named(labels.newlyLive, 'newly-live', happened, writing),
    ...named(labels.liveBy, 'live-by', happened, writing),
    ...named(labels.lapsed, 'lapsed', happened, writing),
    ...(happened.length > 0 ? [byCause(happened, writing)] : []),
    ...restatements(restated, writing),
  ];
}

/** The units of a cause, system by system, by name where they are few. */
function named(title: string, cause: BridgeCause, lines: readonly ChangeLine[], writing: Writing): Block[] {
  const bySystem = groupedBy(
    lines.filter((line) => line.cause === cause),
    ({ system }) => system,
  );
  if (bySystem.size === 0) return [];
  const items = [...bySystem].map(([system, own]) =>
    writing.words.changed(
      writing.titleOf(system),
      own.map(({ unit }) => writing.unit(unit)),
    ),
  );
  return [
    paragraph(`${title}:`),
    { type: 'list', items: items.map((text, index) => [{ text: ended(text, index, items) }]) },
  ];
}

/** The lines of a bridge added up: they lead from the figures before to those of now. */
function byCause(lines: readonly ChangeLine[], writing: Writing): Block {
  const { words } = writing;
  const { columns } = words.labels;
  const bySystem = groupedBy(lines, ({ system }) => system);
  const rows = [...bySystem].flatMap(([system, own]) =>
    BRIDGE_CAUSES.flatMap((cause): Row[] => {
      const mine = own.filter((line) => line.cause === cause);
      if (mine.length === 0) return [];
      const covered = mine.reduce((sum, { deltaCovered }) => sum + deltaCovered, 0);
      const eligible = mine.reduce((sum, { deltaEligible }) => sum + deltaEligible, 0);
      return [
        {
          cells: [
            { text: writing.titleOf(system) },
            { text: words.cause(cause) },
            { text: printCount(mine.length, words.language), value: mine.length },
            { text: signed(covered, words.language), value: covered },
            { text: signed(eligible, words.language), value: eligible },
          ],
        },
      ];
    }),
  );
  return {
    type: 'table',
    caption: writing.table(words.labels.changesByCause),
    columns: [
      { title: columns.system, align: 'left', share: 30 },
      { title: columns.cause, align: 'left', share: 30 },
      { title: columns.units, align: 'right', share: 12 },
      { title: columns.deltaCovered, align: 'right', share: 14 },
      { title: columns.deltaEligible, align: 'right', share: 14 },
    ],
    rows,
  };
}

/** What the last report printed, what it is now known to have been, and why, unit by unit. */
function restatements(lines: readonly ChangeLine[], writing: Writing): Block[] {
  const { words, snapshot } = writing;
  const { columns } = words.labels;
  const rows = writing.systemsOf('changes').flatMap((system) =>
    system.levels.flatMap((level): Row[] => {
      const own = lines.filter((line) => line.system === system.code && writing.unit(line.unit).level === level.level);
      const { printedBefore, knownNow } = level;
      if (own.length === 0 || !printedBefore || !knownNow) return [];
      return [
        {
          cells: [
            { text: writing.titleOf(system.code) },
            { text: words.level(level.level) },
            { text: printed(printedBefore, writing) },
            { text: printed(knownNow, writing) },
            { text: why(own, writing) },
          ],
        },
      ];
    }),
  );
  if (rows.length === 0 || !snapshot.previous) return [];
  return [
    {
      type: 'table',
      caption: writing.table(words.labels.restatements),
      columns: [
        { title: columns.system, align: 'left', share: 24 },
        { title: columns.level, align: 'left', share: 14 },
        { title: columns.printed, align: 'right', share: 12 },
        { title: columns.now, align: 'right', share: 12 },
        { title: columns.why, align: 'left', share: 38 },
      ],
      rows,
    },
  ];
}

function printed(figure: Figure, { words }: Writing): string {
  if (!isKnown(figure)) return words.labels.unknown;
  const covered = printCount(figure.covered, words.language);
  return figure.eligible === null ? covered : `${covered}/${printCount(figure.eligible, words.language)}`;
}

function why(lines: readonly ChangeLine[], { words, unit }: Writing): string {
  return BRIDGE_CAUSES.flatMap((cause) => {
    const own = lines.filter((line) => line.cause === cause);
    if (own.length === 0) return [];
    const names = own.length <= MOST_NAMES ? ` (${words.list(own.map((line) => words.unit(unit(line.unit))))})` : '';
    return `${words.cause(cause)}: ${words.count(own.length)}${names}`;
  }).join('; ');
}

/** Items of a list end with ";", the last one with ".". */
export function ended(text: string, index: number, items: readonly unknown[]): string {
  return `${text}${index === items.length - 1 ? '.' : ';'}`;
}
