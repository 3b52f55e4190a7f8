import { daysBetween, type LocalDate, printDay } from '../../kernel/local-date.js';
import { columnLetters } from './cell-references.js';
import { escapeText } from './text-escapes.js';
import { type SheetCell, type SheetColumn } from './written-sheet.js';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Excel's own; past them a file is damaged to it. */
const LONGEST_TEXT = 32_767;
const LONGEST_NAME = 31;
const LONGEST_HINT = 255;
const LAST_ROW = 1_048_576;
/** Longer text in the format "text" shows as number signs in older Excel. */
const LONGEST_AS_TEXT = 255;

/** The styles of `stylesMarkup`, by their place in it. */
const STYLES = {
  general: 0,
  header: 1,
  text: 2,
  quoted: 3,
  whole: 4,
  day: 5,
  share: 6,
  key: 7,
  prose: 8,
  long: 9,
  linkedText: 10,
  linkedWhole: 11,
  linkedShare: 12,
  linkedGeneral: 13,
} as const;

/** How what leads somewhere looks. */
const LINKED: ReadonlyMap<number, number> = new Map([
  [STYLES.text, STYLES.linkedText],
  [STYLES.whole, STYLES.linkedWhole],
  [STYLES.share, STYLES.linkedShare],
  [STYLES.general, STYLES.linkedGeneral],
]);

/** A link as a sheet states it: `from` is `C5`, `to` is `'Tên trang'!A12`. */
export interface LinkReference {
  readonly from: string;
  readonly to: string;
}

const FORMAT_STYLES = {
  text: STYLES.text,
  whole: STYLES.whole,
  decimal: STYLES.general,
  day: STYLES.day,
  share: STYLES.share,
} as const;

