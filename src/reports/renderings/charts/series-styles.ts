/** How a line is told from the others without colour: by its dashes and the form of its points. */
export interface SeriesStyle {
  /** Hexadecimal; each darker or lighter than its neighbours, for who prints in grey. */
  readonly color: string;
  readonly dash: readonly number[];
  readonly wordDash: 'solid' | 'dash' | 'dot' | 'dashDot';
  readonly marker: 'circle' | 'square' | 'triangle' | 'diamond';
}

const STYLES: readonly [SeriesStyle, ...SeriesStyle[]] = [
  { color: '12355B', dash: [], wordDash: 'solid', marker: 'circle' },
  { color: 'B3541E', dash: [6, 3], wordDash: 'dash', marker: 'square' },
  { color: '3C7A57', dash: [2, 2.5], wordDash: 'dot', marker: 'triangle' },
  { color: '7A4B8C', dash: [8, 3, 2, 3], wordDash: 'dashDot', marker: 'diamond' },
];

/** The style of a series by its place; the fifth looks like the first again. */
export function styleOf(index: number): SeriesStyle {
  return STYLES[index % STYLES.length] ?? STYLES[0];
}

/** Of the circle that marks a point. */
export const DOT_RADIUS = 2.4;

const OUTLINES = {
  square: [[-2.2, -2.2], [2.2, -2.2], [2.2, 2.2], [-2.2, 2.2]],
  triangle: [[0, -3.2], [2.9, 2.3], [-2.9, 2.3]],
  diamond: [[0, -3.4], [3.4, 0], [0, 3.4], [-3.4, 0]],
} as const; // prettier-ignore

/** The corners of the other marks, around their point. */
export function markerOutline(
  marker: Exclude<SeriesStyle['marker'], 'circle'>,
): readonly (readonly [number, number])[] {
  return OUTLINES[marker];
}
