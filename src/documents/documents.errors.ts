import { type LocalDate, printDay } from '../kernel/local-date.js';
import { type Fault, type FaultKind } from '../kernel/refusal.js';
import { type FileNameFault } from './domain/file-name.js';
import { EXTENSIONS } from './domain/media-type.js';

export const documentUnknown = (path: string, read: string, kind: FaultKind): Fault => ({
  path,
  code: 'document-unknown',
  kind,
  message: { vi: `Không có văn bản "${read}".`, en: `There is no document "${read}".` },
});

export const documentOfAnother = (): Fault => ({
  path: '',
  code: 'document-of-another',
  kind: 'forbidden',
  message: {
    vi: 'Văn bản này do tài khoản khác nhập; chỉ tài khoản đó hoặc người biên tập được sửa.',
    en: 'Another account recorded this document; only that account or an editor may change it.',
  },
});

export const issuedInTheFuture = (day: LocalDate): Fault => ({
  path: 'issuedOn',
  code: 'issued-in-the-future',
  kind: 'unprocessable',
  message: { vi: `Ngày ban hành ${printDay(day)} chưa đến.`, en: `The day of issue ${day} has not come yet.` },
});

export const issuedToBeforeFrom = (): Fault => ({
  path: 'issuedTo',
  code: 'period-without-days',
  kind: 'malformed',
  message: { vi: 'issuedTo phải từ issuedFrom trở đi.', en: 'issuedTo must not lie before issuedFrom.' },
});

export const subjectIncomplete = (path: 'subjectType' | 'subjectId'): Fault => ({
  path,
  code: 'required',
  kind: 'malformed',
  message: { vi: 'subjectType và subjectId đi cùng nhau.', en: 'subjectType and subjectId go together.' },
});

export const titleMissing = (path: string): Fault => ({
  path,
  code: 'required',
  kind: 'malformed',
  message: { vi: 'Cần title, hoặc document.', en: 'A title is needed, or a document.' },
});

export const documentOfLink = (path: string): Fault => ({
  path,
  code: 'document-of-link',
  kind: 'malformed',
  message: {
    vi: 'Chỉ tài liệu có kind là document mới nêu document.',
    en: 'Only evidence of the kind document names a document.',
  },
});

export const subjectUnknown = (path: string, read: string): Fault => ({
  path,
  code: 'subject-unknown',
  kind: 'unprocessable',
  message: { vi: `Không có nội dung "${read}" để gắn văn bản.`, en: `There is no "${read}" to link the document to.` },
});

export const subjectOfOthers = (path: string): Fault => ({
  path,
  code: 'subject-of-others',
  kind: 'forbidden',
  message: {
    vi: 'Tài khoản của bạn không được ghi cho nội dung này.',
    en: 'Your account may not write to this subject.',
  },
});

export const linkedAlready = (): Fault => ({
  path: 'subject',
  code: 'linked-already',
  kind: 'conflict',
  message: { vi: 'Văn bản đã được gắn với nội dung này.', en: 'The document is linked to this subject already.' },
});

export const linkUnknown = (): Fault => ({
  path: 'subject',
  code: 'link-unknown',
  kind: 'missing',
  message: { vi: 'Văn bản không gắn với nội dung này.', en: 'The document is not linked to this subject.' },
});

export const attachmentUnknown = (read: string): Fault => ({
  path: '',
  code: 'attachment-unknown',
  kind: 'missing',
  message: { vi: `Văn bản không có tệp đính kèm "${read}".`, en: `The document has no attachment "${read}".` },
});

export const attachedAlready = (path: string, name: string): Fault => ({
  path,
  code: 'attached-already',
  kind: 'conflict',
  message: {
    vi: `Nội dung của "${name}" đã được đính kèm vào văn bản này.`,
    en: `What "${name}" holds is attached to this document already.`,
  },
});

const NAME_FAULTS: Readonly<Record<FileNameFault, Fault['message']>> = {
  missing: { vi: 'Tệp không có tên.', en: 'The file has no name.' },
  path: {
    vi: 'Tên tệp không được chứa dấu / hoặc \\.',
    en: 'The name of a file must not hold / or \\.',
  },
  unprintable: {
    vi: 'Tên tệp có ký tự điều khiển hoặc ký tự hỏng.',
    en: 'The name of the file holds control characters or broken ones.',
  },
  'no-extension': {
    vi: `Tên tệp phải có phần mở rộng: ${EXTENSIONS.join(', ')}.`,
    en: `The name of the file needs an extension: ${EXTENSIONS.join(', ')}.`,
  },
  'too-long': { vi: 'Tên tệp dài quá 255 ký tự.', en: 'The name of the file is longer than 255 characters.' },
};

export const fileNameRefused = (path: string, why: FileNameFault): Fault => ({
  path,
  code: `file-name-${why}`,
  kind: 'malformed',
  message: NAME_FAULTS[why],
});

export const fileEmpty = (path: string, name: string): Fault => ({
  path,
  code: 'file-empty',
  kind: 'unprocessable',
  message: { vi: `Tệp "${name}" rỗng.`, en: `The file "${name}" is empty.` },
});

export const fileTypeRefused = (path: string, name: string, takenFor: Fault['message']): Fault => ({
  path,
  code: 'file-type-refused',
  kind: 'unsupported',
  message: {
    vi: `Không nhận "${name}": nội dung là ${takenFor.vi}. Chỉ nhận: ${EXTENSIONS.join(', ')}.`,
    en: `"${name}" is not taken: it is ${takenFor.en}. Taken are: ${EXTENSIONS.join(', ')}.`,
  },
  detail: { takenFor: takenFor.en },
});

export const extensionDiffers = (path: string, name: string, types: readonly string[], expected: string[]): Fault => ({
  path,
  code: 'extension-differs',
  kind: 'unsupported',
  message: {
    vi: `Tên "${name}" không khớp với nội dung (${types.join(', ')}); phần mở rộng phải là ${expected.join(' hoặc ')}.`,
    en: `The name "${name}" does not go with what the file is (${types.join(', ')}); its extension is ${expected.join(' or ')}.`,
  },
  detail: { takenFor: types[0] },
});

/** What came to rest on a document that is to be taken back. */
export type RestsOnDocument = 'correction' | 'link' | 'attachment';

const RESTS: Readonly<Record<RestsOnDocument, Fault['message']>> = {
  correction: { vi: 'đã được sửa', en: 'corrected since' },
  link: { vi: 'đã được dùng làm căn cứ', en: 'evidence of something' },
  attachment: { vi: 'đã có tệp đính kèm', en: 'with files attached' },
};

export const laterFactsRestOnDocuments = (
  documents: readonly { id: string; print: string; because: readonly RestsOnDocument[] }[],
): Fault => {
  const listed = (language: 'vi' | 'en'): string =>
    documents
      .slice(0, 10)
      .map(({ print, because }) => `${print}: ${because.map((one) => RESTS[one][language]).join(', ')}`)
      .join('; ');
  return {
    path: '',
    code: 'later-facts-rest-on-documents',
    kind: 'conflict',
    message: {
      vi: `Không hoàn tác được vì ${documents.length} văn bản không còn như lúc nhập (${listed('vi')}).`,
      en: `It cannot be taken back: ${documents.length} of its documents are not as they were brought in (${listed('en')}).`,
    },
    detail: { documents: documents.slice(0, 500) },
  };
};
