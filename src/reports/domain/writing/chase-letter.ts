import { type LocalDate, printDay } from '../../../kernel/local-date.js';
import { type Language } from '../../../kernel/ratio.js';
import { compareVietnamese } from '../../../kernel/vietnamese-text.js';
import { type Block, type OfficialDocument, type Table, type UnitList } from '../official-document.js';
import { printNumber, printNumberLine, printPlaceAndDate } from '../report-number.js';
import { type Snapshot, type SnapshotUnit } from '../snapshot.js';
import { type Edition } from './report-writer.js';
import { gapsOf, type ListedGap } from './gaps.js';
import { beginWriting, paragraph, type Writing } from './writing.js';

/** Which gaps a letter is about. */
export interface ChaseQuestion {
  /** Code of the only system; null: all. */
  readonly system: string | null;
  /** Id or code of the unit that they lie in; null: anywhere. */
  readonly within: string | null;
}

interface Phrases {
  readonly excerpt: string;
  readonly source: (number: string | null, issuedOn: LocalDate | null, asOf: string) => string;
  readonly counts: (missing: string | null, unknown: string | null) => string;
  readonly request: string;
  readonly closing: string;
  readonly asListed: string;
  readonly asAbove: string;
  readonly list: string;
  readonly listed: string;
  readonly committee: (unit: string) => string;
}

const PHRASES: Readonly<Record<Language, Phrases>> = {
  vi: {
    excerpt: 'V/v đôn đốc triển khai và cung cấp số liệu các hệ thống chính quyền điện tử',
    source: (number, issuedOn, asOf) => {
      const report =
        number === null || issuedOn === null ? 'dự thảo báo cáo' : `Báo cáo số ${number} ngày ${printDay(issuedOn)}`;
      return `Theo ${report} (số liệu tính đến hết ngày ${asOf}), `;
    },
    counts: (missing, unknown) =>
      `còn ${[
        ...(missing === null ? [] : [`${missing} trường hợp chưa triển khai hệ thống thuộc phạm vi`]),
        ...(unknown === null ? [] : [`${unknown} trường hợp chưa có số liệu`]),
      ].join(' và ')}, cụ thể tại danh sách dưới đây.`,
    request:
      'Đề nghị các cơ quan, đơn vị có tên trong danh sách khẩn trương triển khai hệ thống theo kế hoạch; trường hợp đã triển khai thì cập nhật số liệu kèm tài liệu kiểm chứng, trường hợp chưa thể triển khai thì nêu rõ lý do và thời hạn hoàn thành.',
    closing: 'Đề nghị các cơ quan, đơn vị quan tâm phối hợp thực hiện./.',
    asListed: 'Các cơ quan, đơn vị có tên trong danh sách',
    asAbove: 'Như trên',
    list: 'DANH SÁCH ĐƠN VỊ CẦN ĐÔN ĐỐC',
    listed: 'Đơn vị và hệ thống cần đôn đốc',
    committee: (unit) => `UBND ${unit}`,
  },
  en: {
    excerpt: 'Re: systems not yet deployed and data not yet given',
    source: (number, _issuedOn, asOf) =>
      `By ${number === null ? 'the draft of the report' : `Report No. ${number}`} (figures as of ${asOf}), `,
    counts: (missing, unknown) =>
      `${[
        ...(missing === null ? [] : [`${missing} systems are missing where they should be in use`]),
        ...(unknown === null ? [] : [`of ${unknown} no data were given`]),
      ].join(' and ')}, as listed below.`,
    request:
      'The units listed are asked to deploy these systems as planned; where they are in use, to give the data with evidence; where they cannot be yet, to say why and by when.',
    closing: 'Your cooperation is appreciated./.',
    asListed: 'The units listed',
    asAbove: 'As above',
    list: 'UNITS CONCERNED',
    listed: 'Units and systems concerned',
    committee: (unit) => `People's Committee of ${unit}`,
  },
};

const MOST_ADDRESSEES = 15;
const MOST_ROWS_IN_LETTER = 15;

/**
 * The letter (công văn đôn đốc) to those who lack a system or gave no data, by the gaps of a report; null where there is
 * none. Few are addressed by name, more through the units above them. It has no number yet: the clerk gives it one.
 */
