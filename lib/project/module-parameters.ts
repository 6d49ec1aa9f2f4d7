import { DangoError } from '../errors/dango-error.ts';
import type { JsonValue } from '../spec/json-value.ts';
import { walkStrings } from '../spec/walk-strings.ts';
import { closestWord } from '../util/closest-word.ts';
import { toSnakeCase } from '../util/snake-case.ts';
import { hiddenValue, interpolateSource, type InterpolationOptions } from './interpolate-source.ts';
import { lookUpSecret, ownerOf } from './look-up-secret.ts';
import type { UsableSource } from './require-source.ts';
import { SecretMissingError, type MissingSecret } from './secret-missing-error.ts';
import type { SecretStore } from './secret-store.ts';
import { maskableValues } from './secret-values.ts';

/** A parameter that a module's source declares. */
export interface ModuleParameter {
  /** In camelCase, as the module writes it. */
  readonly name: string;
  readonly isSecret: boolean;
  readonly hasDefault: boolean;
}

export interface ModuleParameterValues {
  /** By camelCase name; a parameter that keeps its default is absent. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What is masked, longest first: also what belongs to other sources. */
  readonly secretValues: readonly string[];
  /** Those of them that stand in the values: all that the module itself may know. */
  readonly ownSecretValues: readonly string[];
}

/**
 * Finds the values of a module's parameters: `function_kwargs` first, then the places of {@link lookUpSecret} under the
 * snake_case name. A variable named like the parameter alone (`API_KEY`) counts for secrets only, because `HOST` or
 * `USER` of the system must not become a parameter. Throws `secret-missing` for all required ones without value, and
 * `config-invalid` for an unknown key in `function_kwargs`.
 */
export function resolveModuleParameters(
  source: UsableSource,
  parameters: readonly ModuleParameter[],
  store: SecretStore,
  { hidesMissing = false }: InterpolationOptions = {},
): ModuleParameterValues {
  const { spec, secretValues } = interpolateSource(source, store, { hidesMissing });
  const given = spec.type === 'dlt_native' ? (spec.dlt_native.function_kwargs ?? {}) : {};
  checkKeys(source, given, parameters);
  const owner = ownerOf(spec);
  const missing: MissingSecret[] = [];
  const values: Record<string, unknown> = {};
  for (const { name, isSecret, hasDefault } of parameters) {
    const key = toSnakeCase(name);
    const writtenKey = [key, name].find((one) => Object.hasOwn(given, one));
    const { found, places } = lookUpSecret(store, key, owner, { hasBareName: isSecret });
    const value = writtenKey === undefined ? found?.value : given[writtenKey];
    if (value !== undefined) values[name] = value;
    else if (isSecret && hidesMissing) values[name] = hiddenValue;
    else if (!hasDefault) {
      const at = source.locate(['dlt_native', 'function_kwargs']);
      missing.push({ name: key, owner, at, neededBy: `parameter ${name} of source "${source.name}"`, places });
    }
  }
  const [first, ...others] = missing;
  if (first !== undefined) throw new SecretMissingError([first, ...others]);
  return withSecrets(values, parameters, secretValues);
}

/** Values and what is secret about them. */
export function withSecrets(
  values: Readonly<Record<string, unknown>>,
  parameters: readonly ModuleParameter[],
  knownSecrets: readonly string[],
): ModuleParameterValues {
  const secretValues = maskableValues([...knownSecrets, ...secretsAmong(values, parameters)]);
  const texts: string[] = [];
  walkStrings(values, (text) => texts.push(text));
  const isOwn = (secret: string): boolean => texts.some((text) => text.includes(secret));
  const own = new Set([...secretValues.filter(isOwn), ...secretsAmong(values, parameters)]);
  return { values, secretValues, ownSecretValues: maskableValues(own) };
}

/** The values of secret parameters, as texts. */
function secretsAmong(values: Readonly<Record<string, unknown>>, parameters: readonly ModuleParameter[]): string[] {
  const secrets = parameters.filter(({ isSecret }) => isSecret).map(({ name }) => values[name]);
  return secrets.flatMap((value) => (typeof value === 'string' || typeof value === 'number' ? [String(value)] : []));
}

function checkKeys(
  source: UsableSource,
  given: Readonly<Record<string, JsonValue>>,
  parameters: readonly ModuleParameter[],
): void {
  const known = new Map(parameters.flatMap(({ name }) => [[name, name] as const, [toSnakeCase(name), name] as const]));
  const seen = new Map<string, string>();
  for (const key of Object.keys(given)) {
    const name = known.get(key);
    const other = name === undefined ? undefined : seen.get(name);
    if (name !== undefined && other === undefined) {
      seen.set(name, key);
      continue;
    }
    const names = parameters.map((parameter) => toSnakeCase(parameter.name));
    const meant = closestWord(key, names);
    const list = names.length === 0 ? 'The source has no parameters.' : `Use one of: ${names.join(', ')}.`;
    const path = ['dlt_native', 'function_kwargs', key];
    const fault = other === undefined ? `has no parameter "${key}"` : `gets "${name}" twice: "${other}" and "${key}"`;
    throw new DangoError(`${source.keyPath(path)}: the source ${fault}`, {
      code: 'config-invalid',
      hint: other === undefined ? (meant === undefined ? list : `Did you mean "${meant}"?`) : 'Remove one of the two.',
      at: source.locate(path, 'key'),
    });
  }
}
