import { type Fault } from '../kernel/refusal.js';

export const accountUnknown = (reference: string): Fault => ({
  path: '',
  code: 'account-unknown',
  kind: 'missing',
  message: { vi: `Không có tài khoản "${reference}".`, en: `There is no account "${reference}".` },
});

export const accountNameTaken = (name: string): Fault => ({
  path: 'name',
  code: 'account-name-taken',
  kind: 'conflict',
  message: { vi: `Đã có tài khoản "${name}".`, en: `There is an account "${name}" already.` },
});

export const accountNameMalformed = (): Fault => ({
  path: 'name',
  code: 'account-name-malformed',
  kind: 'malformed',
  message: {
    vi: 'Tên tài khoản gồm 3 đến 64 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới.',
    en: 'An account name takes 3 to 64 of: small letters a to z, digits, dots, hyphens and underscores.',
  },
});

export const scopeOfReporterOnly = (path: string): Fault => ({
  path,
  code: 'scope-of-reporter-only',
  kind: 'unprocessable',
  message: {
    vi: 'Chỉ vai trò reporter mới giới hạn theo đơn vị hoặc hệ thống.',
    en: 'Only the role reporter is narrowed to a unit or a system.',
  },
});

export const readScopeNotAllowed = (): Fault => ({
  path: 'readWithin',
  code: 'read-scope-not-allowed',
  kind: 'unprocessable',
  message: {
    vi: 'Chỉ tài khoản reporter hoặc viewer mới giới hạn phạm vi xem.',
    en: 'Only accounts that are reporter or viewer and nothing else have a read scope.',
  },
});

export const grantTwice = (path: string): Fault => ({
  path,
  code: 'grant-twice',
  kind: 'conflict',
  message: { vi: 'Quyền này đã nêu ở trên.', en: 'This grant is named already.' },
});

export const lastAdministrator = (): Fault => ({
  path: '',
  code: 'last-administrator',
  kind: 'conflict',
  message: {
    vi: 'Đây là tài khoản quản trị cuối cùng còn hoạt động.',
    en: 'It is the last administrator that is not disabled.',
  },
});

export const notYourself = (): Fault => ({
  path: 'disabled',
  code: 'not-yourself',
  kind: 'unprocessable',
  message: { vi: 'Không thể tự khóa tài khoản của mình.', en: 'You cannot disable your own account.' },
});

export const roleBeyondAccount = (path: string): Fault => ({
  path,
  code: 'role-beyond-account',
  kind: 'forbidden',
  message: { vi: 'Tài khoản không có vai trò này.', en: 'The account does not hold this role.' },
});

export const tokenUnknown = (id: string): Fault => ({
  path: '',
  code: 'token-unknown',
  kind: 'missing',
  message: { vi: `Không có mã truy cập "${id}".`, en: `There is no token "${id}".` },
});

export const tokenMakesNoToken = (): Fault => ({
  path: '',
  code: 'token-makes-no-token',
  kind: 'forbidden',
  message: {
    vi: 'Hãy đăng nhập để tạo mã truy cập; không dùng mã truy cập để tạo mã khác.',
    en: 'Sign in to make a token; a token makes no other.',
  },
});

export const rolesOfProvider = (): Fault => ({
  path: 'grants',
  code: 'roles-of-provider',
  kind: 'conflict',
  message: {
    vi: 'Vai trò của tài khoản đăng nhập một lần do cổng đăng nhập một lần cấp.',
    en: 'The roles of an account of the single sign-on come from its provider.',
  },
});
