import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function newestChange(folder) {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Math.max(...entries.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}

function isCurrent(built) {
  if (!existsSync(built)) return false;
  const sources = ['src', 'config', 'migrations'].filter((folder) => existsSync(join(root, folder)));
  const builtAt = statSync(built).mtimeMs;
  return sources.every((folder) => newestChange(folder) <= builtAt);
}

/** The address of a built module, such as `src/main.js`, after building where it is missing or older than the sources. */
export function builtModule(path) {
  const built = join(root, 'dist', path);
  if (!isCurrent(built)) {
    const build = spawnSync('npm', ['run', '-s', 'build'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    if (build.status !== 0) process.exit(1);
  }
  return pathToFileURL(built).href;
}
