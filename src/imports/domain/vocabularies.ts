import { type ActivityKind } from '../../activities/domain/activity.js';
import { type COMPARATORS } from '../../deployments/domain/declaration.js';
import { type Dating, type EntryStage } from '../../deployments/domain/entry.js';
import { type DueRule } from '../../indicators/domain/due.js';
import { type Reach } from '../../indicators/domain/figure.js';
import { type IndicatorKind } from '../../indicators/domain/measure.js';
import { type PeriodKind, type PeriodRule } from '../../kernel/reporting-period.js';
import { type DocumentType } from '../../documents/domain/document.js';
import { type Measure } from '../../scorecards/domain/definition.js';
import { type FormType } from '../../scorecards/domain/form.js';
import { type InheritanceRule } from '../../systems/domain/system.js';
import { type TargetMeasure } from '../../targets/domain/target.js';
import { type Level } from '../../units/domain/unit.js';
import { Vocabulary } from './cell-readers.js';

/** Words for stages (domain.md §7) and what offices write for them. `unknown` is no stage: nothing is recorded of it. */
export const STAGE_WORDS = new Vocabulary<EntryStage | 'unknown'>(
  [
    {
      code: 'live',
      word: 'đang sử dụng',
      also: ['đã triển khai', 'đã đưa vào sử dụng', 'đưa vào sử dụng', 'đã sử dụng', 'đã có', 'sử dụng', 'đang dùng'],
    },
    { code: 'pilot', word: 'thí điểm', also: ['đang thí điểm', 'triển khai thí điểm', 'dùng thử', 'chạy thử'] },
    { code: 'preparing', word: 'đang triển khai', also: ['đang chuẩn bị', 'chuẩn bị', 'chuẩn bị triển khai'] },
    { code: 'suspended', word: 'tạm dừng', also: ['tạm ngừng', 'tạm ngưng', 'đang tạm dừng'] },
    {
      code: 'retired',
      word: 'ngừng sử dụng',
      also: ['ngưng sử dụng', 'dừng sử dụng', 'đã ngừng', 'không còn sử dụng'],
    },
    { code: 'none', word: 'chưa triển khai', also: ['chưa', 'chưa có', 'không', 'không có', 'chưa sử dụng'] },
    { code: 'planned', word: 'đã lên kế hoạch', also: ['có kế hoạch', 'kế hoạch', 'dự kiến', 'dự kiến triển khai'] },
    { code: 'unknown', word: 'chưa có số liệu', also: ['không rõ', 'chưa rõ', 'chưa báo cáo', 'n/a', '?'] },
  ],
  { vi: 'giai đoạn, ví dụ "đang sử dụng"', en: 'a stage such as live' },
  'stage-unknown',
);

export const DATING_WORDS = new Vocabulary<Dating>(
  [
    { code: 'on', word: 'từ ngày', also: ['bắt đầu từ ngày', 'bắt đầu', 'từ'] },
    { code: 'by', word: 'tính đến ngày', also: ['đến ngày', 'tính đến', 'đã có đến ngày'] },
  ],
  { vi: '"từ ngày" hoặc "tính đến ngày"', en: 'on or by' },
  'dating-unknown',
);

export const LEVEL_WORDS = new Vocabulary<Level>(
  [
    { code: 'province', word: 'cấp tỉnh', also: ['tỉnh'] },
    { code: 'department', word: 'sở, ban, ngành', also: ['sở ban ngành', 'sở', 'cấp sở', 'các sở, ban, ngành'] },
    { code: 'district', word: 'cấp huyện', also: ['huyện'] },
    { code: 'commune', word: 'cấp xã', also: ['xã'] },
    { code: 'subordinate', word: 'đơn vị trực thuộc', also: ['trực thuộc'] },
  ],
  { vi: 'cấp, ví dụ "cấp xã"', en: 'a level such as commune' },
  'level-unknown',
);

export const COMPARATOR_WORDS = new Vocabulary<(typeof COMPARATORS)[number]>(
  [
    { code: '=', word: 'bằng', also: ['đúng'] },
    { code: '>', word: 'trên', also: ['hơn', 'lớn hơn'] },
    { code: '≥', word: 'từ … trở lên', also: ['ít nhất', 'tối thiểu', '>='] },
    { code: '~', word: 'khoảng', also: ['gần', 'xấp xỉ'] },
    { code: 'some', word: 'một số', also: ['một số đơn vị'] },
  ],
  { vi: '"bằng", "trên", "từ … trở lên", "khoảng" hoặc "một số"', en: '=, >, ≥, ~ or some' },
  'comparator-unknown',
);

export const INHERITANCE_WORDS = new Vocabulary<InheritanceRule>(
  [
    { code: 'all', word: 'tất cả', also: ['theo tất cả'] },
    { code: 'any', word: 'bất kỳ', also: ['một trong các'] },
    { code: 'lead', word: 'đơn vị chính', also: ['theo đơn vị chính'] },
    { code: 'none', word: 'không kế thừa', also: ['không'] },
  ],
  { vi: '"tất cả", "bất kỳ", "đơn vị chính" hoặc "không kế thừa"', en: 'all, any, lead or none' },
  'inheritance-unknown',
);

