import { type BridgeCause } from '../../../coverage/domain/bridge.js';
import { printDeclared } from '../../../deployments/domain/declaration.js';
import { type Stage } from '../../../deployments/domain/entry.js';
import { type LocalDate, printDay } from '../../../kernel/local-date.js';
import { printOfficialCount, printPercent } from '../../../kernel/ratio.js';
import { lowerCommonNoun } from '../../../kernel/vietnamese-text.js';
import { type Level } from '../../../units/domain/unit.js';
import { vietnameseDay } from '../report-number.js';
import { type DeclaredFacts, type ReorganisationFacts } from '../snapshot.js';
import { LABELS } from './labels.js';
import { type FigureMove, type LevelStory, type NamedUnit } from './level-story.js';
import { VIETNAMESE_WORK } from './vietnamese-work.js';
import { type SystemStory, type Words } from './words.js';

const LEVELS: Readonly<Record<Level, string>> = {
  province: 'cấp tỉnh',
  department: 'sở, ban, ngành',
  district: 'cấp huyện',
  commune: 'cấp xã',
  subordinate: 'đơn vị trực thuộc',
};

/** What a level's units are called behind a share: `09/09 UBND cấp huyện`. */
const SHARED: Readonly<Record<Level, string>> = {
  province: 'UBND cấp tỉnh',
  department: 'sở, ban, ngành',
  district: 'UBND cấp huyện',
  commune: 'UBND cấp xã',
  subordinate: 'đơn vị trực thuộc',
};

/** And behind a count: `03 đơn vị cấp tỉnh`. */
const COUNTED: Readonly<Record<Level, string>> = {
  province: 'đơn vị cấp tỉnh',
  department: 'đơn vị cấp tỉnh',
  district: 'đơn vị cấp huyện',
  commune: 'đơn vị cấp xã',
  subordinate: 'đơn vị trực thuộc',
};

const STAGES: Readonly<Record<Stage, string>> = {
  ...{ none: 'chưa triển khai', preparing: 'đang triển khai', pilot: 'thí điểm', live: 'đang sử dụng' },
  ...{ suspended: 'tạm dừng', retired: 'ngừng sử dụng' },
};

const CAUSES: Readonly<Record<BridgeCause, string>> = {
  ...{ established: 'thành lập mới', ended: 'không còn đơn vị', moved: 'chuyển địa bàn' },
  ...{
    'level-or-kind': 'đổi cấp hoặc loại',
    applicability: 'đổi đối tượng áp dụng',
    exemption: 'được miễn, thôi miễn',
  },
  ...{ 'newly-live': 'mới đưa vào sử dụng', 'live-by': 'đã sử dụng từ trước, nay ghi nhận', lapsed: 'thôi sử dụng' },
  ...{ 'late-entry': 'ghi nhận muộn', correction: 'sửa số liệu sai', inherited: 'theo đơn vị cũ sau sắp xếp' },
};

const MOST_NAMES = 10;

