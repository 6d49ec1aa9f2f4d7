import { forEachChild, parse, type Assignment, type Command, type ParseError, type SyntaxNode } from 'unbash';
import { wordText, type Known } from './shell-text.ts';
import { startOfCurl } from './shell-word.ts';

/** A command of curl as bash reads it. */
export interface CurlCommand {
  /** The command, and the lines of options behind it that a comment or a blank at the end of a line has cut off. */
  readonly pieces: readonly Command[];
  /** Where their positions count from. */
  readonly start: number;
  /** Variables that were set in front of it. */
  readonly known: Known;
}

/** A text as bash reads it. */
export interface ReadShell {
  /** Commands of curl, in their order, wherever they stand: in a pipe, a loop, the value of a variable. */
  readonly commands: readonly CurlCommand[];
  /** What is no bash, with its position in the text. */
  readonly faults: readonly ParseError[];
}

/** Reads a text as bash does. Where lines are no bash, such as an answer below its command, it goes on behind them. */
export function readShell(text: string): ReadShell {
  const commands: CurlCommand[] = [];
  const faults: ParseError[] = [];
  let known: Known = new Map();
  for (let start = 0; start < text.length;) {
    const rest = text.slice(start);
    const script = parse(rest);
    const read = curlCommandsOf(script, rest, known);
    known = read.known;
    commands.push(...read.commands.map((command) => ({ ...command, start })));
    const errors = script.errors ?? [];
    for (const { message, pos } of errors) faults.push({ message, pos: start + pos });
    // The parser stops at what can neither begin nor end a command.
    const stop = errors.at(-1)?.pos ?? -1;
    const lineEnd = text.indexOf('\n', start + stop);
    if (stop < (script.commands.at(-1)?.end ?? 0) || lineEnd < 0) break;
    start = lineEnd + 1;
  }
  return { commands, faults };
}

function curlCommandsOf(
  script: SyntaxNode,
  text: string,
  before: Known,
): { readonly commands: readonly Omit<CurlCommand, 'start'>[]; readonly known: Known } {
  const found: { readonly pieces: Command[]; readonly known: Known }[] = [];
  let open: Command[] | undefined;
  let known = before;
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command') {
      known = assigned(node, known);
      const [name = '', ...args] = wordsOf(node);
      if (startOfCurl([name, ...args]) !== undefined) found.push({ pieces: (open = [node]), known });
      else if (/^--?[A-Za-z]/.test(name) && isCutOff(text.slice(open?.at(-1)?.end, node.pos))) open?.push(node);
      else open = undefined;
      if (open !== undefined) return;
    }
    // What stands in escaped backticks has positions of its own.
    if (node.type === 'Script' && node.source !== undefined) return;
    forEachChild(node, visit);
  };
  visit(script);
  return { commands: found, known };
}

/** A text sets fewer variables than this; each time all are copied. */
const mostVariables = 100;

/** Variables behind a command that sets some, by itself or as `export NAME=value`. What only a shell can tell is not known. */
function assigned({ name, prefix, args }: Command, known: Known): Known {
  const isSetting = name === undefined || /^(export|declare|local|readonly|typeset)$/.test(name.text);
  const set = isSetting ? [...prefix, ...args].filter((one): one is Assignment => one.type === 'Assignment') : [];
  if (set.length === 0) return known;
  const next = new Map(known);
  for (const { name: variable, value, append, index } of set) {
    next.delete(variable);
    if (value.type !== 'Word' || append === true || index !== undefined || next.size >= mostVariables) continue;
    try {
      next.set(
        variable,
        wordText(value, (what) => new Error(what), next),
      );
    } catch {
      // A command in the place of its value.
    }
  }
  return next;
}

/** Whether nothing but the end of a line, and a comment, stands between two commands. */
function isCutOff(between: string): boolean {
  return /^(?:[ \t]|\\\n)*(?:#.*)?\n\s*(?:#.*\n\s*)*$/.test(between);
}

function wordsOf({ name, args }: Command): string[] {
  return name === undefined ? [] : [name.value, ...args.map((arg) => (arg.type === 'Word' ? arg.value : arg.text))];
}
