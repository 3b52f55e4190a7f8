import { type LocalDate, printDay } from '../kernel/local-date.js';
import { type Fault, type FaultKind } from '../kernel/refusal.js';

export const systemUnknown = (path: string, read: string, kind: FaultKind, known: readonly string[]): Fault => ({
  path,
  code: 'system-unknown',
  kind,
  message: { vi: `Không có hệ thống "${read}".`, en: `There is no system "${read}".` },
  detail: { candidates: known },
});

export const systemNotThere = (path: string, name: string, day: LocalDate, kind: FaultKind): Fault => ({
  path,
  code: 'system-not-there',
  kind,
  message: {
    vi: `${name} chưa hoặc không còn vào ngày ${printDay(day)}.`,
    en: `${name} does not exist on ${day}.`,
  },
});

export const systemCodeTaken = (code: string): Fault => ({
  path: 'code',
  code: 'system-code-taken',
  kind: 'conflict',
  message: { vi: `Đã có hệ thống "${code}".`, en: `There is a system "${code}" already.` },
});

export const systemPartOfItself = (): Fault => ({
  path: 'parent',
  code: 'system-part-of-itself',
  kind: 'unprocessable',
  message: { vi: 'Một hệ thống không thể là thành phần của chính nó.', en: 'A system cannot be a part of itself.' },
});

export const endNotAfterBeginning = (): Fault => ({
  path: 'validTo',
  code: 'period-without-days',
  kind: 'unprocessable',
  message: { vi: 'Ngày kết thúc phải sau ngày bắt đầu.', en: 'The end must lie after the beginning.' },
});

export const entriesAfterEnd = (count: number, day: LocalDate): Fault => ({
  path: 'validTo',
  code: 'entries-after-end',
  kind: 'conflict',
  message: {
    vi: `Sổ triển khai có ${count} mục từ ngày ${printDay(day)} trở đi của hệ thống này; hãy thu hồi các mục đó trước.`,
    en: `The ledger has ${count} entries of this system from ${day} on; retract those first.`,
  },
});

export const ruleUnknown = (read: string): Fault => ({
  path: '',
  code: 'rule-unknown',
  kind: 'missing',
  message: { vi: `Không có quy định phạm vi "${read}".`, en: `There is no applicability rule "${read}".` },
});

export const ruleSaidAlready = (): Fault => ({
  path: '',
  code: 'rule-said-already',
  kind: 'conflict',
  message: {
    vi: 'Đã có quy định giống hệt trong thời gian đó.',
    en: 'The very same rule is in force during that time already.',
  },
});

export const exemptionUnknown = (read: string): Fault => ({
  path: '',
  code: 'exemption-unknown',
  kind: 'missing',
  message: { vi: `Không có quyết định miễn "${read}".`, en: `There is no exemption "${read}".` },
});

export const exemptAlready = (name: string): Fault => ({
  path: 'unit',
  code: 'exempt-already',
  kind: 'conflict',
  message: {
    vi: `${name} đã được miễn hệ thống này trong thời gian đó.`,
    en: `${name} is exempt from this system during that time already.`,
  },
});

export const laterChangesRest = (named: readonly string[]): Fault => ({
  path: '',
  code: 'later-changes-rest-on-it',
  kind: 'conflict',
  message: {
    vi: `Không hoàn tác được: ${named.length} thay đổi sau đó dựa vào dữ liệu này: ${named.slice(0, 10).join(', ')}.`,
    en: `It cannot be taken back: ${named.length} later changes rest on it: ${named.slice(0, 10).join(', ')}.`,
  },
  detail: { resting: named.slice(0, 500) },
});
