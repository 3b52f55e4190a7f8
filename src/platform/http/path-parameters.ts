import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { type Fault, Refusal } from '../../kernel/refusal.js';
import { hasControlCharacters } from '../../kernel/control-characters.js';
import { controlCharacterInPath } from './request.errors.js';

/** What can name nothing, because PostgreSQL's text does not hold it. */
export function faultsOfPath(parameters: unknown): Fault[] {
  return Object.entries(parameters ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' && hasControlCharacters(value) ? [controlCharacterInPath(name)] : [],
  );
}

/** Every `@Param` is judged before a handler sees it. */
@Injectable()
export class PathParameterPipe implements PipeTransform {
  transform(value: unknown, { type, data }: ArgumentMetadata): unknown {
    const faults = type === 'param' ? faultsOfPath({ [data ?? '']: value }) : [];
    if (faults.length > 0) throw new Refusal(faults);
    return value;
  }
}
