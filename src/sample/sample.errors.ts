import { type Fault } from '../kernel/refusal.js';

export const databaseNotEmpty = (units: number): Fault => ({
  path: '',
  code: 'database-not-empty',
  kind: 'conflict',
  message: {
    vi: `Cơ sở dữ liệu đã có ${units} đơn vị; dữ liệu mẫu chỉ nạp vào cơ sở dữ liệu trống.`,
    en: `The database holds ${units} units already; the sample is loaded into an empty one only.`,
  },
});
