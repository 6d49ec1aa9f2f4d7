import { DangoError } from '../../errors/dango-error.ts';
import type { Note, SourceProposal } from '../proposal.ts';
import { proposeFromSamples, type AnswersOf } from '../samples/propose-from-samples.ts';
import { readCurlCommand } from './read-curl-command.ts';
import { startOfCurl, type ShellCommand } from './shell-word.ts';
import { splitPosix } from './split-posix.ts';
import { dialectOf, splitCmd, splitPowershell } from './split-windows.ts';

/**
 * Reads one or several commands of curl, copied from a shell, a documentation or a browser.
 * @param answersOf what was answered to them. Default: nothing is known.
 * @throws DangoError `usage-invalid` for what is no command, cannot be read, or reads nothing.
 */
export function readCurl(text: string, name?: string, answersOf?: AnswersOf): SourceProposal {
  const prompted = text.replaceAll(/^[ \t]*(?:\$|%|>|PS [^>\n]*>)[ \t]+(?=curl)/gim, '');
  const dialect = dialectOf(prompted);
  const commands =
    dialect === 'cmd'
      ? splitCmd(prompted)
      : dialect === 'powershell'
        ? splitPowershell(prompted)
        : splitPosix(prompted);
  const curls = commands.flatMap(withoutCurl);
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

/** The words behind `curl`; none for another command. */
function withoutCurl(words: ShellCommand): ShellCommand[] {
  const start = startOfCurl(words.map(({ text }) => text));
  return start === undefined ? [] : [words.slice(start + 1)];
}
