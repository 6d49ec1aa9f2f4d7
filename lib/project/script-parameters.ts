import { DangoError } from '../errors/dango-error.ts';
import { toSnakeCase } from '../util/snake-case.ts';
import { lookUpSecret } from './look-up-secret.ts';
import { withSecrets, type ModuleParameter, type ModuleParameterValues } from './module-parameters.ts';
import type { SecretStore } from './secret-store.ts';
import { valuesOfSecretsFile } from './secret-values.ts';

/**
 * The values of a source that a script runs by itself, without an entry in sources.yml: what the script gave, else what
 * `[sources.<source>]` and the other places of {@link lookUpSecret} have.
 * @throws DangoError `secret-missing`, listing every place.
 */
export function resolveScriptParameters(
  source: string,
  parameters: readonly ModuleParameter[],
  given: Readonly<Record<string, unknown>>,
  store: SecretStore,
): ModuleParameterValues {
  const values: Record<string, unknown> = { ...given };
  for (const { name, isSecret, hasDefault } of parameters) {
    const key = toSnakeCase(name);
    if (name in given || key in given) continue;
    const owner = { source: undefined, functionName: source, isRestApi: false };
    const { found, places } = lookUpSecret(store, key, owner, { hasBareName: isSecret });
    if (found !== undefined) values[name] = found.value;
    else if (!hasDefault) {
      throw new DangoError(`Parameter "${key}" of source "${source}" has no value. Looked at: ${places.join(', ')}.`, {
        code: 'secret-missing',
        hint: `Pass it in the script, or add ${key} = "…" under [sources.${source}] in .dlt/secrets.toml.`,
        context: { source, parameter: key },
      });
    }
  }
  return withSecrets(values, parameters, valuesOfSecretsFile(store));
}
