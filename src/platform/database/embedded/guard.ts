import { spawn, type ChildProcess } from 'node:child_process';
import { serverEnvironment } from './server-environment.js';

/** What the guard is to run, and how that is ended. */
export interface GuardOrder {
  /** Kept in the foreground and ended by SIGINT; with `end`, a command that leaves the server in the background. */
  readonly start: readonly [command: string, ...args: string[]];
  readonly end: readonly [command: string, ...args: string[]] | null;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  readonly directory: string;
  /** The socket's directory: nobody needs it once the server is gone. */
  readonly remove: string | null;
}

export interface Guard {
  hasExited(): boolean;
  /** Resolves when the guard, and so the server, is gone; at once if it is. */
  readonly exited: Promise<void>;
  /** Has the server shut down: connections are cut, what is committed is kept. */
  close(): void;
}

/**
 * The guard stops the server when our end of its standard input closes, and for no other reason: the kernel closes it
 * even after kill -9. It ignores the signals that a terminal or a service manager sends to everyone, because the
 * application has to drain first. It keeps root's rights, so Node may be installed where the server's user cannot look.
 *
 * A string and not a module of its own: it runs the same from the sources under a test transformer and from the built
 * files, and nothing (coverage counters, mutants) can be put into it. It uses nothing but Node's own modules.
 */
const GUARD = `
const { spawn, spawnSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const order = JSON.parse(process.argv[1]);
const options = { uid: order.uid, gid: order.gid, stdio: ['ignore', 'inherit', 'inherit'], windowsHide: true };
const run = (how, [command, ...args]) => how(command, args, options);
const onClose = (action) => process.stdin.once('end', action).once('error', action).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

function finish(code) {
  if (order.remove) rmSync(order.remove, { recursive: true, force: true });
  process.exit(code);
}

if (order.end) {
  const { status, error } = run(spawnSync, order.start);
  if (error) console.error(error.message);
  if (status !== 0) finish(status ?? 127);
  onClose(() => finish(run(spawnSync, order.end).status ?? 127));
} else {
  const server = run(spawn, order.start);
  server.once('error', (error) => { console.error(error.message); finish(127); });
  server.once('exit', (code) => finish(code ?? 1));
  onClose(() => {
    server.kill('SIGINT');
    setTimeout(() => server.kill('SIGQUIT'), 30000);
  });
}
`;

/** Starts the guard in a session of its own; it and the server write to `log`, a file descriptor. */
export function startGuard(order: GuardOrder, log: number): Guard {
  const child = spawn(process.execPath, ['--input-type=commonjs', '-e', GUARD, JSON.stringify(order)], {
    cwd: order.directory,
    env: serverEnvironment(),
    detached: true,
    stdio: ['pipe', log, log],
    windowsHide: true,
  });
  let gone = false;
  const exited = exitOf(child).then(() => {
    gone = true;
  });
  // The pipe breaks when someone kills the guard; its exit tells us that already.
  child.stdin?.on('error', () => undefined);
  return {
    exited,
    hasExited: () => gone,
    close: () => child.stdin?.end(),
  };
}

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.once('error', () => {
      resolve();
    });
  });
}
