import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const clone = dirname(dirname(import.meta.dirname));

/** A Python that has dlt: made once, below node_modules; a text says why there is none. */
export function preparePython(): { readonly python: string } | { readonly missing: string } {
  const folder = join(clone, 'node_modules', '.cache', 'dango-bench', 'venv');
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (existsSync(python) && run(python, ['-c', 'import dlt, duckdb, pyarrow']).status === 0) return { python };
  mkdirSync(dirname(folder), { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  if (run('python3', ['-m', 'venv', folder]).status !== 0) {
    return { missing: 'There is no Python 3 with venv on this machine.' };
  }
  const installed = run(python, ['-m', 'pip', 'install', '--quiet', 'dlt[duckdb]', 'pyarrow']);
  if (installed.status === 0) return { python };
  return { missing: `dlt[duckdb] cannot be installed from PyPI: ${installed.stderr.trim().split('\n').at(-1) ?? ''}` };
}

function run(command: string, args: readonly string[]): { readonly status: number | null; readonly stderr: string } {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  // Where the command is missing there is no text.
  return { status, stderr: stderr ?? '' };
}
