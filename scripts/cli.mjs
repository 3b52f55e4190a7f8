// npm run -s cli -- …: runs the built command line, building first where the build is missing or older than the sources.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, 'dist', 'src', 'cli', 'main.js');

function newestChange(folder) {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Math.max(...entries.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}

function isCurrent() {
  if (!existsSync(built)) return false;
  const sources = ['src', 'config', 'migrations'].filter((folder) => existsSync(join(root, folder)));
  const builtAt = statSync(built).mtimeMs;
  return sources.every((folder) => newestChange(folder) <= builtAt);
}

if (!isCurrent()) {
  const build = spawnSync('npm', ['run', '-s', 'build'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (build.status !== 0) process.exit(1);
}
await import(pathToFileURL(built).href);
