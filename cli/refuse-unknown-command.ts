import type { Command } from 'commander';
import { closestWord, DangoError } from '../lib/index.ts';

/**
 * For a command that does something by itself and has others below it, with `allowExcessArguments`: commander says of a
 * word that is none of them only that there are too many arguments.
 * @throws DangoError `usage-invalid` naming the commands that there are.
 */
export function refuseUnknownCommand(command: Command): void {
  const [word] = command.args;
  if (word === undefined) return;
  const names = command.commands.map((one) => one.name());
  const own = `dango ${command.name()}`;
  const meant = closestWord(word, names);
  throw new DangoError(`There is no command "${own} ${word}". There are ${names.join(', ')}.`, {
    code: 'usage-invalid',
    hint: meant === undefined ? `See what they do with: ${own} --help` : `Did you mean "${own} ${meant}"?`,
  });
}
