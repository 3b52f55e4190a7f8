import { type LocalDate } from '../../kernel/local-date.js';
import { holds } from '../../kernel/period.js';
import { nearest } from '../../kernel/resemblance.js';
import { matchKey } from '../../kernel/vietnamese-text.js';
import { type SystemPeriod } from './system.js';

export type SystemAnswer =
  | { readonly outcome: 'found'; readonly system: SystemPeriod }
  | { readonly outcome: 'unknown'; readonly candidates: readonly SystemPeriod[] }
  /** It is not in use on the day. */
  | { readonly outcome: 'not-there'; readonly system: SystemPeriod };

/** All believed periods of all systems, for finding them by code or by a name that they ever had. */
export class SystemDirectory {
  private readonly byKey = new Map<string, SystemPeriod[]>();
  private readonly answers = new Map<string, SystemAnswer>();

  constructor(private readonly periods: readonly SystemPeriod[]) {
    for (const period of periods) {
      for (const key of new Set([period.code, period.name, period.nameEn ?? period.code].map(matchKey))) {
        const own = this.byKey.get(key);
        if (own) own.push(period);
        else this.byKey.set(key, [period]);
      }
    }
  }

  /** `"e-office"` and `"VĂN PHÒNG ĐIỆN TỬ"` are the same system; diacritics count. */
  find(typed: string, day: LocalDate): SystemAnswer {
    const key = `${typed}\n${day}`;
    const known = this.answers.get(key);
    if (known) return known;
    const answer = this.look(typed, day);
    this.answers.set(key, answer);
    return answer;
  }

  /** The periods of all systems whose code or name it is; for telling what a heading means. */
  named(typed: string): readonly SystemPeriod[] {
    return this.byKey.get(matchKey(typed)) ?? [];
  }

  /** All periods of the system with this code, earliest first. */
  lifeOf(code: string): SystemPeriod[] {
    return this.periods.filter((period) => period.code === code);
  }

  codeOf(systemId: number): string {
    return this.periods.find((period) => period.systemId === systemId)?.code ?? '';
  }

  onDay(systemId: number, day: LocalDate): SystemPeriod | undefined {
    return this.periods.find((period) => period.systemId === systemId && holds(period.period, day));
  }

  private look(typed: string, day: LocalDate): SystemAnswer {
    const bearers = this.named(typed);
    const [first] = bearers;
    if (!first) return { outcome: 'unknown', candidates: this.resembling(typed) };
    const ids = new Set(bearers.map(({ systemId }) => systemId));
    const there = this.periods.filter(({ systemId, period }) => ids.has(systemId) && holds(period, day));
    // Who has the name on the day before who had it at another time.
    const named = there.find((period) => bearers.includes(period)) ?? there[0];
    return named ? { outcome: 'found', system: named } : { outcome: 'not-there', system: first };
  }

  private resembling(typed: string): SystemPeriod[] {
    const found = nearest(typed, this.periods, ({ name, code }) => (typed.includes(' ') ? name : code), 20);
    const close = found.length > 0 ? found : this.periods;
    return [...new Map(close.map((period) => [period.code, period])).values()].slice(0, 5);
  }
}
