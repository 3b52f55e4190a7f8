/** A measured value as an exact fraction; `denominator` is above zero. */
export interface Quantity {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** `fraction(41, 95)` is 41/95. Throws a RangeError unless both are whole and the denominator is above zero. */
export function fraction(numerator: number, denominator = 1): Quantity {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0)
    throw new RangeError(`Not a fraction: ${numerator}/${denominator}`);
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}

/** The number as it is written, exactly: 0.8 is 8/10 and not the double beside it. Throws a RangeError for `1e21`. */
export function exactly(decimal: number): Quantity {
  const [, sign = '', whole, decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(decimal)) ?? [];
  if (whole === undefined) throw new RangeError(`Not a plain decimal: ${decimal}`);
  return { numerator: BigInt(`${sign}${whole}${decimals}`), denominator: 10n ** BigInt(decimals.length) };
}

/** Negative, zero or positive: by value, so 1/2 and 2/4 are equal. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : Number(difference > 0n);
}

export function minus(a: Quantity, b: Quantity): Quantity {
  return {
    numerator: a.numerator * b.denominator - b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

/** a/b; throws a RangeError where b is zero. */
export function over(a: Quantity, b: Quantity): Quantity {
  if (b.numerator === 0n) throw new RangeError('Divided by zero');
  const sign = b.numerator < 0n ? -1n : 1n;
  return { numerator: sign * a.numerator * b.denominator, denominator: sign * a.denominator * b.numerator };
}

/** `share` of a whole number of parts, rounded half up once, and never below none or above all: 41/95 of 1000 is 432. */
export function shareOf(whole: number, share: Quantity): number {
  if (share.numerator <= 0n) return 0;
  if (share.numerator >= share.denominator) return whole;
  const { numerator, denominator } = share;
  return Number((2n * BigInt(whole) * numerator + denominator) / (2n * denominator));
}
