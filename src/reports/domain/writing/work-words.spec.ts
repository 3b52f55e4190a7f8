import { describe, expect, it } from '@jest/globals';
import { type ActivityFigures } from '../../../activities/domain/activity-figures.js';
import { parseLocalDate } from '../../../kernel/local-date.js';
import { ENGLISH_WORK } from './english-work.js';
import { VIETNAMESE_WORK } from './vietnamese-work.js';
import { type RankStory, type ScorecardStory } from './work-words.js';

const figures = (more: Partial<ActivityFigures>): ActivityFigures => ({
  ...{ trainings: 0, people: 0, unstated: 0, unitsTrained: 0, equipment: [], ...more },
});
const computers = { type: 'máy vi tính', measure: 'bộ', quantity: 1_245, units: 12 };
const scanners = { type: 'máy quét', measure: 'chiếc', quantity: 3, units: 2 };

describe('the documents of the period', () => {
  it.each<[string, Parameters<typeof VIETNAMESE_WORK.documents>[0], string, string]>([
    [
      'one of one type',
      [{ type: 'plan', count: 1 }],
      'Trong kỳ có 01 kế hoạch liên quan được ban hành.',
      'In the period 1 plan was issued.',
    ],
    [
      'several of one type',
      [{ type: 'decision', count: 12 }],
      'Trong kỳ có 12 quyết định liên quan được ban hành.',
      'In the period 12 decisions were issued.',
    ],
    [
      'some of several types',
      [
        { type: 'decision', count: 4 },
        { type: 'official-letter', count: 1 },
        { type: 'other', count: 2 },
      ],
      'Trong kỳ có 07 văn bản liên quan được ban hành, gồm 04 quyết định, 01 công văn và 02 văn bản khác.',
      'In the period 7 documents were issued: 4 decisions, 1 official letter and 2 other documents.',
    ],
  ])('%s', (_what, counts, vi, en) => {
    expect(VIETNAMESE_WORK.documents(counts)).toBe(vi);
    expect(ENGLISH_WORK.documents(counts)).toBe(en);
  });

  it('begins a line with a type', () => {
    expect([VIETNAMESE_WORK, ENGLISH_WORK].map((words) => words.documentType('official-letter'))).toEqual([
      ...['Công văn', 'Official letters'],
    ]);
  });
});

describe('what was done in the period', () => {
  it.each<[string, ActivityFigures, string, string]>([
    ['nothing', figures({}), '', ''],
    [
      'one training, nobody said how many came',
      figures({ trainings: 1, people: null, unstated: 1 }),
      'Trong kỳ đã tổ chức 01 lớp tập huấn; số người tham gia: chưa có số liệu.',
      'In the period 1 training was held; how many people came: no data yet.',
    ],
    [
      'trainings with people of units',
      figures({ trainings: 3, people: 1_045, unitsTrained: 9 }),
      'Trong kỳ đã tổ chức 03 lớp tập huấn với 1.045 lượt người của 09 đơn vị tham gia.',
      'In the period 3 trainings were held, with 1,045 people from 9 units.',
    ],
    [
      'of one training the people are not stated: a sum is a least',
      figures({ trainings: 2, people: 45, unstated: 1, unitsTrained: 12 }),
      'Trong kỳ đã tổ chức 02 lớp tập huấn với ít nhất 45 lượt người của 12 đơn vị tham gia (01 lớp chưa có đủ số liệu).',
      'In the period 2 trainings were held, with at least 45 people from 12 units; of 1 the data are not complete.',
    ],
    [
      'people went to trainings of others',
      figures({ people: 5, unitsTrained: 1 }),
      'Trong kỳ có 05 lượt người của 01 đơn vị dự tập huấn.',
      'In the period 5 people from 1 unit attended trainings.',
    ],
    [
      'equipment, thousands and below ten',
      figures({ equipment: [scanners, computers] }),
      'Trong kỳ đã bàn giao 03 chiếc máy quét cho 02 đơn vị và 1.245 bộ máy vi tính cho 12 đơn vị.',
      'Handed over in the period: 3 chiếc máy quét to 2 units and 1,245 bộ máy vi tính to 12 units.',
    ],
  ])('%s', (_what, figure, vi, en) => {
    expect(VIETNAMESE_WORK.activities(figure).join(' ')).toBe(vi);
    expect(ENGLISH_WORK.activities(figure).join(' ')).toBe(en);
  });

  it('tells one activity without what was not stated', () => {
    const story = { systems: ['văn phòng điện tử'], place: null, people: 45, equipment: [scanners] };
    expect(VIETNAMESE_WORK.activity(story)).toBe('Hệ thống: văn phòng điện tử; 45 người tham gia; 03 chiếc máy quét');
    expect(ENGLISH_WORK.activity({ ...story, people: 1 })).toBe(
      'Systems: văn phòng điện tử; 1 person; 3 chiếc máy quét',
    );
    expect(VIETNAMESE_WORK.activity({ systems: [], place: null, people: null, equipment: [] })).toBe('');
  });
});

