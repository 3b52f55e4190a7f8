import { type LocalDate, printDay } from '../kernel/local-date.js';
import { printCount } from '../kernel/ratio.js';
import { type Fault } from '../kernel/refusal.js';

export const activityUnknown = (id: string): Fault => ({
  path: '',
  code: 'activity-unknown',
  kind: 'missing',
  message: { vi: `Không có hoạt động "${id}".`, en: `There is no activity "${id}".` },
});

export const activityRetractedAlready = (id: number): Fault => ({
  path: '',
  code: 'retracted-already',
  kind: 'conflict',
  message: {
    vi: `Hoạt động ${id} đã được thu hồi trước đó; nếu sự việc là đúng, hãy ghi lại.`,
    en: `Activity ${id} was retracted before; if it took place, record it again.`,
  },
});

export const activityInTheFuture = (path: 'startsOn' | 'endsOn', day: LocalDate, today: LocalDate): Fault => ({
  path,
  code: 'activity-in-the-future',
  kind: 'unprocessable',
  message: {
    vi: `Ngày ${printDay(day)} chưa tới (hôm nay là ${printDay(today)}); hãy ghi hoạt động sau khi đã diễn ra.`,
    en: `${day} has not come yet (today is ${today}); record an activity once it has taken place.`,
  },
});

export const endsBeforeItStarts = (): Fault => ({
  path: 'endsOn',
  code: 'period-without-days',
  kind: 'unprocessable',
  message: { vi: 'Ngày kết thúc không được trước ngày bắt đầu.', en: 'The last day must not lie before the first.' },
});

export const fieldOfTheOtherKind = (path: 'people' | 'attendance' | 'items'): Fault => ({
  path,
  code: 'field-of-another-kind',
  kind: 'unprocessable',
  message:
    path === 'items'
      ? { vi: 'Lớp tập huấn không có thiết bị bàn giao.', en: 'A training hands nothing over.' }
      : { vi: 'Việc bàn giao thiết bị không có người dự.', en: 'Nobody attends a handover.' },
});

export const itemsMissing = (): Fault => ({
  path: 'items',
  code: 'required',
  kind: 'malformed',
  message: { vi: 'Cần ghi thiết bị đã bàn giao cho từng đơn vị.', en: 'Say what each unit was handed over.' },
});

export const attendsTwice = (path: string): Fault => ({
  path,
  code: 'attends-twice',
  kind: 'unprocessable',
  message: { vi: 'Đơn vị này đã có ở dòng trên.', en: 'This unit stands in a line above.' },
});

export const peopleBelowAttendance = (people: number, stated: number): Fault => ({
  path: 'people',
  code: 'people-below-attendance',
  kind: 'unprocessable',
  message: {
    vi: `Tổng số ${printCount(people)} người ít hơn số người của các đơn vị cộng lại (${printCount(stated)}).`,
    en: `${printCount(people, 'en')} people in all are fewer than those of the units together (${printCount(stated, 'en')}).`,
  },
});

export const activityOutsideScope = (path: string): Fault => ({
  path,
  code: 'outside-your-scope',
  kind: 'forbidden',
  message: {
    vi: 'Tài khoản của bạn không được ghi hoạt động của đơn vị này về các hệ thống đó vào ngày đó.',
    en: 'Your account may not record activities of this unit about these systems on that day.',
  },
});

export const periodAndDays = (path: 'from' | 'to'): Fault => ({
  path,
  code: 'period-and-days',
  kind: 'malformed',
  message: { vi: 'Chỉ dùng một trong hai: period, hoặc from và to.', en: 'Give either period, or from and to.' },
});

export const toBeforeFrom = (): Fault => ({
  path: 'to',
  code: 'period-without-days',
  kind: 'malformed',
  message: { vi: 'to phải từ from trở đi.', en: 'to must not lie before from.' },
});

export const laterActivitiesRest = (ids: readonly number[]): Fault => ({
  path: '',
  code: 'later-activities-rest-on-it',
  kind: 'conflict',
  message: {
    vi: `Không hoàn tác được: ${ids.length} hoạt động sau đó đã bị thay hoặc thu hồi (${ids.slice(0, 10).join(', ')}).`,
    en: `It cannot be taken back: ${ids.length} of its activities were replaced or withdrawn since (${ids.slice(0, 10).join(', ')}).`,
  },
  detail: { activities: ids.slice(0, 500) },
});
