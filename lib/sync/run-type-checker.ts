import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { enginePaths } from '../util/engine-paths.ts';

/** One line of the TypeScript compiler. */
export interface TypeFinding {
  /** As the compiler names it: relative to the folder that it ran in. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** `TS2322`. */
  readonly code: string;
  /** The first line says what is wrong, the others why. */
  readonly message: string;
}

export interface TypeCheck {
  readonly findings: readonly TypeFinding[];
  /** What the compiler printed; empty when all is well. Without a finding it could not check at all. */
  readonly output: string;
}

/** Runs the compiler on a configuration made by {@link checkerConfig}. */
export async function runTypeChecker(configFile: string, folder: string): Promise<TypeCheck> {
  const { program, args } = compiler();
  const output = await new Promise<string>((resolve) => {
    const options = { cwd: folder, maxBuffer: 16 * 1024 * 1024 };
    execFile(program, [...args, '--pretty', 'false', '-p', configFile], options, (error, stdout, stderr) => {
      const isStarted = typeof error?.code !== 'string';
      resolve(isStarted ? stdout + stderr : (error?.message ?? ''));
    });
  });
  return { findings: parseFindings(output), output };
}

/** How modules are checked: as Node runs them, with Dango's own types. */
export function checkerConfig(file: string): object {
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

/** The compiler's own program saves the start of a Node process, half of the time; where it is not found, its script. */
function compiler(): { program: string; args: readonly string[] } {
  const require = createRequire(enginePaths.file('lib/util/engine-paths'));
  const script = require.resolve('typescript/package.json');
  const name = `@typescript/typescript-${process.platform}-${process.arch}`;
  try {
    const folder = join(dirname(createRequire(script).resolve(`${name}/package.json`)), 'lib');
    const program = join(folder, process.platform === 'win32' ? 'tsc.exe' : 'tsc');
    if (existsSync(program)) return { program, args: [] };
  } catch {
    // The script says what is missing.
  }
  return { program: process.execPath, args: [join(dirname(script), 'bin', 'tsc')] };
}

/** `custom_sources/my_api.ts(12,5): error TS2322: Type …`; indented lines belong to the one above. */
function parseFindings(output: string): readonly TypeFinding[] {
  const findings: TypeFinding[] = [];
  for (const text of output.split('\n')) {
    const [, file, line, column, code, message] = /^(.+)\((\d+),(\d+)\): error (TS\d+): (.+)$/.exec(text) ?? [];
    const last = findings.at(-1);
    if (file !== undefined && code !== undefined && message !== undefined) {
      findings.push({ file, line: Number(line), column: Number(column), code, message });
    } else if (last !== undefined && /^\s+\S/.test(text)) {
      findings[findings.length - 1] = { ...last, message: `${last.message}\n${text.trimEnd()}` };
    }
  }
  return findings;
}
