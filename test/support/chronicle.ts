/** What a long test did and saw, in order, so that its failure tells the story and not only the end of it. */
export class Chronicle {
  private readonly lines: string[] = [];
  private readonly begun = performance.now();

  note(line: string): void {
    this.lines.push(`${((performance.now() - this.begun) / 1_000).toFixed(1).padStart(7)} s  ${line}`);
  }

  /** Runs `work`; what it throws comes with the last lines of the chronicle and with what `facts` finds then. */
  async telling<T>(work: () => Promise<T>, facts: () => Promise<Record<string, unknown>>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const found = await facts().catch((reason: unknown) => ({ 'nothing could be asked': String(reason) }));
      const told = Object.entries(found).map(([name, rows]) => `${name}:\n${print(rows)}`);
      const message = error instanceof Error ? error.message : String(error);
      throw new Error([message, 'What happened:', ...this.lines.slice(-60), ...told].join('\n'), { cause: error });
    }
  }
}

function print(found: unknown): string {
  return Array.isArray(found)
    ? found.map((one: unknown) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n')
    : String(found);
}
