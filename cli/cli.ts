import { resolve } from 'node:path';

import { findProjectRoot, openRuns } from '../lib/index.ts';
import { createPainter, type Painter } from './render/painter.ts';
import { jsonText } from './render/json-text.ts';
import type { Terminal } from './terminal.ts';

/** The options that every command takes. */
export interface GlobalOptions {
  readonly project?: string;
  readonly json?: true;
  readonly verbose?: true;
}

/** What every command is given: the terminal, the global options, and where to say how it ended. */
export class Cli {
  readonly terminal: Terminal;
  /** Colours for stdout. */
  readonly paint: Painter;
  /** Colours for stderr. */
  readonly paintError: Painter;
  /** What the process ends with. Default 0. */
  exitCode = 0;
  /** Opens the runs of a project. */
  readonly openRuns: typeof openRuns;
  #globals: GlobalOptions = {};

  constructor(terminal: Terminal, open = openRuns) {
    this.terminal = terminal;
    this.openRuns = open;
    this.paint = createPainter(terminal.stdout, terminal.env);
    this.paintError = createPainter(terminal.stderr, terminal.env);
  }

  useGlobals(globals: GlobalOptions): void {
    this.#globals = globals;
  }

  /** One JSON document on stdout and nothing else. */
  get isJson(): boolean {
    return this.#globals.json === true;
  }

  /** `--verbose`, or dlt's way to ask for it. */
  get isVerbose(): boolean {
    return this.#globals.verbose === true || this.terminal.env['RUNTIME__LOG_LEVEL']?.toUpperCase() === 'DEBUG';
  }

  /** The folder to start in: `--project`, else the current one. Absolute. */
  get folder(): string {
    return resolve(this.terminal.cwd, this.#globals.project ?? '.');
  }

  /** The project that the folder lies in. Throws `project-missing`. */
  projectRoot(): string {
    return findProjectRoot(this.folder);
  }

  /** Text for a person on stdout. */
  print(text: string): void {
    this.terminal.stdout.write(`${text}\n`);
  }

  /** A remark for a person on stderr, so that results stay clean. */
  note(text: string): void {
    this.terminal.stderr.write(`${text}\n`);
  }

  printJson(document: unknown): void {
    this.terminal.stdout.write(jsonText(document));
  }

  /** The same thing said to a program or to a person. */
  report(document: unknown, text: string): void {
    if (this.isJson) this.printJson(document);
    else this.print(text);
  }
}
