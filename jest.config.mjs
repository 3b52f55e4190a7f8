const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
};

/** Tests against a real PostgreSQL, started once for all of them. */
export const withDatabase = (displayName, folders, testTimeout) => ({
  ...common,
  rootDir: import.meta.dirname,
  displayName,
  testMatch: [`<rootDir>/test/${folders}/**/*.test.ts`],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testTimeout,
});

export default {
  projects: [
    { ...common, displayName: 'pure', testMatch: ['<rootDir>/src/**/*.spec.ts'] },
    // Each file starts a service on a database of its own; a loaded machine takes its time.
    withDatabase('database', '{db,e2e}', 30_000),
  ],
};
