import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { DangoError, type ErrorRecord } from '../errors/dango-error.ts';
import type { Project } from '../project/load-project.ts';
import { dangoVersion } from '../http/dango-version.ts';
import { enginePaths } from '../util/engine-paths.ts';

/** Findings that are told one by one; the rest is counted. */
const maxFindings = 10;

/**
 * Checks a module with the TypeScript compiler: syntax, types, and what Node's type stripping does not take.
 * An answer is remembered for as long as no file of custom_sources changes.
 * @throws DangoError `module-invalid` with every finding at its place.
 */
export async function checkModuleTypes(project: Project, file: string): Promise<void> {
  const { customSources, cache } = project.paths;
  // The project, or the folder that holds a copy of its modules: what a person sees is relative to it.
  const root = dirname(customSources);
  const fingerprint = fingerprintOf(customSources, file);
  const mark = join(cache, `types-${fingerprint}.ok`);
  if (existsSync(mark)) return;
  mkdirSync(cache, { recursive: true });
  const config = join(cache, `tsconfig-${fingerprint}.json`);
  writeFileSync(config, JSON.stringify(compilerConfig(file)));
  const output = await runCompiler(config, root);
  const findings = output
    .split('\n')
    .map((line) => findingOf(line, root))
    .filter((finding) => finding !== undefined);
  if (output.trim() === '') {
    writeFileSync(mark, '');
    return;
  }
  throw findingsError(relative(root, file), findings, output);
}

function findingsError(shown: string, findings: readonly ErrorRecord[], output: string): DangoError {
  const [first] = findings;
  if (first === undefined) {
    return new DangoError(`The TypeScript compiler could not check ${shown}: ${output.trim().slice(0, 500)}`, {
      code: 'module-invalid',
      hint: 'Run "npm ls typescript @types/node" to see whether the installation is complete.',
    });
  }
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  const error = new DangoError(`${first.message}${more}`, {
    code: 'module-invalid',
    hint: `Mend ${shown}, then run "dango validate".`,
    at: first.at,
  });
  return Object.assign(error, { details: findings.slice(1, maxFindings) });
}

function fingerprintOf(customSources: string, file: string): string {
  const hash = createHash('sha256').update(`${dangoVersion}\0${file}\0${enginePaths.root}`);
  // A project may have scripts only.
  const names = existsSync(customSources) ? readdirSync(customSources, { recursive: true, encoding: 'utf8' }) : [];
  const files = names.filter((name) => name.endsWith('.ts'));
  for (const name of files.sort()) hash.update(`\0${name}\0`).update(readFileSync(join(customSources, name)));
  if (!file.startsWith(customSources)) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

function compilerConfig(file: string): object {
  const sdk = enginePaths.extension === '.ts' ? 'lib/sdk/dango.ts' : 'lib/sdk/dango.d.ts';
  const nodeTypes = createRequire(enginePaths.file('lib/util/engine-paths')).resolve('@types/node/package.json');
  return {
    compilerOptions: {
      target: 'esnext',
      module: 'esnext',
      moduleResolution: 'bundler',
      lib: ['esnext'],
      types: ['node'],
      typeRoots: [dirname(dirname(nodeTypes))],
      paths: { dango: [join(enginePaths.root, sdk)] },
      strict: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      skipLibCheck: true,
      erasableSyntaxOnly: true,
      verbatimModuleSyntax: true,
      moduleDetection: 'force',
    },
    files: [file],
  };
}

async function runCompiler(config: string, folder: string): Promise<string> {
  const require = createRequire(enginePaths.file('lib/util/engine-paths'));
  const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  return await new Promise((resolve) => {
    const options = { cwd: folder, maxBuffer: 16 * 1024 * 1024 };
    execFile(process.execPath, [compiler, '--pretty', 'false', '-p', config], options, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

/** `custom_sources/my_api.ts(12,5): error TS2322: Type …` */
function findingOf(line: string, root: string): ErrorRecord | undefined {
  const [, file, lineNumber, column, code, text] = /^(.+)\((\d+),(\d+)\): error (TS\d+): (.+)$/.exec(line) ?? [];
  if (file === undefined || text === undefined) return undefined;
  const shown = file.startsWith(root) ? relative(root, file) : file;
  return {
    code: 'module-invalid',
    message: `${text} (${code})`,
    at: { file: shown, line: Number(lineNumber), column: Number(column) },
  };
}
