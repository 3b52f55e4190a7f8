import { type Fault } from '../../kernel/refusal.js';

export const malformedJson = (): Fault => ({
  path: '',
  code: 'malformed-json',
  kind: 'malformed',
  message: { vi: 'Nội dung gửi lên không phải là JSON hợp lệ.', en: 'The body is not valid JSON.' },
});

export const bodyTooLarge = (): Fault => ({
  path: '',
  code: 'body-too-large',
  kind: 'too-large',
  message: { vi: 'Nội dung gửi lên quá lớn (tối đa 1 MB).', en: 'The body is too large (at most 1 MB).' },
});

export const unsupportedBody = (): Fault => ({
  path: '',
  code: 'unsupported-body',
  kind: 'unsupported',
  message: { vi: 'Chỉ nhận nội dung application/json.', en: 'Only application/json is taken.' },
});

export const unreadable = (): Fault => ({
  path: '',
  code: 'unreadable-request',
  kind: 'malformed',
  message: { vi: 'Không đọc được yêu cầu này.', en: 'This request cannot be read.' },
});

export const headersTooLarge = (): Fault => ({
  path: '',
  code: 'headers-too-large',
  kind: 'malformed',
  message: { vi: 'Địa chỉ hoặc tiêu đề của yêu cầu quá dài.', en: 'The address or the headers are too long.' },
});

export const controlCharacterInPath = (path: string): Fault => ({
  path,
  code: 'control-character',
  kind: 'malformed',
  message: { vi: 'Địa chỉ có ký tự điều khiển không hợp lệ.', en: 'The address holds a control character.' },
});

export const noSuchAddress = (method: string, path: string): Fault => ({
  path: '',
  code: 'no-such-address',
  kind: 'missing',
  message: {
    vi: `Không có địa chỉ ${method} ${path.slice(0, 200)}.`,
    en: `There is no address ${method} ${path.slice(0, 200)}.`,
  },
});

export const methodNotTaken = (method: string, allow: readonly string[]): Fault => ({
  path: '',
  code: 'method-not-taken',
  kind: 'method',
  message: {
    vi: `Địa chỉ này không nhận ${method}; chỉ nhận ${allow.join(', ')}.`,
    en: `This address does not take ${method}, only ${allow.join(', ')}.`,
  },
  detail: { allow },
});

export const idempotencyKeyMalformed = (): Fault => ({
  path: 'Idempotency-Key',
  code: 'idempotency-key-malformed',
  kind: 'malformed',
  message: {
    vi: 'Idempotency-Key gồm 1 đến 200 ký tự ASCII nhìn thấy được.',
    en: 'Idempotency-Key takes 1 to 200 visible ASCII characters.',
  },
});

export const idempotencyKeyReused = (): Fault => ({
  path: 'Idempotency-Key',
  code: 'idempotency-key-reused',
  kind: 'unprocessable',
  message: {
    vi: 'Khóa Idempotency-Key này đã dùng cho một yêu cầu khác.',
    en: 'This Idempotency-Key was used with another request.',
  },
});

export const ifMatchMissing = (): Fault => ({
  path: 'If-Match',
  code: 'if-match-missing',
  kind: 'precondition-required',
  message: {
    vi: 'Thiếu If-Match: hãy gửi lại ETag của bản đã đọc.',
    en: 'If-Match is missing: send the ETag of the version you read.',
  },
});

export const versionStale = (): Fault => ({
  path: 'If-Match',
  code: 'version-stale',
  kind: 'stale',
  message: {
    vi: 'Dữ liệu đã được người khác thay đổi sau khi bạn đọc; hãy đọc lại.',
    en: 'It was changed after you read it; read it again.',
  },
});

export const cursorMalformed = (): Fault => ({
  path: 'cursor',
  code: 'cursor-malformed',
  kind: 'malformed',
  message: {
    vi: 'Con trỏ trang không hợp lệ hoặc thuộc về một danh sách khác.',
    en: 'The cursor is not valid or belongs to another list.',
  },
});

export const internal = (): Omit<Fault, 'kind'> => ({
  path: '',
  code: 'internal',
  message: { vi: 'Có lỗi trong hệ thống; chưa có gì được ghi.', en: 'Something failed here; nothing was written.' },
});

export const unavailable = (): Omit<Fault, 'kind'> => ({
  path: '',
  code: 'database-unavailable',
  message: { vi: 'Cơ sở dữ liệu tạm thời không trả lời.', en: 'The database does not answer at the moment.' },
});
