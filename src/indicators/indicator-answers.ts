import { type Language } from '../kernel/ratio.js';
import { formatReportingPeriod, nameReportingPeriod } from '../kernel/reporting-period.js';
import { type UnitSummary } from '../units/dto/unit.answers.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { numberOf } from './domain/amount.js';
import { shareOf } from './domain/measure.js';
import { NO_DATA, printMeasure, printShare } from './domain/print-measure.js';
import {
  type IndicatorAnswer,
  type IndicatorFigureRow,
  type IndicatorFiguresAnswer,
  type IndicatorPeriodAnswer,
  type RestAnswer,
} from './dto/indicator.answers.js';
import { type FigureRow, type IndicatorFigures } from './indicator-figures.service.js';
import { nounOf } from './indicator-values.service.js';
import { type IndicatorDefinition } from './indicators.service.js';
import { measureAnswer } from './stated-values.service.js';

/** Codes of the systems and indicators that definitions name, by id. */
export interface CodesById {
  readonly systems: ReadonlyMap<number, string>;
  readonly indicators: ReadonlyMap<number, string>;
}

const BARE = { vi: null, en: null };

export function indicatorAnswer(definition: IndicatorDefinition, codes: CodesById): IndicatorAnswer {
  const { code, kind, systemId, name, nameEn, counted, countedEn, widerId, restName, restNameEn } = definition;
  const { scheme, reach, mayExceed, maximum, calendar, legalBasis } = definition;
  return {
    ...{ code, kind, system: codes.systems.get(systemId ?? 0) ?? null, name, nameEn, counted, countedEn },
    ...{ definition: definition.definition, scheme, wider: codes.indicators.get(widerId ?? 0) ?? null },
    ...{ restName, restNameEn, reach, mayExceed, maximum: maximum === null ? null : numberOf(maximum), calendar },
    legalBasis,
  };
}

export function indicatorPeriodAnswer(definition: IndicatorDefinition, codes: CodesById): IndicatorPeriodAnswer {
  const { from, to } = definition.period;
  return { ...indicatorAnswer(definition, codes), validFrom: from, validTo: to };
}

/** Figures in the caller's language. */
export function figuresAnswer(found: IndicatorFigures, codes: CodesById, language: Language): IndicatorFiguresAnswer {
  const { at, definition, period, day, scope, rows } = found;
  return {
    asOf: at.asOf,
    knownAt: at.knownAt,
    revision: at.revision,
    projected: at.projected,
    indicator: indicatorAnswer(definition, codes),
    period: formatReportingPeriod(period),
    periodName: nameReportingPeriod(period, language),
    unitsOn: day,
    within: scope.map(({ code }) => code),
    rows: rows.map((row) => rowAnswer(row, language)),
  };
}

function rowAnswer({ key, definition, figure, rest }: FigureRow, language: Language): IndicatorFigureRow {
  const { measure, summable, units, values } = figure;
  const nothing = { amount: null, outOf: null, percent: null, comparator: null };
  const noSum = language === 'vi' ? 'không cộng được' : 'cannot be summed';
  const print = (noun: typeof BARE | ReturnType<typeof nounOf>): string =>
    summable ? printMeasure(measure, noun, language) : noSum;
  return {
    ...(key.unit === undefined ? {} : { unit: summary(key.unit) }),
    ...(key.level === undefined ? {} : { level: key.level }),
    ...(key.kind === undefined ? {} : { kind: key.kind }),
    ...(key.district === undefined ? {} : { district: key.district && summary(key.district) }),
    scheme: definition.scheme,
    ...(measure ? measureAnswer(measure) : nothing),
    ratio: measure && shareOf(measure),
    share: measure && printShare(measure, language),
    print: print(nounOf(definition)),
    figure: print(BARE),
    summable,
    units,
    values: values.map(({ id }) => id),
    rest: rest && restAnswer(rest, language),
  };
}

function restAnswer({ narrower, measure }: NonNullable<FigureRow['rest']>, language: Language): RestAnswer {
  const { code, restName, restNameEn } = narrower;
  const known = measure ?? { amount: null, outOf: null, percent: null, comparator: '=' as const };
  return {
    ...measureAnswer(known),
    narrower: code,
    name: language === 'en' ? (restNameEn ?? restName) : restName,
    print: measure ? printMeasure(measure, nounOf(narrower), language) : NO_DATA[language],
    figure: printMeasure(measure, BARE, language),
  };
}

function summary({ id, code, name }: UnitOnDay): UnitSummary {
  return { id, code, name };
}