/** Vietnamese as official documents write it (Decree 30/2020/NĐ-CP): `09/09 UBND cấp huyện`, `1.685`, `43,2%`. */
export const VIETNAMESE: Words = {
  language: 'vi',
  work: VIETNAMESE_WORK,
  labels: LABELS.vi,
  count,
  unit: unitName,
  system: lowerFirst,
  level: (level) => LEVELS[level],
  stage: (stage) => (stage === null ? 'chưa có số liệu' : STAGES[stage]),
  cause: (cause) => CAUSES[cause],
  day: printDay,
  list,
  declared: (declared) => printDeclared(declared, 'vi'),

  excerpt(subject, period, scope) {
    return `${subject} ${period}${placeOf(scope)}`;
  },
  introduction(excerpt, asOf) {
    return `Báo cáo ${lowerFirst(excerpt)}, số liệu tính đến hết ngày ${printDay(asOf)}, cụ thể như sau:`;
  },
  previous(previous) {
    if (!previous) return 'Đây là báo cáo đầu tiên theo mẫu này nên chưa có số liệu kỳ trước để so sánh.';
    const { number, issuedOn, asOf } = previous;
    return `Số liệu kỳ trước lấy theo Báo cáo số ${number} ngày ${printDay(issuedOn)}, tính đến hết ngày ${printDay(asOf)}.`;
  },
  closing(excerpt, toSuperior) {
    return `Trên đây là báo cáo ${lowerFirst(excerpt)}${toSuperior ? ', kính báo cáo' : ''}./.`;
  },

  toldAt,
  levelTitle(level, kinds) {
    const isBelow = level === 'district' || level === 'commune';
    return `${upperFirst(LEVELS[level])}${isBelow && kinds.length > 0 ? ` (UBND các ${kinds.join('/')})` : ''}`;
  },
  since: (day, dated) => (dated === 'on' ? printDay(day) : `chậm nhất ${printDay(day)}`),
  plan(dueOn, overdue) {
    if (dueOn === null) return 'đã lên kế hoạch, chưa định thời hạn';
    return `đến ${printDay(dueOn)}${overdue ? ' (quá hạn)' : ''}`;
  },
  replaces: (number, issuedOn) => `Báo cáo này thay thế Báo cáo số ${number} ngày ${printDay(issuedOn)}.`,
  enclosedWith(number, issuedOn) {
    const room = '\u00a0'.repeat(6);
    const day = issuedOn === null ? `ngày${room}tháng${room}năm${room}`.trimEnd() : vietnameseDay(issuedOn);
    return `(Kèm theo Báo cáo số ${number ?? room} ${day})`;
  },

  overview,
  part(story) {
    const told = story.stories.flatMap((one): string[] => {
      if (one.form === 'unknown') return [];
      if (one.form === 'declared') return [declaredUnits(one.declared, one.level)];
      if (one.form === 'count') return [`${count(one.covered)} ${COUNTED[one.level]}`];
      const { covered, eligible } = one.ratio;
      if (covered === 0) return [];
      const share = `${count(covered)}/${count(eligible)}`;
      return [`${LEVELS[one.level]} (${covered === eligible ? share : `${share}, ${printPercent(one.ratio)}`})`];
    });
    const totals = story.totals.filter(isStated).map((total) => declaredCount(total));
    const said = [...told, ...totals];
    if (said.length > 0) return `tích hợp ${story.system}: ${list(said)}`;
    const isOwed = story.stories.length + story.totals.length > 0;
    // A feature that nobody has to have and nobody speaks of is there, and that is all there is to say.
    return `tích hợp ${story.system}: ${isOwed ? 'chưa có số liệu' : 'có'}`;
  },
  moves,
  reorganisation,

  changed(system, units) {
    const names = units.length <= MOST_NAMES ? ` (${list(units.map(unitName))})` : '';
    return `${system}: ${count(units.length)} đơn vị${names}`;
  },
  noChanges(since) {
    return `Từ sau ngày ${printDay(since)} đến ngày chốt số liệu không có thay đổi về số đơn vị đã triển khai và số đơn vị thuộc phạm vi.`;
  },
  gap(level, missing, unknown, overdue) {
    const late = overdue > 0 ? `, trong đó ${count(overdue)} đơn vị quá hạn theo kế hoạch` : '';
    const parts = [
      ...(missing > 0 ? [`${count(missing)} đơn vị chưa triển khai${late}`] : []),
      ...(unknown > 0 ? [`${count(unknown)} đơn vị chưa có số liệu`] : []),
    ];
    return parts.length === 0 ? null : `${LEVELS[level]}: ${parts.join('; ')}`;
  },
  noGaps() {
    return 'Không có đơn vị nào thuộc phạm vi mà chưa triển khai hoặc chưa có số liệu.';
  },
  completeness(name, given, owed) {
    const still = owed === given ? 'đã gửi đủ' : `còn ${count(owed - given)} đơn vị chưa gửi`;
    return `${name}: ${count(given)}/${count(owed)}${owed === 0 ? '' : ` (${printPercent({ covered: given, eligible: owed })})`}, ${still}.`;
  },
};

function unitName({ name, kind }: NamedUnit): string {
  return lowerCommonNoun(name, kind);
}

