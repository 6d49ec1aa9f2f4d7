import { stepsBelowAuth } from '../spec/auth-places.ts';
import { isAuthenticationPlace, isWrittenSecret } from '../spec/authentication-place.ts';
import { hasInterpolation } from '../spec/interpolation.ts';
import type { KeyPath } from '../spec/key-path.ts';
import { isSensitiveName } from '../spec/sensitive-name.ts';
import { mapStrings } from '../spec/walk-strings.ts';
import { isPagingName } from './paging-words.ts';
import { plainName } from './source-name.ts';
import type { FoundSecret } from './proposal.ts';

/** Takes credentials out of the parts of a source and leaves references in their place. */
export interface SecretMover {
  /** @param path where the value will stand in the source, such as `['rest_api', 'auth']`. */
  move<Value>(value: Value, path: KeyPath): Value;
  /** What was taken, each value once. */
  secrets(): readonly FoundSecret[];
}

/**
 * Every text at a place that carries credentials becomes `${SOURCE_KEY}`. What stands there as an example
 * (`YOUR_API_KEY`, `<token>`) becomes a reference too, but is no secret to keep.
 */
export function createSecretMover(sourceName: string): SecretMover {
  const byValue = new Map<string, string>();
  const names = new Set<string>();
  const found: FoundSecret[] = [];
  const nameFor = (path: KeyPath): string => {
    const base = [sourceName, wordFor(path)]
      .filter((part) => part !== '')
      .join('_')
      .toUpperCase();
    let name = base;
    for (let number = 2; names.has(name); number++) name = `${base}_${number}`;
    names.add(name);
    return name;
  };
  return {
    move: (value, path) =>
      mapStrings(value, (text, inner) => {
        const place = [...path, ...inner];
        if (text === '' || hasReference(text) || !(carriesSecret(place) || isTellingBody(place, text))) return text;
        const key = `${wordFor(place)}\n${text}`;
        const known = byValue.get(key);
        const name = known ?? nameFor(place);
        byValue.set(key, name);
        if (known === undefined && !isExample(text)) found.push({ name, value: text.replaceAll('$${', '${') });
        return `\${${name}}`;
      }),
    secrets: () => found,
  };
}

/** A `${NAME}` of a shell or of a collection is a reference already; `$${` is plain text. */
function hasReference(text: string): boolean {
  return hasInterpolation(text.replaceAll('$${', ''));
}

function carriesSecret(path: KeyPath): boolean {
  const last = String(path.at(-1));
  if (isHarmlessName(last)) return false;
  return stepsBelowAuth(path) === undefined ? isAuthenticationPlace(path) : isWrittenSecret(path);
}

/** A body that is no JSON and no form is not looked into: one that speaks of credentials is secret as a whole. */
function isTellingBody(path: KeyPath, text: string): boolean {
  const isBody = path[0] === 'rest_api' && path.length === 4 && path[3] === 'body';
  return isBody && /token|secret|passw|credential|api[-_ ]?key|authorization/i.test(text);
}

/** Names that only look as if they carried a credential. */
export function isHarmlessName(name: string): boolean {
  return (
    isPagingName(name) || /^(sort|order|group|partition|primary|foreign|search|filter)[-_]?(by[-_]?)?key$/i.test(name)
  );
}

/** True for a header, parameter or field that carries a credential. */
export function isCredentialName(name: string): boolean {
  return (
    !isHarmlessName(name) &&
    (isSensitiveName(name) || /^(apikey|app_?id|appid|x-api-id|sid|session|sessionid)$/i.test(name))
  );
}

function wordFor(path: KeyPath): string {
  const steps = path.filter((step) => typeof step === 'string');
  const last = String(steps.at(-1));
  if (last === 'token' || last === 'access_token') return 'token';
  return plainName(last.replace(/^x-/i, ''));
}

/** True for a text that stands for a value, as examples in a documentation do. */
export function isExample(text: string): boolean {
  return (
    /^[<{[]+[\w .:-]*[>}\]]+$/.test(text) ||
    /^(?:(?:your|my|insert|replace|enter|add)[-_ ].*|.*[-_ ]here)$/i.test(text) ||
    /^(x{3,}|\*+|\.{3}|…|token|api[-_ ]?key|secret|password|access[-_ ]?token|changeme|string|value|todo)$/i.test(
      text,
    ) ||
    /^[A-Z]+(_[A-Z]+)*_(KEY|TOKEN|SECRET|PASSWORD)$/.test(text)
  );
}
