import { createHash } from 'node:crypto';
import { phrasesOf } from '../form-phrases.js';
import { LAYOUT } from '../official-layout.js';

const { margin, shades, headerShade, totalShade, size } = LAYOUT;

/** Each language's mark of a draft stands in the margin of every page. */
const DRAFT_PAGES = (['vi', 'en'] as const).map((language) => ({
  name: language,
  mark: phrasesOf({ language }).draft,
}));

function draftPages({ name, mark }: (typeof DRAFT_PAGES)[number]): string {
  const box = `@top-left { content: "${mark}"; font: bold ${size.number}pt "Times New Roman", serif; }`;
  return `@page ${name} { ${box} }\n@page ${name}-wide { size: A4 landscape; ${box} }`;
}

/** All of the page's style; nothing is styled where it stands, so that a policy can name the one element by its hash. */
export const HTML_STYLE = `
:root { color-scheme: light; }
body { margin: 0; background: #f3f4f6; color: #000; font: ${size.body}pt/1.35 "Times New Roman", "Liberation Serif", Tinos, serif; }
.sheet { box-sizing: border-box; max-width: 210mm; margin: 0 auto; padding: 12mm 15mm; background: #fff; }
.draft { display: inline-block; margin: 0 0 4mm; padding: 1mm 3mm; border: 1pt solid #000; font-weight: bold; font-size: ${size.number}pt; }
.head { display: grid; grid-template-columns: 45fr 55fr; text-align: center; line-height: 1.2; }
.head p { margin: 0; }
.head .body, .head .country { font-weight: bold; }
.head .parent, .head .body, .head .country { font-size: ${size.country}pt; }
.head .motto { display: inline-block; padding-bottom: 2pt; border-bottom: 0.75pt solid #000; font-weight: bold; font-size: ${size.motto}pt; }
.head .body::after, h1::after { content: ""; display: block; width: 40%; margin: 2pt auto 0; border-bottom: 0.75pt solid #000; }
h1::after { width: 30%; }
.head .number { margin-top: 6pt; font-size: ${size.number}pt; white-space: pre-wrap; }
.head .date { margin-top: 6pt; font-size: ${size.placeAndDate}pt; font-style: italic; white-space: pre-wrap; }
.head .excerpt { margin-top: 6pt; font-size: ${size.letterExcerpt}pt; font-weight: normal; }
h1, h2, h3, h4 { font-size: ${size.body}pt; break-after: avoid; }
h1 { margin: 8mm 10mm 5mm; text-align: center; line-height: 1.25; }
.letter h1 { margin: 6pt 0 0; font-size: ${size.letterExcerpt}pt; font-weight: normal; }
.letter h1::after { display: none; }
h2, h3, h4 { margin: 12pt 0 6pt; }
h4 { font-style: italic; }
main p { margin: 0 0 6pt; text-align: justify; text-indent: 12.7mm; }
main ul { margin: 0 0 6pt; padding: 0 0 0 12.7mm; list-style: none; }
main li { margin: 0 0 4pt; }
main li::before { content: "- "; }
.to { margin: 0 0 8pt 25mm; }
.to p { margin: 0; text-indent: 0; }
.to ul { margin: 0; }
.basis { font-style: italic; }
.scroll { overflow-x: auto; margin: 0 0 10pt; }
table { width: 100%; border-collapse: collapse; font-size: ${size.table}pt; line-height: 1.2; }
caption, figcaption { margin: 0; padding: 6pt 0 4pt; font-weight: bold; font-size: ${size.table}pt; text-align: center; }
th, td { padding: 2.5pt 4pt; border: 0.5pt solid #7f7f7f; vertical-align: middle; overflow-wrap: break-word; }
thead th { background: #${headerShade}; }
tbody th { font-weight: normal; text-align: left; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.l { text-align: left; }
.c { text-align: center; }
.r { text-align: right; font-variant-numeric: tabular-nums; }
.total td { background: #${totalShade}; font-weight: bold; }
${shades.map((shade, index) => `.s${index} { background: #${shade}; }`).join('\n')}
a { color: #0b3d78; text-decoration-thickness: 0.5pt; text-underline-offset: 2pt; }
td a { color: inherit; }
a:focus-visible, summary:focus-visible { outline: 2pt solid #0b3d78; outline-offset: 2pt; }
figure { margin: 0 0 10pt; break-inside: avoid; }
svg { display: block; width: 100%; height: auto; }
details { margin: 6pt 0; }
summary { cursor: pointer; font-weight: bold; }
.list { scroll-margin-top: 10mm; }
tbody { scroll-margin-top: 10mm; }
tbody:target { background: #fff3c4; }
.list table { font-size: ${size.list}pt; }
.foot { display: grid; grid-template-columns: 45fr 55fr; margin-top: 12pt; break-inside: avoid; }
.foot p { margin: 0; text-align: inherit; text-indent: 0; }
.foot .recipients { font-size: ${size.recipients}pt; line-height: 1.2; }
.foot .recipients .label { font-size: ${size.recipientsTitle}pt; font-weight: bold; font-style: italic; }
.foot .signature { text-align: center; font-weight: bold; }
.foot .name { margin-top: ${LAYOUT.signatureSpace}pt; }
p.print { margin-top: 14pt; text-align: left; text-indent: 0; color: #595959; font-size: ${size.smallPrint}pt; overflow-wrap: anywhere; }
.appendix { margin-top: 12mm; break-before: page; }
.appendix > header { text-align: center; line-height: 1.25; }
.appendix > header h2, .appendix > header p { margin: 0; text-indent: 0; text-align: center; }
.appendix > header .title { font-weight: bold; }
.appendix > header .reference { margin-bottom: 8pt; font-style: italic; }
.contents { max-width: 210mm; margin: 0 auto; padding: 6mm 15mm 0; box-sizing: border-box; font-size: 12pt; }
.contents ul { margin: 0; padding-left: 6mm; }
@media (max-width: 40em) {
  .head, .foot { grid-template-columns: 1fr; row-gap: 6pt; }
  .sheet { padding: 5mm; }
}
@page { size: A4 portrait; margin: ${margin.top}mm ${margin.right}mm ${margin.bottom}mm ${margin.left}mm; @top-center { content: counter(page); font: ${size.pageNumber}pt "Times New Roman", serif; } }
@page :first { @top-center { content: none; } }
@page wide { size: A4 landscape; }
${DRAFT_PAGES.map(draftPages).join('\n')}
@media print {
  body { background: none; }
  .contents { display: none; }
  .sheet { max-width: none; padding: 0; }
  .draft { display: none; }
  .wide { page: wide; }
${DRAFT_PAGES.map(({ name }) => `  .draft-${name} { page: ${name}; }\n  .draft-${name} .wide { page: ${name}-wide; }`).join('\n')}
  .scroll { overflow: visible; }
  a { color: inherit; text-decoration: none; }
  details::details-content { content-visibility: visible; height: auto; }
}
`;

/** How a content security policy allows that style: `"'sha256-…'"`. */
export const HTML_STYLE_SOURCE = `'sha256-${createHash('sha256').update(HTML_STYLE).digest('base64')}'`;
