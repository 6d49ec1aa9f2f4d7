import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endAfterFile } from './end-after-file.ts';

export interface CliOptions {
  /** Added to the clean environment; undefined removes a variable from it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Text for standard input, which then ends. Default: empty. */
  readonly input?: string;
  /** Ends the process with SIGTERM when it fires. */
  readonly signal?: AbortSignal;
}

export interface CliResult {
  /** Null when a signal ended the process. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  readonly pid: number;
  /** What was written so far. */
  readonly stdout: string;
  readonly stderr: string;
  /** Resolves once standard output and error together match; rejects when the process ends before. */
  waitForOutput(pattern: RegExp): Promise<void>;
  /** Sends a signal to this process only. Default: SIGTERM. */
  kill(signal?: NodeJS.Signals): void;
  /** How it ended. Never rejects for an exit code. */
  readonly finished: Promise<CliResult>;
}

const mainFile = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

/** Runs `dango <argv>` in a project folder and waits for its end. */
export function runCli(projectRoot: string, argv: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return spawnCli(projectRoot, argv, options).finished;
}

/** Starts `dango <argv>` and hands it over while it runs; killed after the test file at the latest. */
export function spawnCli(projectRoot: string, argv: readonly string[], options: CliOptions = {}): RunningCli {
  const child = spawn(process.execPath, [mainFile, ...argv], {
    cwd: projectRoot,
    env: cleanEnvironment(options.env),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const forget = endAfterFile(() => child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  // A process that ends without reading its input is no failure of the test.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const kill = (signal: NodeJS.Signals = 'SIGTERM'): void => void child.kill(signal);
  options.signal?.addEventListener('abort', () => kill(), { once: true });
  if (options.signal?.aborted) kill();

  const finished = once(child, 'close').then((values): CliResult => {
    forget();
    const [exitCode, signal] = values as [number | null, NodeJS.Signals | null];
    return { exitCode, signal, ...output };
  });
  return {
    pid: child.pid ?? 0,
    get stdout() {
      return output.stdout;
    },
    get stderr() {
      return output.stderr;
    },
    waitForOutput: (pattern) => waitForOutput(child, output, pattern),
    kill,
    finished,
  };
}

function waitForOutput(
  child: ChildProcess,
  output: { readonly stdout: string; readonly stderr: string },
  pattern: RegExp,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = (): void => {
      if (pattern.test(`${output.stdout}\n${output.stderr}`)) resolve();
    };
    child.stdout?.on('data', check);
    child.stderr?.on('data', check);
    child.once('close', (exitCode) => {
      check();
      reject(new Error(`Ended with ${exitCode} before ${pattern}:\n${output.stdout}\n${output.stderr}`));
    });
    check();
  });
}

/** Nothing of the developer's shell reaches the command, so that a test says the same everywhere. */
function cleanEnvironment(extra: CliOptions['env'] = {}): NodeJS.ProcessEnv {
  const kept = {
    PATH: process.env['PATH'],
    HOME: tmpdir(),
    TMPDIR: process.env['TMPDIR'],
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    // As bin/dango.mjs does: a third of a short command's time.
    NODE_COMPILE_CACHE: join(tmpdir(), 'dango-test-compile-cache'),
  };
  return Object.fromEntries(Object.entries({ ...kept, ...extra }).filter(([, value]) => value !== undefined));
}
