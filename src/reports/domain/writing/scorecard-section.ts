import { groupedBy } from '../grouped.js';
import { type Block } from '../official-document.js';
import { type ScorecardFacts } from '../snapshot.js';
import { ended } from './change-section.js';
import { pointCells, pointColumns } from './scored-units.js';
import { gradePart, scorecardList, titleOf } from './work-lists.js';
import { type RankStory } from './work-words.js';
import { paragraph, type Writing } from './writing.js';

const MOST_RANKED = 100;
const FIRST_RANKS = 3;

/** Each result: its sentences, its grades opening to who bears them, and the ranking of whom it names. */
export function scorecardSection(writing: Writing): Block[] {
  const { words, snapshot } = writing;
  const { columns } = words.labels;
  return snapshot.scorecards.flatMap((scorecard, index): Block[] => {
    const { grades, units } = scorecard;
    const title = titleOf(scorecard, writing);
    const list = scorecardList(scorecard, writing);
    const sentences = words.work.scorecard(storyOf(scorecard), snapshot.at.asOf);
    const ranked = units.slice(0, MOST_RANKED);
    return [
      { type: 'heading', level: 2, text: `${index + 1}. ${title}` },
      paragraph(sentences.join(' ')),
      // Without names behind them the sentence has said it all.
      ...(list?.parts?.length
        ? [
            {
              type: 'list' as const,
              items: grades.map(({ grade, name, units: bearing }, place) => {
                const opens = gradePart(scorecard, grade, list)?.id;
                const label = `${columns.grade} ${grade}${name ? ` (${name})` : ''}: `;
                const figure = { text: words.count(bearing), ...(opens === undefined ? {} : { opens }) };
                return [{ text: label }, figure, { text: ended('', place, grades) }];
              }),
            },
          ]
        : []),
      ...(ranked.length > 0
        ? [
            {
              type: 'table' as const,
              caption: writing.table(`${words.labels.ranking}: ${title}`),
              columns: [
                { title: columns.rank, align: 'center' as const, share: 10 },
                { title: columns.unit, align: 'left' as const, share: 50 },
                ...pointColumns(units, words.labels),
              ],
              rows: ranked.map((unit) => ({
                cells: [
                  unit.rank === null ? { text: words.labels.none } : { text: String(unit.rank), value: unit.rank },
                  { text: unit.name },
                  ...pointCells(unit, units, words),
                ],
              })),
            },
          ]
        : []),
    ];
  });
}

function storyOf({ year, grades, document, publishedOn, units }: ScorecardFacts) {
  const first = units.filter(({ rank }) => rank !== null && rank <= FIRST_RANKS);
  const ranks = [...groupedBy(first, ({ rank }) => rank ?? 0)].map(([rank, own]): RankStory => ({ rank, units: own }));
  const unequal = new Set(units.flatMap(({ maximum }) => maximum ?? [])).size > 1;
  return { year, grades, document, publishedOn, ranks, unequal };
}
