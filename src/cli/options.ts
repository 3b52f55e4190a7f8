import { type Command, Option } from 'commander';
import { type Language } from '../kernel/ratio.js';
import { type Format, FORMATS } from './print.js';

export interface FormatOption {
  readonly format: Format;
}

export interface LanguageOption {
  readonly lang: Language;
}

export function formatOption(command: Command): Command {
  return command.addOption(new Option('--format <format>', 'how to print').choices([...FORMATS]).default('table'));
}

export function languageOption(command: Command): Command {
  return command.addOption(new Option('--lang <language>', 'vi or en').choices(['vi', 'en']).default('vi'));
}

/** The two clocks of a read, and how it prints. */
export function readingOptions(command: Command): Command {
  return formatOption(
    command
      .option('--as-of <day>', 'tính đến ngày, such as 2016-12-31; default the viewing day, else today')
      .option('--known-at <instant>', 'as known then, such as 2017-01-05T00:00:00+07:00')
      .option('--revision <n>', 'as known after this revision'),
  );
}
