import { DangoError } from '../errors/dango-error.ts';
import { formatLocation } from '../errors/source-location.ts';
import { authUrls } from '../spec/auth-urls.ts';
import { isHttpUrl } from '../spec/http-url.ts';
import { hasInterpolation, parseInterpolation, type InterpolationPart } from '../spec/interpolation.ts';
import type { KeyPath } from '../spec/key-path.ts';
import type { SourceSpec } from '../spec/source-spec.ts';
import { mapStrings } from '../spec/walk-strings.ts';
import { isAuthenticationPlace, isSensitiveInText, isWrittenSecret } from './authentication-place.ts';
import { lookUpSecret, ownerOf, type SecretOwner } from './look-up-secret.ts';
import type { UsableSource } from './require-source.ts';
import { SecretMissingError, type MissingSecret } from './secret-missing-error.ts';
import type { SecretStore } from './secret-store.ts';
import { isSensitiveName, maskableValues, valuesOfSecretsFile } from './secret-values.ts';

export interface InterpolatedSource {
  readonly spec: SourceSpec;
  /**
   * What is masked in logs, errors, events and exchanges: every value of secrets.toml and every value sent as
   * authentication, longest first. Values shorter than 4 characters are not masked.
   */
  readonly secretValues: readonly string[];
}

export interface InterpolationOptions {
  /**
   * Whether a name without value gets what stands for it in a recording, because nothing is sent. Default false: it is
   * missing.
   */
  readonly hidesMissing?: boolean | undefined;
}

/** What a recording shows in the place of a secret. */
export const hiddenValue = '***';

/**
 * Fills `${NAME}` into every text of a source. Throws `secret-missing` for all names without value at once, and
 * `config-invalid` when an address that was filled in is none. No error shows a value.
 */
export function interpolateSource(
  source: UsableSource,
  store: SecretStore,
  { hidesMissing = false }: InterpolationOptions = {},
): InterpolatedSource {
  const owner = ownerOf(source.spec);
  const missing: MissingSecret[] = [];
  const secretValues = valuesOfSecretsFile(store);
  const spec = mapStrings(source.spec, (text, path) => {
    const isAuthentication = isAuthenticationPlace(path);
    if (!hasInterpolation(text)) {
      if (isWrittenSecret(path)) secretValues.push(text);
      return text;
    }
    const parts = parseInterpolation(text);
    return parts
      .map((part, index) => {
        if (part.type === 'literal') return part.text;
        const { value, places } = valueOf(part, owner, store);
        const isSecret = isAuthentication || isSensitiveName(part.name) || isSensitiveInText(parts, index);
        if (value !== undefined && isSecret) secretValues.push(value);
        if (value === undefined && hidesMissing) return hiddenValue;
        if (value === undefined) missing.push(missingAt(source, path, part.name, owner, places));
        return value ?? '';
      })
      .join('');
  });
  const [first, ...others] = missing;
  if (first !== undefined) throw new SecretMissingError([first, ...others]);
  checkUrls(source, spec);
  return { spec, secretValues: maskableValues(secretValues) };
}

function valueOf(
  { name, defaultText }: Extract<InterpolationPart, { type: 'reference' }>,
  owner: SecretOwner,
  store: SecretStore,
): { value: string | undefined; places: readonly string[] } {
  const { found, places } = lookUpSecret(store, name, owner);
  return { value: scalarText(found?.value) ?? defaultText, places };
}

/** A table or a list cannot stand inside a text, so it counts as no value. */
function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const isScalar = typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
  return isScalar ? String(value) : undefined;
}

function missingAt(
  source: UsableSource,
  path: KeyPath,
  name: string,
  owner: SecretOwner,
  places: readonly string[],
): MissingSecret {
  return { name, owner, at: source.locate(path), neededBy: source.keyPath(path), places };
}

/** Addresses with `${…}` could not be checked before. */
function checkUrls(source: UsableSource, spec: SourceSpec): void {
  if (spec.type !== 'rest_api') return;
  const { rest_api: block } = spec;
  const urls: [KeyPath, string][] = [[['base_url'], block.base_url], ...authUrls(block)];
  for (const [place, url] of urls) {
    if (isHttpUrl(url)) continue;
    const path = ['rest_api', ...place];
    const at = source.locate(path);
    throw new DangoError(
      `${source.keyPath(path)} (${formatLocation(at)}) is no absolute http:// or https:// URL once its values are filled in`,
      { code: 'config-invalid', hint: 'Give the variables in it values that make a whole address.', at },
    );
  }
}
