import { type Fault } from '../kernel/refusal.js';

export const auditEntryUnknown = (id: string): Fault => ({
  path: '',
  code: 'audit-entry-unknown',
  kind: 'missing',
  message: { vi: `Nhật ký không có mục "${id}".`, en: `The audit has no entry "${id}".` },
});