export const MEASURE_WORDS = new Vocabulary<TargetMeasure>(
  [
    { code: 'ratio', word: 'tỷ lệ', also: ['tỷ lệ phần trăm', 'phần trăm'] },
    { code: 'count', word: 'số đơn vị', also: ['số lượng đơn vị'] },
    { code: 'value', word: 'giá trị', also: ['giá trị chỉ số', 'số liệu'] },
  ],
  { vi: '"tỷ lệ", "số đơn vị" hoặc "giá trị"', en: 'ratio, count or value' },
  'measure-unknown',
);

export const ACTIVITY_WORDS = new Vocabulary<ActivityKind>(
  [
    { code: 'training', word: 'tập huấn', also: ['lớp tập huấn', 'đào tạo', 'đào tạo, tập huấn', 'bồi dưỡng'] },
    { code: 'handover', word: 'bàn giao thiết bị', also: ['bàn giao', 'cấp phát thiết bị', 'cấp phát'] },
  ],
  { vi: '"tập huấn" hoặc "bàn giao thiết bị"', en: 'training or handover' },
  'activity-kind-unknown',
);

export const INDICATOR_KIND_WORDS = new Vocabulary<IndicatorKind>(
  [
    { code: 'count', word: 'số đếm theo kỳ', also: ['số đếm', 'số phát sinh', 'số phát sinh trong kỳ', 'đếm theo kỳ'] },
    { code: 'stock', word: 'số hiện có', also: ['số hiện có cuối kỳ', 'số cuối kỳ', 'hiện có'] },
    { code: 'ratio', word: 'tỷ lệ', also: ['tỷ lệ phần trăm', 'phần trăm'] },
    { code: 'score', word: 'điểm', also: ['điểm số', 'chấm điểm', 'điểm đánh giá'] },
  ],
  { vi: '"số đếm theo kỳ", "số hiện có", "tỷ lệ" hoặc "điểm"', en: 'count, stock, ratio or score' },
  'indicator-kind-unknown',
);

export const REACH_WORDS = new Vocabulary<Reach>(
  [
    { code: 'unit', word: 'riêng đơn vị', also: ['chỉ đơn vị', 'của riêng đơn vị', 'đơn vị'] },
    { code: 'subtree', word: 'cả cấp dưới', also: ['gồm cả cấp dưới', 'cả đơn vị trực thuộc', 'toàn địa bàn'] },
  ],
  { vi: '"riêng đơn vị" hoặc "cả cấp dưới"', en: 'unit or subtree' },
  'reach-unknown',
);

export const YES_NO_WORDS = new Vocabulary<'true' | 'false'>(
  [
    { code: 'true', word: 'có', also: ['được', 'cho phép', 'x', 'yes'] },
    { code: 'false', word: 'không', also: ['không được', 'không cho phép', 'no'] },
  ],
  { vi: '"có" hoặc "không"', en: 'yes or no' },
  'yes-or-no-unknown',
);

export const CALENDAR_WORDS = new Vocabulary<PeriodRule>(
  [
    { code: 'calendar', word: 'theo tháng dương lịch', also: ['tháng dương lịch', 'dương lịch', 'cuối tháng'] },
    {
      code: 'decree-09',
      word: 'theo Nghị định 09/2019/NĐ-CP',
      also: ['Nghị định 09/2019/NĐ-CP', '09/2019/NĐ-CP', 'Nghị định 09', 'NĐ 09', 'ngày 14 hằng tháng'],
    },
  ],
  { vi: '"theo tháng dương lịch" hoặc "theo Nghị định 09/2019/NĐ-CP"', en: 'calendar or decree-09' },
  'calendar-unknown',
);

export const FREQUENCY_WORDS = new Vocabulary<PeriodKind>(
  [
    { code: 'month', word: 'hằng tháng', also: ['tháng', 'hàng tháng', 'theo tháng'] },
    { code: 'quarter', word: 'hằng quý', also: ['quý', 'hàng quý', 'theo quý', '3 tháng'] },
    { code: 'half-year', word: '6 tháng', also: ['sáu tháng', '06 tháng', 'nửa năm', '6 tháng một lần'] },
    { code: 'nine-months', word: '9 tháng', also: ['chín tháng', '09 tháng'] },
    { code: 'year', word: 'hằng năm', also: ['năm', 'hàng năm', 'theo năm', '12 tháng'] },
  ],
  { vi: '"hằng tháng", "hằng quý", "6 tháng", "9 tháng" hoặc "hằng năm"', en: 'how often, such as month' },
  'frequency-unknown',
);

