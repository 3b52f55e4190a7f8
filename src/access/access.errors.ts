import { type Fault } from '../kernel/refusal.js';
import { LONGEST_PASSWORD, type PasswordFault, SHORTEST_PASSWORD } from './domain/password-policy.js';

export const notSignedIn = (): Fault => ({
  path: '',
  code: 'not-signed-in',
  kind: 'unauthenticated',
  message: { vi: 'Bạn cần đăng nhập.', en: 'Sign in first.' },
});

export const notAllowed = (): Fault => ({
  path: '',
  code: 'not-allowed',
  kind: 'forbidden',
  message: { vi: 'Tài khoản của bạn không có quyền này.', en: 'Your account does not have this right.' },
});

export const secondFactorDemanded = (): Fault => ({
  path: '',
  code: 'second-factor-demanded',
  kind: 'forbidden',
  message: {
    vi: 'Tài khoản của bạn phải bật xác thực hai lớp trước khi dùng; hãy bật tại trang /sign-in.',
    en: 'Your account takes a second factor before anything else; begin with one at /sign-in.',
  },
});

export const credentialRefused = (): Fault => ({
  path: 'Authorization',
  code: 'credential-refused',
  kind: 'unauthenticated',
  message: {
    vi: 'Mã truy cập (token) không đúng, đã hết hạn hoặc đã bị thu hồi.',
    en: 'The token is wrong, has expired or was revoked.',
  },
});

/** The same for an account that does not exist or is disabled, a wrong password, and a code that is wrong or missing. */
export const signInRefused = (): Fault => ({
  path: '',
  code: 'sign-in-refused',
  kind: 'unauthenticated',
  message: {
    vi: 'Tài khoản, mật khẩu hoặc mã xác thực không đúng.',
    en: 'The account, the password or the one-time code is wrong.',
  },
});

export const throttled = (seconds: number): Fault => ({
  path: '',
  code: 'throttled',
  kind: 'throttled',
  message: {
    vi: `Thử sai quá nhiều lần; hãy thử lại sau ${Math.ceil(seconds / 60)} phút.`,
    en: `Too many failed attempts; try again in ${Math.ceil(seconds / 60)} minutes.`,
  },
  detail: { retryAfter: seconds },
});

export const crossSite = (): Fault => ({
  path: '',
  code: 'cross-site',
  kind: 'forbidden',
  message: { vi: 'Yêu cầu đến từ một trang khác.', en: 'The request comes from another site.' },
});

export const linkRefused = (): Fault => ({
  path: 'link',
  code: 'link-refused',
  kind: 'unauthenticated',
  message: {
    vi: 'Liên kết không đúng, đã dùng hoặc đã hết hạn; hãy xin liên kết mới.',
    en: 'The link is wrong, used or has expired; ask for a new one.',
  },
});

export const passwordRefused = (fault: PasswordFault): Fault => ({
  path: 'password',
  code: `password-${fault}`,
  kind: 'unprocessable',
  message: {
    'too-short': {
      vi: `Mật khẩu cần ít nhất ${SHORTEST_PASSWORD} ký tự; một câu dễ nhớ là tốt nhất.`,
      en: `A password takes at least ${SHORTEST_PASSWORD} characters; a sentence is best.`,
    },
    'too-long': {
      vi: `Mật khẩu dài tối đa ${LONGEST_PASSWORD} ký tự.`,
      en: `A password takes at most ${LONGEST_PASSWORD} characters.`,
    },
    guessable: {
      vi: 'Mật khẩu này dễ đoán; hãy dùng một câu của riêng bạn.',
      en: 'This password is easily guessed; use a sentence of your own.',
    },
    common: {
      vi: 'Mật khẩu này nằm trong danh sách mật khẩu đã bị lộ; hãy dùng một câu của riêng bạn.',
      en: 'This password is on a list of passwords that were breached; use a sentence of your own.',
    },
  }[fault],
});

export const currentPasswordWrong = (path: string): Fault => ({
  path,
  code: 'password-wrong',
  kind: 'unprocessable',
  message: { vi: 'Mật khẩu hiện tại không đúng.', en: 'The current password is wrong.' },
});

export const codeWrong = (): Fault => ({
  path: 'code',
  code: 'code-wrong',
  kind: 'unprocessable',
  message: { vi: 'Mã xác thực không đúng hoặc đã dùng.', en: 'The one-time code is wrong or was used.' },
});

export const secondFactorOn = (): Fault => ({
  path: '',
  code: 'second-factor-on',
  kind: 'conflict',
  message: { vi: 'Xác thực hai lớp đang bật.', en: 'The second factor is on already.' },
});

export const secondFactorOff = (): Fault => ({
  path: '',
  code: 'second-factor-off',
  kind: 'conflict',
  message: { vi: 'Xác thực hai lớp chưa được bật.', en: 'The second factor is not on.' },
});

export const sessionNeeded = (): Fault => ({
  path: '',
  code: 'session-needed',
  kind: 'forbidden',
  message: {
    vi: 'Việc này chỉ làm được khi đăng nhập, không làm được bằng mã truy cập.',
    en: 'This takes somebody who signed in; a token does not do.',
  },
});
