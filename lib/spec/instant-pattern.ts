import { DangoError } from '../errors/dango-error.ts';

/** A piece of a pattern for instants. */
export type PatternPart =
  | { readonly type: 'literal'; readonly text: string }
  | { readonly type: 'field'; readonly letter: PatternLetter };

/** As in strftime: `%Y` year, `%m` month, `%d` day, `%H` `%M` `%S` time, `%f` microseconds, `%j` day of the year, `%s` seconds since 1970. */
export const patternLetters = ['Y', 'y', 'm', 'd', 'H', 'M', 'S', 'f', 'j', 's', 'z'] as const;
export type PatternLetter = (typeof patternLetters)[number];

/** Splits a pattern such as `%d.%m.%Y`; `%%` is a plain `%`. @throws DangoError `config-invalid` for an unknown letter. */
export function parseInstantPattern(pattern: string): readonly PatternPart[] {
  if (!pattern.includes('%'))
    throw invalidPattern(pattern, `"${pattern}" is neither a known form nor a pattern with %`);
  return [...pattern.matchAll(/%(.?)|[^%]+/gs)].map(([text, letter]): PatternPart => {
    if (letter === undefined) return { type: 'literal', text };
    if (letter === '%') return { type: 'literal', text: '%' };
    const known = patternLetters.find((one) => one === letter);
    if (known === undefined) throw invalidPattern(pattern, `The pattern "${pattern}" has the unknown field "${text}"`);
    return { type: 'field', letter: known };
  });
}

function invalidPattern(pattern: string, message: string): DangoError {
  return new DangoError(message, {
    code: 'config-invalid',
    hint: `Use unix_seconds, unix_milliseconds, date, datetime, or a pattern of ${patternLetters.map((letter) => `%${letter}`).join(' ')}.`,
    context: { pattern },
  });
}
