import { zip } from './files.js';

/** A cell as somebody puts it into Excel; a plain number stands in the general format. */
export type ExcelCell =
  | null
  | string
  | number
  | boolean
  | { readonly day: number; readonly format?: 'short' | 'custom' | 'long' }
  | { readonly value: number; readonly format: 'share' | 'code' | 'time' }
  | { readonly error: string }
  | { readonly formula: string; readonly value?: number | string }
  | { readonly runs: readonly { readonly text: string; readonly font?: string }[] }
  | { readonly inline: string }
  | { readonly text: string; readonly font: '.VnTime' | '.VnTimeH' | 'VNI-Times' };

export interface ExcelSheet {
  readonly name: string;
  readonly rows: readonly (readonly ExcelCell[])[];
  readonly merges?: readonly string[];
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly number[];
  readonly state?: 'hidden' | 'veryHidden';
  /** Rows below that hold formatted cells and nothing in them. */
  readonly blankRows?: number;
  /** What the file claims to be its range, whatever it is. */
  readonly dimension?: string;
}

export interface ExcelOptions {
  readonly from1904?: boolean;
  /** The markup of ISO/IEC 29500 strict, which Excel offers as "Strict Open XML". */
  readonly strict?: boolean;
  /** A prefix for every element of the main namespace. */
  readonly prefix?: string;
  /** Other paths for the parts; Excel's own if absent. */
  readonly paths?: Readonly<Record<string, string>>;
  /** Applied to the markup of each part, for files that are not as they should be. */
  readonly mangle?: (path: string, markup: string) => string;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';
const MICROSOFT = 'http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac';

const STYLE_OF = { short: 1, custom: 2, long: 3, share: 4, code: 5, time: 6 } as const;
const STYLE_OF_FONT = { '.VnTime': 7, '.VnTimeH': 8, 'VNI-Times': 9 } as const;

/** A workbook with the parts, names, styles and shared strings that Excel writes. */
export function excelWorkbook(sheets: readonly ExcelSheet[], options: ExcelOptions = {}): Buffer {
  return zip(excelParts(sheets, options));
}

/** The same as its parts, in Excel's order. */
export function excelParts(sheets: readonly ExcelSheet[], options: ExcelOptions = {}): Record<string, Buffer> {
  const { from1904 = false, strict = false, paths = {}, mangle = (_path, markup) => markup } = options;
  const main = strict
    ? 'http://purl.oclc.org/ooxml/spreadsheetml/main'
    : 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = strict
    ? 'http://purl.oclc.org/ooxml/officeDocument/relationships'
    : 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const names = { workbook: 'xl/workbook.xml', styles: 'xl/styles.xml', strings: 'xl/sharedStrings.xml', ...paths };
  const sheetPath = (index: number): string => paths[`sheet${index + 1}`] ?? `xl/worksheets/sheet${index + 1}.xml`;
  const strings: string[] = [];
  const bodies = sheets.map((sheet) => sheetBody(sheet, strings));
  const slash = names.workbook.lastIndexOf('/') + 1;
  const folder = names.workbook.slice(0, slash);
  /** As Excel has it: from the place of the part that names it; from the root what lies elsewhere. */
  const relation = (id: number, type: string, path: string, from = folder): string => {
    const target = path.startsWith(from) ? path.slice(from.length) : `/${path}`;
    return `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`;
  };
  const relations = (content: string): string =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${content}</Relationships>`;
  const prefixed = (markup: string): string =>
    options.prefix === undefined
      ? markup
      : markup.replace(/<(\/?)(?!\?|x14ac:)/g, `<$1${options.prefix}:`).replace('xmlns=', `xmlns:${options.prefix}=`);
  const root = (name: string, more: string, content: string): string =>
    prefixed(`<${name} xmlns="${main}" xmlns:r="${office}"${more}>${content}</${name}>`);

  const listed = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${xml(name)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
  );
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${names.workbook}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    '_rels/.rels': relations(relation(1, 'officeDocument', names.workbook, '')),
    [names.workbook]: root(
      'workbook',
      '',
      `<fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="24729"/><workbookPr${from1904 ? ' date1904="1"' : ''} defaultThemeVersion="166925"/><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="12300"/></bookViews><sheets>${listed.join('')}</sheets><calcPr calcId="191029"/>`,
    ),
    [`${folder}_rels/${names.workbook.slice(slash)}.rels`]: relations(
      [
        ...sheets.map((_, index) => relation(index + 1, 'worksheet', sheetPath(index))),
        relation(sheets.length + 1, 'styles', names.styles),
        relation(sheets.length + 2, 'sharedStrings', names.strings),
      ].join(''),
    ),
    ...Object.fromEntries(
      bodies.map((body, index) => [
        sheetPath(index),
        root(
          'worksheet',
          ` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" xmlns:x14ac="${MICROSOFT}"`,
          body,
        ),
      ]),
    ),
    [names.styles]: root('styleSheet', '', STYLES),
    [names.strings]: root(
      'sst',
      ` count="${strings.length}" uniqueCount="${strings.length}"`,
      strings.map((item) => `<si>${item}</si>`).join(''),
    ),
  };
  return Object.fromEntries(
    Object.entries(parts).map(([path, markup]) => [path, Buffer.from(mangle(path, DECLARATION + markup))]),
  );
}

