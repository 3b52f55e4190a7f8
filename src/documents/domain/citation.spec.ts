import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '../../kernel/local-date.js';
import { citeDocument, citeWithIssuer } from './citation.js';
import { type DocumentType } from './document.js';

describe('citeDocument (Decree 30/2020; facts F30, F38–F44)', () => {
  it.each<[string | null, DocumentType, string | null, string]>([
    ['06/2016/QĐ-UBND', 'decision', '2016-03-09', 'Quyết định số 06/2016/QĐ-UBND ngày 09/3/2016'],
    ['418/QĐ-UBND', 'decision', '2016-02-24', 'Quyết định số 418/QĐ-UBND ngày 24/02/2016'],
    ['39/2016/QĐ-UBND', 'decision', '2016-10-25', 'Quyết định số 39/2016/QĐ-UBND ngày 25/10/2016'],
    ['584/QĐ-UBND', 'decision', null, 'Quyết định số 584/QĐ-UBND'],
    ['05/BC-STTTT', 'report', '2017-01-05', 'Báo cáo số 05/BC-STTTT ngày 05/01/2017'],
    [null, 'other', '2017-03-24', 'Bài tổng hợp, ngày 24/03/2017'],
    [null, 'minutes', null, 'Bài tổng hợp'],
  ])('%s of type %s, issued on %s', (number, type, day, expected) => {
    const issuedOn = day === null ? null : parseLocalDate(day);
    expect(citeDocument({ number, type, issuedOn, title: 'Bài tổng hợp' })).toBe(expected);
  });
});

describe('citeWithIssuer', () => {
  it.each<[string | null, DocumentType, string | null, string]>([
    ['418/QĐ-UBND', 'decision', '2016-02-24', 'Quyết định số 418/QĐ-UBND ngày 24/02/2016 của UBND tỉnh Tây Ninh'],
    ['584/QĐ-UBND', 'decision', null, 'Quyết định số 584/QĐ-UBND của UBND tỉnh Tây Ninh'],
    [null, 'minutes', '2016-03-09', 'Biên bản ngày 09/3/2016 của UBND tỉnh Tây Ninh'],
    [null, 'other', null, 'Văn bản của UBND tỉnh Tây Ninh'],
  ])('%s of type %s, issued on %s', (number, type, day, expected) => {
    const issuedOn = day === null ? null : parseLocalDate(day);
    expect(citeWithIssuer({ number, type, issuedOn, issuer: 'UBND tỉnh Tây Ninh' })).toBe(expected);
  });
});
