import { type LocalDate, printDay } from '../kernel/local-date.js';
import { type Fault, type FaultKind } from '../kernel/refusal.js';
import { type DefinitionFault, type DefinitionFaultCode } from './domain/definition.js';
import { type Points, printPoints } from './domain/points.js';

type Sentence = (read: string) => Fault['message'];

const OF_DEFINITIONS: Readonly<Record<DefinitionFaultCode, Sentence>> = {
  'code-twice': (read) => ({ vi: `Mã "${read}" có hai lần.`, en: `The code "${read}" is there twice.` }),
  'parent-unknown': (read) => ({
    vi: `Không có tiêu chí cha "${read}".`,
    en: `There is no criterion "${read}" to stand under.`,
  }),
  'parent-circle': (read) => ({
    vi: `Tiêu chí "${read}" nằm dưới chính nó.`,
    en: `The criterion "${read}" stands under itself.`,
  }),
  'heading-with-points': (read) => ({
    vi: `"${read}" có tiêu chí con nên không có điểm tối đa hay công thức riêng.`,
    en: `"${read}" has criteria under it, so it has no maximum or formula of its own.`,
  }),
  'maximum-missing': (read) => ({
    vi: `Thiếu điểm tối đa của tiêu chí "${read}".`,
    en: `The maximum of the criterion "${read}" is missing.`,
  }),
  'group-unknown': (read) => ({ vi: `Không có nhóm đơn vị "${read}".`, en: `There is no group "${read}".` }),
  'group-twice': (read) =>
    read === ''
      ? { vi: 'Điểm tối đa chung có hai lần.', en: 'The general maximum is there twice.' }
      : { vi: `Nhóm "${read}" có hai điểm tối đa.`, en: `The group "${read}" has two maxima.` },
  'group-without-points': (read) => ({
    vi: `Không tiêu chí nào chấm điểm nhóm "${read}".`,
    en: `No criterion scores the group "${read}".`,
  }),
  'step-twice': (read) => ({ vi: `Mức "${read}" có hai lần.`, en: `The step "${read}" is there twice.` }),
  'bounds-equal': () => ({ vi: 'from và to phải khác nhau.', en: 'from and to must differ.' }),
  'grade-twice': (read) => ({
    vi: `Xếp loại hoặc ngưỡng "${read}" có hai lần.`,
    en: `The grade or threshold "${read}" is there twice.`,
  }),
};

export const faultOfDefinition = ({ path, code, read }: DefinitionFault): Fault => ({
  path,
  code,
  kind: 'unprocessable',
  message: OF_DEFINITIONS[code](read),
});

/** A field that the type beside it needs, or that does not go with it. */
export const fieldMissing = (path: string): Fault => ({
  path,
  code: 'required',
  kind: 'malformed',
  message: { vi: 'Thiếu trường này.', en: 'This field is missing.' },
});

export const fieldOfAnotherType = (path: string, type: string): Fault => ({
  path,
  code: 'field-of-another-type',
  kind: 'malformed',
  message: { vi: `Trường này không đi với "${type}".`, en: `This field does not go with "${type}".` },
});

export const shareOfACount = (path: string): Fault => ({
  path,
  code: 'share-of-a-count',
  kind: 'unprocessable',
  message: {
    vi: 'Chỉ số này là số lượng, không phải tỷ lệ; hãy dùng steps, linear hoặc yes-no.',
    en: 'This indicator is a count, not a share; use steps, linear or yes-no.',
  },
});

export const scorecardUnknown = (read: string): Fault => ({
  path: '',
  code: 'scorecard-unknown',
  kind: 'missing',
  message: { vi: `Không có bộ tiêu chí "${read}".`, en: `There is no scorecard "${read}".` },
});

export const scorecardCodeTaken = (code: string): Fault => ({
  path: 'code',
  code: 'scorecard-code-taken',
  kind: 'conflict',
  message: { vi: `Đã có bộ tiêu chí "${code}".`, en: `There is a scorecard "${code}" already.` },
});

export const versionOfYearTaken = (year: number, number: number): Fault => ({
  path: 'replaces',
  code: 'version-of-year-taken',
  kind: 'conflict',
  message: {
    vi: `Phiên bản ${number} đang áp dụng từ năm ${year}; muốn thay, hãy ghi replaces: ${number}.`,
    en: `Version ${number} is for the years from ${year} on; to replace it, say replaces: ${number}.`,
  },
  detail: { current: number },
});

