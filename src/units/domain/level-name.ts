import { type Language } from '../../kernel/ratio.js';
import { type Level } from './unit.js';

/** Levels as tables name them (domain.md §1). */
export const LEVEL_NAMES: Readonly<Record<Language, Readonly<Record<Level, string>>>> = {
  vi: {
    province: 'cấp tỉnh',
    department: 'sở, ban, ngành',
    district: 'cấp huyện',
    commune: 'cấp xã',
    subordinate: 'đơn vị trực thuộc',
  },
  en: {
    province: 'province',
    department: 'departments',
    district: 'districts',
    commune: 'communes',
    subordinate: 'subordinate',
  },
};
