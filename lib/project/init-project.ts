import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import { lineEndingOf } from '../util/line-ending.ts';
import { writeFileAtomic } from '../util/write-file-atomic.ts';
import { ignoredPaths, projectTemplates } from './project-templates.ts';
import { readTextFile } from './read-text-file.ts';

export interface InitOptions {
  /** Name for people. Default: none, the folder's name is used. */
  readonly name?: string;
}

/**
 * Makes a folder a project; creates the folder if need be. Files that exist are kept; `.gitignore` gets the lines that
 * it lacks. Returns the files that were created or extended, relative to the folder. Throws `usage-invalid` where there
 * is a project already.
 */
export function initProject(folder: string, { name }: InitOptions = {}): string[] {
  const root = resolve(folder);
  if (existsSync(join(root, '.dango'))) {
    throw new DangoError(`${root} is a Dango project already`, {
      code: 'usage-invalid',
      hint: 'Edit .dango/sources.yml to add a source, or name another folder.',
    });
  }
  const written: string[] = [];
  for (const { path, text, mode } of projectTemplates(name)) {
    const target = join(root, path);
    if (existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileAtomic(target, text, mode === undefined ? {} : { mode });
    written.push(path);
  }
  mkdirSync(join(root, 'data'), { recursive: true });
  if (extendGitignore(join(root, '.gitignore'))) written.push('.gitignore');
  return written;
}

/** Adds the lines that are missing; true when there were any. */
function extendGitignore(path: string): boolean {
  const text = readTextFile(path) ?? '';
  const present = new Set(text.split(/\r?\n/).map((line) => line.trim().replace(/^\//, '')));
  const missing = ignoredPaths.filter((line) => !present.has(line));
  if (missing.length === 0) return false;
  const eol = lineEndingOf(text);
  const start = text === '' || text.endsWith('\n') ? text : text + eol;
  writeFileAtomic(path, `${start}${missing.join(eol)}${eol}`);
  return true;
}
