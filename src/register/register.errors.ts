import { printDay } from '../kernel/local-date.js';
import { type Fault } from '../kernel/refusal.js';
import { type UnitCandidate } from '../units/units.errors.js';
import { type RegisterPeriod } from './domain/register.js';

export const provinceUnknown = (read: string): Fault => ({
  path: 'province',
  code: 'province-unknown',
  kind: 'unprocessable',
  message: {
    vi: `Danh mục không có tỉnh mang mã "${read}".`,
    en: `The register has no province with the code "${read}".`,
  },
});

export const codeNamesAnother = (recorded: UnitCandidate, { code, name, period }: RegisterPeriod): Fault => {
  const until =
    period.to === null
      ? { vi: '', en: '' }
      : { vi: ` đến trước ${printDay(period.to)}`, en: ` until before ${period.to}` };
  return {
    path: code,
    code: 'code-names-another',
    kind: 'conflict',
    message: {
      vi: `Mã ${code} đang được ghi nhận cho ${recorded.name}, nhưng theo danh mục${until.vi} là mã của ${name}. Hãy sửa ngày bắt đầu hoặc kết thúc đã ghi nhận trước.`,
      en: `The code ${code} is recorded for ${recorded.name}, but in the register${until.en} it is that of ${name}. Correct the days that are recorded first.`,
    },
    detail: { candidates: [recorded] },
  };
};

export const parentNotThroughout = (recorded: UnitCandidate, children: number): Fault => {
  const { name, from, to } = recorded;
  const since = from === null ? { vi: '', en: '' } : { vi: ` từ ${printDay(from)}`, en: ` from ${from}` };
  const until = to === null ? { vi: '', en: '' } : { vi: ` đến trước ${printDay(to)}`, en: ` until before ${to}` };
  return {
    path: recorded.code,
    code: 'parent-not-throughout',
    kind: 'conflict',
    message: {
      vi: `${name} chỉ được ghi nhận${since.vi}${until.vi}, nhưng theo danh mục có ${children} đơn vị trực thuộc ngoài thời gian đó. Hãy sửa thời gian đã ghi nhận trước.`,
      en: `${name} is recorded${since.en}${until.en} only, but in the register ${children} units stand below it outside that time. Correct the days that are recorded first.`,
    },
    detail: { candidates: [recorded] },
  };
};
