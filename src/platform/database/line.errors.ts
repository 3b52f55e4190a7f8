import { type Fault } from '../../kernel/refusal.js';

export const knownAtAndRevision = (): Fault => ({
  path: 'revision',
  code: 'two-knowledge-clocks',
  kind: 'malformed',
  message: {
    vi: 'Chỉ dùng một trong hai: knownAt hoặc revision.',
    en: 'Give either knownAt or revision, not both.',
  },
});

export const unknownRevision = (revision: number): Fault => ({
  path: 'revision',
  code: 'revision-unknown',
  kind: 'malformed',
  message: {
    vi: `Không có lần ghi số ${revision}.`,
    en: `There is no revision ${revision}.`,
  },
});

export const knownInTheFuture = (knownAt: string): Fault => ({
  path: 'knownAt',
  code: 'known-in-the-future',
  kind: 'malformed',
  message: {
    vi: `Chưa thể biết dữ liệu ở thời điểm ${knownAt}: thời điểm này ở tương lai.`,
    en: `Nobody knows yet what will be known at ${knownAt}: that instant lies in the future.`,
  },
});

export const lineBusy = (): Fault => ({
  path: 'knownAt',
  code: 'line-busy',
  kind: 'busy',
  message: {
    vi: 'Đang có dữ liệu được ghi; hãy hỏi lại sau ít giây.',
    en: 'Data is being written; ask again in a few seconds.',
  },
});
