import { defineConfig, type OxlintOverride } from 'oxlint';

/**
 * The walls of the house: what each room below `lib` may import, besides `errors`, `util` and `spec`.
 * ARCHITECTURE.md tells why. `test/walls.test.ts` proves that each of them bites.
 */
const rooms: Record<string, { mayImport: readonly string[]; instead: string }> = {
  errors: { mayImport: [], instead: 'errors is the floor of the house and knows no other room' },
  util: { mayImport: [], instead: 'util knows no domain words; move what needs them into the room that has them' },
  spec: { mayImport: [], instead: 'spec runs in the browser too: pass what it needs as an argument' },
  import: { mayImport: [], instead: 'import runs in the browser too: let lib/sync read files and addresses for it' },
  project: { mayImport: [], instead: 'project knows files of a project folder only; let lib/sync put rooms together' },
  http: {
    mayImport: [],
    instead: 'http knows one request; paging belongs to lib/sdk, storage to a recorder that lib/sync passes in',
  },
  schema: { mayImport: [], instead: 'schema is pure: pass what it needs as an argument' },
  sdk: { mayImport: ['http'], instead: 'a module reaches Dango through lib/http and its own files only' },
  rest: { mayImport: ['sdk', 'http'], instead: 'a REST source is a custom source written for the person: use lib/sdk' },
  loads: { mayImport: ['schema'], instead: 'a load package knows tables and files; let lib/sync bring the rest' },
  warehouse: { mayImport: ['schema', 'loads'], instead: 'the warehouse reads packages; let lib/sync bring the rest' },
  sync: {
    mayImport: ['import', 'project', 'http', 'schema', 'sdk', 'rest', 'loads', 'warehouse'],
    instead: 'sync does not know runs: pass a callback',
  },
  preview: {
    mayImport: ['project', 'http', 'warehouse', 'sync'],
    instead: 'a preview is a sync with other limits and another end; the work itself is in lib/sync',
  },
  runs: {
    mayImport: ['project', 'loads', 'warehouse', 'sync'],
    instead: 'runs starts and watches processes; the work itself is in lib/sync',
  },
};
const always = ['errors', 'util', 'spec'];
const floor: Record<string, readonly string[]> = { errors: [], util: ['errors'], spec: ['errors', 'util'] };

const outside = {
  regex: '^(next|react|react-dom)($|/)|^(\\.\\./)+(app|components|cli|sample|test)/|^#lib/',
  message: 'lib never imports the doors (app, components, cli) or their libraries: pass what it needs as an argument.',
};

const walls = Object.entries(rooms).map(([room, { mayImport, instead }]): OxlintOverride => {
  const allowed = new Set([room, ...(floor[room] ?? always), ...mayImport]);
  const forbidden = Object.keys(rooms).filter((other) => !allowed.has(other));
  const patterns = [
    { regex: `^(\\.\\./)+(${forbidden.join('|')})/`, message: `lib/${room} may not import this room: ${instead}.` },
    outside,
  ];
  if (room === 'spec' || room === 'import') {
    patterns.push({
      regex: '^node:',
      message: `lib/${room} runs in the browser too: no node: imports. Put files and processes into lib/project.`,
    });
  }
  return { files: [`lib/${room}/**/*.ts`], rules: { 'no-restricted-imports': ['error', { patterns }] } };
});

/** The rooms that are reached through lib/index.ts only; spec and errors are pure, and part of the UI's bundle too. */
const engineRooms = Object.keys(rooms)
  .filter((room) => room !== 'spec' && room !== 'errors')
  .join('|');

/** Hooks and accessibility, on top of what holds everywhere. */
const reactRules = {
  'react/rules-of-hooks': 'error',
  'react/exhaustive-deps': 'error',
  'react/no-danger': 'error',
  'react/jsx-key': 'error',
  'react/react-in-jsx-scope': 'off',
  // What scrolls must be reachable by keyboard.
  'jsx-a11y/no-noninteractive-tabindex': 'off',
} as const;

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'node'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: [
    'node_modules',
    'dist',
    '.sample',
    'test/fixtures',
    '.next',
    '.next-*',
    'public/monaco',
    'next-env.d.ts',
  ],
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/consistent-type-imports': 'error',
    'import/extensions': ['error', 'always', { ignorePackages: true }],
    'import/no-default-export': 'error',
    'import/no-cycle': 'error',
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'no-console': 'error',
    'unicorn/no-process-exit': 'error',
    eqeqeq: 'error',
    'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
    'no-await-in-loop': 'off',
    'no-shadow': 'off',
    'import/no-named-as-default-member': 'off',
    'unicorn/no-array-sort': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/no-unnecessary-type-parameters': 'off',
    'import/no-unassigned-import': 'off',
    'promise/always-return': 'off',
    'typescript/consistent-return': 'off',
    'unicorn/consistent-function-scoping': 'off',
  },
  overrides: [
    ...walls,
    {
      files: ['cli/**/*.ts', 'server/**/*.ts'],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              {
                regex: `^((\\.\\./)+lib|#lib)/(${Object.keys(rooms)
                  .filter((room) => room !== 'spec' && room !== 'errors')
                  .join('|')})/`,
                message: 'The doors use the engine through lib/index.ts only: add what is missing to that list.',
              },
            ],
          },
        ],
      },
    },
    {
      files: ['components/**/*.{ts,tsx}'],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              {
                regex: `^(\\.\\./)+(server|cli|sample|test|app/_server|app/api)/|^node:|^#lib/(index\\.ts|(${engineRooms})/)`,
                allowTypeImports: true,
                message:
                  'Components run in the browser: take types of the engine, values of lib/spec and lib/errors, and actions of app/_actions only. Everything else comes from a route.',
              },
            ],
          },
        ],
      },
    },
    {
      // The UI holds no copy of the engine: the server hands it over.
      files: ['app/**/*.{ts,tsx}'],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              {
                regex: `^((\\.\\./)+lib|#lib)/(index\\.ts|(${engineRooms})/)`,
                allowTypeImports: true,
                message:
                  'Pages, routes and actions use the engine that the server hands over (receiveHandover), and its types.',
              },
            ],
          },
        ],
      },
    },
    {
      // A test of a room may build the whole house around it.
      files: ['lib/**/*.test.ts', 'lib/**/*.long.ts'],
      rules: { 'no-restricted-imports': 'off' },
    },
    // Next and the tools ask for default exports.
    { files: ['*.config.{ts,mjs}', 'app/**/*.tsx'], rules: { 'import/no-default-export': 'off' } },
    { files: ['app/**/*.tsx', 'components/**/*.tsx'], plugins: ['react', 'jsx-a11y'], rules: reactRules },
    {
      files: ['custom_sources/*.ts', 'sample/project/**/*.ts'],
      rules: { 'unicorn/filename-case': 'off', 'no-console': 'off' },
    },
    {
      files: ['scripts/**/*.ts', 'cli/**/*.ts', 'test/**/*.ts'],
      rules: { 'no-console': 'off', 'unicorn/no-process-exit': 'off' },
    },
  ],
});
