import { type ActivityFigures } from '../../../activities/domain/activity-figures.js';
import { DOCUMENT_TYPE_NAMES } from '../../../documents/domain/citation.js';
import { type DocumentType } from '../../../documents/domain/document.js';
import { type LocalDate, printDay } from '../../../kernel/local-date.js';
import { printOfficialCount, printPercent } from '../../../kernel/ratio.js';
import { lowerCommonNoun } from '../../../kernel/vietnamese-text.js';
import { pointsOf, printPoints } from '../../../scorecards/domain/points.js';
import { type RankStory, type ScorecardStory, type WorkWords } from './work-words.js';

const MOST_NAMES = 5;

/** `Trong kỳ đã tổ chức 01 lớp tập huấn`, `09 đơn vị xếp loại A (Tốt)`, `hạng 1 là Sở Tài chính (98,75 điểm)`. */
export const VIETNAMESE_WORK: WorkWords = {
  activities: (figures) => [...trained(figures), ...equipped(figures)],
  activity({ systems, place, people, equipment }) {
    return [
      ...(systems.length === 0 ? [] : [`Hệ thống: ${list(systems)}`]),
      ...(place === null ? [] : [place]),
      ...(people === null ? [] : [`${count(people)} người tham gia`]),
      ...equipment.map(({ quantity, measure, type }) => `${count(quantity)} ${measure} ${type}`),
    ].join('; ');
  },
  scorecard,
  documents,
  documentType: (type) => (type === 'other' ? 'Văn bản khác' : DOCUMENT_TYPE_NAMES[type]),
  points: print,
  share: (points, maximum) => printPercent({ covered: pointsOf(points), eligible: pointsOf(maximum) }, 'vi'),
};

function trained({ trainings, people, unstated, unitsTrained }: ActivityFigures): string[] {
  const from = unitsTrained > 0 ? ` của ${count(unitsTrained)} đơn vị` : '';
  if (trainings === 0) return people ? [`Trong kỳ có ${countOf(people, unstated)} lượt người${from} dự tập huấn.`] : [];
  const held = `Trong kỳ đã tổ chức ${count(trainings)} lớp tập huấn`;
  if (people === null) return [`${held}; số người tham gia: chưa có số liệu.`];
  if (people === 0) return [`${held}.`];
  const open = unstated > 0 ? ` (${count(unstated)} lớp chưa có đủ số liệu)` : '';
  return [`${held} với ${countOf(people, unstated)} lượt người${from} tham gia${open}.`];
}

/** A sum of which something is missing is a least. */
function countOf(people: number, unstated: number): string {
  return unstated > 0 ? `ít nhất ${count(people)}` : count(people);
}

function equipped({ equipment }: ActivityFigures): string[] {
  if (equipment.length === 0) return [];
  const items = equipment.map(
    ({ quantity, measure, type, units }) => `${count(quantity)} ${measure} ${type} cho ${count(units)} đơn vị`,
  );
  return [`Trong kỳ đã bàn giao ${list(items)}.`];
}

function documents(counts: readonly { type: DocumentType; count: number }[]): string {
  const named = counts.map((one) => `${count(one.count)} ${VIETNAMESE_WORK.documentType(one.type).toLowerCase()}`);
  if (named.length === 1) return `Trong kỳ có ${named.join('')} liên quan được ban hành.`;
  const all = counts.reduce((sum, one) => sum + one.count, 0);
  return `Trong kỳ có ${count(all)} văn bản liên quan được ban hành, gồm ${list(named)}.`;
}

function scorecard({ year, grades, ranks, unequal, document, publishedOn }: ScorecardStory, asOf: LocalDate): string[] {
  const given = grades.filter(({ units }) => units > 0);
  const graded = given.map(
    ({ grade, name, units }) => `${count(units)} đơn vị xếp loại ${grade}${name ? ` (${name})` : ''}`,
  );
  const all = given.reduce((sum, { units }) => sum + units, 0);
  const sentences = [
    ...(given.length > 1 ? [`Năm ${year}, có ${count(all)} đơn vị được xếp loại, gồm ${list(graded)}.`] : []),
    ...(given.length === 1 ? [`Năm ${year}, có ${graded.join('')}.`] : []),
    ...(ranks.length > 0 ? [upperFirst(`${ranks.map(ranked).join('; ')}.`)] : []),
  ];
  if (sentences.length === 0) return [`Năm ${year} chưa có số liệu.`];
  if (unequal)
    sentences.push(
      'Các đơn vị có điểm tối đa khác nhau nên thứ hạng tính theo tỷ lệ điểm đạt được trên điểm tối đa của từng đơn vị.',
    );
  const published = publication(document, publishedOn, asOf <= lastDayOf(year));
  return published === null ? sentences : [...sentences, published];
}

/** `hạng 1 là Sở Nội vụ (98,75 điểm)`, `đồng hạng 2 là Sở Y tế (48,25/50 điểm) và Sở Tài chính (96,5/100 điểm)`. */
function ranked({ rank, units }: RankStory): string {
  const shared = units.length > 1 ? 'đồng hạng' : 'hạng';
  if (units.length > MOST_NAMES) return `${shared} ${rank} là ${count(units.length)} đơn vị`;
  const named = units.map(({ name, kind, points, maximum }) => {
    const own = print(points);
    const out = maximum === null ? '' : `/${print(maximum)}`;
    return `${lowerCommonNoun(name, kind)}${own === '' ? '' : ` (${own}${out} điểm)`}`;
  });
  return `${shared} ${rank} là ${list(named)}`;
}

/** What is of a year may be published after it: then the report says so, or that nobody said when. */
function publication(document: string | null, publishedOn: LocalDate | null, mayBeLater: boolean): string | null {
  if (document === null && publishedOn === null) return null;
  const by = document === null ? '' : ` theo ${document}`;
  if (publishedOn !== null) return `Kết quả công bố ngày ${printDay(publishedOn)}${by}.`;
  const later = mayBeLater ? ', có thể sau ngày chốt số liệu' : '';
  return `Kết quả công bố${by} (chưa rõ ngày công bố${later}).`;
}

function print(points: number | null): string {
  return points === null ? '' : printPoints(pointsOf(points), 'vi');
}

function lastDayOf(year: number): string {
  return `${String(year).padStart(4, '0')}-12-31`;
}

function count(number: number): string {
  return printOfficialCount(number, 'vi');
}

function list(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} và ${items.at(-1) ?? ''}`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}
