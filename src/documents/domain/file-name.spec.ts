import { describe, expect, it } from '@jest/globals';
import { contentDisposition, readFileName } from './file-name.js';

describe('readFileName', () => {
  it.each([
    ['Quyết định 418.PDF', 'Quyết định 418.PDF', 'pdf'],
    ['Quyết định.pdf'.normalize('NFD'), 'Quyết định.pdf', 'pdf'],
    ['  bảng\u00a0 kê .v2.xlsx ', 'bảng kê .v2.xlsx', 'xlsx'],
    ['a.tar.gz', 'a.tar.gz', 'gz'],
    ['...a.txt', '...a.txt', 'txt'],
    [`${'a'.repeat(251)}.pdf`, `${'a'.repeat(251)}.pdf`, 'pdf'],
  ])('reads %j', (raw, name, extension) => {
    expect(readFileName(raw)).toEqual({ name, extension });
  });

  it.each([
    ['', 'missing'],
    [' \u00a0', 'missing'],
    ['/a.pdf', 'path'],
    ['..\\a.pdf', 'path'],
    ['a', 'no-extension'],
    ['a.', 'no-extension'],
    ['.pdf', 'no-extension'],
    ['..pdf', 'no-extension'],
    ['a.phần mở rộng', 'no-extension'],
    ['a\n.pdf', 'unprintable'],
    ['a\u202e.pdf', 'unprintable'],
    ['a\ud800.pdf', 'unprintable'],
    ['a\ufffd.pdf', 'unprintable'],
    [`${'a'.repeat(252)}.pdf`, 'too-long'],
  ])('refuses %j', (raw, fault) => {
    expect(readFileName(raw)).toBe(fault);
  });
});

describe('contentDisposition', () => {
  it.each([
    ['a.pdf', `attachment; filename="a.pdf"; filename*=UTF-8''a.pdf`],
    ['Đỗ "ký".pdf', `attachment; filename="Do _ky_.pdf"; filename*=UTF-8''%C4%90%E1%BB%97%20%22k%C3%BD%22.pdf`],
    ["l'été (1)*.pdf", `attachment; filename="l'ete (1)*.pdf"; filename*=UTF-8''l%27%C3%A9t%C3%A9%20%281%29%2A.pdf`],
    ['100%.pdf', `attachment; filename="100_.pdf"; filename*=UTF-8''100%25.pdf`],
    ['文.pdf', `attachment; filename="_.pdf"; filename*=UTF-8''%E6%96%87.pdf`],
  ])('of %s is %s', (name, header) => {
    expect(contentDisposition(name)).toBe(header);
  });
});
