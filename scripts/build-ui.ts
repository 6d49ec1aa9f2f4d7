import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';

// Builds what the browser gets: the editor (bundled once by esbuild, because inside Next's bundler it costs forty
// seconds and two gigabytes at every build) and the UI itself. What has not changed since the last build is not built.
const root = dirname(import.meta.dirname);
const require = createRequire(import.meta.url);
const uiFolder = join(root, process.env['DANGO_UI_FOLDER'] ?? '.next');
const editorFolder = join(root, 'public', 'monaco');
const isForced = process.argv.includes('--force');

const editorInputs = ['scripts/build-ui.ts', 'scripts/build-sdk-types.ts', 'lib/sdk', 'lib/http', 'package-lock.json'];
const uiInputs = [
  'app',
  'components',
  'server/handover.ts',
  'lib/errors',
  'lib/spec',
  'lib/util',
  'public',
  'next.config.mjs',
  'tsconfig.json',
  'tsconfig.app.json',
  'package.json',
  'package-lock.json',
];

await unlessBuilt(editorFolder, editorInputs, buildEditor);
// While the pages are worked on, Next builds them on request.
if (!process.argv.includes('--editor')) await unlessBuilt(uiFolder, uiInputs, buildUi);

async function unlessBuilt(folder: string, inputs: readonly string[], work: () => Promise<void>): Promise<void> {
  const mark = join(folder, 'dango-inputs.txt');
  const fingerprint = fingerprintOf(inputs);
  if (!isForced && existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint) return;
  await work();
  // Last, so that a build that was killed counts as none.
  writeFileSync(mark, fingerprint);
}

async function buildEditor(): Promise<void> {
  rmSync(editorFolder, { recursive: true, force: true });
  mkdirSync(editorFolder, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: {
      editor: 'monaco-editor',
      'editor.worker': 'monaco-editor/editor/editor.worker.js',
      'ts.worker': 'monaco-editor/language/typescript/ts.worker.js',
    },
    outdir: editorFolder,
    bundle: true,
    format: 'esm',
    splitting: true,
    minify: true,
    loader: { '.ttf': 'file' },
    logLevel: 'error',
  });
  const types = join(root, 'scripts', 'build-sdk-types.ts');
  if (existsSync(types)) runNode([types, join(editorFolder, 'dango-types.json')]);
}

async function buildUi(): Promise<void> {
  const next = join(dirname(require.resolve('next/package.json')), 'dist', 'bin', 'next');
  runNode([next, 'build'], { NEXT_TELEMETRY_DISABLED: '1' });
}

function runNode(words: readonly string[], env: Record<string, string> = {}): void {
  const { status } = spawnSync(process.execPath, [...words], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  if (status !== 0) {
    console.error('The UI could not be built; the lines above tell why.');
    process.exit(status ?? 1);
  }
}

function fingerprintOf(inputs: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const input of inputs) addFiles(hash, join(root, input));
  return hash.digest('hex');
}

function addFiles(hash: ReturnType<typeof createHash>, path: string): void {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts === undefined || path === editorFolder || /\.(test|long|bench)\.tsx?$/.test(path)) return;
  if (facts.isDirectory()) {
    for (const name of readdirSync(path).sort()) addFiles(hash, join(path, name));
    return;
  }
  hash.update(`\0${relative(root, path)}\0`).update(readFileSync(path));
}
