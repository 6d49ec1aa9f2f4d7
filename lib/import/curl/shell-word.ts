/** One word of a command line, in the spelling of sources.yml: `${NAME}` for a variable of the shell, `$${` for a plain `${`. */
export interface ShellWord {
  readonly text: string;
  /** In the pasted text, from 1. */
  readonly line: number;
}

/** The commands of a pasted text. */
export type ShellCommand = readonly ShellWord[];