export const DUE_RULE_WORDS = new Vocabulary<DueRule['rule']>(
  [
    { code: 'days-after', word: 'ngày sau', also: ['số ngày sau', 'ngày sau khi hết kỳ', 'ngày'] },
    {
      code: 'working-days-after',
      word: 'ngày làm việc sau',
      also: ['số ngày làm việc sau', 'ngày làm việc sau khi hết kỳ', 'ngày làm việc'],
    },
    { code: 'day-of-month', word: 'ngày trong tháng', also: ['ngày của tháng', 'vào ngày', 'trước ngày'] },
  ],
  {
    vi: '"ngày sau", "ngày làm việc sau" hoặc "ngày trong tháng"',
    en: 'days-after, working-days-after or day-of-month',
  },
  'due-rule-unknown',
);

export const DUE_MONTH_WORDS = new Vocabulary<'-1' | '0' | '1' | '2'>(
  [
    { code: '-1', word: 'tháng trước tháng cuối kỳ', also: ['tháng liền trước', 'trước 1 tháng'] },
    { code: '0', word: 'tháng cuối kỳ', also: ['tháng cuối của kỳ', 'trong kỳ'] },
    { code: '1', word: 'tháng sau', also: ['tháng sau kỳ', 'tháng đầu kỳ sau', 'sau 1 tháng'] },
    { code: '2', word: 'hai tháng sau', also: ['2 tháng sau', 'sau 2 tháng'] },
  ],
  { vi: 'tháng của hạn, ví dụ "tháng cuối kỳ"', en: "months after the period's last one: -1, 0, 1 or 2" },
  'due-month-unknown',
);

/** Types of documents (Decree 30/2020, article 7) and their signs (appendix III). */
export const DOCUMENT_TYPE_WORDS = new Vocabulary<DocumentType>(
  [
    { code: 'decision', word: 'quyết định', also: ['QĐ'] },
    { code: 'resolution', word: 'nghị quyết', also: ['NQ'] },
    { code: 'official-letter', word: 'công văn', also: ['CV'] },
    { code: 'report', word: 'báo cáo', also: ['BC'] },
    { code: 'plan', word: 'kế hoạch', also: ['KH'] },
    { code: 'submission', word: 'tờ trình', also: ['TTr'] },
    { code: 'minutes', word: 'biên bản', also: ['BB'] },
    { code: 'contract', word: 'hợp đồng', also: ['HĐ'] },
    { code: 'other', word: 'khác', also: ['văn bản khác', 'loại khác'] },
  ],
  {
    vi: 'loại văn bản, ví dụ "quyết định"; loại không có tên ở đây ghi "khác"',
    en: 'a type such as decision, or other',
  },
  'document-type-unknown',
);

/** Whether a day is worked instead of another (nghỉ lễ, tết: Labour Code 2019, article 112). */
export const WORKS_WORDS = new Vocabulary<'true' | 'false'>(
  [
    { code: 'false', word: 'nghỉ', also: ['nghỉ lễ', 'nghỉ bù', 'ngày nghỉ', 'được nghỉ'] },
    { code: 'true', word: 'làm bù', also: ['đi làm bù', 'làm việc bù', 'làm việc', 'đi làm'] },
  ],
  { vi: '"nghỉ" hoặc "làm bù"', en: 'true (worked) or false' },
  'works-unknown',
);

/** What a row of a scorecard's criteria is about. */
export type CriteriaPart = 'group' | 'criterion' | 'grade';

export const PART_WORDS = new Vocabulary<CriteriaPart>(
  [
    { code: 'group', word: 'đơn vị được chấm', also: ['nhóm đơn vị', 'nhóm', 'đối tượng', 'đối tượng chấm'] },
    { code: 'criterion', word: 'tiêu chí', also: ['tiêu chí thành phần', 'lĩnh vực', 'đề mục', 'nhóm tiêu chí'] },
    { code: 'grade', word: 'xếp loại', also: ['mức xếp loại', 'loại'] },
  ],
  { vi: '"đơn vị được chấm", "tiêu chí" hoặc "xếp loại"', en: 'group, criterion or grade' },
  'part-unknown',
);

export const CRITERION_MEASURE_WORDS = new Vocabulary<Measure['of']>(
  [
    { code: 'coverage', word: 'tỷ lệ triển khai', also: ['triển khai', 'hệ thống', 'tỷ lệ triển khai hệ thống'] },
    { code: 'indicator', word: 'chỉ số', also: ['chỉ tiêu', 'số liệu chỉ số'] },
  ],
  { vi: '"tỷ lệ triển khai" hoặc "chỉ số"', en: 'coverage or indicator' },
  'criterion-measure-unknown',
);

export const FORM_WORDS = new Vocabulary<FormType>(
  [
    { code: 'share', word: 'tỷ lệ', also: ['theo tỷ lệ', 'theo tỷ lệ đạt'] },
    { code: 'yes-no', word: 'có/không', also: ['có hoặc không', 'có không', 'đạt/không đạt', 'đạt hoặc không đạt'] },
    { code: 'steps', word: 'bậc thang', also: ['theo bậc', 'theo mức', 'các mức'] },
    { code: 'linear', word: 'tuyến tính', also: ['nội suy', 'nội suy tuyến tính'] },
  ],
  { vi: '"tỷ lệ", "có/không", "bậc thang" hoặc "tuyến tính"', en: 'share, yes-no, steps or linear' },
  'form-unknown',
);
