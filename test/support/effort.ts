/** How many of `full` rounds a long test does: all of them, or the share that TEST_EFFORT says (`0.1`: a tenth); at least one. */
export function effort(full: number): number {
  return Math.max(1, Math.round(full * Number(process.env['TEST_EFFORT'] ?? 1)));
}
