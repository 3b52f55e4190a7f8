import { type Fault } from '../kernel/refusal.js';

export const provinceUnknown = (read: string): Fault => ({
  path: 'province',
  code: 'province-unknown',
  kind: 'unprocessable',
  message: {
    vi: `Danh mục không có tỉnh mang mã "${read}".`,
    en: `The register has no province with the code "${read}".`,
  },
});
