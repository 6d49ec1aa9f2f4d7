import type { Mask } from './redact.ts';

/** What tells nothing secret in a request for a token or in its answer. Everything else is hidden. */
const openFields = new Set(
  (
    'granttype clientid scope scopes audience resource tokentype type expires expiresin expiresat expiration ' +
    'error errors errordescription erroruri errorcode message msg detail details title reason status success ok redirecturi'
  ).split(' '),
);

const jsonTexts = /"((?:[^"\\]|\\.)*)(?:"(\s*:)?|$)/g;
const formFields = /(^|&)([^=&]*)=([^&\s]*)/g;

/**
 * Masks what is said to and by an endpoint that gives tokens: these are secret before anything could learn their
 * values, and may lie anywhere. Also for a text that was cut.
 */
export function maskTokenBody(mask: Mask): Mask {
  return (text) => {
    if (/^\s*[[{"]/.test(text)) return mask(maskJson(text));
    if (/^[^\s=&<]+=[^\s<]*$/.test(text)) return mask(maskForm(text));
    // A text without blanks is a token of its own, as some logins answer.
    return /^\s*[^\s<]{8,}\s*$/.test(text) ? '***' : mask(text);
  };
}

function maskJson(text: string): string {
  let name = '';
  return text.replace(jsonTexts, (whole: string, inner: string, colon: string | undefined) => {
    if (colon !== undefined) {
      name = inner;
      return whole;
    }
    return inner === '' || isOpen(name) ? whole : '"***"';
  });
}

function maskForm(text: string): string {
  return text.replace(formFields, (whole: string, start: string, name: string, value: string) =>
    value === '' || isOpen(name) ? whole : `${start}${name}=***`,
  );
}

function isOpen(name: string): boolean {
  return openFields.has(name.toLowerCase().replace(/[^a-z]/g, ''));
}
