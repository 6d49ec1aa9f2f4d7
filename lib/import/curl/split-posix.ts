import type { Command, HereDoc } from 'unbash';
import { LineCounter } from 'yaml';
import { DangoError } from '../../errors/dango-error.ts';
import { quoteMeant } from './quote-meant.ts';
import { readShell, type CurlCommand, type ReadShell } from './read-shell.ts';
import { inputText, wordText, type Known, type Refuse } from './shell-text.ts';
import type { ShellCommand, ShellWord } from './shell-word.ts';

/**
 * The commands of curl in a text for bash and its kin. Variables that the text sets are their values, others stay as references; where a command reads `@-`, what `<<END` or
 * `<<<` gives it stands in its place.
 * @throws DangoError `usage-invalid` for what is never closed, for a command that is no bash, and for a command in the place of a
 * value (`$(…)`).
 */
export function splitPosix(pasted: string): ShellCommand[] {
  const text = quoteMeant(pasted.replaceAll('\r\n', '\n'));
  const shell = readShell(text);
  const lineAt = linesOf(text);
  refuseFaults(shell, text, lineAt);
  return shell.commands.map(({ pieces, start, known }) =>
    pieces.flatMap((piece) => wordsOf(piece, (pos) => lineAt(start + pos), known)),
  );
}

/** Line of a position, from 1. */
type LineAt = (pos: number) => number;

function linesOf(text: string): LineAt {
  const counter = new LineCounter();
  counter.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) counter.addNewLine(at + 1);
  return (pos) => counter.linePos(pos).line;
}

function wordsOf(command: Command, lineAt: LineAt, known: Known): ShellWord[] {
  const refuse: Refuse = (what, pos) =>
    usage(
      `Line ${lineAt(pos)} of the command has ${what}, which only a shell can run`,
      'Write its result in its place, or a variable such as $TOKEN, which becomes a secret to set.',
    );
  const input = command.redirects.findLast((one) => one.type !== 'Redirect');
  if (input?.type === 'HereDoc' && input.closing === undefined)
    throw unclosed(`text behind ${operatorOf(input)}`, lineAt(input.pos));
  const given = input === undefined ? undefined : inputText(input, refuse, known);
  return [command.name, ...command.args].flatMap((word): ShellWord[] => {
    // A backslash that was to end a line is no word, at the end of the text or with a blank behind it.
    if (word === undefined || /^\\[ \t]?$/.test(word.text)) return [];
    const text = word.type === 'Word' ? wordText(word, refuse, known) : word.text;
    return [{ text: given === undefined ? text : withInput(text, given), line: lineAt(word.pos) }];
  });
}

function operatorOf({ operator, delimiter }: HereDoc): string {
  return `${operator}${delimiter?.value ?? ''}`;
}

/** `@-` is what a command is given. */
function withInput(text: string, given: string): string {
  const [whole, option = ''] = /^(-d|--[a-z-]+=)?@-$/.exec(text) ?? [];
  return whole === undefined ? text : `${option}${given}`;
}

/** By what the parser calls it: `unterminated single quote`. */
const openers: Readonly<Record<string, string>> = {
  'single quote': "quote '",
  'double quote': 'quote "',
  'ANSI-C quote': "quote $'",
  backtick: 'quote `',
  'command substitution': 'command $(',
  'parameter expansion': 'variable ${',
};

/** What is never closed takes all that follows; other faults count where they stand in the lines of a command of curl. */
function refuseFaults({ commands, faults }: ReadShell, text: string, lineAt: LineAt): void {
  let next = 0;
  for (const { message, pos } of faults) {
    const [, open] = /^unterminated (.*)$/.exec(message) ?? [];
    if (open !== undefined) throw unclosed(openers[open] ?? open, lineAt(pos));
    while (startOf(commands[next]) <= pos) next += 1;
    if (!isInLines(commands[next - 1], pos, text)) continue;
    throw usage(
      `Line ${lineAt(pos)} of the command is nothing that a shell can read: ${message}`,
      "Put what a shell would take for its own, such as ( ) < > and &, between single quotes ('…').",
    );
  }
}

function startOf(command: CurlCommand | undefined): number {
  return command === undefined ? Infinity : command.start + (command.pieces[0]?.pos ?? 0);
}

function isInLines(command: CurlCommand | undefined, pos: number, text: string): boolean {
  if (command === undefined) return false;
  const end = command.start + (command.pieces.at(-1)?.end ?? 0);
  return !text.slice(end, pos).includes('\n');
}

function unclosed(what: string, line: number): DangoError {
  return usage(
    `The ${what} in line ${line} of the command is never closed`,
    'Paste the whole command, down to its last line.',
  );
}

function usage(message: string, hint: string): DangoError {
  return new DangoError(message, { code: 'usage-invalid', hint });
}
