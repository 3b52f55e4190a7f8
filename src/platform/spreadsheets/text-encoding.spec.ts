import { describe, expect, it } from '@jest/globals';
import { tcvn3, windows1258 } from '../../../test/support/legacy-text.js';
import { decodeText } from './text-encoding.js';

const TEXT = 'Mã đơn vị;Tên đơn vị\r\n25501;Xã Tân Bình\r\n25495;Xã Hòa Hội, huyện Châu Thành\r\n';

describe('decodeText', () => {
  it.each([
    ['utf-8', Buffer.from(TEXT)],
    ['utf-8', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(TEXT)])],
    ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TEXT, 'utf16le')])],
    ['utf-16le', Buffer.from(TEXT, 'utf16le')],
    ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(TEXT, 'utf16le').swap16()])],
    ['utf-16be', Buffer.from(TEXT, 'utf16le').swap16()],
    ['windows-1258', windows1258(TEXT)],
    ['tcvn3', tcvn3(TEXT)],
  ] as const)('reads %s', (encoding, bytes) => {
    const read = decodeText(bytes);
    expect(read.encoding).toBe(encoding);
    expect(read.text.normalize('NFC')).toBe(TEXT);
  });

  it('refuses VNI with advice', () => {
    const vni = Buffer.from('25501;Uyû ban nhaân daân xaõ Taân Bình\r\n', 'latin1');
    expect(() => decodeText(vni)).toThrow('The text of the file is in the VNI encoding (such as "Uyû")');
  });

  it('refuses what a mark belies, and what is no text', () => {
    expect(() => decodeText(Buffer.from([0xef, 0xbb, 0xbf, 0x41, 0xff]))).toThrow('marked as UTF-8');
    expect(() => decodeText(Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00]))).toThrow('marked as UTF-16LE');
    expect(() => decodeText(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]))).toThrow(
      'not a spreadsheet',
    );
    expect(() => decodeText(Buffer.from('%PDF-1.4\n\u0000\u0001'))).toThrow('not a spreadsheet');
  });
});
