/** One word of a command line, in the spelling of sources.yml: `${NAME}` for a variable of the shell, `$${` for a plain `${`. */
export interface ShellWord {
  readonly text: string;
  /** In the pasted text, from 1. */
  readonly line: number;
}

/** The commands of a pasted text. */
export type ShellCommand = readonly ShellWord[];

/** Where `curl` stands in a command; undefined for another one. Variables set in front of it and `sudo` belong to it. */
export function startOfCurl(words: readonly string[]): number | undefined {
  const first = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word) && word !== 'sudo');
  return /(^|[\\/])curl(\.exe)?$/i.test(words[first] ?? '') ? first : undefined;
}
