import { type LocalDate, printDay } from '../kernel/local-date.js';
import { type Period } from '../kernel/period.js';
import { type Fault, type FaultKind } from '../kernel/refusal.js';

/** How an error names a unit and its time. */
export interface UnitCandidate {
  id: string;
  code: string;
  name: string;
  from: LocalDate | null;
  to: LocalDate | null;
}

const days = (period: Period): { vi: string; en: string } => ({
  vi: `${period.from === null ? 'từ trước' : `từ ${printDay(period.from)}`}${period.to === null ? '' : ` đến trước ${printDay(period.to)}`}`,
  en: `${period.from === null ? 'from before the record' : `from ${period.from}`}${period.to === null ? '' : ` until before ${period.to}`}`,
});

export const unitUnknown = (path: string, read: string, kind: FaultKind, candidates: UnitCandidate[]): Fault => ({
  path,
  code: 'unit-unknown',
  kind,
  message: { vi: `Không có đơn vị nào mang mã hoặc tên "${read}".`, en: `No unit has the code, id or name "${read}".` },
  ...(candidates.length > 0 ? { detail: { candidates } } : {}),
});

export const codeNamesNothing = (
  path: string,
  read: string,
  day: LocalDate,
  kind: FaultKind,
  named: { before: UnitCandidate | null; after: UnitCandidate | null },
): Fault => {
  const { before, after } = named;
  return {
    path,
    code: 'code-names-nothing',
    kind,
    message: {
      vi:
        `Mã ${read} không chỉ đơn vị nào vào ngày ${printDay(day)}` +
        `${before ? `; trước đó là ${before.name}` : ''}${after ? `; sau đó là ${after.name}` : ''}.`,
      en:
        `The code ${read} names nothing on ${day}` +
        `${before ? `; before, it named ${before.name}` : ''}${after ? `; after, it names ${after.name}` : ''}.`,
    },
    detail: { before, after },
  };
};

export const unitNotThere = (path: string, unit: UnitCandidate, day: LocalDate, kind: FaultKind): Fault => ({
  path,
  code: 'unit-not-there',
  kind,
  message: {
    vi: `${unit.name} không tồn tại vào ngày ${printDay(day)} (${days(unit).vi}).`,
    en: `${unit.name} does not exist on ${day} (it does ${days(unit).en}).`,
  },
  detail: { unit },
});

export const codeChanged = (path: string, read: string, onDay: UnitCandidate, today: UnitCandidate): Fault => ({
  path,
  code: 'code-changed',
  kind: 'conflict',
  message: {
    vi: `Mã ${read} khi đó là ${onDay.name}, nay là ${today.name}; hãy ghi id hoặc unitName.`,
    en: `The code ${read} named ${onDay.name} on that day and names ${today.name} today; give the id, or unitName.`,
  },
  detail: { candidates: [onDay, today] },
});

export const unitNameDiffers = (path: string, read: string, unit: UnitCandidate): Fault => ({
  path,
  code: 'unit-name-differs',
  kind: 'unprocessable',
  message: {
    vi: `Mã ${unit.code} khi đó là ${unit.name}, không phải "${read}".`,
    en: `The code ${unit.code} named ${unit.name} on that day, not "${read}".`,
  },
  detail: { candidates: [unit] },
});

export const unitAmbiguous = (path: string, read: string, candidates: UnitCandidate[]): Fault => ({
  path,
  code: 'unit-ambiguous',
  kind: 'unprocessable',
  message: {
    vi: `"${read}" có thể là nhiều đơn vị: ${candidates.map(({ name, code }) => `${name} (${code})`).join(', ')}.`,
    en: `"${read}" may be several units: ${candidates.map(({ name, code }) => `${name} (${code})`).join(', ')}.`,
  },
  detail: { candidates },
});

export const kindNotOfLevel = (kind: string, level: string, kinds: readonly string[]): Fault => ({
  path: 'kind',
  code: 'kind-not-of-level',
  kind: 'unprocessable',
  message: {
    vi: `Loại "${kind}" không có ở cấp này; các loại: ${kinds.join(', ')}.`,
    en: `The kind "${kind}" does not exist at level ${level}; its kinds: ${kinds.join(', ')}.`,
  },
});

export const parentMissing = (): Fault => ({
  path: 'parent',
  code: 'parent-missing',
  kind: 'unprocessable',
  message: { vi: 'Đơn vị dưới cấp tỉnh cần có đơn vị cấp trên.', en: 'A unit below the province needs a parent.' },
});

export const parentNotAbove = (name: string): Fault => ({
  path: 'parent',
  code: 'parent-not-above',
  kind: 'unprocessable',
  message: { vi: `${name} không phải là đơn vị cấp trên.`, en: `${name} does not stand on a higher level.` },
});

