import { type Activity } from '../../activities/domain/activity.js';
import { type Language, printCount, printOfficialCount } from '../../kernel/ratio.js';
import { type Printed } from './snapshot.js';

/**
 * Who did it, and how much: `Sở Thông tin và Truyền thông; 45 người tham gia`, `02 bộ máy tính`. What was not stated is
 * left out.
 */
export function activityDetail(
  { people, items, place }: Pick<Activity, 'people' | 'items' | 'place'>,
  organiser: string | null,
): Printed {
  const detail = (language: Language): string => {
    const vi = language === 'vi';
    const sums = new Map<string, number>();
    for (const { measure, type, quantity } of items) {
      const key = `${measure} ${type}`;
      sums.set(key, (sums.get(key) ?? 0) + quantity);
    }
    return [
      ...(organiser === null ? [] : [organiser]),
      ...(place === null ? [] : [place]),
      ...(people === null
        ? []
        : [vi ? `${printOfficialCount(people, 'vi')} người tham gia` : `${printCount(people, 'en')} people`]),
      ...[...sums].map(([what, quantity]) =>
        vi ? `${printOfficialCount(quantity, 'vi')} ${what}` : `${printCount(quantity, 'en')} ${what}`,
      ),
    ].join('; ');
  };
  return { vi: detail('vi'), en: detail('en') };
}
