import { type Command } from 'commander';
import { coverageBridgeAnswer } from '../coverage/coverage-bridge-answers.js';
import { type CoverageBridge, CoverageBridgeService } from '../coverage/coverage-bridge.service.js';
import { type BridgeCause, type BridgeStep, type BridgeStepName } from '../coverage/domain/bridge.js';
import { type Figure, printFigure } from '../coverage/domain/figure.js';
import { CoverageBridgeQuery } from '../coverage/dto/bridge.requests.js';
import { type Language } from '../kernel/ratio.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { accept } from '../platform/validation/submission.js';
import { type FormatOption, formatOption, languageOption, type LanguageOption } from './options.js';
import { printJson, printLines } from './print.js';
import { withServices } from './services.js';

const HEADERS: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Bước', 'Lý do', 'Đơn vị', 'Mã', 'Hệ thống', 'Đã triển khai', 'Thuộc phạm vi', 'Tỷ lệ'],
  en: ['Step', 'Cause', 'Unit', 'Code', 'System', 'Covered', 'Eligible', 'Coverage'],
};

const STEP_NAMES: Readonly<Record<Language, Readonly<Record<BridgeStepName, string>>>> = {
  vi: { knowledge: 'biết thêm', time: 'diễn biến' },
  en: { knowledge: 'knowledge', time: 'time' },
};

const CAUSE_NAMES: Readonly<Record<Language, Readonly<Record<BridgeCause, string>>>> = {
  vi: {
    established: 'thành lập',
    ended: 'kết thúc',
    moved: 'chuyển địa bàn',
    'level-or-kind': 'đổi cấp hoặc loại',
    applicability: 'đổi đối tượng',
    exemption: 'miễn',
    'newly-live': 'mới sử dụng',
    'live-by': 'đã sử dụng từ trước',
    lapsed: 'thôi sử dụng',
    'late-entry': 'ghi muộn',
    correction: 'sửa sai',
    inherited: 'theo đơn vị cũ',
  },
  en: {
    established: 'established',
    ended: 'ended',
    moved: 'moved',
    'level-or-kind': 'level or kind',
    applicability: 'applicability',
    exemption: 'exemption',
    'newly-live': 'newly live',
    'live-by': 'live already',
    lapsed: 'lapsed',
    'late-entry': 'late entry',
    correction: 'correction',
    inherited: 'inherited',
  },
};

/** `bridge`: what leads from one figure to another, unit by unit. */
export function addBridge(program: Command): void {
  const command = program
    .command('bridge')
    .description('vì sao con số thay đổi: what leads from one figure to another, unit by unit');
  formatOption(languageOption(command))
    .requiredOption('--from <day>', 'the earlier day')
    .option('--to <day>', 'the later day; default the earlier one, as it became known')
    .option('--known-from <instant>', 'the earlier day as known then; default --known-to')
    .option('--known-to <instant>', 'both days as known then; default everything committed')
    .option('--system <codes>', 'only these systems, separated by commas')
    .option('--level <level>', 'only this level')
    .option('--kind <kind>', 'only this kind')
    .option('--within <units>', 'these units and all below them')
    .option('--stages <stages>', 'stages that count as covered; default live')
    .action(async ({ format, lang, ...options }: FormatOption & LanguageOption & Record<string, unknown>) => {
      const query = accept(CoverageBridgeQuery, options);
      await withServices(async (services) => {
        const bridges = services.get(CoverageBridgeService);
        const bridge = await bridges.between(await bridges.points(query), query);
        if (format === 'json') {
          printJson(coverageBridgeAnswer(bridge, lang));
          return;
        }
        printLines(HEADERS[lang], tableOf(bridge, lang), format);
        if (!bridge.knowledge.eligibleBridges || !bridge.time.eligibleBridges) {
          console.error(
            lang === 'vi'
              ? 'Có con số không nêu phạm vi: các dòng chỉ cộng khớp ở cột "Đã triển khai".'
              : 'A figure does not state what is eligible: the lines add up to "Covered" alone.',
          );
        }
      });
    });
}

/** The figures with the lines between them, top to bottom. */
function tableOf({ points, knowledge, time }: CoverageBridge, language: Language): string[][] {
  const [first, between, last] = points;
  return [
    figureLine(first, knowledge.from, language),
    ...stepLines(knowledge, language),
    figureLine(between, knowledge.to, language),
    ...stepLines(time, language),
    figureLine(last, time.to, language),
  ];
}

function figureLine({ asOf, revision }: ReadPoint, figure: Figure, language: Language): string[] {
  const { covered, eligible } = figure;
  const point = language === 'vi' ? `lần ghi ${revision}` : `revision ${revision}`;
  return [asOf, point, '', '', '', String(covered), eligible?.toString() ?? '', printFigure(figure, language)];
}

function stepLines({ step, lines }: BridgeStep, language: Language): string[][] {
  return lines.map(({ cause, unit, system, deltaCovered, deltaEligible }) => [
    STEP_NAMES[language][step],
    CAUSE_NAMES[language][cause],
    unit.name,
    unit.code,
    system.code,
    signed(deltaCovered),
    signed(deltaEligible),
    '',
  ]);
}

function signed(delta: number): string {
  return delta > 0 ? `+${delta}` : String(delta);
}
