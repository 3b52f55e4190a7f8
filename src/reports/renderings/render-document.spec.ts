import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { markupText, officeParts, pdfPages, solid, textsOf } from '../../../test/support/document-texts.js';
import { EXAMPLE_LETTER, EXAMPLE_REPORT } from '../../../test/support/example-report.js';
import { type Block, type OfficialDocument } from '../domain/official-document.js';
import { RENDERED_FORMATS, renderDocument, type RenderedFormat } from './render-document.js';

// A loaded machine takes its time.
jest.setTimeout(60_000);

/** What one reads in the file, without blanks. */
async function readText(file: Buffer, format: RenderedFormat): Promise<string> {
  if (format === 'pdf') return solid((await pdfPages(file)).join(''));
  if (format === 'html') return solid(markupText(file.toString(), false));
  const parts = [...officeParts(file)].filter(([name]) =>
    /document|chart|header|sharedStrings|sheet|workbook/.test(name),
  );
  return solid(parts.map(([, xml]) => markupText(xml, true, ['name'])).join(''));
}

const ENGLISH: OfficialDocument = { ...EXAMPLE_REPORT, language: 'en', draft: true };

describe('renderDocument', () => {
  it.each(RENDERED_FORMATS)('writes the same bytes for the same document as %s', async (format) => {
    const first = await renderDocument(EXAMPLE_REPORT, format);
    await renderDocument(EXAMPLE_LETTER, format);
    expect((await renderDocument(structuredClone(EXAMPLE_REPORT), format)).equals(first)).toBe(true);
  });

  it.each(RENDERED_FORMATS)('leaves out no text of the document as %s', async (format) => {
    for (const document of [EXAMPLE_REPORT, EXAMPLE_LETTER]) {
      const read = await readText(await renderDocument(document, format), format);
      // The workbook has figures as numbers and days; what is text there is checked.
      const figure = /^[\d.,/%]+$/;
      const expected = textsOf(document).filter((text) => format !== 'xlsx' || !figure.test(text));
      expect(expected.filter((text) => !read.includes(solid(text)))).toEqual([]);
    }
  });

  it.each(['docx', 'pdf', 'html'] as const)('brings the words of the form in both languages as %s', async (format) => {
    const vietnamese = await readText(await renderDocument({ ...EXAMPLE_REPORT, draft: true }, format), format);
    for (const words of ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'Nơi nhận:', 'DỰ THẢO']) {
      expect(vietnamese).toContain(solid(words));
    }
    expect(vietnamese).toContain(solid('Kính gửi: - Bộ Thông tin và Truyền thông; - Ủy ban nhân dân tỉnh Tây Ninh.'));
    const english = await readText(await renderDocument(ENGLISH, format), format);
    for (const words of ['SOCIALIST REPUBLIC OF VIET NAM', 'Recipients:', 'DRAFT']) {
      expect(english).toContain(solid(words));
    }
  });

  it('marks a draft on every page of a PDF, numbers all pages but the first, and appendices anew', async () => {
    const pages = await pdfPages(await renderDocument({ ...EXAMPLE_REPORT, draft: true }, 'pdf'));
    expect(pages.map((page) => page.includes('DỰ THẢO'))).toEqual(pages.map(() => true));
    // Body on four pages, the first appendix on two, the second on one.
    expect(pages.map((page) => /^ *(\d+) +DỰ THẢO/.exec(page)?.[1] ?? null)).toEqual([
      ...[null, '2', '3', '4'],
      ...[null, '2'],
      null,
    ]);
    const issued = await pdfPages(await renderDocument(EXAMPLE_REPORT, 'pdf'));
    expect(issued.some((page) => page.includes('DỰ THẢO'))).toBe(false);
  });

  it('embeds all letters in the PDF, names its language and title, and has bookmarks', async () => {
    const pdf = (await renderDocument(EXAMPLE_REPORT, 'pdf')).toString('latin1');
    const fonts = [...pdf.matchAll(/\/BaseFont \/([A-Z]{6}\+)?([\w-]+)/g)];
    expect(new Set(fonts.map(([, , name]) => name))).toEqual(
      new Set(['LiberationSerif', 'LiberationSerif-Bold', 'LiberationSerif-Italic', 'LiberationSerif-BoldItalic']),
    );
    expect(fonts.every(([, subset]) => subset !== undefined)).toBe(true);
    expect(pdf.match(/\/FontFile2 /g)).toHaveLength(4);
    expect(pdf).toMatch(/\/Lang \(vi-VN\)/);
    expect(pdf).toMatch(/\/MarkInfo/);
    expect(pdf).toMatch(/\/Outlines /);
    expect(pdf).toMatch(/\/DisplayDocTitle true/);
  });

  it('takes no text for markup and nothing that a file may not hold', async () => {
    const hostile = '<script>alert("1")</script> & \u0000\u0007\ud800 ]]> =1+1 \'"';
    const document: OfficialDocument = {
      ...EXAMPLE_LETTER,
      excerpt: hostile,
      introduction: [
        { type: 'paragraph', runs: [{ text: hostile, opens: '"><b>' }] },
        {
          type: 'unit-list',
          id: 'a',
          title: hostile,
          columns: [column(hostile)],
          rows: [{ cells: [{ text: hostile }] }],
        },
      ],
    };
    const seen = solid('<script>alert("1")</script> & ]]> =1+1 \'"');
    for (const format of RENDERED_FORMATS) {
      const file = await renderDocument(document, format);
      expect(await readText(file, format)).toContain(seen);
      if (format === 'html') expect(file.toString()).not.toMatch(/<script|<b>/);
    }
  });

  it('keeps a row that is higher than a page, and a word that is wider than a cell', async () => {
    const long = Array.from({ length: 900 }, (_, index) => `từ${index}`).join(' ');
    const wide = 'x'.repeat(300);
    const document: OfficialDocument = {
      ...EXAMPLE_LETTER,
      introduction: [
        {
          type: 'table',
          caption: '',
          columns: [column('A'), column('B')],
          rows: [{ cells: [{ text: long }, { text: wide }] }],
        },
      ],
    };
    const pages = await pdfPages(await renderDocument(document, 'pdf'));
    expect(pages.length).toBeGreaterThan(2);
    const read = solid(pages.join(''));
    for (let index = 0; index < 900; index += 1) expect(read).toContain(`từ${index}`);
    expect(read.match(/x/g)?.length).toBeGreaterThanOrEqual(300);
  });

  it('has the same Vietnamese text in every format, whatever it is', async () => {
    const letters = [...'aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ'];
    const letter = fc.constantFrom(
      ...letters,
      ...letters.map((one) => one.toLocaleUpperCase('vi')),
      ...'0123456789.,%/-–()<>&"',
    );
    const word = fc.array(letter, { minLength: 1, maxLength: 12 }).map((all) => all.join(''));
    const text = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 50 }), async (all) => {
        const document: OfficialDocument = {
          ...EXAMPLE_LETTER,
          introduction: all.flatMap(([title, run, cell], index): Block[] => [
            { type: 'paragraph', runs: [{ text: run }, { text: cell, bold: true }] },
            { type: 'unit-list', id: `l${index}`, title, columns: [column(run)], rows: [{ cells: [{ text: cell }] }] },
          ]),
        };
        for (const format of ['docx', 'html', 'pdf'] as const) {
          const read = await readText(await renderDocument(document, format), format);
          const expected = all.flatMap(([title, run, cell]) => [title, `${run}${cell}`, cell]);
          expect(expected.filter((one) => !read.includes(solid(one)))).toEqual([]);
        }
      }),
      { numRuns: 20 },
    );
  });
});

function column(title: string) {
  return { title, align: 'left', share: 1 } as const;
}
