import { type LocalDate } from '../kernel/local-date.js';
import { type Fault } from '../kernel/refusal.js';
import { type DirectoryAnswer } from './domain/unit-directory.js';
import { toCandidate } from './unit-candidate.js';
import {
  codeChanged,
  codeNamesNothing,
  unitAmbiguous,
  unitElsewhere,
  unitNameDiffers,
  unitNotNamed,
  unitNotThere,
  unitUnknown,
} from './units.errors.js';

/** Why a table's row means no unit on the day. */
export function directoryFault(
  answer: Exclude<DirectoryAnswer, { outcome: 'found' }>,
  typed: { unit?: string | undefined; name?: string | undefined },
  day: LocalDate,
): Fault {
  switch (answer.outcome) {
    case 'nothing-named':
      return unitNotNamed('unit');
    case 'unknown':
      return unitUnknown('unit', answer.read, 'unprocessable', answer.candidates.map(toCandidate));
    case 'ambiguous':
      return unitAmbiguous('unit', answer.read, answer.candidates.map(toCandidate));
    case 'not-there':
      return unitNotThere('unit', toCandidate(answer.period), day, 'unprocessable');
    case 'names-nothing':
      return codeNamesNothing('unit', typed.unit ?? '', day, 'unprocessable', {
        before: answer.before && toCandidate(answer.before),
        after: answer.after && toCandidate(answer.after),
      });
    case 'code-changed':
      return codeChanged('unit', typed.unit ?? '', toCandidate(answer.onDay), toCandidate(answer.today));
    case 'name-differs': {
      const fault = unitNameDiffers('unitName', typed.name ?? '', toCandidate(answer.onDay));
      return { ...fault, detail: { candidates: answer.candidates.map(toCandidate) } };
    }
    case 'elsewhere':
      return unitElsewhere('within', answer.read, toCandidate(answer.onDay));
  }
}
