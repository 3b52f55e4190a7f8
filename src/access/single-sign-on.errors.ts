import { type Fault } from '../kernel/refusal.js';

export const singleSignOnOff = (): Fault => ({
  path: '',
  code: 'single-sign-on-off',
  kind: 'missing',
  message: {
    vi: 'Hệ thống này chưa dùng đăng nhập một lần (SSO).',
    en: 'Single sign-on is not in use here.',
  },
});

/** Its time is over, it was used, or another browser began it. */
export const attemptExpired = (): Fault => ({
  path: '',
  code: 'single-sign-on-expired',
  kind: 'unauthenticated',
  message: {
    vi: 'Lần đăng nhập này đã quá hạn hoặc đã được dùng; hãy đăng nhập lại.',
    en: 'This attempt to sign in has expired or was used; begin again.',
  },
});

/** Whatever is wrong with what the provider sent; the audit knows more. */
export const singleSignOnRefused = (): Fault => ({
  path: '',
  code: 'single-sign-on-refused',
  kind: 'unauthenticated',
  message: {
    vi: 'Đăng nhập một lần không thành công; hãy thử lại hoặc báo cho người quản trị.',
    en: 'Single sign-on failed; try again or tell the administrator.',
  },
});

/** The provider did not say that it asked for as much as this service wants. */
export const singleSignOnTooWeak = (): Fault => ({
  path: '',
  code: 'single-sign-on-too-weak',
  kind: 'unauthenticated',
  message: {
    vi: 'Cổng đăng nhập một lần chưa xác thực bạn bằng hai lớp; hãy bật ở đó rồi đăng nhập lại.',
    en: 'The provider did not ask you for a second factor; begin with one there, then sign in again.',
  },
});

export const singleSignOnCancelled = (): Fault => ({
  path: '',
  code: 'single-sign-on-cancelled',
  kind: 'unauthenticated',
  message: {
    vi: 'Việc đăng nhập đã bị hủy ở cổng đăng nhập một lần.',
    en: 'Signing in was cancelled at the provider.',
  },
});

export const providerUnavailable = (): Fault => ({
  path: '',
  code: 'single-sign-on-unavailable',
  kind: 'busy',
  message: {
    vi: 'Cổng đăng nhập một lần hiện không trả lời; hãy thử lại sau ít phút.',
    en: 'The single sign-on provider does not answer now; try again in a few minutes.',
  },
});

export const noRoleHere = (): Fault => ({
  path: '',
  code: 'single-sign-on-no-role',
  kind: 'forbidden',
  message: {
    vi: 'Tài khoản của bạn chưa được cấp quyền dùng hệ thống này; hãy liên hệ người quản trị.',
    en: 'Your account has no role in this service; ask its administrator.',
  },
});

export const accountDisabled = (): Fault => ({
  path: '',
  code: 'account-disabled',
  kind: 'forbidden',
  message: {
    vi: 'Tài khoản của bạn ở hệ thống này đã bị khóa; hãy liên hệ người quản trị.',
    en: 'Your account in this service is disabled; ask its administrator.',
  },
});

export const credentialsAtProvider = (): Fault => ({
  path: '',
  code: 'credentials-at-provider',
  kind: 'conflict',
  message: {
    vi: 'Tài khoản đăng nhập một lần không có mật khẩu và mã xác thực ở đây; hãy đổi ở cổng đăng nhập một lần.',
    en: 'An account of the single sign-on has neither password nor one-time codes here; change them at the provider.',
  },
});
