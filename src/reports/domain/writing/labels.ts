import { type Language } from '../../../kernel/ratio.js';
import { type SectionId } from '../report-definition.js';
import { type TargetFacts } from '../snapshot.js';

/** Titles, headings and the fixed words of tables in one language. */
export interface Labels {
  /** Without numbers, in the capitals of a heading of a report. */
  readonly sections: Readonly<Record<Exclude<SectionId, 'units'>, string>>;
  readonly table: string;
  readonly figure: string;
  readonly appendix: string;
  readonly units: string;
  readonly columns: Readonly<
    Record<
      | 'order'
      | 'system'
      | 'level'
      | 'eligible'
      | 'covered'
      | 'percent'
      | 'change'
      | 'declared'
      | 'target'
      | 'status'
      | 'place'
      | 'unit'
      | 'code'
      | 'parent'
      | 'stage'
      | 'since'
      | 'days'
      | 'plan'
      | 'contact'
      | 'cause'
      | 'units'
      | 'deltaCovered'
      | 'deltaEligible'
      | 'printed'
      | 'now'
      | 'why'
      | 'month'
      | 'indicator'
      | 'value'
      | 'lastYear'
      | 'goal'
      | 'due'
      | 'legalBasis'
      | 'date'
      | 'activity'
      | 'detail'
      | 'rank'
      | 'points'
      | 'grade'
      | 'group'
      | 'maximum'
      | 'reached'
      | 'organiser'
      | 'number'
      | 'issuer'
      | 'title'
      | 'document'
      | 'name',
      string
    >
  >;
  readonly lists: Readonly<Record<'covered' | 'missing' | 'unknown' | 'exempt' | 'outside', string>>;
  readonly status: Readonly<Record<TargetFacts['status'], string>>;
  readonly unknown: string;
  readonly none: string;
  readonly byLevel: string;
  readonly byPlace: string;
  readonly trend: string;
  readonly changesByCause: string;
  readonly restatements: string;
  readonly newlyLive: string;
  readonly liveBy: string;
  readonly lapsed: string;
  readonly parts: string;
  readonly gapList: string;
  readonly indicators: string;
  readonly targets: string;
  readonly activities: string;
  /** Titles of the lists of units behind activities and scorecards. */
  readonly activityUnits: string;
  readonly scorecardUnits: string;
  readonly documents: string;
  /** The list of all documents of the period. */
  readonly documentList: string;
  readonly ranking: string;
  readonly owing: string;
}

