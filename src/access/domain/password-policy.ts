import { accentFreeKey } from '../../kernel/vietnamese-text.js';

/** NIST SP 800-63B-4 and ASVS 5.0 V6.2: length is what counts; no rules of composition, no forced change. */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;

/** What people here choose who have to choose something, folded: without diacritics, spaces and case. */
const FAVOURITES = [
  ...['password', 'matkhau', 'quantri', 'administrator', 'admin', 'tayninh', 'longan', 'vietnam', 'chinhquyen'],
  ...['motcua', 'vanphong', 'uyban', 'ubnd', 'xinchao', 'hoilamgi', 'khongbiet', 'anhyeuem', 'emyeuanh', 'iloveyou'],
  ...['letmein', 'welcome', 'qwertyuiop', 'qwerty', 'asdfghjkl', 'abcdefghijkl', '1q2w3e4r5t6y', 'abc', 'egov'],
];

export type PasswordFault = 'too-short' | 'too-long' | 'guessable' | 'common';

/**
 * What is wrong with a new password. Characters are counted as people do; it is guessable where nothing much is left once
 * the account's name, a favourite, a year and repeated or rising characters are taken away: `Tayninh@2026!` leaves `@!`.
 * It is common where `common` (passwords in small letters) holds it in whatever case, or as it is typed without
 * diacritics and spaces: `Anh yêu em nhiều lắm` is `anhyeuemnhieulam`.
 */
export function passwordFault(
  password: string,
  accountName: string,
  common: ReadonlySet<string>,
): PasswordFault | null {
  const length = [...password.normalize('NFC')].length;
  if (length < SHORTEST_PASSWORD) return 'too-short';
  if (length > LONGEST_PASSWORD) return 'too-long';
  const bare = accentFreeKey(password).replace(/\s/g, '');
  if (isGuessable(bare, accountName)) return 'guessable';
  return common.has(password.normalize('NFC').toLowerCase()) || common.has(bare) ? 'common' : null;
}

function isGuessable(bare: string, accountName: string): boolean {
  let rest = bare;
  const words = [accentFreeKey(accountName).replace(/[^\p{L}\p{N}]/gu, ''), ...FAVOURITES].filter(
    (word) => word.length > 2,
  );
  for (const word of words.sort((a, b) => b.length - a.length)) rest = rest.replaceAll(word, '');
  rest = withoutRuns(rest.replace(/(?:19|20)\d\d/g, ''));
  return new Set(rest).size < 5;
}

/** Without characters that repeat the one before, or follow it: `aaaa1234` leaves `a1`. */
function withoutRuns(text: string): string {
  return [...text]
    .filter((character, index, all) => {
      const step = (character.codePointAt(0) ?? 0) - (all[index - 1]?.codePointAt(0) ?? -10);
      return Math.abs(step) > 1;
    })
    .join('');
}