export const parentNotThroughout = (parent: UnitCandidate): Fault => ({
  path: 'parent',
  code: 'parent-not-throughout',
  kind: 'unprocessable',
  message: {
    vi: `${parent.name} không tồn tại trong suốt thời gian này (${days(parent).vi}).`,
    en: `${parent.name} does not exist throughout that time (it does ${days(parent).en}).`,
  },
});

export const codeTaken = (path: 'code' | 'agencyCode', code: string, by: UnitCandidate): Fault => ({
  path,
  code: 'code-taken',
  kind: 'conflict',
  message: {
    vi: `Mã ${code} đã chỉ ${by.name} (${days(by).vi}).`,
    en: `The code ${code} already names ${by.name} (${days(by).en}).`,
  },
  detail: { candidates: [by] },
});

export const childrenLeftBehind = (children: UnitCandidate[]): Fault => ({
  path: 'validTo',
  code: 'children-left-behind',
  kind: 'unprocessable',
  message: {
    vi: `Còn ${children.length} đơn vị trực thuộc ngoài thời gian đó.`,
    en: `${children.length} units below it would be left without it.`,
  },
  detail: { candidates: children.slice(0, 20) },
});

export const periodWithoutDays = (): Fault => ({
  path: 'validTo',
  code: 'period-without-days',
  kind: 'unprocessable',
  message: {
    vi: 'Ngày kết thúc phải sau ngày bắt đầu.',
    en: 'The end must lie after the beginning.',
  },
});

export const periodsOverlap = (): Fault => ({
  path: 'validFrom',
  code: 'periods-overlap',
  kind: 'unprocessable',
  message: {
    vi: 'Thời gian này chồng lên một giai đoạn khác của cùng đơn vị.',
    en: 'This time overlaps another period of the same unit.',
  },
});

export const changeOrCorrection = (): Fault => ({
  path: 'changesFrom',
  code: 'change-or-correction',
  kind: 'unprocessable',
  message: {
    vi: 'Ghi đúng một trong hai: changesFrom (thay đổi từ ngày) hoặc corrects (đính chính giai đoạn chứa ngày).',
    en: 'Give exactly one of changesFrom (a change from a day) and corrects (a correction of the period that holds a day).',
  },
});

export const fieldOfCorrection = (path: string): Fault => ({
  path,
  code: 'only-in-a-correction',
  kind: 'unprocessable',
  message: {
    vi: `${path} chỉ dùng khi đính chính (corrects).`,
    en: `${path} goes with a correction (corrects) only.`,
  },
});

export const setUnknown = (path: string, read: string, kind: FaultKind): Fault => ({
  path,
  code: 'set-unknown',
  kind,
  message: { vi: `Không có nhóm đơn vị "${read}".`, en: `There is no set of units "${read}".` },
});

export const setCodeTaken = (code: string): Fault => ({
  path: 'code',
  code: 'set-code-taken',
  kind: 'conflict',
  message: { vi: `Đã có nhóm đơn vị "${code}".`, en: `There is a set of units "${code}" already.` },
});

export const alreadyMember = (path: string, name: string): Fault => ({
  path,
  code: 'already-member',
  kind: 'conflict',
  message: {
    vi: `${name} đã thuộc nhóm trong thời gian đó.`,
    en: `${name} belongs to the set during that time already.`,
  },
});

export const nothingChanges = (): Fault => ({
  path: '',
  code: 'nothing-changes',
  kind: 'unprocessable',
  message: { vi: 'Chưa ghi điều gì thay đổi.', en: 'Nothing is given that would change.' },
});

export const unitNotNamed = (path: string): Fault => ({
  path,
  code: 'unit-not-named',
  kind: 'unprocessable',
  message: { vi: 'Chưa ghi mã hoặc tên đơn vị.', en: 'Neither the code nor the name of a unit is given.' },
});

export const unitElsewhere = (path: string, read: string, unit: UnitCandidate): Fault => ({
  path,
  code: 'unit-elsewhere',
  kind: 'unprocessable',
  message: {
    vi: `${unit.name} (${unit.code}) không thuộc "${read}".`,
    en: `${unit.name} (${unit.code}) does not stand within "${read}".`,
  },
  detail: { candidates: [unit] },
});

export const laterFactsRest = (named: readonly string[]): Fault => ({
  path: '',
  code: 'later-facts-rest-on-it',
  kind: 'conflict',
  message: {
    vi: `Không hoàn tác được: có dữ liệu ghi sau đó dựa vào: ${named.slice(0, 10).join('; ')}.`,
    en: `It cannot be taken back while later facts rest on it: ${named.slice(0, 10).join('; ')}.`,
  },
  detail: { resting: named.slice(0, 500) },
});
