/**
 * Who may import whom, as patterns: a new folder is covered the day it appears. `kernel ← platform ← capabilities ←
 * main`; test/architecture/structure.test.ts breaks every rule once and expects to be told.
 */
const tests = '\\.(test|fixture)\\.tsx?$';
const oneCapability = '^src/capabilities/([^/]+)/';
const ruleFiles = `${oneCapability}[^/]*(-steps|-gates|-standing|lanes|clocks|bases)\\.ts$`;
const npm = (...names) => `^node_modules/(${names.join('|')})/`;

/** @type {import('dependency-cruiser').IConfiguration} */
const structure = {
  forbidden: [
    {
      name: 'kernel-is-pure',
      comment: 'The kernel decides from its arguments alone: no IO, no other layer.',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: tests },
      to: {
        pathNot: [
          '^src/kernel/',
          npm('typebox', 'canonicalize', 'ajv', 'ajv-formats', 'chinese-days', 'saxes', 'sm-crypto-v2'),
          // Digests and unpacking: functions of bytes.
          '^(node:)?(crypto|zlib)$',
        ],
      },
    },
    {
      name: 'platform-knows-no-business',
      comment: 'IO without business: the platform serves capabilities it has never heard of.',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/(kernel|platform)/' },
    },
    {
      name: 'capability-by-its-door',
      comment: 'One capability knows another by its public.ts only.',
      severity: 'error',
      from: { path: oneCapability },
      to: {
        path: '^src/capabilities/',
        pathNot: ['^src/capabilities/$1/', '^src/capabilities/[^/]+/public\\.ts$'],
      },
    },
    {
      name: 'capability-by-its-door-from-outside',
      comment: 'So do the shells, the commands and the assembly; only a type may be taken from inside.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/capabilities/', tests] },
      to: {
        path: '^src/capabilities/',
        pathNot: '^src/capabilities/[^/]+/public\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'capability-below-the-shells',
      comment:
        'A capability is assembled, it does not assemble; of the shells it may use the printed letters and the kit.',
      severity: 'error',
      from: { path: '^src/capabilities/', pathNot: tests },
      to: { path: '^src/', pathNot: ['^src/(kernel|platform|capabilities)/', '^src/web/(kit|letters)/'] },
    },
    {
      name: 'rules-see-the-kernel-only',
      comment: 'A rule file reads its folder and the kernel; schemas are written with typebox.',
      severity: 'error',
      from: { path: ruleFiles },
      to: { pathNot: ['^src/kernel/', '^src/capabilities/$1/', npm('typebox')] },
    },
    {
      name: 'rules-reach-no-platform',
      comment: 'Nor by a detour through another file of their folder.',
      severity: 'error',
      from: { path: ruleFiles },
      to: { path: '^src/(platform|web)/', reachable: true },
    },
    {
      name: 'kit-and-letters-see-the-kernel-only',
      comment: 'What every page is made of must not depend on what one page shows.',
      severity: 'error',
      from: { path: '^src/web/(kit|letters)/', pathNot: tests },
      to: { path: '^src/', pathNot: ['^src/kernel/', '^src/web/(kit|letters)/'] },
    },
    {
      name: 'desk-runs-in-the-browser',
      comment: 'Of the server the desk knows types; the kernel is pure and may run in both places.',
      severity: 'error',
      from: { path: '^src/web/desk/', pathNot: tests },
      to: {
        path: '^src/',
        pathNot: ['^src/web/(desk|kit)/', '^src/kernel/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'check-runs-in-the-browser',
      comment:
        'The page that checks evidence is kept and used without the server: the kernel, and nothing else of ours.',
      severity: 'error',
      from: { path: '^src/web/check/', pathNot: tests },
      to: { path: '^src/', pathNot: ['^src/web/check/', '^src/kernel/'] },
    },
    {
      name: 'server-does-not-bundle-the-desk',
      comment: 'The desk is built by vite and served as files.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/web/desk/' },
      to: { path: '^src/web/desk/' },
    },
    {
      name: 'nobody-imports-an-entry',
      comment: 'Importing main or cli would start it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/(main|cli)\\.ts$' },
    },
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one file. Types vanish at run time and may point back.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-cycle-of-capabilities',
      comment: 'Capabilities stand in an order: whichever is assembled first needs none that comes later.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^src/capabilities/[^/]+$' },
      to: { circular: true, path: '^src/capabilities/[^/]+$' },
    },
    {
      name: 'source-needs-no-test',
      comment: 'What runs must not lean on what tests it.',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: [tests, '^test/'] },
    },
    {
      name: 'only-what-exists',
      comment: 'A file or package that cannot be found.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'only-declared-packages',
      comment:
        'A package that is there by accident, or only for development, is gone where the program runs.',
      severity: 'error',
      from: { path: '^src/', pathNot: [tests, '^src/web/desk/'] },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    // Test support assembles the whole program: followed, it would join every capability to every other.
    doNotFollow: { path: ['node_modules', '^test/'] },
    exclude: { path: '\\.(css|html|svg)$' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};

export default structure;
