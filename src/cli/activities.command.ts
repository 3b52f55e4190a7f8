import { type Command } from 'commander';
import { ActivitiesService } from '../activities/activities.service.js';
import { ActivityAnswers } from '../activities/activity-answers.js';
import { ActivityRecording } from '../activities/activity-recording.service.js';
import { ActivitiesQuery, ActivityDto, ActivityFiguresQuery } from '../activities/dto/activity.requests.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { Writers } from '../platform/database/writers.js';
import { accept, submit } from '../platform/validation/submission.js';
import { type FormatOption, formatOption, languageOption, type LanguageOption, readingOptions } from './options.js';
import { printJson, printLines } from './print.js';
import { withServices } from './services.js';

/** `activities list`, `activities figures` and `activities record`. */
export function addActivities(program: Command): void {
  const group = program.command('activities').description('hoạt động: trainings and equipment handed over');
  addList(group);
  addFigures(group);
  addRecord(group);
}

function addList(group: Command): void {
  readingOptions(group.command('list').description('latest first'))
    .option('--kind <kind>', 'training or handover')
    .option('--q <words>', 'words of title, place or equipment')
    .option('--system <code>')
    .option('--within <units>', 'these units and all below them')
    .option('--period <period>', '2016, 2016-Q4, 2016-12 …')
    .option('--calendar <rule>', 'calendar or decree-09')
    .action(async ({ format, ...options }: FormatOption & Record<string, unknown>) => {
      const query = accept(ActivitiesQuery, options);
      await withServices(async (services) => {
        const at = await services.get(ReadPoints).resolve(query);
        const rows = await services.get(ActivitiesService).list(query, at);
        const items = await services.get(ActivityAnswers).of(rows, at.revision);
        if (format === 'json') {
          printJson({ asOf: at.asOf, knownAt: at.knownAt, revision: at.revision, items });
          return;
        }
        printLines(
          ['id', 'kind', 'days', 'title', 'organiser', 'systems', 'people'],
          items.map(({ id, kind, print, title, organiser, systems, people }) => [
            ...[String(id), kind, print, title, organiser?.name ?? '', systems.join(', '), people?.toString() ?? ''],
          ]),
          format,
        );
      });
    });
}

function addFigures(group: Command): void {
  const command = group.command('figures').description('trainings, people trained, equipment, of a period');
  languageOption(readingOptions(command))
    .option('--system <code>')
    .option('--within <units>', 'these units and all below them; default the home unit')
    .option('--period <period>', '2016, 2016-Q4, 2016-12 …')
    .option('--calendar <rule>', 'calendar or decree-09')
    .option('--group-by <what>', 'unit, month, quarter or year')
    .action(async ({ format, lang, ...options }: FormatOption & LanguageOption & Record<string, unknown>) => {
      const query = accept(ActivityFiguresQuery, options);
      await withServices(async (services) => {
        const at = await services.get(ReadPoints).resolve(query);
        const summary = await services.get(ActivitiesService).summary(query, at);
        const answer = await services.get(ActivityAnswers).summary(summary, at, lang);
        if (format === 'json') {
          printJson(answer);
          return;
        }
        const total = { unit: null, period: null, ...answer.totals };
        printLines(
          ['unit', 'trainings', 'people', 'units trained', 'equipment'],
          [...answer.rows, total].map(({ unit, period, trainings, printPeople, unitsTrained, equipment }) => [
            unit?.name ?? period ?? (lang === 'vi' ? 'Tổng' : 'Total'),
            ...[String(trainings), printPeople, String(unitsTrained), equipment.map(({ print }) => print).join('; ')],
          ]),
          format,
        );
      });
    });
}

function addRecord(group: Command): void {
  formatOption(group.command('record').description('one training or handover'))
    .argument('<kind>', 'training or handover')
    .argument('<title>')
    .requiredOption('--on <day>', 'first day')
    .option('--until <day>', 'last day')
    .requiredOption('--organiser <unit>', 'id or code')
    .option('--place <text>')
    .option('--systems <codes>', 'separated by commas')
    .option('--people <n>', 'everybody who came')
    .option('--attendance <unit=people...>', 'such as 705=12; 705 alone: not stated how many')
    .option('--items <unit:type:quantity:measure...>', 'such as "705:Máy vi tính:5:bộ"')
    .option('--note <text>')
    .action(async (kind: string, title: string, options: RecordOptions) => {
      const { format, on, until, attendance, items, ...rest } = options;
      const submission = submit(ActivityDto, {
        ...{ kind, title, startsOn: on, endsOn: until, ...rest },
        attendance: attendance?.map((line) => {
          const [unit, people] = line.split('=');
          return { unit, people };
        }),
        items: items?.map((line) => {
          const [unit, type, quantity, measure] = line.split(':');
          return { unit, type, quantity, measure };
        }),
      });
      await withServices(async (services) => {
        const [answer] = await services.get(Writers).write(async (tx) => {
          const id = await services.get(ActivityRecording).record(tx, submission);
          const { n } = await tx.revision();
          const rows = await services.get(ActivitiesService).byIds([id], n, tx.manager);
          return services.get(ActivityAnswers).of(rows, n, tx.manager);
        });
        if (!answer) throw new Error('An activity was written and not found');
        if (format === 'json') printJson(answer);
        else printLines(['id', 'days', 'title'], [[String(answer.id), answer.print, answer.title]], format);
      });
    });
}

interface RecordOptions extends FormatOption {
  readonly on: string;
  readonly until?: string;
  readonly organiser: string;
  readonly place?: string;
  readonly systems?: string;
  readonly people?: string;
  readonly attendance?: string[];
  readonly items?: string[];
  readonly note?: string;
}
