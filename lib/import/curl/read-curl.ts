import { DangoError } from '../../errors/dango-error.ts';
import type { Note, SourceProposal } from '../proposal.ts';
import { proposeFromSamples, type AnswersOf } from '../samples/propose-from-samples.ts';
import { readCurlCommand } from './read-curl-command.ts';
import type { ShellCommand } from './shell-word.ts';
import { splitPosix } from './split-posix.ts';
import { dialectOf, splitCmd, splitPowershell } from './split-windows.ts';

/**
 * Reads one or several commands of curl, copied from a shell, a documentation or a browser.
 * @param answersOf what was answered to them. Default: nothing is known.
 * @throws DangoError `usage-invalid` for what is no command, cannot be read, or reads nothing.
 */
export function readCurl(text: string, name?: string, answersOf?: AnswersOf): SourceProposal {
  const prompted = withoutCapture(text).replaceAll(/^[ \t]*(?:\$|%|>|PS [^>\n]*>)[ \t]+(?=curl)/gim, '');
  const dialect = dialectOf(prompted);
  const commands =
    dialect === 'cmd'
      ? splitCmd(prompted)
      : dialect === 'powershell'
        ? splitPowershell(prompted)
        : splitPosix(prompted);
  const curls = commands.flatMap((words) => withoutCurl(words) ?? []);
  const notes: Note[] = [];
  const requests = curls.flatMap((words, index) => readCurlCommand(words, `command ${index + 1}`, notes));
  const proposal = proposeFromSamples(requests, { kind: 'curl', notes, isPerQuery: true, name, answersOf });
  if (proposal.resources.length === 0) {
    const reasons = proposal.notes.map(({ at, text: reason }) => `${at}: ${reason}`).join('; ');
    throw new DangoError(`No command asks for anything that can be loaded${reasons === '' ? '' : `: ${reasons}`}`, {
      code: 'usage-invalid',
      hint: 'Paste a command that reads by GET, or a search by POST.',
    });
  }
  return proposal;
}

/** `TOKEN=$(curl …)` is the command in it. */
function withoutCapture(text: string): string {
  return text.replaceAll(/^[ \t]*(?:export\s+)?[A-Za-z_]\w*="?\$\(\s*(curl\b[^]*?)\)"?[ \t]*$/gm, '$1');
}

/** The words behind `curl`; undefined for another command. Variables set in front of it belong to it. */
function withoutCurl(words: ShellCommand): ShellCommand[] | undefined {
  const first = words.findIndex(({ text }) => !/^[A-Za-z_]\w*=/.test(text) && text !== 'sudo');
  const isCurl = /(^|[\\/])curl(\.exe)?$/i.test(words[first]?.text ?? '');
  return isCurl ? [words.slice(first + 1)] : undefined;
}