/** Formats and fonts; the last three cell formats have the fonts of the time before Unicode. */
const STYLES = (() => {
  const fonts = ['Calibri', '.VnTime', '.VnTimeH', 'VNI-Times'];
  const formats = [0, 14, 164, 165, 10, 166, 20];
  return `<numFmts count="3"><numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/><numFmt numFmtId="165" formatCode="[$-42A]d\\ mmmm\\ yyyy;@"/><numFmt numFmtId="166" formatCode="00000"/></numFmts><fonts count="4">${fonts.map((name) => `<font><sz val="11"/><color theme="1"/><name val="${name}"/><family val="2"/></font>`).join('')}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="10">${formats.map((id) => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0"${id === 0 ? '' : ' applyNumberFormat="1"'}/>`).join('')}${[1, 2, 3].map((id) => `<xf numFmtId="0" fontId="${id}" fillId="0" borderId="0" xfId="0" applyFont="1"/>`).join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="0"/>`;
})();

function sheetBody(sheet: ExcelSheet, strings: string[]): string {
  const { rows, merges = [], hiddenRows = [], hiddenColumns = [], blankRows = 0 } = sheet;
  const width = Math.max(1, ...rows.map((row) => row.length));
  const lines = rows.map((row, index) => {
    const number = index + 1;
    const cells = row.map((cell, column) => cellMarkup(`${letters(column)}${number}`, cell, strings)).join('');
    const hidden = hiddenRows.includes(number) ? ' hidden="1"' : '';
    return cells === '' && hidden === ''
      ? ''
      : `<row r="${number}" spans="1:${width}"${hidden} x14ac:dyDescent="0.25">${cells}</row>`;
  });
  const blank = Array.from({ length: blankRows }, (_, index) => {
    const number = rows.length + index + 1;
    const cells = Array.from({ length: width }, (_unused, column) => `<c r="${letters(column)}${number}" s="2"/>`);
    return `<row r="${number}" spans="1:${width}" x14ac:dyDescent="0.25">${cells.join('')}</row>`;
  });
  const cols = hiddenColumns.map(
    (column) => `<col min="${column}" max="${column}" width="9.140625" hidden="1" customWidth="1"/>`,
  );
  return [
    `<dimension ref="${sheet.dimension ?? `A1:${letters(width - 1)}${rows.length}`}"/>`,
    '<sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/>',
    cols.length > 0 ? `<cols>${cols.join('')}</cols>` : '',
    `<sheetData>${lines.join('')}${blank.join('')}</sheetData>`,
    merges.length > 0
      ? `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
      : '',
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>',
  ].join('');
}

function cellMarkup(reference: string, cell: ExcelCell, strings: string[]): string {
  const shared = (item: string, style = ''): string => {
    const known = strings.indexOf(item);
    const index = known >= 0 ? known : strings.push(item) - 1;
    return `<c r="${reference}"${style} t="s"><v>${index}</v></c>`;
  };
  if (cell === null) return '';
  if (typeof cell === 'string') return shared(textElement(cell));
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${Number(cell)}</v></c>`;
  if ('day' in cell) return `<c r="${reference}" s="${STYLE_OF[cell.format ?? 'short']}"><v>${cell.day}</v></c>`;
  if ('error' in cell) return `<c r="${reference}" t="e"><v>${xml(cell.error)}</v></c>`;
  if ('inline' in cell) return `<c r="${reference}" t="inlineStr"><is>${textElement(cell.inline)}</is></c>`;
  if ('font' in cell) return shared(textElement(cell.text), ` s="${STYLE_OF_FONT[cell.font]}"`);
  if ('runs' in cell)
    return shared(
      cell.runs
        .map(
          ({ text, font }) =>
            `<r>${font ? `<rPr><sz val="11"/><rFont val="${font}"/></rPr>` : ''}${textElement(text)}</r>`,
        )
        .join(''),
    );
  if ('formula' in cell) {
    const { formula, value } = cell;
    const result = value === undefined ? '' : `<v>${xml(String(value))}</v>`;
    return `<c r="${reference}"${typeof value === 'string' ? ' t="str"' : ''}><f>${xml(formula)}</f>${result}</c>`;
  }
  return `<c r="${reference}" s="${STYLE_OF[cell.format]}"><v>${cell.value}</v></c>`;
}

function textElement(text: string): string {
  return `<t${/^\s|\s$/.test(text) ? ' xml:space="preserve"' : ''}>${xml(text)}</t>`;
}

function letters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
