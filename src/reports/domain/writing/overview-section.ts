import { type SystemFacts } from '../snapshot.js';
import { type Block, type Run } from '../official-document.js';
import { type LevelStory, movesOf, storiesOf } from './level-story.js';
import { type SystemStory } from './words.js';
import { paragraph, type Writing } from './writing.js';

/** Each system in words: where it is in use, what is only stated, what nobody knows, how it moved, and its features. */
export function overviewSection(writing: Writing): Block[] {
  const { words, snapshot } = writing;
  const systems = writing.systemsOf('overview');
  const codes = new Set(systems.map(({ code }) => code));
  // A part whose whole is not spoken of stands by itself, if there is anything to say of it.
  const wholes = systems.filter(
    ({ partOf, levels, total }) => partOf === null || (!codes.has(partOf) && levels.length + total.declared.length > 0),
  );
  const blocks: Block[] = [];
  for (const system of wholes) {
    const told = storyOf(system, writing);
    const sentences = [...words.overview(told, snapshot.at.asOf), ...words.moves(movesOf(system.levels))];
    const parts = systems
      .filter(({ partOf }) => partOf === system.code)
      .map((part) => words.part(storyOf(part, writing)));
    blocks.push(
      {
        type: 'heading',
        level: 2,
        text: `${blocks.filter(({ type }) => type === 'heading').length + 1}. ${titleOf(system, writing)}`,
      },
      paragraph(...linked(sentences.join(' '), system, told.stories, writing)),
      ...(parts.length > 0 ? [paragraph(`${words.labels.parts}: ${parts.join('; ')}.`)] : []),
    );
  }
  return blocks;
}

function storyOf(system: SystemFacts, { snapshot, nameOf }: Writing): SystemStory {
  return {
    system: nameOf(system.code),
    stories: system.levels.flatMap((level) => storiesOf(level, snapshot.units)),
    totals: system.total.declared,
  };
}

function titleOf({ name, nameEn }: SystemFacts, { words }: Writing): string {
  return words.language === 'en' ? (nameEn ?? name) : name;
}

/** The sentences with each figure of units known by name opening to them. */
function linked(text: string, system: SystemFacts, stories: readonly LevelStory[], writing: Writing): Run[] {
  const runs: Run[] = [];
  let rest = text;
  for (const story of stories) {
    const opens =
      story.form === 'share' || story.form === 'count' ? writing.opens(system.code, story.level, 'covered') : undefined;
    const phrase = writing.words.toldAt(story);
    const place = opens === undefined ? -1 : rest.indexOf(phrase);
    if (opens === undefined || place < 0) continue;
    runs.push({ text: rest.slice(0, place) }, { text: phrase, opens });
    rest = rest.slice(place + phrase.length);
  }
  return [...runs, { text: rest }].filter(({ text: own }) => own !== '');
}
