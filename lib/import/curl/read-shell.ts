import { forEachChild, parse, type Command, type ParseError, type SyntaxNode } from 'unbash';
import { startOfCurl } from './shell-word.ts';

/** A command of curl as bash reads it. */
export interface CurlCommand {
  /** The command, and the lines of options behind it that a comment or a blank at the end of a line has cut off. */
  readonly pieces: readonly Command[];
  /** Where their positions count from. */
  readonly start: number;
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
  for (let start = 0; start < text.length;) {
    const rest = text.slice(start);
    const script = parse(rest);
    commands.push(...curlCommandsOf(script, rest).map((pieces) => ({ pieces, start })));
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

function curlCommandsOf(script: SyntaxNode, text: string): Command[][] {
  const found: Command[][] = [];
  let open: Command[] | undefined;
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command') {
      const [name = '', ...args] = wordsOf(node);
      if (startOfCurl([name, ...args]) !== undefined) found.push((open = [node]));
      else if (/^--?[A-Za-z]/.test(name) && isCutOff(text.slice(open?.at(-1)?.end, node.pos))) open?.push(node);
      else open = undefined;
      if (open !== undefined) return;
    }
    // What stands in escaped backticks has positions of its own.
    if (node.type === 'Script' && node.source !== undefined) return;
    forEachChild(node, visit);
  };
  visit(script);
  return found;
}

/** Whether nothing but the end of a line, and a comment, stands between two commands. */
function isCutOff(between: string): boolean {
  return /^(?:[ \t]|\\\n)*(?:#.*)?\n\s*(?:#.*\n\s*)*$/.test(between);
}

function wordsOf({ name, args }: Command): string[] {
  return name === undefined ? [] : [name.value, ...args.map((arg) => (arg.type === 'Word' ? arg.value : arg.text))];
}
