import { Transform } from 'class-transformer';
import { readReportingPeriod } from '../../kernel/reporting-period.js';
import { tidy } from '../../kernel/vietnamese-text.js';
import { field, type FieldOptions, quote, rule } from './fields.js';

const LARGEST = 1e12;

/** A number that is not negative, with at most two decimals: 98.75. */
export function Decimal(options: FieldOptions & { max?: number }): PropertyDecorator {
  const max = options.max ?? LARGEST;
  const isOne = (value: unknown): boolean =>
    typeof value === 'number' && value >= 0 && value <= max && Math.round(value * 100) / 100 === value;
  return field(options, { type: 'number', minimum: 0, maximum: max, multipleOf: 0.01 }, [
    rule('decimal', isOne, {
      code: 'not-a-decimal',
      message: (read) => ({
        vi: `${quote(read)} không phải là số từ 0 đến ${max} có nhiều nhất hai chữ số thập phân.`,
        en: `${quote(read)} is not a number from 0 to ${max} with at most two decimals.`,
      }),
    }),
  ]);
}

/** A reporting period: `2016-12`, `2016-Q4`, `2016-H1`, `2016-9M` or `2016`. */
export function PeriodText(options: FieldOptions): PropertyDecorator {
  return field(options, { type: 'string', example: options.example ?? '2016-12' }, [
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? tidy(value) : value)),
    rule('reportingPeriod', (value) => typeof value === 'string' && readReportingPeriod(value) !== null, {
      code: 'not-a-reporting-period',
      message: (read) => ({
        vi: `${quote(read)} không phải là kỳ báo cáo; viết theo dạng 2016-12, 2016-Q4, 2016-H1, 2016-9M hoặc 2016.`,
        en: `${quote(read)} is not a reporting period; write it as 2016-12, 2016-Q4, 2016-H1, 2016-9M or 2016.`,
      }),
    }),
  ]);
}
