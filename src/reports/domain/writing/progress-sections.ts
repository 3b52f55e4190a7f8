import { type Block } from '../official-document.js';
import { ended } from './change-section.js';
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
  const completeness = snapshot.completeness.flatMap(({ name, level, given, owed, owing }): Block[] => [
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
  if (snapshot.targets.length === 0) return [];
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
      rows: snapshot.targets.map(({ name, goal, due, value, status, legalBasis }) => ({
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

export function activitySection(writing: Writing): Block[] {
  const { words, snapshot } = writing;
  const { columns } = words.labels;
  if (snapshot.activities.length === 0) return [];
  return [
    {
      type: 'table',
      caption: writing.table(words.labels.activities),
      columns: [
        { title: columns.date, align: 'center', share: 18 },
        { title: columns.activity, align: 'left', share: 46 },
        { title: columns.detail, align: 'left', share: 36 },
      ],
      rows: snapshot.activities.map(({ from, to, title, detail }) => ({
        cells: [
          from === to
            ? { text: words.day(from), value: { day: from } }
            : { text: `${words.day(from)} – ${words.day(to)}` },
          { text: title },
          { text: detail[words.language] },
        ],
      })),
    },
  ];
}

/** Grades with how many bear them, then the ranking of whom it names. */
export function scorecardSection(writing: Writing): Block[] {
  const { words, snapshot } = writing;
  const { columns } = words.labels;
  return snapshot.scorecards.flatMap(({ name, nameEn, grades, ranked }, index): Block[] => {
    const title = words.language === 'en' ? (nameEn ?? name) : name;
    return [
      { type: 'heading', level: 2, text: `${index + 1}. ${title}` },
      ...(grades.length > 0
        ? [
            {
              type: 'list' as const,
              items: grades.map(({ grade, units }, place) => [
                { text: ended(`${columns.grade} ${grade}: ${words.count(units)}`, place, grades) },
              ]),
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
                { title: columns.points, align: 'right' as const, share: 20 },
                { title: columns.grade, align: 'center' as const, share: 20 },
              ],
              rows: ranked.map(({ unit, rank, points, maximum, grade }) => ({
                cells: [
                  rank === null ? { text: words.labels.none } : { text: String(rank), value: rank },
                  { text: unit.name },
                  {
                    text:
                      maximum === null
                        ? points[words.language]
                        : `${points[words.language]}/${maximum[words.language]}`,
                  },
                  { text: grade ?? '' },
                ],
              })),
            },
          ]
        : []),
    ];
  });
}

/** Documents that guided the work of the period. */
export function documentSection(writing: Writing): Block[] {
  const { words, snapshot } = writing;
  const { columns } = words.labels;
  if (snapshot.documents.length === 0) return [];
  return [
    {
      type: 'table',
      caption: writing.table(words.labels.documents),
      columns: [
        { title: columns.number, align: 'left', share: 29 },
        { title: columns.date, align: 'center', share: 17 },
        { title: columns.issuer, align: 'left', share: 22 },
        { title: columns.title, align: 'left', share: 32 },
      ],
      rows: snapshot.documents.map(({ number, issuedOn, issuer, title }) => ({
        cells: [
          { text: number ?? '' },
          issuedOn === null ? { text: '' } : { text: words.day(issuedOn), value: { day: issuedOn } },
          { text: issuer },
          { text: title },
        ],
      })),
    },
  ];
}
