import { printFigure, ratioOf } from '../../../coverage/domain/figure.js';
import { printCount } from '../../../kernel/ratio.js';
import { groupedBy } from '../grouped.js';
import { type Appendix, type Cell, type Column, type UnitList } from '../official-document.js';
import { type UnitFacts } from '../snapshot.js';
import { documentList } from './document-section.js';
import { activityList, scorecardList } from './work-lists.js';
import { type ListedUnits, roman, type Writing } from './writing.js';

/** What is behind every figure: an appendix of units for each system, those of activities and of scorecards, documents. */
export function unitAppendices(writing: Writing, reference: string): Appendix[] {
  const { words, snapshot } = writing;
  const { units, activityUnits, scorecardUnits } = words.labels;
  const bySystem = groupedBy(writing.lists, ({ system }) => system);
  const ofSystems = [...bySystem].map(([{ code, name, nameEn }, lists]) => ({
    title: `${units}: ${words.language === 'en' ? (nameEn ?? name) : name}`,
    blocks: lists.map((list, place) => unitList(list, place, code, writing)),
  }));
  const ofActivities = {
    title: activityUnits,
    blocks: snapshot.activities.flatMap((one) => activityList(one, writing) ?? []),
  };
  const ofScorecards = {
    title: scorecardUnits,
    blocks: snapshot.scorecards.flatMap((one) => scorecardList(one, writing) ?? []),
  };
  const documents = documentList(writing);
  const ofDocuments = { title: words.labels.documentList, blocks: documents ? [documents] : [] };
  const all = [...ofSystems, ofActivities, ofScorecards, ofDocuments].filter(({ blocks }) => blocks.length > 0);
  return all.map(({ title, blocks }, index): Appendix => ({
    id: `appendix-${index + 1}`,
    number: all.length === 1 ? null : roman(index + 1),
    title: title.toLocaleUpperCase(words.language),
    ...{ reference, landscape: false, blocks },
  }));
}

function unitList(listed: ListedUnits, place: number, code: string, writing: Writing): UnitList {
  const { words } = writing;
  const { columns } = words.labels;
  const { level, list, units } = listed;
  const hasContacts = units.some(({ unit }) => writing.unit(unit).contact !== null);
  const hasPlans = units.some(({ plan }) => plan !== null);
  // Whoever is covered is live; of whom nothing is known there is no stage.
  const hasStages = list !== 'covered' && list !== 'unknown';
  const hasDays = list !== 'unknown';
  return {
    type: 'unit-list',
    id: listed.id,
    ...(listed.parts.length > 0 ? { parts: listed.parts.map(({ id, from, to }) => ({ id, from, to })) } : {}),
    title: `${place + 1}. ${writing.titleOf(code)}, ${words.level(level.level)}, ${words.labels.lists[list]}: ${figureOf(listed, writing)}`,
    columns: [
      { title: columns.order, align: 'center', share: 7 },
      { title: columns.unit, align: 'left', share: 30 },
      { title: columns.code, align: 'left', share: 14 },
      { title: columns.parent, align: 'left', share: 26 },
      ...(hasStages ? [{ title: columns.stage, align: 'left', share: 18 } satisfies Column] : []),
      ...(hasDays ? [{ title: columns.since, align: 'left', share: 28 } satisfies Column] : []),
      ...(hasPlans ? [{ title: columns.plan, align: 'left', share: 22 } satisfies Column] : []),
      ...(hasContacts ? [{ title: columns.contact, align: 'left', share: 30 } satisfies Column] : []),
    ],
    rows: units.map((facts, index) => {
      const { name, code: unitCode, parent, contact } = writing.unit(facts.unit);
      const { stage, plan, overdue } = facts;
      const reach = contact ? [contact.name, contact.telephone, contact.email].flatMap((text) => text ?? []) : [];
      return {
        cells: [
          { text: String(index + 1), value: index + 1 },
          { text: name },
          { text: unitCode },
          { text: parent === null ? '' : (writing.snapshot.units[parent]?.name ?? '') },
          ...(hasStages ? [{ text: words.stage(stage) }] : []),
          ...(hasDays ? [sinceCell(facts, writing)] : []),
          ...(hasPlans ? [{ text: plan ? words.plan(plan.dueOn, overdue) : '' }] : []),
          ...(hasContacts ? [{ text: reach.join(', ') }] : []),
        ],
      };
    }),
  };
}

/** The share of those covered, `9/9 (100%)`; of the others their number. */
function figureOf({ level: { figure }, list, units }: ListedUnits, { words }: Writing): string {
  const count = printCount(units.length, words.language);
  if (list !== 'covered' || figure.eligible === null || ratioOf(figure) === null) return count;
  return `${count}/${printCount(figure.eligible, words.language)} (${printFigure(figure, words.language)})`;
}

function sinceCell({ since, dated }: UnitFacts, { words }: Writing): Cell {
  if (since === null || dated === null) return { text: '' };
  const text = words.since(since, dated);
  return dated === 'on' ? { text, value: { day: since } } : { text };
}
