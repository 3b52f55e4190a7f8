import { type LocalDate, printDay } from '../kernel/local-date.js';
import { type Fault } from '../kernel/refusal.js';
import { type ReorganisationFault } from '../units/domain/reorganisation.js';

const words: Readonly<
  Record<ReorganisationFault['code'], (unit: string, detail: string) => { vi: string; en: string }>
> = {
  'ends-twice': (unit) => ({ vi: `${unit} kết thúc hai lần.`, en: `${unit} ends twice.` }),
  'changed-and-ended': (unit) => ({
    vi: `${unit} vừa thay đổi vừa kết thúc trong cùng một ngày.`,
    en: `${unit} is changed and ended on the same day.`,
  }),
  'kind-not-of-level': (unit, kind) => ({
    vi: `${unit}: cấp này không có loại "${kind}".`,
    en: `${unit}: its level has no kind "${kind}".`,
  }),
  'parent-missing': (unit) => ({ vi: `${unit} cần có đơn vị cấp trên.`, en: `${unit} needs a parent.` }),
  'parent-not-above': (unit, parent) => ({
    vi: `${parent} không ở cấp trên của ${unit}.`,
    en: `${parent} does not stand above ${unit}.`,
  }),
  'parent-ends': (unit, parent) => ({
    vi: `Đơn vị cấp trên của ${unit} (${parent}) không còn từ ngày này.`,
    en: `The parent of ${unit} (${parent}) is not there from that day on.`,
  }),
  orphans: (unit, children) => ({
    vi: `${unit} kết thúc mà không có một đơn vị kế thừa toàn bộ; còn lại: ${children}.`,
    en: `${unit} ends without one whole successor and leaves behind: ${children}.`,
  }),
  'code-taken': (unit, code) => ({
    vi: `Mã ${code} của ${unit} trùng với một đơn vị khác.`,
    en: `The code ${code} of ${unit} names another unit too.`,
  }),
  'said-twice': (unit, detail) => ({
    vi: `${unit} được nêu hai lần (${detail}).`,
    en: `${unit} is named twice (${detail}).`,
  }),
  'not-there': (unit) => ({
    vi: `${unit} đã kết thúc vào ngày này.`,
    en: `${unit} has ended on that day already.`,
  }),
  'successor-ends': (unit) => ({
    vi: `${unit} nhận đơn vị khác nhưng không còn từ ngày này.`,
    en: `${unit} takes others in and is not there from that day on.`,
  }),
  'taken-in-already': (unit) => ({
    vi: `${unit} đã nhận đơn vị khác trong cùng ngày theo một đợt sắp xếp khác; hãy hủy đợt đó và nhập chung một đợt.`,
    en: `${unit} takes others in on that day by another package; undo that one and enter both as one.`,
  }),
  'code-taken-later': (unit, code) => ({
    vi: `Mã ${code} của ${unit} về sau trùng với một đơn vị khác.`,
    en: `The code ${code} of ${unit} names another unit too on later days.`,
  }),
  'parent-ends-later': (unit, parent) => ({
    vi: `Về sau ${unit} trực thuộc ${parent} khi đơn vị này không còn.`,
    en: `On later days ${unit} would stand below ${parent}, which is no longer there.`,
  }),
  'lineage-later': (unit, day) => ({
    vi: `Đợt sắp xếp ngày ${printDay(day as LocalDate)} cần ${unit} còn đến ngày đó.`,
    en: `The reorganisation of ${day} needs ${unit} to be there until then.`,
  }),
};

/** A fault of the package in words; `unit` is its name. */
export const packageFault = (fault: ReorganisationFault, unit: string, detail: string): Fault => ({
  path: fault.place,
  code: fault.code,
  kind: 'unprocessable',
  message: words[fault.code](unit, detail),
});

export const changeLacks = (path: string, type: string, field: string): Fault => ({
  path: `${path}.${field}`,
  code: 'required',
  kind: 'malformed',
  message: { vi: `Thay đổi "${type}" cần có ${field}.`, en: `A change "${type}" needs ${field}.` },
});

export const changeHasNo = (path: string, type: string, field: string): Fault => ({
  path: `${path}.${field}`,
  code: 'not-of-this-change',
  kind: 'malformed',
  message: { vi: `Thay đổi "${type}" không dùng ${field}.`, en: `A change "${type}" takes no ${field}.` },
});

export const reorganisationUnknown = (read: string): Fault => ({
  path: '',
  code: 'reorganisation-unknown',
  kind: 'missing',
  message: { vi: `Không có đợt sắp xếp "${read}".`, en: `There is no reorganisation "${read}".` },
});

export const undoneAlready = (): Fault => ({
  path: '',
  code: 'undone-already',
  kind: 'conflict',
  message: { vi: 'Đợt sắp xếp này đã được hủy trước đó.', en: 'This reorganisation was undone before.' },
});

export const restedOn = (what: {
  entries: { id: number; unit: string; effectiveOn: LocalDate }[];
  units: { id: string; name: string }[];
  accounts: string[];
}): Fault => ({
  path: '',
  code: 'rested-on',
  kind: 'conflict',
  message: {
    vi: `Chưa thể hủy: còn ${what.entries.length} bản ghi, ${what.units.length} đơn vị đã thay đổi về sau và quyền của ${what.accounts.length} tài khoản dựa trên đợt này.`,
    en: `It cannot be undone: ${what.entries.length} entries, ${what.units.length} units changed later and the rights of ${what.accounts.length} accounts rest on it.`,
  },
  detail: what,
});

export const nothingToDecide = (unit: string, day: LocalDate): Fault => ({
  path: 'successor',
  code: 'nothing-to-decide',
  kind: 'unprocessable',
  message: {
    vi: `${unit} không kế thừa đơn vị nào vào ngày ${printDay(day)}.`,
    en: `${unit} has no predecessors on ${day}.`,
  },
});

export const notAPredecessor = (read: string): Fault => ({
  path: 'predecessors',
  code: 'not-a-predecessor',
  kind: 'unprocessable',
  message: { vi: `"${read}" không phải là đơn vị tiền thân.`, en: `"${read}" is not a predecessor.` },
});
