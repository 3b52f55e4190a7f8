import { describe, expect, it } from '@jest/globals';
import { separatorOf } from './csv-separator.js';

describe('separatorOf', () => {
  it.each([
    ['a;b\n1;2', ';'],
    ['a,b\n1,2', ','],
    ['a\tb\n1\t2', '\t'],
    ['Mã;Tỷ lệ\n01;43,2\n02;50,1', ';'],
    ['Mã,Tên\n01,"Thi đua; khen thưởng"\n02,"x; y"', ','],
    ['Mã\tTên\n01\tMột, hai; ba', '\t'],
    ['"a,b";c\n"d,e";f', ';'],
    ['"a\n;;;;b",c\nd,e', ','],
    ['một cột\nhai', ';'],
    ['', ';'],
    ['\n\na,b\n1,2', ','],
  ])('of %j is %j', (text, separator) => {
    expect(separatorOf(text)).toEqual({ separator, start: 0 });
  });

  it('is stated by a sep= line, which is no row', () => {
    expect(separatorOf('sep=,\r\na;b,c')).toEqual({ separator: ',', start: 7 });
    expect(separatorOf('SEP=\t\na')).toEqual({ separator: '\t', start: 6 });
    expect(separatorOf('sep=;x\na')).toEqual({ separator: ';', start: 0 });
  });
});
