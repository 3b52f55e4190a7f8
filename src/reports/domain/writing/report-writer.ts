import { type LocalDate } from '../../../kernel/local-date.js';
import { type Block, type OfficialDocument, type Section } from '../official-document.js';
import { type SectionId, type TextBlock } from '../report-definition.js';
import { printNumber, printNumberLine, printPlaceAndDate } from '../report-number.js';
import { nameReportPeriod } from '../report-period.js';
import { type Snapshot } from '../snapshot.js';
import { activitySection } from './activity-section.js';
import { changeSection } from './change-section.js';
import { gapSection } from './gap-section.js';
import { levelSection } from './level-section.js';
import { overviewSection } from './overview-section.js';
import { placeSection } from './place-section.js';
import { documentSection } from './document-section.js';
import { indicatorSection, targetSection } from './progress-sections.js';
import { scorecardSection } from './scorecard-section.js';
import { unitAppendices } from './unit-appendices.js';
import { beginWriting, paragraph, roman, type Writing } from './writing.js';

/** What a document bears beside its figures: it changes until it is issued, and never again. */
export interface Edition {
  readonly number: number | null;
  /** `"BC-STTTT"`. */
  readonly symbol: string;
  readonly issuedOn: LocalDate | null;
  readonly textBlocks: readonly TextBlock[];
  /** The report it takes the place of. */
  readonly replaces: { readonly number: string; readonly issuedOn: LocalDate } | null;
  /** 64 hexadecimal digits. */
  readonly snapshotSha256: string;
  readonly auditHead: string | null;
}

const WRITERS: Readonly<Record<Exclude<SectionId, 'units'>, (writing: Writing) => Block[]>> = {
  overview: overviewSection,
  levels: levelSection,
  places: placeSection,
  changes: changeSection,
  gaps: gapSection,
  indicators: indicatorSection,
  targets: targetSection,
  activities: activitySection,
  scorecards: scorecardSection,
  documents: documentSection,
};

/**
 * The report that a snapshot makes: the sections that its definition has on, those left out of which there is nothing
 * to say, numbered I, II, III …; without a number it is a draft. Pure: the same snapshot and edition make the same
 * document.
 */
export function writeReport(snapshot: Snapshot, edition: Edition): OfficialDocument {
  const { content } = snapshot.definition;
  const { language, subject, addressees } = content;
  const writing = beginWriting(snapshot);
  const { words } = writing;
  const scope = snapshot.scope.map((id) => writing.unit(id));
  const excerpt = words.excerpt(subject, nameReportPeriod(snapshot.period, language), scope);
  const number = edition.number === null ? null : printNumber({ number: edition.number, symbol: edition.symbol });
  const sections = sectionsOf(writing, edition.textBlocks);
  return {
    language,
    kind: 'report',
    draft: edition.number === null,
    parentBody: content.parentBody,
    issuingBody: content.issuingBody,
    number: printNumberLine(edition, language),
    placeAndDate: printPlaceAndDate(content.placeName, edition.issuedOn, language),
    title: content.title,
    excerpt,
    addressees,
    legalBases: content.legalBases,
    introduction: [
      ...(edition.replaces ? [paragraph(words.replaces(edition.replaces.number, edition.replaces.issuedOn))] : []),
      paragraph(words.introduction(excerpt, snapshot.at.asOf)),
    ],
    sections,
    closing: [paragraph(words.closing(excerpt, addressees.length > 0))],
    recipients: content.recipients,
    signature: content.signatory,
    appendices: unitAppendices(writing, words.enclosedWith(number, edition.issuedOn)),
    fingerprint: {
      snapshotSha256: edition.snapshotSha256,
      frozenAt: snapshot.frozenAt,
      auditHead: edition.auditHead,
      app: snapshot.app,
    },
  };
}

function sectionsOf(writing: Writing, textBlocks: readonly TextBlock[]): Section[] {
  const { words, snapshot } = writing;
  const sections: Section[] = [];
  for (const { id, on, title } of snapshot.definition.content.sections) {
    if (!on || id === 'units') continue;
    const own = (place: 'before' | 'after'): Block[] =>
      textBlocks
        .filter((block) => block.section === id && block.place === place)
        .flatMap(({ text }) => text.split('\n').map((line) => line.trim()))
        .filter((line) => line !== '')
        .map((line) => paragraph(line));
    const blocks = [...own('before'), ...WRITERS[id](writing), ...own('after')];
    if (blocks.length === 0) continue;
    const named = (title ?? words.labels.sections[id]).toLocaleUpperCase(words.language);
    sections.push({ id, title: `${roman(sections.length + 1)}. ${named}`, blocks });
  }
  return sections;
}
