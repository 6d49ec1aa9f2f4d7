import { DangoError } from '../errors/dango-error.ts';
import { acceptedEncodings } from './read-body.ts';

/** Headers that say nothing about who is asking: they may go to any server. */
export function neutralHeaders(userAgent: string): Record<string, string> {
  return { accept: 'application/json', 'accept-encoding': acceptedEncodings, 'user-agent': userAgent };
}

/** The same headers under names in lower case, the only spelling in this room. */
export function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/**
 * Checks what HTTP allows, before a library does so with an error that quotes the value.
 * @throws `config-invalid`, naming the header only.
 */
export function checkHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) {
      throw new DangoError(`"${name}" is not a valid header name`, {
        code: 'config-invalid',
        hint: 'Correct the name.',
      });
    }
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
      throw new DangoError(`Value of the header "${name}" has a character that HTTP does not allow`, {
        code: 'config-invalid',
        hint: 'Remove line breaks and characters beyond Latin-1 from the value, often from the end of a secret.',
      });
    }
  }
}
