import {
  type Appendix,
  type Block,
  type OfficialDocument,
  type Section,
  type UnitList,
} from '../domain/official-document.js';

/** What stands on the pages of the body, one below the other: blocks, and the titles of sections. */
export type BodyItem = Block | { readonly type: 'section-title'; readonly section: Section };

/** A run of items on pages of one orientation. */
export interface PagePart {
  readonly landscape: boolean;
  readonly items: readonly BodyItem[];
}

/**
 * The body in parts of one orientation: a wide table gets landscape pages, and takes along the headings that stand
 * directly before it, so that none stays behind alone. The first part is upright, since the head of the document stands
 * in it; it may have no items.
 */
export function bodyParts({ introduction, sections, closing }: OfficialDocument): PagePart[] {
  return partsOf(
    [
      ...introduction,
      ...sections.flatMap((section): BodyItem[] => [{ type: 'section-title', section }, ...section.blocks]),
      ...closing,
    ],
    false,
  );
}

/** An appendix in parts of one orientation, the first with its title. */
export function appendixParts({ blocks, landscape }: Appendix): PagePart[] {
  return landscape ? [{ landscape, items: blocks }] : partsOf(blocks, false);
}

function partsOf(items: readonly BodyItem[], landscape: boolean): PagePart[] {
  const parts: { landscape: boolean; items: BodyItem[] }[] = [{ landscape, items: [] }];
  for (const item of items) {
    const last = parts.at(-1) as { landscape: boolean; items: BodyItem[] };
    const wide = isWide(item);
    if (wide === last.landscape) last.items.push(item);
    else parts.push({ landscape: wide, items: [...(wide ? headingsAtEnd(last.items) : []), item] });
  }
  return parts;
}

/** Takes the headings at the end of the items away and returns them. */
function headingsAtEnd(items: BodyItem[]): BodyItem[] {
  let from = items.length;
  while (from > 0 && isHeading(items[from - 1])) from -= 1;
  return items.splice(from);
}

function isHeading(item: BodyItem | undefined): boolean {
  return item?.type === 'section-title' || item?.type === 'heading';
}

function isWide(item: BodyItem): boolean {
  return (item.type === 'table' || item.type === 'heat-table') && item.wide === true;
}

/** All unit lists in order. A figure that opens what is not among them is printed without a link. */
export function unitLists({ introduction, sections, closing, appendices }: OfficialDocument): UnitList[] {
  const places = [
    introduction,
    ...sections.map(({ blocks }) => blocks),
    closing,
    ...appendices.map(({ blocks }) => blocks),
  ];
  return places.flat().filter((block) => block.type === 'unit-list');
}

/** Ids that a figure can open, in order: those of unit lists and of their parts. */
export function openableIds(document: OfficialDocument): string[] {
  return unitLists(document).flatMap(({ id, parts = [] }) => [id, ...parts.map((part) => part.id)]);
}

/** Whether a paragraph leads to what comes next, so that it must not stay behind alone. */
export function introduces(item: BodyItem): boolean {
  return item.type === 'paragraph' && item.runs.at(-1)?.text.trimEnd().endsWith(':') === true;
}
