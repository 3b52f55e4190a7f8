import { stringify } from 'csv-stringify/sync';
import { printFigure } from '../../coverage/domain/figure.js';
import { isKnown } from '../domain/writing/level-story.js';
import { type Snapshot } from '../domain/snapshot.js';
import { beginWriting } from '../domain/writing/writing.js';

/** The figures by system and level as Excel opens them under a Vietnamese locale; what nobody knows stays empty. */
export function reportCsv(snapshot: Snapshot): Buffer {
  const { words } = beginWriting(snapshot);
  const { columns, lists } = words.labels;
  const header = [columns.system, columns.level, columns.covered, columns.eligible, columns.percent];
  const lines = snapshot.systems.flatMap(({ name, nameEn, levels }) =>
    levels.map(({ level, figure, declared }) => [
      words.language === 'en' ? (nameEn ?? name) : name,
      words.level(level),
      isKnown(figure) ? String(figure.covered) : '',
      figure.eligible === null ? '' : String(figure.eligible),
      printFigure(figure, words.language),
      String(figure.missing),
      String(figure.unknown),
      declared.map((one) => words.declared(one)).join('; '),
    ]),
  );
  const whole = [[...header, lists.missing, lists.unknown, columns.declared], ...lines];
  return Buffer.from(
    stringify(whole, { delimiter: ';', bom: true, escape_formulas: true, record_delimiter: 'windows' }),
  );
}
