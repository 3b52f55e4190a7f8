/** PG* variables would change the server's settings, NODE_OPTIONS the guard, and secrets are none of their business. */
const PASSED_ON = [
  'PATH',
  'LD_LIBRARY_PATH',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'ComSpec',
  'USERNAME',
  'USERPROFILE',
];

/** The environment of everything the launcher starts. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(PASSED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
