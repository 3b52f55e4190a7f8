/**
 * The numbers of the official layout, lengths in millimetres and sizes of letters in points. Where the decree leaves a
 * range, one value of it is taken. Source: Decree 30/2020/NĐ-CP, appendix I, parts I and II.
 */
export const LAYOUT = {
  /** A4 upright. */
  page: { width: 210, height: 297 },
  /** Top and bottom 20–25, left 30–35, right 15–20. */
  margin: { top: 20, bottom: 20, left: 30, right: 15 },
  /** From the top edge to the page number, which is centred in the top margin. */
  pageNumberFromTop: 10,
  /** The two columns of boxes 2 and 1; together the width of the text. */
  head: { left: 74, right: 91 },
  /** Of the line above it; the decree wants a third to a half. */
  ruleShare: 0.45,
  /** 10 or 12.7. */
  firstLineIndent: 12.7,
  /** At least 6 points between paragraphs; lines single to one and a half. */
  paragraph: { after: 6, line: 1.15 },
  /** Blank height in which one signs and seals, in points; a seal measures 36 mm. */
  signatureSpace: 108,
  /** Boxes 9b and 7; together the width of the text. */
  foot: { left: 75, right: 90 },
  size: {
    body: 14,
    /** 12 or 13; at 13 the name of the country leaves too little for that of a department. */
    parentBody: 12,
    issuingBody: 12,
    country: 12,
    motto: 13,
    number: 13,
    placeAndDate: 13,
    letterExcerpt: 12,
    title: 14,
    recipientsTitle: 12,
    recipients: 11,
    pageNumber: 13,
    table: 12,
    list: 11,
    smallPrint: 8,
  },
  /** Inside of a cell, in points. */
  cell: { side: 4, above: 2.5 },
  /** Shades of heat tables from none to all, each darker than the one before, and what a total stands on. */
  shades: ['FFFFFF', 'E8EFF7', 'D0DFEF', 'B4CDE5', '95B7D8', '749FC8'],
  headerShade: 'E9EDF2',
  totalShade: 'F4F6F8',
} as const;

/** Width of the text in millimetres. */
export function textWidth(landscape: boolean): number {
  const { page, margin } = LAYOUT;
  return (landscape ? page.height : page.width) - margin.left - margin.right;
}

/** Millimetres in points: 25.4 mm are 72 points. */
export function points(millimetres: number): number {
  return (millimetres / 25.4) * 72;
}

/**
 * Which of the shades a share gets: 0 for none and for what is not known, 5 only for all, and between them one for each
 * quarter, 0.25 being in the second.
 */
export function shadeIndex(ratio: number | null): number {
  if (ratio === null || ratio <= 0) return 0;
  if (ratio >= 1) return 5;
  return 1 + Math.floor(ratio * 4);
}