/** Numbers below 10 have a leading zero in running text. */
function count(number: number): string {
  return printOfficialCount(number, 'vi');
}

function list(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} và ${items.at(-1) ?? ''}`;
}

/** Lower case at the beginning, unless the word is an acronym. */
function lowerFirst(text: string): string {
  return /^\p{Lu}(?!\p{Lu})/u.test(text) ? text.charAt(0).toLocaleLowerCase('vi') + text.slice(1) : text;
}

function upperFirst(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}

function placeOf(scope: readonly NamedUnit[]): string {
  const [only] = scope;
  return only && scope.length === 1 ? ` trên địa bàn ${lowerCommonNoun(only.name, only.kind)}` : '';
}

function overview({ system, stories, totals }: SystemStory, asOf: LocalDate): string[] {
  const told = stories.filter((one) => one.form !== 'unknown' && !(one.form === 'share' && one.ratio.covered === 0));
  const unknown = stories.filter((one) => one.form === 'unknown').map(({ level }) => LEVELS[level]);
  const stated = totals.filter(isStated);
  const sentences: string[] = [];
  if (told.length > 0) {
    const places = list(told.map(toldAt));
    sentences.push(`Tính đến ngày ${printDay(asOf)}, ${system} đã được triển khai tại ${places}${sharesOf(told)}.`);
  } else if (stories.length === unknown.length && stated.length === 0) {
    const where = unknown.length > 0 ? ` (${list(unknown)})` : '';
    return [`Về ${system}, tính đến ngày ${printDay(asOf)} chưa có số liệu${where}.`];
  }
  const declared = told.flatMap((one) =>
    one.form === 'declared' && one.declared.count !== null ? [declaredUnits(one.declared, one.level)] : [],
  );
  if (declared.length > 0) sentences.push(`Trong đó ${list(declared)} là số liệu công bố, chưa có danh sách đơn vị.`);
  for (const one of stories) if (one.form === 'share') sentences.push(...partial(one));
  for (const total of stated) {
    const subject = told.length > 0 ? 'Tổng số công bố' : `Theo số liệu công bố, ${system} được triển khai tại`;
    const quote = total.quote === null || total.comparator === '=' ? '' : ` (nguyên văn: “${total.quote}”)`;
    sentences.push(`${subject}${told.length > 0 ? ': ' : ' '}${declaredCount(total)}${quote}.`);
  }
  if (unknown.length > 0) sentences.push(`Ở ${list(unknown)} chưa có số liệu.`);
  return sentences;
}

/** `09/09 UBND cấp huyện`, `Sở Tư pháp`, `03 đơn vị cấp tỉnh (A, B và C)`, `13 sở`. */
function toldAt(story: LevelStory): string {
  switch (story.form) {
    case 'share':
      if (story.only) return lowerCommonNoun(story.only.name, story.only.kind);
      return `${count(story.ratio.covered)}/${count(story.ratio.eligible)} ${SHARED[story.level]}`;
    case 'count': {
      const names = story.names.map(unitName);
      return `${count(story.covered)} ${COUNTED[story.level]}${names.length > 0 ? ` (${list(names)})` : ''}`;
    }
    case 'declared':
      return declaredUnits(story.declared, story.level);
    case 'unknown':
      return LEVELS[story.level];
  }
}

/** The shares at the end of the sentence: once for all of it, or level by level. */
function sharesOf(told: readonly LevelStory[]): string {
  const shares = told.flatMap((one) => (one.form === 'share' ? [one] : []));
  const many = shares.filter(({ only }) => only === null);
  if (many.length === 0) return '';
  const prints = new Map<string, string[]>();
  for (const { ratio, level } of many) {
    const print = printPercent(ratio);
    prints.set(print, [...(prints.get(print) ?? []), LEVELS[level]]);
  }
  const [first] = prints.keys();
  if (prints.size === 1 && shares.length === told.length) return `, đạt tỷ lệ ${first ?? ''}`;
  return `, đạt tỷ lệ ${list([...prints].map(([print, levels]) => `${print} ở ${list(levels)}`))}`;
}

/** What is left of a share that is not the whole. */
function partial(story: Extract<LevelStory, { form: 'share' }>): string[] {
  const { level, ratio, missing, unknown, only, places } = story;
  const { covered, eligible } = ratio;
  if (covered === eligible) return [];
  if (only) return [`${upperFirst(lowerCommonNoun(only.name, only.kind))} chưa triển khai.`];
  const left = [
    ...(missing > 0 ? [`${count(missing)} đơn vị chưa triển khai`] : []),
    ...(unknown > 0 ? [`${count(unknown)} đơn vị chưa có số liệu`] : []),
  ];
  if (covered === 0)
    return [
      unknown === 0
        ? `Ở ${LEVELS[level]}, chưa có đơn vị nào trong tổng số ${count(eligible)} đơn vị thuộc phạm vi triển khai.`
        : `Ở ${LEVELS[level]}, trong tổng số ${count(eligible)} đơn vị thuộc phạm vi chưa ghi nhận đơn vị nào triển khai: ${left.join(', ')}.`,
    ];
  const where = places.length > 0 ? ` thuộc ${list(places.map(unitName))}` : '';
  return [`${count(covered)} ${COUNTED[level]} đã triển khai${where}; ${list(left)}.`];
}

function isStated({ count: stated, comparator }: DeclaredFacts): boolean {
  return stated !== null || comparator === 'some';
}

/** A stated figure with what it counts, as the statement calls it or else as its level does: `13 sở`, `21 đơn vị cấp xã`. */
function declaredUnits(declared: DeclaredFacts, level: Level): string {
  if (declared.counted !== null) return printDeclared(declared, 'vi');
  if (declared.comparator === 'some') return `một số ${COUNTED[level]}`;
  return `${declaredCount(declared)} ${level === 'department' ? LEVELS.department : COUNTED[level]}`;
}

/** A number without what it counts, below 10 with its zero. */
function declaredCount(declared: DeclaredFacts): string {
  const print = printDeclared(declared, 'vi');
  return /^\d$/.test(print) ? `0${print}` : print;
}

function moves(found: readonly FigureMove[]): string[] {
  if (found.length === 0) return [];
  const changes = found.flatMap(({ level, covered: [before, now], eligible }) => [
    ...(now === before
      ? []
      : [
          `số ${COUNTED[level]} đã triển khai ${now > before ? 'tăng' : 'giảm'} ${count(Math.abs(now - before))} (từ ${count(before)} ${now > before ? 'lên' : 'xuống'} ${count(now)})`,
        ]),
    ...(eligible === null || eligible[0] === eligible[1]
      ? []
      : [
          `số ${COUNTED[level]} thuộc phạm vi ${eligible[1] > eligible[0] ? 'tăng' : 'giảm'} từ ${count(eligible[0])} ${eligible[1] > eligible[0] ? 'lên' : 'xuống'} ${count(eligible[1])}`,
        ]),
  ]);
  if (changes.length > 0) return [`So với kỳ trước, ${list(changes)}.`];
  return ['So với kỳ trước, số đơn vị đã triển khai không thay đổi.'];
}

function reorganisation({ effectiveOn, instrument, renamed, merged, unitsBefore }: ReorganisationFacts): string {
  const items =
    renamed.length + merged.length <= MOST_NAMES
      ? [
          ...renamed.map(({ before, after }) => `${unitName(before)} đổi thành ${unitName(after)}`),
          ...merged.map(({ into, from }) =>
            from.length === 1
              ? `${unitName(into)} hình thành từ ${list(from.map(unitName))}`
              : `${list(from.map(unitName))} sắp xếp thành ${unitName(into)}`,
          ),
        ]
      : [
          ...(merged.length > 0
            ? [`${count(merged.length)} đơn vị hình thành trên cơ sở ${count(unitsBefore)} đơn vị trước đó`]
            : []),
          ...(renamed.length > 0 ? [`${count(renamed.length)} đơn vị đổi tên hoặc đổi loại`] : []),
        ];
  return `Theo ${instrument}, có hiệu lực từ ngày ${printDay(effectiveOn)}: ${items.join('; ')}.`;
}
