import { walkStrings } from '../spec/walk-strings.ts';
import type { SecretMover } from './move-secrets.ts';

const reference = /(?<!\$)\$\{([A-Za-z_][\w.]*)(:-[^}]*)?\}/g;

/** Names of `${NAME}` in a value that have no default and are no secret that was found: a person has to give them. */
export function referencesIn(value: unknown, mover: SecretMover): string[] {
  const found = new Set(mover.secrets().map(({ name }) => name));
  const names = new Set<string>();
  walkStrings(value, (text) => {
    for (const [, name = '', byDefault] of text.matchAll(reference)) {
      if (byDefault === undefined && !found.has(name)) names.add(name);
    }
  });
  return [...names];
}