const unit = (name: string, points: number | null = null, maximum: number | null = null) => ({
  ...{ name, kind: 'sở', points, maximum },
});
const rank = (place: number, ...units: RankStory['units']): RankStory => ({ rank: place, units });
const story = (more: Partial<ScorecardStory>): ScorecardStory => ({
  ...{ year: 2016, grades: [], ranks: [], unequal: false, document: null, publishedOn: null, ...more },
});
const A = { grade: 'A', name: 'Tốt', units: 9 };
const B = { grade: 'B', name: 'Khá', units: 8 };
const CUT_OFF = parseLocalDate('2016-12-31');
const ARTICLE = parseLocalDate('2017-03-24');

describe('the result of a scorecard', () => {
  it.each<[string, ScorecardStory, string, string]>([
    ['nothing stated', story({}), 'Năm 2016 chưa có số liệu.', 'For 2016 there are no data yet.'],
    [
      'grades, below ten with a zero; a grade that nobody has is not spoken of',
      story({ grades: [A, B, { grade: 'C', name: null, units: 0 }] }),
      'Năm 2016, có 17 đơn vị được xếp loại, gồm 09 đơn vị xếp loại A (Tốt) và 08 đơn vị xếp loại B (Khá).',
      'For 2016, 17 units were graded: 9 A (Tốt) and 8 B (Khá).',
    ],
    [
      'one grade, one unit',
      story({ grades: [{ grade: 'A', name: null, units: 1 }] }),
      'Năm 2016, có 01 đơn vị xếp loại A.',
      'For 2016, 1 unit was graded: 1 A.',
    ],
    [
      'first ranks, the maximum not stated',
      story({
        ranks: [rank(1, unit('Sở Nội vụ', 98.75)), rank(2, unit('Sở Y tế', 98.25)), rank(3, unit('Sở Tư pháp'))],
      }),
      'Hạng 1 là Sở Nội vụ (98,75 điểm); hạng 2 là Sở Y tế (98,25 điểm); hạng 3 là Sở Tư pháp.',
      'Rank 1: Sở Nội vụ (98.75 points); rank 2: Sở Y tế (98.25 points); rank 3: Sở Tư pháp.',
    ],
    [
      // 57,2/71,5 and 80/100 are both four fifths.
      'a tie of units with maxima of their own',
      story({ ranks: [rank(1, unit('Sở Y tế', 57.2, 71.5), unit('Sở Nội vụ', 80, 100))], unequal: true }),
      'Đồng hạng 1 là Sở Y tế (57,2/71,5 điểm) và Sở Nội vụ (80/100 điểm). Các đơn vị có điểm tối đa khác nhau nên thứ hạng tính theo tỷ lệ điểm đạt được trên điểm tối đa của từng đơn vị.',
      'Shared rank 1: Sở Y tế (57.2 of 71.5 points) and Sở Nội vụ (80 of 100 points). Maxima differ, so units are ranked by the share of their own maximum that they reached.',
    ],
    [
      'a tie of many is counted',
      story({ ranks: [rank(1, ...Array.from({ length: 6 }, () => unit('Sở Y tế', 1)))] }),
      'Đồng hạng 1 là 06 đơn vị.',
      'Shared rank 1: 6 units.',
    ],
  ])('%s', (_what, told, vi, en) => {
    expect(VIETNAMESE_WORK.scorecard(told, CUT_OFF).join(' ')).toBe(vi);
    expect(ENGLISH_WORK.scorecard(told, CUT_OFF).join(' ')).toBe(en);
  });

  const document = 'Quyết định số 584/QĐ-UBND';
  it.each<[string, Partial<ScorecardStory>, typeof CUT_OFF, string, string]>([
    [
      'nobody said when, and the figures are of the last day of its year',
      { document },
      CUT_OFF,
      'Kết quả công bố theo Quyết định số 584/QĐ-UBND (chưa rõ ngày công bố, có thể sau ngày chốt số liệu).',
      'The result was published by Quyết định số 584/QĐ-UBND (on which day is not known, perhaps after the day of these figures).',
    ],
    [
      'nobody said when, and the year is over',
      { document },
      ARTICLE,
      'Kết quả công bố theo Quyết định số 584/QĐ-UBND (chưa rõ ngày công bố).',
      'The result was published by Quyết định số 584/QĐ-UBND (on which day is not known).',
    ],
    [
      'the day is known',
      { document, publishedOn: parseLocalDate('2017-02-20') },
      ARTICLE,
      'Kết quả công bố ngày 20/02/2017 theo Quyết định số 584/QĐ-UBND.',
      'The result was published on 20 February 2017 by Quyết định số 584/QĐ-UBND.',
    ],
  ])('where it was published: %s', (_what, more, asOf, vi, en) => {
    expect(VIETNAMESE_WORK.scorecard(story({ grades: [A], ...more }), asOf).at(-1)).toBe(vi);
    expect(ENGLISH_WORK.scorecard(story({ grades: [A], ...more }), asOf).at(-1)).toBe(en);
  });
});
