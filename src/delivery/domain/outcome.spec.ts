import { describe, expect, it } from '@jest/globals';
import { httpOutcome, oneLine, smtpOutcome } from './outcome.js';

describe('what a failed SMTP conversation came to', () => {
  it.each([
    ['no such mailbox', { code: 550, command: 'RCPT TO' }, 'refused'],
    ['mailbox full for now', { code: 452, command: 'RCPT TO' }, 'postponed'],
    ['message too big', { code: 552, command: 'DATA' }, 'refused'],
    ['greylisted', { code: 451, command: 'DATA' }, 'postponed'],
    ['our password is wrong', { code: 535, command: 'AUTH PLAIN' }, 'postponed'],
    ['our sender is refused', { code: 553, command: 'MAIL FROM' }, 'postponed'],
    ['nobody answers', { code: null, command: 'CONN' }, 'postponed'],
    ['it shuts down', { code: 421, command: 'DATA' }, 'postponed'],
  ] as const)('%s', (message, failure, result) => {
    expect(smtpOutcome({ ...failure, message })).toEqual({ result, answer: message });
  });
});

describe('what an HTTP answer came to', () => {
  it.each([
    [200, 'accepted'],
    [204, 'accepted'],
    [301, 'refused'],
    [307, 'refused'],
    [400, 'refused'],
    [404, 'refused'],
    [408, 'postponed'],
    [409, 'postponed'],
    [410, 'refused'],
    [425, 'postponed'],
    [429, 'postponed'],
    [500, 'postponed'],
    [503, 'postponed'],
  ] as const)('%i is %s', (status, result) => {
    expect(httpOutcome(status, '')).toEqual({ result, answer: `HTTP ${status}` });
  });

  it('keeps the first line of the body alone', () => {
    expect(httpOutcome(500, 'Lỗi máy chủ\nmật khẩu: 123').answer).toBe('HTTP 500 Lỗi máy chủ');
  });
});

it('makes one short line without control characters', () => {
  expect(oneLine('  550\t5.1.1\r\nKhông có hộp thư\u0000 ')).toBe('550 5.1.1 Không có hộp thư');
  expect(oneLine('x'.repeat(400))).toHaveLength(300);
});
