import { runCliHere } from './run-cli-here.ts';
import { runCli, type CliOptions } from './run-cli.ts';

export interface SyncDocument {
  readonly status: string;
  readonly error?: SyncError;
  readonly runs: readonly SyncRun[];
}

export interface SyncRun {
  readonly run_id: string;
  readonly source: string;
  readonly status: string;
  readonly error?: SyncError;
  readonly resources: readonly SyncResource[];
  readonly plan?: readonly { readonly table: string; readonly change: string; readonly detail: string }[];
}

export interface SyncResource {
  readonly name: string;
  readonly status: string;
  readonly error?: SyncError;
  readonly requests: number;
  readonly pages: number;
  readonly bytes: number;
  readonly rows_extracted: number;
  readonly rows_loaded: number;
  readonly tables: readonly string[];
  readonly duration_ms: number;
}

export interface SyncError {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

export interface SyncResult {
  readonly exitCode: number | null;
  readonly stderr: string;
  /** Everything that was printed on stdout. */
  readonly document: SyncDocument;
  /** A resource of the only run by its name. */
  resource(name: string): SyncResource;
}

/**
 * Runs `dango sync <argv> --json` in this process, or in one of its own where options for that are given. Throws when stdout
 * is anything but one JSON document.
 */
export async function syncJson(
  projectRoot: string,
  argv: readonly string[] = [],
  options?: CliOptions,
): Promise<SyncResult> {
  const words = ['sync', ...argv, '--json'];
  const result = options === undefined ? runCliHere(projectRoot, words) : runCli(projectRoot, words, options);
  const { exitCode, stdout, stderr } = await result;
  const document = parse(stdout, stderr);
  return {
    exitCode,
    stderr,
    document,
    resource(name) {
      const found = document.runs.flatMap(({ resources }) => resources).filter((resource) => resource.name === name);
      if (found.length !== 1 || !found[0]) throw new Error(`${found.length} resources "${name}" in ${stdout}`);
      return found[0];
    },
  };
}

function parse(stdout: string, stderr: string): SyncDocument {
  try {
    return JSON.parse(stdout) as SyncDocument;
  } catch (cause) {
    throw new Error(`No JSON document on stdout:\n${stdout}\n${stderr}`, { cause });
  }
}
