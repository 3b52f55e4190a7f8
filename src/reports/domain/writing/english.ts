import { type BridgeCause } from '../../../coverage/domain/bridge.js';
import { printDeclared } from '../../../deployments/domain/declaration.js';
import { type Stage } from '../../../deployments/domain/entry.js';
import { type LocalDate } from '../../../kernel/local-date.js';
import { printCount, printPercent } from '../../../kernel/ratio.js';
import { type Level } from '../../../units/domain/unit.js';
import { englishDay } from '../report-number.js';
import { type DeclaredFacts, type ReorganisationFacts } from '../snapshot.js';
import { LABELS } from './labels.js';
import { type FigureMove, type LevelStory, type NamedUnit } from './level-story.js';
import { ENGLISH_WORK } from './english-work.js';
import { type SystemStory, type Words } from './words.js';

/** One and many of a level's units. */
const NOUNS: Readonly<Record<Level, readonly [one: string, many: string]>> = {
  province: ['province', 'provinces'],
  department: ['department', 'departments'],
  district: ['district', 'districts'],
  commune: ['commune', 'communes'],
  subordinate: ['subordinate unit', 'subordinate units'],
};

const STAGES: Readonly<Record<Stage, string>> = {
  ...{ none: 'not deployed', preparing: 'in progress', pilot: 'pilot', live: 'in use' },
  ...{ suspended: 'suspended', retired: 'retired' },
};

const CAUSES: Readonly<Record<BridgeCause, string>> = {
  ...{ established: 'established', ended: 'ended', moved: 'moved', 'level-or-kind': 'level or kind changed' },
  ...{ applicability: 'who should have it changed', exemption: 'exempt, or no longer', 'newly-live': 'newly live' },
  ...{ 'live-by': 'live already, recorded now', lapsed: 'lapsed', 'late-entry': 'recorded late' },
  ...{ correction: 'corrected', inherited: 'inherited after a reorganisation' },
};

const MOST_NAMES = 10;

/** English for readers abroad: `9 of 9 districts`, `1,685`, `43.2%`. Names of units stay Vietnamese. */
export const ENGLISH: Words = {
  language: 'en',
  work: ENGLISH_WORK,
  labels: LABELS.en,
  count,
  unit: ({ name }) => name,
  system: (name) => name,
  level: (level) => NOUNS[level][1],
  stage: (stage) => (stage === null ? 'no data yet' : STAGES[stage]),
  cause: (cause) => CAUSES[cause],
  day: englishDay,
  list,
  declared: (declared) => printDeclared(declared, 'en'),

  excerpt(subject, period, scope) {
    const [only] = scope;
    return `${subject}, ${period}${only && scope.length === 1 ? `, ${only.name}` : ''}`;
  },
  introduction(excerpt, asOf) {
    return `${excerpt}: the figures as of ${englishDay(asOf)} are as follows.`;
  },
  previous(previous) {
    if (!previous) return 'This is the first report of its kind, so there is none before it to compare with.';
    const { number, issuedOn, asOf } = previous;
    return `The report before it is No. ${number} of ${englishDay(issuedOn)}, with figures as of ${englishDay(asOf)}.`;
  },
  closing() {
    return 'This is the report in full./.';
  },

  toldAt,
  levelTitle: (level) => upperFirst(NOUNS[level][1]),
  since: (day, dated) => (dated === 'on' ? englishDay(day) : `by ${englishDay(day)}`),
  plan(dueOn, overdue) {
    if (dueOn === null) return 'planned, no day set';
    return `by ${englishDay(dueOn)}${overdue ? ' (overdue)' : ''}`;
  },
  replaces: (number, issuedOn) => `This report replaces Report No. ${number} of ${englishDay(issuedOn)}.`,
  enclosedWith(number, issuedOn) {
    const room = '\u00a0'.repeat(6);
    return `(Enclosed with Report No. ${number ?? room} of ${issuedOn === null ? room : englishDay(issuedOn)})`;
  },

  overview,
  part(story) {
    const told = story.stories.flatMap((one): string[] => {
      if (one.form === 'unknown') return [];
      if (one.form === 'declared') return [declaredUnits(one.declared, one.level)];
      if (one.form === 'count') return [counted(one.covered, one.level)];
      return one.ratio.covered === 0 ? [] : [`${shared(one)} (${printPercent(one.ratio, 'en')})`];
    });
    const said = [...told, ...story.totals.filter(isStated).map((total) => printDeclared(total, 'en'))];
    if (said.length > 0) return `${story.system}: ${list(said)}`;
    return `${story.system}: ${story.stories.length + story.totals.length > 0 ? 'no data yet' : 'yes'}`;
  },
  moves,
  reorganisation,

  changed(system, units) {
    const names = units.length <= MOST_NAMES ? ` (${list(units.map(({ name }) => name))})` : '';
    return `${system}: ${plural(units.length, 'unit', 'units')}${names}`;
  },
  noChanges(since) {
    return `Since ${englishDay(since)} neither the number of units covered nor of those eligible has changed.`;
  },
  gap(level, missing, unknown, overdue) {
    const late = overdue > 0 ? `, ${count(overdue)} of them past the planned day` : '';
    const parts = [
      ...(missing > 0 ? [`${counted(missing, level)} missing${late}`] : []),
      ...(unknown > 0 ? [`${counted(unknown, level)} without data`] : []),
    ];
    return parts.length === 0 ? null : parts.join('; ');
  },
  noGaps() {
    return 'No eligible unit is missing or without data.';
  },
  completeness(name, given, owed) {
    const share = owed === 0 ? '' : ` (${printPercent({ covered: given, eligible: owed }, 'en')})`;
    return `${name}: ${count(given)} of ${count(owed)}${share}.`;
  },
};

