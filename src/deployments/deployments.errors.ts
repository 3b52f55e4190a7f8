import { type LocalDate, printDay } from '../kernel/local-date.js';
import { type Fault } from '../kernel/refusal.js';

export const effectiveInTheFuture = (path: string, day: LocalDate, today: LocalDate): Fault => ({
  path,
  code: 'effective-in-the-future',
  kind: 'unprocessable',
  message: {
    vi: `Ngày ${printDay(day)} chưa tới (hôm nay là ${printDay(today)}); việc sắp làm hãy ghi là "planned" kèm dueOn.`,
    en: `${day} has not come yet (today is ${today}); record what is to come as "planned" with dueOn.`,
  },
});

export const dueOnWithoutPlan = (): Fault => ({
  path: 'dueOn',
  code: 'due-on-without-plan',
  kind: 'unprocessable',
  message: { vi: 'dueOn chỉ đi với giai đoạn "planned".', en: 'dueOn goes with the stage "planned" only.' },
});

export const dueBeforePlanned = (): Fault => ({
  path: 'dueOn',
  code: 'due-before-planned',
  kind: 'unprocessable',
  message: {
    vi: 'Hạn hoàn thành không được trước ngày lập kế hoạch.',
    en: 'The due day must not lie before the plan.',
  },
});

export const entryUnknown = (id: string): Fault => ({
  path: '',
  code: 'entry-unknown',
  kind: 'missing',
  message: { vi: `Không có bản ghi triển khai "${id}".`, en: `There is no deployment entry "${id}".` },
});

export const retractedAlready = (id: number): Fault => ({
  path: '',
  code: 'retracted-already',
  kind: 'conflict',
  message: {
    vi: `Bản ghi ${id} đã được thu hồi trước đó; nếu sự việc là đúng, hãy ghi lại.`,
    en: `Entry ${id} was retracted before; if the fact holds, enter it again.`,
  },
});

export const declarationUnknown = (id: string): Fault => ({
  path: '',
  code: 'declaration-unknown',
  kind: 'missing',
  message: { vi: `Không có số liệu công bố "${id}".`, en: `There is no declaration "${id}".` },
});

export const declarationRetractedAlready = (id: number): Fault => ({
  path: '',
  code: 'retracted-already',
  kind: 'conflict',
  message: { vi: `Số liệu công bố ${id} đã được thu hồi trước đó.`, en: `Declaration ${id} was retracted before.` },
});

export const countWithoutComparator = (): Fault => ({
  path: 'comparator',
  code: 'count-and-comparator',
  kind: 'unprocessable',
  message: {
    vi: 'Số lượng đi với =, >, ≥ hoặc ~; "some" và không có số lượng đi với nhau.',
    en: 'A count goes with =, >, ≥ or ~; "some" goes without a count.',
  },
});

export const totalBelowCount = (): Fault => ({
  path: 'total',
  code: 'total-below-count',
  kind: 'unprocessable',
  message: {
    vi: 'Tổng số phải có số lượng và không nhỏ hơn số lượng.',
    en: 'A total needs a count and is not below it.',
  },
});

export const outsideScope = (path: string): Fault => ({
  path,
  code: 'outside-your-scope',
  kind: 'forbidden',
  message: {
    vi: 'Tài khoản của bạn không được ghi cho đơn vị và hệ thống này vào ngày đó.',
    en: 'Your account may not log for this unit and system on that day.',
  },
});

export const laterDeclarationsRest = (ids: readonly number[]): Fault => ({
  path: '',
  code: 'later-declarations-rest-on-it',
  kind: 'conflict',
  message: {
    vi: `Không hoàn tác được: ${ids.length} số liệu công bố đã bị thay hoặc thu hồi sau đó (${ids.slice(0, 10).join(', ')}).`,
    en: `It cannot be taken back: ${ids.length} declarations were replaced or withdrawn since (${ids.slice(0, 10).join(', ')}).`,
  },
  detail: { declarations: ids.slice(0, 500) },
});

export const laterEntriesRest = (ids: readonly number[]): Fault => ({
  path: '',
  code: 'later-entries-rest-on-it',
  kind: 'conflict',
  message: {
    vi: `Không hoàn tác được: ${ids.length} bản ghi sau đó dựa vào dữ liệu này (${ids.slice(0, 10).join(', ')}${ids.length > 10 ? ', …' : ''}).`,
    en: `It cannot be taken back: ${ids.length} later entries rest on it (${ids.slice(0, 10).join(', ')}${ids.length > 10 ? ', …' : ''}).`,
  },
  detail: { entries: ids.slice(0, 500) },
});
