import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import { modulePath } from '../project/module-file.ts';
import { importedFiles } from './imported-files.ts';
import { checkerConfig, runTypeChecker, type TypeFinding } from './run-type-checker.ts';

/** Something wrong in the text of a module, for the marker in an editor. */
export interface ModuleFinding {
  /** Relative to custom_sources; another module where what this one imports has faults. */
  readonly file: string;
  /** Lines and columns count from 1, columns in UTF-16 units. The end lies behind the last character. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  /** `TS2322`; `import-extension` and `import-outside` for what compiles and does not run. */
  readonly code: string;
  readonly severity: 'error';
}

/** A folder that was left behind by a crash is deleted after this time. */
const abandonedMs = 3_600_000;

/**
 * Checks the text of a module that is not saved, as a run would before it starts: syntax, types, what Node's type
 * stripping does not take, and imports that Node does not find. Takes about a tenth of a second.
 * @param file relative to custom_sources; it need not exist.
 * @param otherTexts further modules that are not saved, by their files.
 * @throws DangoError `module-invalid` when the compiler cannot work; see `modulePath` for names.
 */
export async function checkModuleText(
  root: string,
  file: string,
  text: string,
  otherTexts: Readonly<Record<string, string>> = {},
): Promise<readonly ModuleFinding[]> {
  const texts = new Map([...Object.entries(otherTexts), [file, text]]);
  for (const name of texts.keys()) modulePath(root, name);
  const checks = join(root, '.dango', 'cache', 'checks');
  deleteAbandoned(checks);
  const folder = join(checks, randomUUID());
  try {
    const modules = join(folder, 'custom_sources');
    copyModules(join(root, 'custom_sources'), modules);
    for (const [name, content] of texts) {
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      writeFileSync(join(modules, name), content);
    }
    const config = join(folder, 'tsconfig.json');
    writeFileSync(config, JSON.stringify(checkerConfig(join(modules, file))));
    const { findings, output } = await runTypeChecker(config, modules);
    if (findings.length === 0 && output.trim() !== '') throw checkerError(file, output);
    const imports = importFindings(modules, file, text);
    const isExplained = ({ line, code }: TypeFinding): boolean =>
      code === 'TS2307' && imports.some((finding) => finding.line === line);
    const textOf = (name: string): string => texts.get(name) ?? '';
    return [
      ...findings
        .map((finding) => ({ ...finding, file: finding.file.replaceAll(sep, '/') }))
        .filter((finding) => finding.file !== file || !isExplained(finding))
        .map((finding) => ({ ...finding, ...endOf(finding, textOf(finding.file)), severity: 'error' as const })),
      ...imports,
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Imports that the compiler follows and Node does not. */
function importFindings(modules: string, file: string, text: string): readonly ModuleFinding[] {
  return importedFiles(text).flatMap(({ specifier, start, end }): ModuleFinding[] => {
    const finding = (code: string, message: string): ModuleFinding[] => {
      const from = placeOf(text, start);
      const to = placeOf(text, end);
      const range = { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
      return [{ file, ...range, message, code, severity: 'error' }];
    };
    if (posix.join(posix.dirname(file), specifier).startsWith('..')) {
      return finding('import-outside', `"${specifier}" lies outside of custom_sources, where a module may not read.`);
    }
    const isThere = statSync(join(modules, dirname(file), specifier), { throwIfNoEntry: false })?.isFile() === true;
    // What is named with its ending and is missing, the compiler tells.
    if (isThere || /\.(ts|mts|cts|mjs|cjs|json)$/.test(specifier)) return [];
    const meant = `${specifier.replace(/\.js$/, '')}.ts`;
    return finding('import-extension', `Node does not find "${specifier}": write "${meant}".`);
  });
}

function copyModules(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  if (!existsSync(from)) return;
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const name = relative(from, join(entry.parentPath, entry.name));
    if (!/\.([mc]?[tj]s|json)$/.test(name) || name.split(sep).includes('node_modules')) continue;
    const source = resolve(from, name);
    if (statSync(source, { throwIfNoEntry: false })?.isFile() !== true) continue;
    mkdirSync(dirname(join(to, name)), { recursive: true });
    copyFileSync(source, join(to, name));
  }
}

/** The compiler tells where something begins; marked is the word that stands there. */
function endOf({ line, column }: TypeFinding, text: string): { endLine: number; endColumn: number } {
  const rest = text.split(/\r?\n/)[line - 1]?.slice(column - 1) ?? '';
  const [word = ''] = /^(?:[\p{L}\p{N}_$]+|(["'`])(?:\\.|(?!\1).)*\1?|[^\s\w]+?(?=[\s\w]|$)|.)/u.exec(rest) ?? [];
  return { endLine: line, endColumn: column + Math.max(1, word.length) };
}

function placeOf(text: string, position: number): { line: number; column: number } {
  const before = text.slice(0, position);
  return { line: before.split('\n').length, column: position - before.lastIndexOf('\n') };
}

function deleteAbandoned(checks: string): void {
  if (!existsSync(checks)) return;
  for (const name of readdirSync(checks)) {
    const changedMs = statSync(join(checks, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - changedMs > abandonedMs) rmSync(join(checks, name), { recursive: true, force: true });
  }
}

function checkerError(file: string, output: string): DangoError {
  return new DangoError(`The TypeScript compiler could not check ${file}: ${output.trim().slice(0, 500)}`, {
    code: 'module-invalid',
    hint: 'Run "npm ls typescript @types/node" to see whether the installation is complete.',
  });
}