/** Everything but the sheets: the parts of a package, by path. */
export function packageMarkup(
  sheets: readonly { readonly name: string; readonly isHidden: boolean }[],
): [string, string][] {
  const overrides = sheets.map(
    (_, index) => `<Override PartName="/${sheetPath(index)}" ContentType="${TYPES}.worksheet+xml"/>`,
  );
  const listed = sheets.map(
    ({ name, isHidden }, index) =>
      `<sheet name="${attribute(sheetName(name))}" sheetId="${index + 1}"${isHidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
  );
  const related = sheets.map((_, index) => relationship(index + 1, 'worksheet', `worksheets/sheet${index + 1}.xml`));
  const styles = relationship(sheets.length + 1, 'styles', 'styles.xml');
  return [
    [
      '[Content_Types].xml',
      `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>${overrides.join('')}<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
    ],
    ['_rels/.rels', relationships(relationship(1, 'officeDocument', 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets>${listed.join('')}</sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', relationships(related.join('') + styles)],
    ['xl/styles.xml', stylesMarkup()],
  ];
}

export const sheetPath = (index: number): string => `xl/worksheets/sheet${index + 1}.xml`;

/** A sheet's name as Excel takes it: at most 31 characters, without `: \ / ? * [ ]` and outer apostrophes. */
export function sheetName(name: string): string {
  const cleaned = name.replace(/[:\\/?*[\]]/g, ' ').slice(0, LONGEST_NAME);
  return cleaned.replace(/^'+|'+$/g, '').trim() || 'Sheet';
}

function relationships(content: string): string {
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${content}</Relationships>`;
}

function relationship(id: number, type: string, target: string): string {
  return `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
}

/** `quotePrefix`: what begins like a formula stays text when somebody edits the cell. */
function stylesMarkup(): string {
  const formats = [
    '',
    ' fontId="1" applyFont="1" fillId="2" applyFill="1"><alignment vertical="center" wrapText="1"/>',
    ' numFmtId="49" applyNumberFormat="1"',
    ' numFmtId="49" applyNumberFormat="1" quotePrefix="1"',
    ' numFmtId="3" applyNumberFormat="1"',
    ' numFmtId="164" applyNumberFormat="1"',
    ' numFmtId="165" applyNumberFormat="1"',
    ' numFmtId="49" applyNumberFormat="1" fontId="2" applyFont="1"',
    ' quotePrefix="1"><alignment vertical="top" wrapText="1"/>',
    ' quotePrefix="1"',
    ' numFmtId="49" applyNumberFormat="1" fontId="3" applyFont="1"',
    ' numFmtId="3" applyNumberFormat="1" fontId="3" applyFont="1"',
    ' numFmtId="165" applyNumberFormat="1" fontId="3" applyFont="1"',
    ' fontId="3" applyFont="1"',
  ].map((format) => (format.endsWith('/>') ? `<xf${format}</xf>` : `<xf${format}/>`));
  const font = (more: string): string => `<font>${more}<sz val="11"/><name val="Calibri"/><family val="2"/></font>`;
  return `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="0.0%"/></numFmts><fonts count="4">${font('')}${font('<b/>')}${font('<color rgb="FF808080"/>')}${font('<u/><color rgb="FF0B3D78"/>')}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFDDE6F0"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${formats.length}">${formats.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

/** What stands before the rows: the rows at the top stay in sight, and each column has its width and its format. */
export function sheetHead(columns: readonly SheetColumn[], widths: readonly number[], isProse: boolean): string {
  const top = rowsOnTop(columns);
  const pane = `<pane ySplit="${top}" topLeftCell="A${top + 1}" activePane="bottomLeft" state="frozen"/>`;
  const listed = columns.map((column, index) => {
    const style = isProse ? STYLES.prose : column.format ? FORMAT_STYLES[column.format] : STYLES.general;
    return `<col min="${index + 1}" max="${index + 1}" width="${widths[index] ?? 10}" style="${style}" customWidth="1"/>`;
  });
  return `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${top > 0 ? pane : ''}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>${listed.length > 0 ? `<cols>${listed.join('')}</cols>` : ''}<sheetData>${titleRows(columns)}`;
}

/** The titles, and the keys below them where there are any. */
export function rowsOnTop(columns: readonly SheetColumn[]): number {
  if (columns.every(({ title }) => title === '')) return 0;
  return columns.some(({ key }) => key !== undefined) ? 2 : 1;
}

function titleRows(columns: readonly SheetColumn[]): string {
  const top = rowsOnTop(columns);
  const titles = columns.map(({ title }, index) => textMarkup(`${columnLetters(index + 1)}1`, title, STYLES.header));
  const keys = columns.map(({ key = '' }, index) => textMarkup(`${columnLetters(index + 1)}2`, key, STYLES.key));
  return (
    (top > 0 ? `<row r="1">${titles.join('')}</row>` : '') +
    (top > 1 ? `<row r="2" hidden="1">${keys.join('')}</row>` : '')
  );
}

/** A row of cells; blank ones are left out. `linked` are the columns whose cells lead somewhere. */
export function rowMarkup(
  number: number,
  cells: readonly SheetCell[],
  letters: readonly string[],
  isProse: boolean,
  linked?: ReadonlySet<number>,
): string {
  if (number > LAST_ROW) throw new RangeError(`A sheet has at most ${LAST_ROW} rows`);
  let markup = `<row r="${number}">`;
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index] ?? null;
    if (cell === null) continue;
    const reference = `${letters[index] ?? columnLetters(index + 1)}${number}`;
    markup += cellMarkup(reference, cell, isProse, linked?.has(index) === true);
  }
  return `${markup}</row>`;
}

function cellMarkup(reference: string, cell: Exclude<SheetCell, null>, isProse: boolean, isLinked: boolean): string {
  const styled = (style: number): number => (isLinked ? (LINKED.get(style) ?? style) : style);
  if (typeof cell === 'string') return textMarkup(reference, cell, styled(isProse ? STYLES.prose : styleOfText(cell)));
  if (typeof cell === 'number')
    return numberMarkup(reference, cell, styled(Number.isInteger(cell) ? STYLES.whole : STYLES.general));
  if ('ratio' in cell) return numberMarkup(reference, cell.ratio, styled(STYLES.share));
  const serial = serialOf(cell.day);
  return serial === null
    ? textMarkup(reference, printDay(cell.day), STYLES.text)
    : numberMarkup(reference, serial, STYLES.day);
}

function styleOfText(text: string): number {
  if (text.length > LONGEST_AS_TEXT) return STYLES.long;
  return /^['=+\-@\t\r]/.test(text) ? STYLES.quoted : STYLES.text;
}

function textMarkup(reference: string, text: string, style: number): string {
  if (text === '') return '';
  const cut = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
  const space = /^\s|\s$|\s\s|[\n\t]/.test(cut) ? ' xml:space="preserve"' : '';
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t${space}>${escapeText(cut)}</t></is></c>`;
}

function numberMarkup(reference: string, value: number, style: number): string {
  return `<c r="${reference}" s="${style}"><v>${value}</v></c>`;
}

const FIRST_CERTAIN_DAY = '1900-03-01' as LocalDate;
const DAY_ZERO = '1899-12-30' as LocalDate;

/** The number by which a workbook keeps a day: 42735 for 31/12/2016; null before March 1900, where programs disagree. */
function serialOf(day: LocalDate): number | null {
  return day < FIRST_CERTAIN_DAY ? null : daysBetween(DAY_ZERO, day);
}

/** What stands after the rows: drop-down lists, hints, links. `lists` are the ranges of the choices, by column. */
export function sheetFoot(
  columns: readonly SheetColumn[],
  lists: ReadonlyMap<SheetColumn, string>,
  links: readonly LinkReference[],
): string {
  const first = rowsOnTop(columns) + 1;
  const rules = columns.flatMap((column, index) => {
    const { choices, hint, title } = column;
    const range = lists.get(column);
    if (range === undefined && hint === undefined) return [];
    const letters = columnLetters(index + 1);
    const list = range === undefined ? '' : ' type="list"';
    const refuse = choices?.only === true ? ' showErrorMessage="1"' : '';
    const told =
      hint === undefined
        ? ''
        : ` showInputMessage="1" promptTitle="${attribute(title.slice(0, 32))}" prompt="${attribute(hint.slice(0, LONGEST_HINT))}"`;
    const formula = range === undefined ? '' : `<formula1>${escapeText(range)}</formula1>`;
    return `<dataValidation${list} allowBlank="1"${refuse}${told} sqref="${letters}${first}:${letters}${LAST_ROW}">${formula}</dataValidation>`;
  });
  const validations =
    rules.length === 0 ? '' : `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`;
  const leading = links.map(({ from, to }) => `<hyperlink ref="${from}" location="${attribute(to)}"/>`).join('');
  const hyperlinks = links.length === 0 ? '' : `<hyperlinks>${leading}</hyperlinks>`;
  return `</sheetData>${validations}${hyperlinks}</worksheet>`;
}

/** Line ends in an attribute would be read as spaces. */
function attribute(text: string): string {
  return escapeText(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
