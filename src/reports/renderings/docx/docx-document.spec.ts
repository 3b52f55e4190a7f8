import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { officeParts } from '../../../../test/support/document-texts.js';
import { EXAMPLE_LETTER, EXAMPLE_REPORT } from '../../../../test/support/example-report.js';
import { renderDocx } from './docx-document.js';

// A loaded machine takes its time.
jest.setTimeout(60_000);

/** Millimetres of twentieths of a point. */
const mm = (twips: string | undefined) => (Number(twips) / 1440) * 25.4;

describe('renderDocx keeps the layout of Decree 30/2020, appendix I', () => {
  let parts: ReadonlyMap<string, string>;
  let body: string;
  let styles: string;

  beforeAll(async () => {
    parts = officeParts(await renderDocx(EXAMPLE_REPORT));
    body = parts.get('word/document.xml') ?? '';
    styles = parts.get('word/styles.xml') ?? '';
  });

  /** What a paragraph style says: size in points, and the rest as it is written. */
  function styleOf(id: string) {
    const xml = new RegExp(`<w:style [^>]*w:styleId="${id}".*?</w:style>`).exec(styles)?.[0] ?? '';
    return {
      size: Number(/<w:sz w:val="(\d+)"/.exec(xml)?.[1]) / 2,
      bold: /<w:b\/>/.test(xml),
      italic: /<w:i\/>/.test(xml),
      align: /<w:jc w:val="(\w+)"/.exec(xml)?.[1],
      firstLine: mm(/w:firstLine="(\d+)"/.exec(xml)?.[1]),
      after: Number(/w:after="(\d+)"/.exec(xml)?.[1]) / 20,
      line: Number(/w:line="(\d+)"/.exec(xml)?.[1]) / 240,
      font: /w:ascii="([^"]+)"/.exec(xml)?.[1],
      color: /<w:color w:val="(\w+)"/.exec(xml)?.[1],
    };
  }

  it('A4, margins 20–25, 30–35 and 15–20 mm, wide tables across', () => {
    const pages = [...body.matchAll(/<w:pgSz ([^>]*)\/>.*?<w:pgMar ([^>]*)\/>/g)].map(([, size, margin]) => {
      const of = (text: string | undefined, name: string) => mm(new RegExp(`w:${name}="(\\d+)"`).exec(text ?? '')?.[1]);
      return {
        size: [Math.round(of(size, 'w')), Math.round(of(size, 'h'))],
        margin: ['top', 'bottom', 'left', 'right'].map((side) => Math.round(of(margin, side))),
        pageNumber: Math.round(of(margin, 'header')),
      };
    });
    const upright = { size: [210, 297], margin: [20, 20, 30, 15], pageNumber: 10 };
    const across = { ...upright, size: [297, 210] };
    // Body, the heat table, the rest of the body, appendix I, appendix II.
    expect(pages).toEqual([upright, across, upright, upright, across]);
  });

  it('the page number is a field of size 13, centred in the top margin, and not on first pages', () => {
    const headers = new Map(
      [...(parts.get('word/_rels/document.xml.rels') ?? '').matchAll(/Id="(\w+)"[^>]*Target="(header\d+\.xml)"/g)].map(
        ([, id, target]) => [id, parts.get(`word/${target}`) ?? ''] as const,
      ),
    );
    const sections = [...body.matchAll(/<w:sectPr.*?<\/w:sectPr>/g)].map(([xml]) => {
      const header = (type: string) => {
        const reference = new RegExp(`<w:headerReference [^>]*>`, 'g');
        const found = [...xml.matchAll(reference)].map(([one]) => one).find((one) => one.includes(`w:type="${type}"`));
        return headers.get(/r:id="(\w+)"/.exec(found ?? '')?.[1]);
      };
      const number = (text: string | undefined) => (text === undefined ? null : text.includes('PAGE'));
      return {
        first: number(header('first')),
        others: number(header('default')),
        titlePage: xml.includes('<w:titlePg/>'),
        start: /<w:pgNumType [^>]*w:start="(\d+)"/.exec(xml)?.[1] ?? null,
      };
    });
    const begins = { first: false, others: true, titlePage: true, start: '1' };
    const goesOn = { first: null, others: true, titlePage: false, start: null };
    expect(sections).toEqual([begins, goesOn, goesOn, begins, begins]);
    expect(styleOf('PageNumber')).toMatchObject({ size: 13, align: 'center', bold: false, italic: false });
    expect([...headers.values()].join('')).not.toContain('DỰ THẢO');
  });

  it('boxes 1 to 5: sizes, weights, a table of two columns without borders, rules of their lengths', () => {
    expect(styleOf('ParentBody')).toMatchObject({ size: 12, bold: false, align: 'center' });
    expect(styleOf('IssuingBody')).toMatchObject({ size: 12, bold: true, align: 'center' });
    expect(styleOf('Country')).toMatchObject({ size: 12, bold: true, align: 'center' });
    expect(styleOf('Motto')).toMatchObject({ size: 13, bold: true, align: 'center' });
    expect(styleOf('DocumentNumber')).toMatchObject({ size: 13, bold: false, italic: false, align: 'center' });
    expect(styleOf('PlaceAndDate')).toMatchObject({ size: 13, italic: true, align: 'center' });
    expect(styleOf('DocumentTitle')).toMatchObject({ size: 14, bold: true, align: 'center' });
    expect(styleOf('Excerpt')).toMatchObject({ size: 14, bold: true, align: 'center' });
    const head = /<w:tbl>.*?<\/w:tbl>/.exec(body)?.[0] ?? '';
    expect(head.match(/<w:gridCol /g)).toHaveLength(2);
    expect(head).toMatch(/<w:tblBorders><w:top w:val="none"[^>]*\/><w:left w:val="none"/);
    expect(head.replace(/<[^>]+>/g, '|')).toMatch(/UBND TỈNH TÂY NINH.*CỘNG HÒA.*Số: 05\/BC-STTTT.*Tây Ninh, ngày 05/);
    const columns = [...head.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => mm(width));
    const rules = [...head.matchAll(/<w:pBdr><w:top[^>]*>.*?<w:ind w:left="(\d+)" w:right="(\d+)"/g)].map(
      ([, left, right], index) => (columns[index] ?? 0) - mm(left) - mm(right),
    );
    // 73.6 mm is the name of the body at 12 points bold, 56.1 mm the motto at 13, measured in Liberation Serif.
    expect((rules[0] ?? 0) / 73.6).toBeGreaterThanOrEqual(1 / 3);
    expect((rules[0] ?? 0) / 73.6).toBeLessThanOrEqual(1 / 2);
    expect(rules[1]).toBeCloseTo(56.1, 0);
  });

  it('the body: Times New Roman 14, black, justified, first lines in by 12,7 mm, 6 points between paragraphs', () => {
    const text = { size: 14, align: 'both', font: 'Times New Roman', color: '000000' };
    expect(styleOf('BodyText')).toMatchObject({ ...text, after: 6, line: 1.15 });
    expect(styleOf('BodyText').firstLine).toBeCloseTo(12.7, 1);
    expect(styleOf('LegalBasis')).toMatchObject({ ...text, italic: true });
    expect(styleOf('Heading1')).toMatchObject({ size: 14, bold: true });
    expect(body).toContain('<w:pStyle w:val="Heading1"/>');
    expect(body).toContain('<w:pStyle w:val="Heading2"/>');
    expect(body).toContain('<w:pStyle w:val="Heading3"/>');
  });

  it('boxes 7 and 9b: 12 bold italic, 11, signature 14 bold; the block stays on one page with the last paragraph', () => {
    expect(styleOf('RecipientsTitle')).toMatchObject({ size: 12, bold: true, italic: true });
    expect(styleOf('Recipients')).toMatchObject({ size: 11, bold: false });
    expect(styleOf('Signature')).toMatchObject({ size: 14, bold: true, align: 'center' });
    expect(body).toMatch(/<w:keepNext\/>[^/]*(?:<[^>]*>)*?Trên đây là báo cáo/);
  });

  it('tables repeat their heads and divide no row; a chart has words', () => {
    const tables = [...body.matchAll(/<w:tbl><w:tblPr><w:tblW w:w.*?<\/w:tbl>/g)].map(([xml]) => xml);
    expect(tables).toHaveLength(5);
    for (const table of tables) {
      const rows = table.match(/<w:tr>/g)?.length;
      expect(table.match(/<w:cantSplit\/>/g)).toHaveLength(rows ?? 0);
      expect(table).toMatch(/<w:tblHeader\/>/);
    }
    expect(body).toMatch(/<wp:docPr id="1" name="dien-bien" descr="Cấp huyện đạt 100%/);
  });

  it('figures lead to the bookmarks of their lists, which begin with a letter and have no hyphen', () => {
    const bookmarks = new Set([...body.matchAll(/<w:bookmarkStart w:name="([^"]+)"/g)].map(([, name]) => name));
    const anchors = [...body.matchAll(/<w:hyperlink [^>]*w:anchor="([^"]+)"/g)].map(([, name]) => name);
    expect(bookmarks).toEqual(new Set(['list_1', 'list_2']));
    expect(anchors.length).toBeGreaterThan(5);
    expect(anchors.every((name) => bookmarks.has(name))).toBe(true);
  });

  it('says its title, its language and the day of its figures', () => {
    const core = parts.get('docProps/core.xml') ?? '';
    expect(core).toContain('<dc:title>BÁO CÁO – Kết quả triển khai');
    expect(core).toMatch(/<dcterms:created[^>]*>2017-01-05T01:00:00Z</);
    expect(styles).toMatch(/<w:lang [^>]*w:val="vi-VN"/);
  });

  it('a letter has its excerpt below its number, at 12 points, and no title; a draft its mark in every header', async () => {
    const letter = officeParts(await renderDocx(EXAMPLE_LETTER));
    const xml = letter.get('word/document.xml') ?? '';
    expect(xml).toMatch(/Số: {7}\/STTTT-CNTT.*LetterExcerpt.*V\/v đôn đốc/);
    expect(xml).not.toContain('DocumentTitle');
    expect(styleOf('LetterExcerpt')).toMatchObject({ size: 12, bold: false });
    const headers = [...letter].filter(([name]) => /^word\/header\d+\.xml$/.test(name));
    expect(headers.map(([, header]) => header.includes('DỰ THẢO'))).toEqual([true, true]);
  });
});