export function writeChaseLetter(
  snapshot: Snapshot,
  edition: Edition,
  question: ChaseQuestion,
): OfficialDocument | null {
  const writing = beginWriting(snapshot);
  const { words } = writing;
  const { content } = snapshot.definition;
  const phrases = phrasesOf(writing);
  const gaps = gapsOf(
    snapshot.systems.filter(({ code }) => question.system === null || code === question.system),
  ).filter(({ facts }) => question.within === null || isWithin(facts.unit, question.within, writing));
  if (gaps.length === 0) return null;
  const counted = (list: ListedGap['list']): string | null => {
    const count = gaps.filter((gap) => gap.list === list).length;
    return count === 0 ? null : words.count(count);
  };
  const number = edition.number === null ? null : printNumber({ number: edition.number, symbol: edition.symbol });
  const source = phrases.source(number, edition.issuedOn, words.day(snapshot.at.asOf));
  const isLong = gaps.length > MOST_ROWS_IN_LETTER;
  const introduction: Block[] = [
    paragraph(`${source}${phrases.counts(counted('missing'), counted('unknown'))}`),
    ...(isLong ? [] : [tableOf(gaps, writing)]),
    paragraph(phrases.request),
  ];
  return {
    language: content.language,
    kind: 'letter',
    draft: true,
    parentBody: content.parentBody,
    issuingBody: content.issuingBody,
    number: printNumberLine({ number: null, symbol: content.abbreviation }, content.language),
    placeAndDate: printPlaceAndDate(content.placeName, null, content.language),
    title: '',
    excerpt: phrases.excerpt,
    addressees: addresseesOf(gaps, phrases, writing),
    legalBases: [],
    introduction,
    sections: [],
    closing: [paragraph(phrases.closing)],
    recipients: [phrases.asAbove, ...content.recipients.filter((recipient) => recipient !== phrases.asAbove)],
    signature: content.signatory,
    appendices: isLong
      ? [
          {
            ...{ id: 'gaps', number: null, title: phrases.list, reference: '', landscape: false },
            blocks: [listOf(gaps, writing)],
          },
        ]
      : [],
    fingerprint: {
      ...{ snapshotSha256: edition.snapshotSha256, frozenAt: snapshot.frozenAt, auditHead: null, app: snapshot.app },
    },
  };
}

/** The units by name; where they are many, the units right above them, each once; where those are many too, all of them at once. */
function addresseesOf(gaps: readonly ListedGap[], phrases: Phrases, writing: Writing): string[] {
  const byName = (a: string, b: string): number => compareVietnamese(writing.unit(a).name, writing.unit(b).name);
  const ids = [...new Set(gaps.map(({ facts }) => facts.unit))].sort(byName);
  if (ids.length <= MOST_ADDRESSEES) return ids.map((id) => addressOf(writing.unit(id), phrases, writing));
  const above = new Set(
    ids.map((id) => {
      const { level, parent } = writing.unit(id);
      return level === 'commune' || level === 'subordinate' ? (parent ?? id) : id;
    }),
  );
  if (above.size > MOST_ADDRESSEES) return [phrases.asListed];
  return [...above].sort(byName).map((id) => addressOf(writing.unit(id), phrases, writing));
}

function addressOf(unit: SnapshotUnit, phrases: Phrases, { words }: Writing): string {
  const hasCommittee = unit.level === 'province' || unit.level === 'district' || unit.level === 'commune';
  return hasCommittee ? phrases.committee(words.unit(unit)) : unit.name;
}

function tableOf(gaps: readonly ListedGap[], writing: Writing): Table {
  return { type: 'table', caption: writing.table(phrasesOf(writing).listed), ...gridOf(gaps, writing) };
}

function listOf(gaps: readonly ListedGap[], writing: Writing): UnitList {
  return { type: 'unit-list', id: 'gap-list', title: phrasesOf(writing).listed, ...gridOf(gaps, writing) };
}

function gridOf(
  gaps: readonly ListedGap[],
  { words, unit, titleOf, snapshot }: Writing,
): Pick<Table, 'columns' | 'rows'> {
  const { columns } = words.labels;
  return {
    columns: [
      { title: columns.order, align: 'center', share: 7 },
      { title: columns.unit, align: 'left', share: 28 },
      { title: columns.parent, align: 'left', share: 22 },
      { title: columns.system, align: 'left', share: 24 },
      { title: columns.status, align: 'left', share: 22 },
      { title: columns.plan, align: 'left', share: 20 },
    ],
    rows: gaps.map(({ system, facts }, index) => {
      const { name, parent } = unit(facts.unit);
      const { stage, plan, overdue } = facts;
      return {
        cells: [
          { text: String(index + 1), value: index + 1 },
          { text: name },
          { text: parent === null ? '' : (snapshot.units[parent]?.name ?? '') },
          { text: titleOf(system.code) },
          { text: words.stage(stage) },
          { text: plan ? words.plan(plan.dueOn, overdue) : '' },
        ],
      };
    }),
  };
}

function phrasesOf({ words }: Writing): Phrases {
  return PHRASES[words.language];
}

function isWithin(id: string, within: string, { snapshot }: Writing): boolean {
  for (let next: string | null = id; next !== null;) {
    const unit: SnapshotUnit | undefined = snapshot.units[next];
    if (next === within || unit?.code === within) return true;
    next = unit?.parent ?? null;
  }
  return false;
}
