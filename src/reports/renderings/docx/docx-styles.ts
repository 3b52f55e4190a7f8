import { AlignmentType, type IStylesOptions, LineRuleType } from 'docx';
import { LAYOUT } from '../official-layout.js';

/** Twentieths of a point, in which Word measures. */
export function twips(millimetres: number): number {
  return Math.round((millimetres / 25.4) * 1440);
}

const { size, paragraph, firstLineIndent, cell } = LAYOUT;
const FONT = 'Times New Roman';
const single = { line: 240, lineRule: LineRuleType.AUTO, before: 0, after: 0 };
const body = {
  line: Math.round(240 * paragraph.line),
  lineRule: LineRuleType.AUTO,
  before: 0,
  after: paragraph.after * 20,
};
const black = { color: '000000', font: FONT };

/** Sizes of letters are in half points. */
function letters(points: number, more: { bold?: boolean; italics?: boolean } = {}) {
  return { size: points * 2, ...black, ...more };
}

function style(id: string, name: string, run: ReturnType<typeof letters>, more: object = {}) {
  return { id, name, basedOn: 'Normal', quickFormat: true, run, paragraph: { spacing: single, ...more } };
}

/** The styles of the document; Word lists them, and whoever edits it changes all paragraphs of a kind at once. */
export function docxStyles(language: string): IStylesOptions {
  const heading = { alignment: AlignmentType.JUSTIFIED, indent: { firstLine: twips(firstLineIndent) }, keepNext: true };
  const inBody = {
    spacing: body,
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: twips(firstLineIndent) },
    widowControl: true,
  };
  const inCell = { spacing: { ...single, before: cell.above * 20, after: cell.above * 20 } };
  const cellStyles = (['Left', 'Center', 'Right'] as const).flatMap((side) => {
    const alignment = { Left: AlignmentType.LEFT, Center: AlignmentType.CENTER, Right: AlignmentType.RIGHT }[side];
    return [
      style(`Table${side}`, `Table ${side}`, letters(size.table), { ...inCell, alignment }),
      style(`List${side}`, `List ${side}`, letters(size.list), { ...inCell, alignment }),
    ];
  });
  const centred = { alignment: AlignmentType.CENTER };
  return {
    default: {
      document: { run: { ...letters(size.body), language: { value: language, eastAsia: language } } },
      heading1: {
        run: letters(size.body, { bold: true }),
        // Word and LibreOffice take the larger of what is below one paragraph and above the next.
        paragraph: { ...heading, spacing: { ...body, before: 240 }, outlineLevel: 0 },
      },
      heading2: {
        run: letters(size.body, { bold: true }),
        paragraph: { ...heading, spacing: body, outlineLevel: 1 },
      },
      heading3: {
        run: letters(size.body, { italics: true, bold: true }),
        paragraph: { ...heading, spacing: body, outlineLevel: 2 },
      },
      caption: {
        run: letters(size.table, { bold: true }),
        paragraph: { ...centred, spacing: { ...single, before: 120, after: 80 }, keepNext: true },
      },
    },
    paragraphStyles: [
      ...cellStyles,
      style('BodyText', 'Body Text', letters(size.body), inBody),
      style('ListItem', 'List Item', letters(size.body), inBody),
      style('LegalBasis', 'Legal Basis', letters(size.body, { italics: true }), inBody),
      style('ParentBody', 'Parent Body', letters(size.parentBody), centred),
      style('IssuingBody', 'Issuing Body', letters(size.issuingBody, { bold: true }), centred),
      style('Country', 'Country', letters(size.country, { bold: true }), centred),
      style('Motto', 'Motto', letters(size.motto, { bold: true }), centred),
      style('Rule', 'Rule', letters(2), { ...centred, spacing: { ...single, before: 60 } }),
      style('DocumentNumber', 'Document Number', letters(size.number), {
        ...centred,
        spacing: { ...single, before: 120 },
      }),
      style('PlaceAndDate', 'Place and Date', letters(size.placeAndDate, { italics: true }), {
        ...centred,
        spacing: { ...single, before: 120 },
      }),
      style('LetterExcerpt', 'Letter Excerpt', letters(size.letterExcerpt), {
        ...centred,
        spacing: { ...single, before: 120 },
      }),
      style('DocumentTitle', 'Document Title', letters(size.title, { bold: true }), {
        ...centred,
        spacing: { ...single, before: 360 },
      }),
      style('Excerpt', 'Excerpt', letters(size.title, { bold: true }), {
        ...centred,
        indent: { left: twips(10), right: twips(10) },
      }),
      style('Addressee', 'Addressee', letters(size.body), {
        spacing: { ...single, after: 60 },
        indent: { left: twips(firstLineIndent * 2) },
      }),
      style('AddresseeItem', 'Addressee Item', letters(size.body), {
        spacing: { ...single, after: 60 },
        indent: { left: twips(firstLineIndent * 4) },
      }),
      style('AfterTable', 'After Table', letters(6)),
      style('TableHead', 'Table Head', letters(size.table, { bold: true }), { ...inCell, ...centred, keepNext: true }),
      style('ListHead', 'List Head', letters(size.list, { bold: true }), { ...inCell, ...centred, keepNext: true }),
      style('ListTitle', 'List Title', letters(size.body, { bold: true }), {
        spacing: { ...single, before: 240, after: 120 },
        keepNext: true,
        outlineLevel: 1,
      }),
      style('AppendixLabel', 'Appendix Label', letters(size.title, { bold: true }), { ...centred, outlineLevel: 0 }),
      style('AppendixTitle', 'Appendix Title', letters(size.title, { bold: true }), centred),
      style('AppendixReference', 'Appendix Reference', letters(size.body, { italics: true }), {
        ...centred,
        spacing: { ...single, after: 240 },
      }),
      style('Figure', 'Figure', letters(size.body), {
        ...centred,
        spacing: { ...single, after: 120 },
        keepLines: true,
      }),
      style('RecipientsTitle', 'Recipients Title', letters(size.recipientsTitle, { bold: true, italics: true })),
      style('Recipients', 'Recipients', letters(size.recipients)),
      style('Signature', 'Signature', letters(size.body, { bold: true }), centred),
      style('PageNumber', 'Page Number', letters(size.pageNumber), centred),
      style('DraftMark', 'Draft Mark', letters(size.number, { bold: true }), centred),
      style(
        'SmallPrint',
        'Small Print',
        { ...letters(size.smallPrint), color: '595959' },
        {
          spacing: { ...single, before: 240 },
        },
      ),
    ],
  };
}