export const noVersionToReplace = (year: number): Fault => ({
  path: 'replaces',
  code: 'nothing-to-replace',
  kind: 'conflict',
  message: {
    vi: `Chưa có phiên bản nào áp dụng từ năm ${year}.`,
    en: `There is no version for the years from ${year} on yet.`,
  },
});

export const noVersionOfYear = (path: string, year: number, kind: FaultKind): Fault => ({
  path,
  code: 'no-version-of-year',
  kind,
  message: {
    vi: `Bộ tiêu chí chưa có phiên bản cho năm ${year}.`,
    en: `The scorecard has no version for ${year}.`,
  },
});

export const yearNotBegun = (path: string, year: number, day: LocalDate, kind: FaultKind): Fault => ({
  path,
  code: 'year-not-begun',
  kind,
  message: {
    vi: `Đến ngày ${printDay(day)}, năm ${year} chưa bắt đầu.`,
    en: `On ${day} the year ${year} has not begun.`,
  },
});

export const yearNotOver = (year: number): Fault => ({
  path: 'year',
  code: 'year-not-over',
  kind: 'unprocessable',
  message: { vi: `Năm ${year} chưa kết thúc.`, en: `The year ${year} is not over yet.` },
});

export const unitNotScored = (path: string, name: string, year: number, kind: FaultKind): Fault => ({
  path,
  code: 'unit-not-scored',
  kind,
  message: {
    vi: `${name} không thuộc nhóm được chấm điểm năm ${year}.`,
    en: `${name} is in no group that is scored in ${year}.`,
  },
});

export const criterionUnknown = (path: string, read: string, known: readonly string[]): Fault => ({
  path,
  code: 'criterion-unknown',
  kind: 'unprocessable',
  message: {
    vi: `Đơn vị này không được chấm theo tiêu chí "${read}".`,
    en: `This unit is not scored by a criterion "${read}".`,
  },
  detail: { candidates: known },
});

export const pointsAboveMaximum = (path: string, points: Points, maximum: Points): Fault => ({
  path,
  code: 'points-above-maximum',
  kind: 'unprocessable',
  message: {
    vi: `${printPoints(points)} điểm vượt điểm tối đa ${printPoints(maximum)}.`,
    en: `${printPoints(points, 'en')} points are above the maximum of ${printPoints(maximum, 'en')}.`,
  },
});

export const reviewedAlready = (path: string): Fault => ({
  path,
  code: 'reviewed-already',
  kind: 'conflict',
  message: {
    vi: 'Tiêu chí này đã được thẩm định; người thẩm định phải rút kết quả thẩm định trước.',
    en: 'This criterion was reviewed; the reviewer has to withdraw the review first.',
  },
});

export const pointsNeeded = (): Fault => ({
  path: 'points',
  code: 'points-needed',
  kind: 'unprocessable',
  message: {
    vi: 'Cần ghi điểm: đơn vị chưa tự chấm và chưa tính được, hoặc hai điểm khác nhau.',
    en: 'Say the points: nothing is declared or computed, or the two differ.',
  },
});

export const reasonNeeded = (): Fault => ({
  path: 'reason',
  code: 'reason-needed',
  kind: 'unprocessable',
  message: {
    vi: 'Cần ghi lý do khi điểm thẩm định khác điểm tự chấm hoặc điểm tính được.',
    en: 'Say why, where the accepted points are others than those declared or computed.',
  },
});

export const nothingToWithdraw = (): Fault => ({
  path: '',
  code: 'nothing-to-withdraw',
  kind: 'missing',
  message: { vi: 'Không có điểm nào để thu hồi ở đây.', en: 'There are no points to withdraw here.' },
});

export const assessmentOutsideScope = (path = 'unit'): Fault => ({
  path,
  code: 'outside-your-scope',
  kind: 'forbidden',
  message: {
    vi: 'Tài khoản của bạn không được chấm điểm cho đơn vị này.',
    en: 'Your account may not declare points for this unit.',
  },
});

export type WhyResting = 'changed' | 'reviewed' | 'published';

const RESTING: Readonly<Record<WhyResting, Fault['message']>> = {
  changed: { vi: 'đã ghi lại hoặc thu hồi', en: 'changed or withdrawn' },
  reviewed: { vi: 'đã thẩm định', en: 'reviewed' },
  published: { vi: 'đã công bố kết quả', en: 'published' },
};

