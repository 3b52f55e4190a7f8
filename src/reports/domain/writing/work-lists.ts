import { unitsOf } from '../../../activities/domain/activity.js';
import { compareVietnamese } from '../../../kernel/vietnamese-text.js';
import { type ListPart, type Row, type UnitList } from '../official-document.js';
import { type ActivityFacts, type ScorecardFacts } from '../snapshot.js';
import { pointColumns, pointCells } from './scored-units.js';
import { type Writing } from './writing.js';

/** The units that came to a training or received something; null where none is named, or the document has no lists. */
export function activityList(activity: ActivityFacts, writing: Writing): UnitList | null {
  const { words, snapshot, unit } = writing;
  const { columns } = words.labels;
  const isListed = writing.isOn('units') && writing.isOn('activities') && writing.speaksOf('units', activity.systems);
  const { attendance, items } = activity;
  if (!isListed || attendance.length + items.length === 0) return null;
  const ids = unitsOf(activity).filter((id) => [...attendance, ...items].some(({ unitId }) => unitId === id));
  const rows = ids
    .sort((a, b) => compareVietnamese(unit(a).name, unit(b).name) || (a < b ? -1 : 1))
    .map((id, index): Row => {
      const { name, code, parent } = unit(id);
      const came = attendance.filter(({ unitId }) => unitId === id);
      const story = {
        ...{ systems: [], place: null, equipment: items.filter(({ unitId }) => unitId === id) },
        people: came.length === 0 ? null : (came[0]?.people ?? null),
      };
      const detail = words.work.activity(story);
      return {
        cells: [
          { text: String(index + 1), value: index + 1 },
          { text: name },
          { text: code },
          { text: parent === null ? '' : (snapshot.units[parent]?.name ?? '') },
          { text: detail === '' ? words.labels.unknown : detail },
        ],
      };
    });
  return {
    type: 'unit-list',
    id: `activity-${snapshot.activities.indexOf(activity) + 1}`,
    title: `${activity.title} (${words.day(activity.startsOn)})`,
    columns: [
      { title: columns.order, align: 'center', share: 7 },
      { title: columns.unit, align: 'left', share: 30 },
      { title: columns.code, align: 'left', share: 14 },
      { title: columns.parent, align: 'left', share: 24 },
      { title: columns.detail, align: 'left', share: 30 },
    ],
    rows,
  };
}

/** All units of a result, grade by grade; null where no unit has a grade, or the document has no lists. */
export function scorecardList(scorecard: ScorecardFacts, writing: Writing): UnitList | null {
  const { words, snapshot } = writing;
  const { columns } = words.labels;
  const isListed = writing.isOn('units') && writing.isOn('scorecards');
  if (!isListed || scorecard.units.every(({ grade }) => grade === null)) return null;
  const grades = [
    ...new Set([...scorecard.grades.map(({ grade }) => grade), ...scorecard.units.flatMap(({ grade }) => grade ?? [])]),
  ];
  const id = `scorecard-${snapshot.scorecards.indexOf(scorecard) + 1}`;
  const parts: ListPart[] = [];
  const units = [...grades, null].flatMap((grade, place) => {
    const own = scorecard.units.filter((unit) => unit.grade === grade);
    const from = parts.at(-1)?.to ?? 0;
    if (grade !== null && own.length > 0) parts.push({ id: `${id}-grade-${place + 1}`, from, to: from + own.length });
    return own;
  });
  return {
    type: 'unit-list',
    id,
    title: titleOf(scorecard, writing),
    columns: [
      { title: columns.order, align: 'center', share: 7 },
      { title: columns.unit, align: 'left', share: 36 },
      { title: columns.code, align: 'left', share: 14 },
      ...pointColumns(scorecard.units, words.labels),
      { title: columns.rank, align: 'center', share: 9 },
    ],
    rows: units.map((unit, index) => ({
      cells: [
        { text: String(index + 1), value: index + 1 },
        { text: unit.name },
        { text: unit.code },
        ...pointCells(unit, scorecard.units, words),
        unit.rank === null ? { text: words.labels.none } : { text: String(unit.rank), value: unit.rank },
      ],
    })),
    parts,
  };
}

/** The part of the list that holds the units of a grade. */
export function gradePart(scorecard: ScorecardFacts, grade: string, list: UnitList | null): ListPart | undefined {
  const place = scorecard.grades.findIndex((one) => one.grade === grade);
  return list?.parts?.find(({ id }) => id === `${list.id}-grade-${place + 1}`);
}

/** `Chỉ số cải cách hành chính năm 2016`. */
export function titleOf({ name, nameEn, year }: ScorecardFacts, { words }: Writing): string {
  return words.language === 'en' ? `${nameEn ?? name}, ${year}` : `${name} năm ${year}`;
}