function count(number: number): string {
  return printCount(number, 'en');
}

function plural(number: number, one: string, many: string): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}

function counted(number: number, level: Level): string {
  return plural(number, ...NOUNS[level]);
}

function list(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function shared({ ratio: { covered, eligible }, level }: Extract<LevelStory, { form: 'share' }>): string {
  return `${count(covered)} of ${counted(eligible, level)}`;
}

function overview({ system, stories, totals }: SystemStory, asOf: LocalDate): string[] {
  const told = stories.filter((one) => one.form !== 'unknown' && !(one.form === 'share' && one.ratio.covered === 0));
  const unknown = stories.filter((one) => one.form === 'unknown').map(({ level }) => NOUNS[level][1]);
  const stated = totals.filter(isStated);
  const sentences: string[] = [];
  if (told.length > 0) {
    sentences.push(`As of ${englishDay(asOf)}, ${system} is in use at ${list(told.map(toldAt))}.`);
  } else if (stories.length === unknown.length && stated.length === 0) {
    return [
      `${upperFirst(system)}: no data yet as of ${englishDay(asOf)}${unknown.length > 0 ? ` (${list(unknown)})` : ''}.`,
    ];
  }
  const declared = told.flatMap((one) =>
    one.form === 'declared' && one.declared.count !== null ? [declaredUnits(one.declared, one.level)] : [],
  );
  if (declared.length > 0) sentences.push(`The ${list(declared)} were stated without names.`);
  for (const one of stories) if (one.form === 'share') sentences.push(...partial(one));
  for (const total of stated) {
    const quote = total.quote === null || total.comparator === '=' ? '' : ` (“${total.quote}”)`;
    sentences.push(
      told.length > 0
        ? `Stated in all: ${printDeclared(total, 'en')}${quote}.`
        : `${upperFirst(system)} was stated to be in use at ${printDeclared(total, 'en')}${quote}.`,
    );
  }
  if (unknown.length > 0) sentences.push(`No data yet of ${list(unknown)}.`);
  return sentences;
}

function toldAt(story: LevelStory): string {
  switch (story.form) {
    case 'share':
      return story.only ? story.only.name : `${shared(story)} (${printPercent(story.ratio, 'en')})`;
    case 'count': {
      const names = story.names.map(({ name }) => name);
      return `${counted(story.covered, story.level)}${names.length > 0 ? ` (${list(names)})` : ''}`;
    }
    case 'declared':
      return declaredUnits(story.declared, story.level);
    case 'unknown':
      return NOUNS[story.level][1];
  }
}

function partial(story: Extract<LevelStory, { form: 'share' }>): string[] {
  const { level, ratio, missing, unknown, only, places } = story;
  const { covered, eligible } = ratio;
  if (covered === eligible) return [];
  if (only) return [`${only.name} does not have it.`];
  const left = [
    ...(missing > 0 ? [`${count(missing)} missing`] : []),
    ...(unknown > 0 ? [`${count(unknown)} without data`] : []),
  ];
  if (covered === 0) return [`Of ${counted(eligible, level)} none is known to have it: ${list(left)}.`];
  const where = places.length > 0 ? ` lie in ${list(places.map(({ name }) => name))}` : ' have it';
  return [`${upperFirst(counted(covered, level))}${where}; ${list(left)}.`];
}

function isStated({ count: stated, comparator }: DeclaredFacts): boolean {
  return stated !== null || comparator === 'some';
}

function declaredUnits(declared: DeclaredFacts, level: Level): string {
  if (declared.comparator === 'some') return `some ${NOUNS[level][1]}`;
  return `${printDeclared(declared, 'en')} ${NOUNS[level][declared.count === 1 ? 0 : 1]}`;
}

function moves(found: readonly FigureMove[]): string[] {
  if (found.length === 0) return [];
  const changes = found.flatMap(({ level, covered: [before, now], eligible }) => [
    ...(now === before
      ? []
      : [`${NOUNS[level][1]} covered ${now > before ? 'rose' : 'fell'} from ${count(before)} to ${count(now)}`]),
    ...(eligible === null || eligible[0] === eligible[1]
      ? []
      : [
          `${NOUNS[level][1]} eligible ${eligible[1] > eligible[0] ? 'rose' : 'fell'} from ${count(eligible[0])} to ${count(eligible[1])}`,
        ]),
  ]);
  if (changes.length > 0) return [`Since the last report, ${list(changes)}.`];
  return ['Since the last report, the number of units covered has not changed.'];
}

function reorganisation({ effectiveOn, instrument, renamed, merged, unitsBefore }: ReorganisationFacts): string {
  const items =
    renamed.length + merged.length <= MOST_NAMES
      ? [
          ...renamed.map(({ before, after }) => `${before.name} became ${after.name}`),
          ...merged.map(
            ({ into, from }) => `${into.name} was formed from ${list(from.map(({ name }: NamedUnit) => name))}`,
          ),
        ]
      : [
          ...(merged.length > 0
            ? [`${plural(merged.length, 'unit', 'units')} formed from ${count(unitsBefore)} before`]
            : []),
          ...(renamed.length > 0 ? [`${plural(renamed.length, 'unit', 'units')} renamed or of another kind`] : []),
        ];
  return `By ${instrument}, in force from ${englishDay(effectiveOn)}: ${items.join('; ')}.`;
}
