const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
};

/** Tests against a real PostgreSQL, started once for all of them. */
export const withDatabase = (displayName, folders) => ({
  ...common,
  rootDir: import.meta.dirname,
  displayName,
  testMatch: [`<rootDir>/test/${folders}/**/*.test.ts`],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
});

export default {
  // Each file starts a service on a database of its own; a loaded machine takes its time. A project's own is not heeded.
  testTimeout: 120_000,
  maxWorkers: '100%',
  projects: [
    { ...common, displayName: 'pure', testMatch: ['<rootDir>/src/**/*.spec.ts'] },
    withDatabase('database', '{db,e2e}'),
  ],
};
