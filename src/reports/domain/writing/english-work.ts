import { type ActivityFigures } from '../../../activities/domain/activity-figures.js';
import { type DocumentType } from '../../../documents/domain/document.js';
import { type LocalDate } from '../../../kernel/local-date.js';
import { printCount, printPercent } from '../../../kernel/ratio.js';
import { pointsOf, printPoints } from '../../../scorecards/domain/points.js';
import { englishDay } from '../report-number.js';
import { type RankStory, type ScorecardStory, type WorkWords } from './work-words.js';

const MOST_NAMES = 5;

const TYPES: Readonly<Record<DocumentType, readonly [one: string, many: string]>> = {
  decision: ['decision', 'decisions'],
  resolution: ['resolution', 'resolutions'],
  'official-letter': ['official letter', 'official letters'],
  report: ['report', 'reports'],
  plan: ['plan', 'plans'],
  submission: ['submission', 'submissions'],
  minutes: ['set of minutes', 'sets of minutes'],
  contract: ['contract', 'contracts'],
  other: ['other document', 'other documents'],
};

/** `1 training was held`, `9 units were graded A (Tốt)`, `rank 1: Sở Tài chính (98.75 points)`. */
export const ENGLISH_WORK: WorkWords = {
  activities: (figures) => [...trained(figures), ...equipped(figures)],
  activity({ systems, place, people, equipment }) {
    return [
      ...(systems.length === 0 ? [] : [`Systems: ${list(systems)}`]),
      ...(place === null ? [] : [place]),
      ...(people === null ? [] : [plural(people, 'person', 'people')]),
      ...equipment.map(({ quantity, measure, type }) => `${printCount(quantity, 'en')} ${measure} ${type}`),
    ].join('; ');
  },
  scorecard,
  documents,
  documentType: (type) => upperFirst(TYPES[type][1]),
  points: print,
  share: (points, maximum) => printPercent({ covered: pointsOf(points), eligible: pointsOf(maximum) }, 'en'),
};

function trained({ trainings, people, unstated, unitsTrained }: ActivityFigures): string[] {
  const from = unitsTrained > 0 ? ` from ${plural(unitsTrained, 'unit', 'units')}` : '';
  const least = unstated > 0 ? 'at least ' : '';
  const trainees = people === null ? '' : `${least}${plural(people, 'person', 'people')}${from}`;
  if (trainings === 0) return people ? [`In the period ${trainees} attended trainings.`] : [];
  const held = `In the period ${plural(trainings, 'training was', 'trainings were')} held`;
  if (people === null) return [`${held}; how many people came: no data yet.`];
  if (people === 0) return [`${held}.`];
  const open = unstated > 0 ? `; of ${printCount(unstated, 'en')} the data are not complete` : '';
  return [`${held}, with ${trainees}${open}.`];
}

function equipped({ equipment }: ActivityFigures): string[] {
  if (equipment.length === 0) return [];
  const items = equipment.map(
    ({ quantity, measure, type, units }) =>
      `${printCount(quantity, 'en')} ${measure} ${type} to ${plural(units, 'unit', 'units')}`,
  );
  return [`Handed over in the period: ${list(items)}.`];
}

function documents(counts: readonly { type: DocumentType; count: number }[]): string {
  const named = counts.map(({ type, count }) => plural(count, ...TYPES[type]));
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const [only] = named;
  if (named.length === 1 && only !== undefined) return `In the period ${only} ${all === 1 ? 'was' : 'were'} issued.`;
  return `In the period ${plural(all, 'document was', 'documents were')} issued: ${list(named)}.`;
}

function scorecard({ year, grades, ranks, unequal, document, publishedOn }: ScorecardStory, asOf: LocalDate): string[] {
  const given = grades.filter(({ units }) => units > 0);
  const graded = given.map(
    ({ grade, name, units }) => `${printCount(units, 'en')} ${grade}${name ? ` (${name})` : ''}`,
  );
  const all = given.reduce((sum, { units }) => sum + units, 0);
  const sentences = [
    ...(given.length > 0 ? [`For ${year}, ${plural(all, 'unit was', 'units were')} graded: ${list(graded)}.`] : []),
    ...(ranks.length > 0 ? [upperFirst(`${ranks.map(ranked).join('; ')}.`)] : []),
  ];
  if (sentences.length === 0) return [`For ${year} there are no data yet.`];
  if (unequal)
    sentences.push('Maxima differ, so units are ranked by the share of their own maximum that they reached.');
  const published = publication(document, publishedOn, asOf <= `${String(year).padStart(4, '0')}-12-31`);
  return published === null ? sentences : [...sentences, published];
}

function ranked({ rank, units }: RankStory): string {
  const shared = units.length > 1 ? 'shared rank' : 'rank';
  if (units.length > MOST_NAMES) return `${shared} ${rank}: ${printCount(units.length, 'en')} units`;
  const named = units.map(({ name, points, maximum }) => {
    const own = print(points);
    const out = maximum === null ? '' : ` of ${print(maximum)}`;
    return `${name}${own === '' ? '' : ` (${own}${out} points)`}`;
  });
  return `${shared} ${rank}: ${list(named)}`;
}

function publication(document: string | null, publishedOn: LocalDate | null, mayBeLater: boolean): string | null {
  if (document === null && publishedOn === null) return null;
  const by = document === null ? '' : ` by ${document}`;
  if (publishedOn !== null) return `The result was published on ${englishDay(publishedOn)}${by}.`;
  const later = mayBeLater ? ', perhaps after the day of these figures' : '';
  return `The result was published${by} (on which day is not known${later}).`;
}

function print(points: number | null): string {
  return points === null ? '' : printPoints(pointsOf(points), 'en');
}

function plural(number: number, one: string, many: string): string {
  return `${printCount(number, 'en')} ${number === 1 ? one : many}`;
}

function list(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
