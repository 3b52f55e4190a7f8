/** Import directions of the architecture: each folder may import itself and what stands before it. */
const order = [
  ['kernel'],
  ['platform'],
  ['access', 'audit'],
  ['documents'],
  ['units'],
  ['systems'],
  ['accounts'],
  ['deployments'],
  ['coverage'],
  ['reorganisations'],
  ['register'],
  ['indicators'],
  ['activities'],
  ['targets'],
  ['scorecards'],
  ['reports'],
  ['delivery'],
  ['reminders'],
  ['imports', 'sample', 'cli'],
];

const directions = order.map((group, index) => {
  const later = order.slice(index + 1).flat();
  return {
    name: `${group.join('-')}-imports-nothing-to-its-right`,
    severity: 'error',
    from: { path: `^src/(${group.join('|')})/` },
    // The command line puts the same modules together as main does, so it may know app.module.
    to: { path: later.length > 0 ? `^src/(${later.join('|')})/|^src/[^/]+\\.ts$` : '^src/(main|application)\\.ts$' },
  };
});

module.exports = {
  forbidden: [
    ...directions,
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      comment: 'domain/ and kernel/ know no framework, no database, no I/O',
      severity: 'error',
      from: { path: '^src/(.+/domain|kernel)/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^(src/platform|config|migrations)/|node_modules/(@nestjs|typeorm|pg|fastify)|^(fs|net|http|https|child_process|os|path|crypto|timers)$',
      },
    },
    {
      name: 'domain-imports-only-domain',
      comment: 'within src, domain/ imports the kernel and other domain/ folders alone',
      severity: 'error',
      from: { path: '^src/.+/domain/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(kernel/|.+/domain/)' },
    },
    {
      name: 'entities-and-queries-stay-in-their-feature',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '\\.(entity|queries)\\.ts$', pathNot: '^src/$1/' },
    },
    {
      name: 'nothing-unused',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.spec\\.ts$', '\\.d\\.ts$', '^src/main\\.ts$'] },
      to: {},
    },
    {
      name: 'production-uses-no-development-package',
      severity: 'error',
      from: { path: '^(src|config|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
