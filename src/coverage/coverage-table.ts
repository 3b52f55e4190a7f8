import { stringify } from 'csv-stringify/sync';
import { type Language } from '../kernel/ratio.js';
import { LEVEL_NAMES } from '../units/domain/level-name.js';
import { printDeclared } from '../deployments/domain/declaration.js';
import { type Coverage, type CoverageGroup } from './coverage.service.js';
import { printFigure, ratioOf } from './domain/figure.js';

/** A coverage answer as people lay it out: one line a figure, totals last where they say more than the rows. */
export interface CoverageTable {
  readonly header: readonly string[];
  readonly lines: readonly (readonly CoverageCell[])[];
}

/** Text, a count, nothing (not stated), or a ratio with its print. */
export type CoverageCell = string | number | null | { readonly ratio: number; readonly print: string };

const HEADERS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  vi: {
    system: 'Hệ thống',
    level: 'Cấp',
    kind: 'Loại',
    parent: 'Trực thuộc',
    district: 'Địa bàn',
    covered: 'Đã triển khai',
    eligible: 'Thuộc phạm vi',
    percent: 'Tỷ lệ',
    missing: 'Chưa triển khai',
    unknown: 'Chưa có số liệu',
    exempt: 'Được miễn',
    outside: 'Ngoài phạm vi',
    declared: 'Số liệu công bố',
  },
  en: {
    system: 'System',
    level: 'Level',
    kind: 'Kind',
    parent: 'Parent',
    district: 'District',
    covered: 'Covered',
    eligible: 'Eligible',
    percent: 'Coverage',
    missing: 'Missing',
    unknown: 'Unknown',
    exempt: 'Exempt',
    outside: 'Outside',
    declared: 'Declared',
  },
};

const FIGURE_COLUMNS = [
  'covered',
  'eligible',
  'percent',
  'missing',
  'unknown',
  'exempt',
  'outside',
  'declared',
] as const;

/** Rows in the order of the answer; a total stands below them only when it carries declarations that fit no row. */
export function coverageTable(coverage: Coverage, language: Language): CoverageTable {
  const { rows, totals } = coverage;
  const dimensions = (['system', 'level', 'kind', 'district', 'parent'] as const).filter((dimension) =>
    rows.some(({ key }) => key[dimension] !== undefined),
  );
  const lines = [...rows, ...totals.filter((total) => total.declared.length > 0)].map((row) => [
    ...dimensions.map((dimension) => dimensionText(row, dimension, language)),
    ...FIGURE_COLUMNS.map((column) => figureCell(row, column, language)),
  ]);
  const names = HEADERS[language];
  return { header: [...dimensions, ...FIGURE_COLUMNS].map((column) => names[column] ?? column), lines };
}

/**
 * As Excel opens it under a Vietnamese locale: UTF-8 with BOM, semicolons, one header line; cells that a
 * spreadsheet would take for a formula are defused.
 */
export function coverageCsv(table: CoverageTable): string {
  return stringify([[...table.header], ...printedLines(table)], {
    delimiter: ';',
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

/** The cells as they print. */
export function printedLines({ lines }: CoverageTable): string[][] {
  return lines.map((line) =>
    line.map((cell) => (cell === null ? '' : typeof cell === 'object' ? cell.print : String(cell))),
  );
}

function dimensionText(
  { key }: CoverageGroup,
  dimension: 'system' | 'level' | 'kind' | 'district' | 'parent',
  language: Language,
): string {
  if (dimension === 'system') return (language === 'en' ? key.system?.nameEn : null) ?? key.system?.name ?? '';
  if (dimension === 'level')
    return key.level ? LEVEL_NAMES[language][key.level] : language === 'vi' ? 'mọi cấp' : 'all levels';
  if (dimension === 'kind') return key.kind ?? '';
  return key[dimension]?.name ?? '';
}

function figureCell(row: CoverageGroup, column: (typeof FIGURE_COLUMNS)[number], language: Language): CoverageCell {
  if (column === 'percent') {
    const ratio = ratioOf(row.figure);
    const print = printFigure(row.figure, language);
    return ratio === null ? print : { ratio, print };
  }
  if (column === 'declared') return row.declared.map((declaration) => printDeclared(declaration, language)).join('; ');
  return row.figure[column];
}
