import { sumActivities } from '../../../activities/domain/activity-figures.js';
import { unitsOf } from '../../../activities/domain/activity.js';
import { type Block, type Row } from '../official-document.js';
import { type ActivityFacts } from '../snapshot.js';
import { activityList } from './work-lists.js';
import { paragraph, type Writing } from './writing.js';

/** What was done in all, then each training and handover, opening to the units that came or received something. */
export function activitySection(writing: Writing): Block[] {
  const { words, snapshot } = writing;
  const { columns } = words.labels;
  const own = snapshot.activities.filter(({ systems }) => writing.speaksOf('activities', systems));
  if (own.length === 0) return [];
  const sentences = words.work.activities(sumActivities(own, insideOf(own)));
  return [
    ...(sentences.length === 0 ? [] : [paragraph(sentences.join(' '))]),
    {
      type: 'table',
      caption: writing.table(words.labels.activities),
      columns: [
        { title: columns.date, align: 'center', share: 14 },
        { title: columns.activity, align: 'left', share: 36 },
        { title: columns.organiser, align: 'left', share: 20 },
        { title: columns.detail, align: 'left', share: 30 },
      ],
      rows: own.map((activity) => rowOf(activity, writing)),
    },
  ];
}

/** The lines that a snapshot has are those of the scope; organisers it names all. */
function insideOf(activities: readonly ActivityFacts[]): (unit: string, day: string) => boolean {
  const inside = new Set(
    activities.flatMap(({ organiserId, isOwn, attendance, items, startsOn }) =>
      [...(isOwn ? [organiserId] : []), ...[...attendance, ...items].map(({ unitId }) => unitId)].map(
        (id) => `${id} ${startsOn}`,
      ),
    ),
  );
  return (unit, day) => inside.has(`${unit} ${day}`);
}

function rowOf(activity: ActivityFacts, writing: Writing): Row {
  const { words } = writing;
  const { startsOn, endsOn, title, systems, place, organiserId } = activity;
  const { people, equipment } = sumActivities([activity], (id) => unitsOf(activity).includes(id));
  const detail = words.work.activity({
    ...{ systems: systems.map((code) => writing.nameOf(code)), place, equipment },
    people: activity.kind === 'training' ? people : null,
  });
  const list = activityList(activity, writing);
  return {
    cells: [
      startsOn === endsOn
        ? { text: words.day(startsOn), value: { day: startsOn } }
        : { text: `${words.day(startsOn)} – ${words.day(endsOn)}` },
      { text: title },
      { text: writing.unit(organiserId).name },
      { text: detail, ...(list ? { opens: list.id } : {}) },
    ],
  };
}
