import { type Block } from '../official-document.js';
import { paragraph, type Writing } from './writing.js';

/** Indicators of the period beside those of a year before, then who gave what is owed and who still owes. */
export function indicatorSection(writing: Writing): Block[] {
  const { words, snapshot } = writing;
  const { columns } = words.labels;
  const { language } = words;
  const rows = snapshot.indicators.flatMap(({ name, nameEn, value, lastYear, number, rest }) => [
    {
      cells: [
        { text: language === 'en' ? (nameEn ?? name) : name },
        number === null ? { text: value[language] } : { text: value[language], value: number },
        { text: lastYear ? lastYear[language] : words.labels.unknown },
      ],
    },
    ...(rest ? [{ cells: [{ text: `– ${rest.name[language]}` }, { text: rest.value[language] }, { text: '' }] }] : []),
  ]);
  const owed = snapshot.completeness.filter(
    ({ system }) => system === null || writing.speaksOf('indicators', [system]),
  );
  const completeness = owed.flatMap(({ name, level, given, owed, owing }): Block[] => [
    paragraph(words.completeness(`${name[language]}, ${words.level(level)}`, given, owed)),
    ...(owing.length > 0 && owing.length <= 30
      ? [paragraph(`${words.labels.owing}: ${words.list(owing.map((id) => words.unit(writing.unit(id))))}.`)]
      : []),
  ]);
  if (rows.length === 0) return completeness;
  return [
    {
      type: 'table',
      caption: writing.table(words.labels.indicators),
      columns: [
        { title: columns.indicator, align: 'left', share: 50 },
        { title: columns.value, align: 'right', share: 25 },
        { title: columns.lastYear, align: 'right', share: 25 },
      ],
      rows,
    },
    ...completeness,
  ];
}

/** Targets with what was reached and how they stand. */
export function targetSection(writing: Writing): Block[] {
  const { words, snapshot } = writing;
  const { columns, status: statuses } = words.labels;
  const { language } = words;
  const targets = snapshot.targets.filter(({ system }) => writing.speaksOf('targets', system === null ? [] : [system]));
  if (targets.length === 0) return [];
  return [
    {
      type: 'table',
      caption: writing.table(words.labels.targets),
      columns: [
        { title: columns.name, align: 'left', share: 34 },
        { title: columns.goal, align: 'right', share: 13 },
        { title: columns.due, align: 'center', share: 14 },
        { title: columns.value, align: 'right', share: 13 },
        { title: columns.status, align: 'left', share: 14 },
        { title: columns.legalBasis, align: 'left', share: 18 },
      ],
      rows: targets.map(({ name, goal, due, value, status, legalBasis }) => ({
        cells: [
          { text: name[language] },
          { text: goal[language] },
          { text: words.day(due), value: { day: due } },
          { text: value[language] },
          { text: statuses[status] },
          { text: legalBasis ?? '' },
        ],
      })),
    },
  ];
}