export const LABELS: Readonly<Record<Language, Labels>> = {
  vi: {
    sections: {
      overview: 'TÌNH HÌNH CHUNG',
      levels: 'KẾT QUẢ THEO CẤP',
      places: 'KẾT QUẢ THEO ĐỊA BÀN',
      changes: 'THAY ĐỔI TRONG KỲ VÀ ĐÍNH CHÍNH SỐ LIỆU',
      gaps: 'ĐƠN VỊ CHƯA TRIỂN KHAI HOẶC CHƯA CÓ SỐ LIỆU',
      indicators: 'CHỈ SỐ TRONG KỲ VÀ TÌNH HÌNH GỬI SỐ LIỆU',
      targets: 'THỰC HIỆN CHỈ TIÊU',
      activities: 'HOẠT ĐỘNG TRONG KỲ',
      scorecards: 'KẾT QUẢ CHẤM ĐIỂM',
      documents: 'VĂN BẢN CHỈ ĐẠO, CĂN CỨ PHÁP LÝ',
    },
    ...{ table: 'Bảng', figure: 'Hình', appendix: 'Phụ lục' },
    units: 'DANH SÁCH ĐƠN VỊ',
    columns: {
      ...{ order: 'TT', system: 'Hệ thống', level: 'Cấp', eligible: 'Thuộc phạm vi', covered: 'Đã triển khai' },
      ...{ percent: 'Tỷ lệ', change: 'So với kỳ trước', declared: 'Số liệu công bố', target: 'Chỉ tiêu' },
      ...{ status: 'Tình trạng', place: 'Địa bàn', unit: 'Đơn vị', code: 'Mã', parent: 'Trực thuộc' },
      ...{ stage: 'Giai đoạn', since: 'Từ ngày', days: 'Số ngày', plan: 'Kế hoạch', contact: 'Đầu mối' },
      ...{ cause: 'Nguyên nhân', units: 'Số đơn vị', deltaCovered: 'Đã triển khai (+/–)' },
      ...{ deltaEligible: 'Thuộc phạm vi (+/–)', printed: 'Đã công bố', now: 'Nay là', why: 'Lý do' },
      ...{ month: 'Tháng', indicator: 'Chỉ số', value: 'Trong kỳ' },
      ...{ lastYear: 'Cùng kỳ năm trước', goal: 'Chỉ tiêu', due: 'Thời hạn', legalBasis: 'Căn cứ' },
      ...{ date: 'Ngày', activity: 'Hoạt động', detail: 'Nội dung', rank: 'Hạng', points: 'Điểm', grade: 'Xếp loại' },
      ...{ group: 'Nhóm', maximum: 'Điểm tối đa', reached: 'Tỷ lệ điểm', organiser: 'Đơn vị tổ chức' },
      ...{ number: 'Số, ký hiệu', issuer: 'Cơ quan ban hành', title: 'Trích yếu', name: 'Nội dung' },
      document: 'Văn bản',
    },
    lists: {
      ...{ covered: 'đã triển khai', missing: 'chưa triển khai', unknown: 'chưa có số liệu', exempt: 'được miễn' },
      outside: 'triển khai ngoài phạm vi',
    },
    status: {
      ...{ met: 'Đạt', 'on-track': 'Đúng tiến độ', 'at-risk': 'Có nguy cơ không đạt', missed: 'Không đạt' },
      unknown: 'Chưa có số liệu',
    },
    ...{ unknown: 'chưa có số liệu', none: '–' },
    byLevel: 'Kết quả triển khai ở',
    byPlace: 'Tỷ lệ triển khai theo địa bàn và hệ thống',
    trend: 'Tỷ lệ triển khai 12 tháng gần nhất ở',
    changesByCause: 'Thay đổi số liệu theo nguyên nhân',
    restatements: 'Đính chính số liệu đã công bố',
    newlyLive: 'Mới đưa vào sử dụng trong kỳ',
    liveBy: 'Đã sử dụng từ trước, chưa rõ ngày bắt đầu, mới ghi nhận trong kỳ',
    lapsed: 'Thôi sử dụng trong kỳ',
    parts: 'Các tính năng kèm theo',
    gapList: 'Đơn vị chưa triển khai',
    indicators: 'Chỉ số trong kỳ',
    targets: 'Tiến độ thực hiện chỉ tiêu',
    activities: 'Hoạt động trong kỳ',
    activityUnits: 'DANH SÁCH ĐƠN VỊ DỰ TẬP HUẤN, NHẬN THIẾT BỊ',
    scorecardUnits: 'DANH SÁCH ĐƠN VỊ THEO KẾT QUẢ XẾP LOẠI',
    documents: 'Văn bản chỉ đạo, căn cứ pháp lý',
    documentList: 'Văn bản ban hành trong kỳ',
    ranking: 'Xếp hạng',
    owing: 'Đơn vị chưa gửi',
  },
  en: {
    sections: {
      overview: 'OVERVIEW',
      levels: 'RESULTS BY LEVEL',
      places: 'RESULTS BY PLACE',
      changes: 'CHANGES IN THE PERIOD AND RESTATEMENTS',
      gaps: 'UNITS THAT LACK A SYSTEM OR GAVE NO DATA',
      indicators: 'INDICATORS OF THE PERIOD AND WHO REPORTED',
      targets: 'TARGETS',
      activities: 'ACTIVITIES OF THE PERIOD',
      scorecards: 'SCORECARDS',
      documents: 'GUIDING DOCUMENTS AND LEGAL BASIS',
    },
    ...{ table: 'Table', figure: 'Figure', appendix: 'Appendix' },
    units: 'LIST OF UNITS',
    columns: {
      ...{ order: 'No.', system: 'System', level: 'Level', eligible: 'Eligible', covered: 'Covered' },
      ...{ percent: 'Coverage', change: 'Since last report', declared: 'Declared', target: 'Target', status: 'Status' },
      ...{ place: 'Place', unit: 'Unit', code: 'Code', parent: 'Parent', stage: 'Stage', since: 'Since', days: 'Days' },
      ...{ plan: 'Plan', contact: 'Contact', cause: 'Cause', units: 'Units', deltaCovered: 'Covered (+/–)' },
      ...{ deltaEligible: 'Eligible (+/–)', printed: 'As printed', now: 'Now', why: 'Why', month: 'Month' },
      ...{
        indicator: 'Indicator',

        value: 'This period',
        lastYear: 'Same period last year',
      },
      ...{ goal: 'Goal', due: 'By', legalBasis: 'Legal basis', date: 'Date', activity: 'Activity', detail: 'Details' },
      ...{ group: 'Group', maximum: 'Maximum', reached: 'Share', organiser: 'Organiser' },
      ...{ rank: 'Rank', points: 'Points', grade: 'Grade', number: 'Number', issuer: 'Issuer', title: 'Title' },
      ...{ name: 'Subject', document: 'Document' },
    },
    lists: {
      ...{ covered: 'covered', missing: 'missing', unknown: 'no data yet', exempt: 'exempt' },
      outside: 'live outside of the scope',
    },
    status: {
      ...{ met: 'Met', 'on-track': 'On track', 'at-risk': 'At risk', missed: 'Missed', unknown: 'No data yet' },
    },
    ...{ unknown: 'no data yet', none: '–' },
    byLevel: 'Coverage of',
    byPlace: 'Coverage by place and system',
    trend: 'Coverage over the last 12 months of',
    changesByCause: 'Changes of the figures by cause',
    restatements: 'Restatement of printed figures',
    newlyLive: 'Newly live in the period',
    liveBy: 'Live already, beginning unknown, recorded in the period',
    lapsed: 'Lapsed in the period',
    parts: 'Its features',
    gapList: 'Units that lack a system',
    indicators: 'Indicators of the period',
    targets: 'Progress towards targets',
    activities: 'Activities of the period',
    activityUnits: 'UNITS TRAINED AND EQUIPPED',
    scorecardUnits: 'UNITS BY GRADE',
    documents: 'Guiding documents and legal basis',
    documentList: 'Documents issued in the period',
    ranking: 'Ranking',
    owing: 'Still owing',
  },
};
