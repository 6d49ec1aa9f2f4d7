import type { Readable } from 'node:stream';

/** Where a command writes to. */
export interface OutputStream {
  write(text: string): unknown;
  /** True where a person looks at it; then it may be drawn on again. */
  readonly isTTY?: boolean | undefined;
  /** Width and height in characters, on a terminal. */
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}

/** Everything a command knows of the world it was called from. */
export interface Terminal {
  /** Results only. */
  readonly stdout: OutputStream;
  /** Progress, warnings, errors. */
  readonly stderr: OutputStream;
  readonly stdin: Readable & {
    readonly isTTY?: boolean | undefined;
    readonly setRawMode?: (isRaw: boolean) => unknown;
  };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
}

/** The terminal, pipe or file that this process is attached to. */
export function processTerminal(): Terminal {
  const { stdout, stderr, stdin, env } = process;
  return { stdout, stderr, stdin, env, cwd: callersFolder(env) };
}

/** `npm run dango` starts us in the folder of package.json and tells where the person stands in a variable. */
function callersFolder({ npm_lifecycle_event: script, INIT_CWD: folder }: Terminal['env']): string {
  return script === 'dango' && folder !== undefined ? folder : process.cwd();
}
