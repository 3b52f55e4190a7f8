import { type LocalDate, printDay } from '../kernel/local-date.js';
import { type Fault } from '../kernel/refusal.js';

export const contactUnknown = (id: string): Fault => ({
  path: '',
  code: 'contact-unknown',
  kind: 'missing',
  message: { vi: `Không có đầu mối liên hệ "${id}".`, en: `There is no contact "${id}".` },
});

export const contactThereAlready = (name: string, from: LocalDate): Fault => ({
  path: 'validFrom',
  code: 'contact-there-already',
  kind: 'conflict',
  message: {
    vi: `Từ ${printDay(from)} đầu mối là ${name}; hãy rút lại trước, hoặc ghi ngày kết thúc sớm hơn.`,
    en: `From ${from} the contact is ${name}; withdraw that first, or let this one end before.`,
  },
});

export const contactWithoutDays = (): Fault => ({
  path: 'validTo',
  code: 'end-not-after-beginning',
  kind: 'unprocessable',
  message: { vi: 'Ngày kết thúc phải sau ngày bắt đầu.', en: 'The end must lie after the beginning.' },
});

export const contactOutsideScope = (): Fault => ({
  path: 'unit',
  code: 'outside-your-scope',
  kind: 'forbidden',
  message: {
    vi: 'Tài khoản của bạn không được ghi cho đơn vị này.',
    en: 'Your account may not write for this unit.',
  },
});
