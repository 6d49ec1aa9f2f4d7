import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { DangoError, type ErrorRecord } from '../errors/dango-error.ts';
import type { Project } from '../project/load-project.ts';
import { dangoVersion } from '../http/dango-version.ts';
import { enginePaths } from '../util/engine-paths.ts';
import { checkerConfig, runTypeChecker, type TypeFinding } from './run-type-checker.ts';

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
  writeFileSync(config, JSON.stringify(checkerConfig(file)));
  const { findings: found, output } = await runTypeChecker(config, root);
  const findings = found.map((finding) => toRecord(finding, root));
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

/** The first line of a message; the reasons below it are for editors. */
function toRecord({ file, line, column, code, message }: TypeFinding, root: string): ErrorRecord {
  const shown = file.startsWith(root) ? relative(root, file) : file;
  return {
    code: 'module-invalid',
    message: `${message.split('\n')[0]} (${code})`,
    at: { file: shown, line, column },
  };
}