/** What was recorded after some points, and rests on them. */
export const laterPointsRest = (
  points: readonly { unit: string; unitName: string; year: number; criterion: string; why: WhyResting }[],
): Fault => {
  const list = (language: 'vi' | 'en'): string =>
    points
      .slice(0, 10)
      .map(({ unitName, criterion, year, why }) => `${unitName}, ${criterion}, ${year}: ${RESTING[why][language]}`)
      .join('; ');
  return {
    path: '',
    code: 'later-points-rest-on-it',
    kind: 'conflict',
    message: {
      vi: `Không hoàn tác được: ${points.length} tiêu chí đã có dữ liệu ghi sau đó (${list('vi')}).`,
      en: `It cannot be taken back: of ${points.length} criteria something was recorded later (${list('en')}).`,
    },
    detail: { points: points.slice(0, 500) },
  };
};

/** Versions and names of scorecards that later records rest on; `fromYear` null: the name. */
export const laterScorecardsRest = (parts: readonly { scorecard: string; fromYear: number | null }[]): Fault => {
  const list = (from: string, name: string): string =>
    parts
      .slice(0, 10)
      .map(({ scorecard, fromYear }) => `${scorecard}, ${fromYear === null ? name : `${from} ${fromYear}`}`)
      .join('; ');
  return {
    path: '',
    code: 'later-records-rest-on-it',
    kind: 'conflict',
    message: {
      vi: `Không hoàn tác được: đã có thay đổi, điểm hoặc kết quả ghi sau đó (${list('từ năm', 'tên')}).`,
      en: `It cannot be taken back: changes, points or results were recorded later (${list('from', 'name')}).`,
    },
    detail: { scorecards: parts.slice(0, 500).map(({ scorecard, fromYear }) => ({ scorecard, fromYear })) },
  };
};

export const scoreOpen = (unit: { code: string; name: string }, criteria: readonly string[]): Fault => ({
  path: 'year',
  code: 'score-open',
  kind: 'conflict',
  message: {
    vi: `${unit.name}: chưa thẩm định xong các tiêu chí ${criteria.join(', ')}.`,
    en: `${unit.name}: the criteria ${criteria.join(', ')} are not reviewed yet.`,
  },
  detail: { unit: unit.code, criteria },
});

export const nobodyScored = (year: number): Fault => ({
  path: 'year',
  code: 'nobody-scored',
  kind: 'unprocessable',
  message: { vi: `Năm ${year} không có đơn vị nào được chấm điểm.`, en: `No unit is scored in ${year}.` },
});

export const resultUnknown = (read: string): Fault => ({
  path: '',
  code: 'result-unknown',
  kind: 'missing',
  message: { vi: `Không có kết quả công bố "${read}".`, en: `There is no published result "${read}".` },
});

export const publishedAlready = (year: number, current: string): Fault => ({
  path: 'replaces',
  code: 'published-already',
  kind: 'conflict',
  message: {
    vi: `Kết quả năm ${year} đã công bố; muốn thay, hãy ghi replaces: ${current}.`,
    en: `A result of ${year} is published; to replace it, say replaces: ${current}.`,
  },
  detail: { current },
});

export const noResultToReplace = (year: number): Fault => ({
  path: 'replaces',
  code: 'nothing-to-replace',
  kind: 'conflict',
  message: { vi: `Năm ${year} chưa công bố kết quả nào.`, en: `No result of ${year} is published yet.` },
});

export const reasonOfReplacing = (): Fault => ({
  path: 'reason',
  code: 'reason-of-replacing',
  kind: 'unprocessable',
  message: {
    vi: 'Lý do (reason) đi cùng với replaces.',
    en: 'A reason goes with replaces, and replaces with a reason.',
  },
});

export const publishedInTheFuture = (day: LocalDate): Fault => ({
  path: 'publishedOn',
  code: 'published-in-the-future',
  kind: 'unprocessable',
  message: { vi: `Ngày công bố ${printDay(day)} chưa tới.`, en: `The day of publication ${day} has not come yet.` },
});

export const nothingStated = (path: string): Fault => ({
  path,
  code: 'nothing-stated',
  kind: 'malformed',
  message: { vi: 'Chưa ghi điểm, xếp loại hay xếp hạng nào.', en: 'No points, grade or rank is stated.' },
});

export const statedTwice = (path: string): Fault => ({
  path,
  code: 'stated-twice',
  kind: 'unprocessable',
  message: { vi: 'Đã có ở dòng trên.', en: 'It stands in a line above.' },
});

export const countBelowNamed = (path: string, count: number, named: number): Fault => ({
  path,
  code: 'count-below-named',
  kind: 'unprocessable',
  message: {
    vi: `Số đơn vị (${count}) ít hơn số đơn vị nêu tên hoặc cộng theo xếp loại (${named}).`,
    en: `The count (${count}) is below the units that are named or counted by grade (${named}).`,
  },
});
