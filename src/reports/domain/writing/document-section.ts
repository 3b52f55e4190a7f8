import { citeWithIssuer } from '../../../documents/domain/citation.js';
import { DOCUMENT_TYPES, type DocumentType } from '../../../documents/domain/document.js';
import { type Block, type ListPart, type UnitList } from '../official-document.js';
import { type DocumentFacts } from '../snapshot.js';
import { ended } from './change-section.js';
import { paragraph, type Writing } from './writing.js';

const LIST = 'documents';

/** Documents that others have to follow. */
const GUIDING: ReadonlySet<DocumentType> = new Set(['decision', 'resolution', 'plan']);

/** How many of each type were issued in the period, opening to them, and those that guide the work in a table. */
export function documentSection(writing: Writing): Block[] {
  const { words, snapshot } = writing;
  const { columns } = words.labels;
  const types = byType(snapshot.documents);
  if (types.length === 0) return [];
  const list = documentList(writing);
  const guiding = snapshot.documents.filter(({ type }) => GUIDING.has(type));
  return [
    paragraph(words.work.documents(types.map(({ type, own }) => ({ type, count: own.length })))),
    ...(list
      ? [
          {
            type: 'list' as const,
            items: types.map(({ type, own }, place) => [
              { text: `${words.work.documentType(type)}: ` },
              { text: words.count(own.length), opens: partOf(type) },
              { text: ended('', place, types) },
            ]),
          },
        ]
      : []),
    ...(guiding.length === 0
      ? []
      : [
          {
            type: 'table' as const,
            caption: writing.table(words.labels.documents),
            columns: [
              { title: columns.number, align: 'left' as const, share: 29 },
              { title: columns.date, align: 'center' as const, share: 17 },
              { title: columns.issuer, align: 'left' as const, share: 22 },
              { title: columns.title, align: 'left' as const, share: 32 },
            ],
            rows: guiding.map(({ number, issuedOn, issuer, title }) => ({
              cells: [
                { text: number ?? '' },
                issuedOn === null ? { text: '' } : { text: words.day(issuedOn), value: { day: issuedOn } },
                { text: issuer },
                { text: title },
              ],
            })),
          },
        ]),
  ];
}

/** All documents of the period, type by type; null where the table of the section has them, or the document has no lists. */
export function documentList(writing: Writing): UnitList | null {
  const { words, snapshot } = writing;
  const { columns } = words.labels;
  const isListed = writing.isOn('units') && writing.isOn('documents');
  if (!isListed || snapshot.documents.every(({ type }) => GUIDING.has(type))) return null;
  const types = byType(snapshot.documents);
  const parts: ListPart[] = [];
  for (const { type, own } of types) {
    const from = parts.at(-1)?.to ?? 0;
    parts.push({ id: partOf(type), from, to: from + own.length });
  }
  return {
    type: 'unit-list',
    id: LIST,
    title: words.labels.documentList,
    columns: [
      { title: columns.order, align: 'center', share: 7 },
      { title: columns.document, align: 'left', share: 46 },
      { title: columns.title, align: 'left', share: 47 },
    ],
    rows: types
      .flatMap(({ own }) => own)
      .map((document, index) => ({
        cells: [
          { text: String(index + 1), value: index + 1 },
          { text: citeWithIssuer(document) },
          { text: document.title },
        ],
      })),
    parts,
  };
}

function byType(documents: readonly DocumentFacts[]): { type: DocumentType; own: DocumentFacts[] }[] {
  return DOCUMENT_TYPES.map((type) => ({ type, own: documents.filter((one) => one.type === type) })).filter(
    ({ own }) => own.length > 0,
  );
}

function partOf(type: DocumentType): string {
  return `${LIST}-${type}`;
}
