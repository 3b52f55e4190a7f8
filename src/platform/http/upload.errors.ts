import { type Fault } from '../../kernel/refusal.js';

export const unsupportedForm = (): Fault => ({
  path: '',
  code: 'unsupported-body',
  kind: 'unsupported',
  message: {
    vi: 'Địa chỉ này chỉ nhận tệp gửi theo multipart/form-data.',
    en: 'This address takes files sent as multipart/form-data only.',
  },
});

export const formMalformed = (code: 'form-malformed' | 'file-missing'): Fault => ({
  path: code === 'file-missing' ? 'file' : '',
  code,
  kind: 'malformed',
  message:
    code === 'file-missing'
      ? { vi: 'Thiếu tệp: gửi ít nhất một tệp trong trường "file".', en: 'Send at least one file in the field "file".' }
      : {
          vi: 'Không đọc được nội dung multipart/form-data.',
          en: 'The multipart/form-data body cannot be read.',
        },
});

export const formTooLarge = (megabytes: number): Fault => ({
  path: '',
  code: 'form-too-large',
  kind: 'too-large',
  message: {
    vi: `Các tệp gửi một lần quá lớn (tối đa ${megabytes} MB); hãy gửi làm nhiều lần.`,
    en: `The files of one request are too large (at most ${megabytes} MB); send them in several.`,
  },
});

export const fileTooLarge = (path: string, name: string, megabytes: number): Fault => ({
  path,
  code: 'file-too-large',
  kind: 'too-large',
  message: {
    vi: `Tệp "${name.slice(0, 255)}" quá lớn (tối đa ${megabytes} MB).`,
    en: `The file "${name.slice(0, 255)}" is too large (at most ${megabytes} MB).`,
  },
});

export const tooManyFiles = (most: number): Fault => ({
  path: 'file',
  code: 'too-many-files',
  kind: 'too-large',
  message: { vi: `Mỗi lần gửi tối đa ${most} tệp.`, en: `At most ${most} files are taken at once.` },
});

export const unknownPart = (name: string): Fault => ({
  path: name.slice(0, 80),
  code: 'unknown-field',
  kind: 'malformed',
  message: {
    vi: `Không có trường "${name.slice(0, 80)}"; tệp được gửi trong trường "file".`,
    en: `There is no field "${name.slice(0, 80)}"; files are sent in the field "file".`,
  },
});

export const uploadsBusy = (): Fault => ({
  path: '',
  code: 'uploads-busy',
  kind: 'busy',
  message: {
    vi: 'Đang có nhiều tệp được gửi lên cùng lúc; hãy gửi lại sau ít giây.',
    en: 'Many files are being sent at once; send it again in a few seconds.',
  },
});
