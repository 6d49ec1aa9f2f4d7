import { createSourceMask } from '../http/fetched-tokens.ts';
import { datasetName } from '../project/dataset-name.ts';
import type { Project } from '../project/load-project.ts';
import { resolveModuleParameters } from '../project/module-parameters.ts';
import type { UsableSource } from '../project/require-source.ts';
import type { SecretStore } from '../project/secret-store.ts';
import { extractInGuest } from './guest/extract-in-guest.ts';
import { httpLimits } from './http-limits.ts';
import type { PreparedSource, PrepareHost } from './prepared-source.ts';
import { startModule } from './start-module.ts';

/** Makes a custom module ready: checks its types, starts its process, asks for its parameters and fills them in. */
export async function prepareModuleSource(
  project: Project,
  entry: UsableSource,
  store: SecretStore,
  host: PrepareHost,
): Promise<PreparedSource> {
  const { guest, spoolFolder, mask, name, parameters } = await startModule(project, entry, host);
  const { onExchange, recording, fetchesMissing, pretend } = host;
  try {
    const { values, secretValues, ownSecretValues } = resolveModuleParameters(entry, parameters, store, {
      hidesMissing: recording !== undefined && fetchesMissing !== true,
    });
    mask.current = createSourceMask(secretValues);
    return {
      schemaName: name,
      // One that is called as its entry may have been a REST source, which goes on from what dlt calls otherwise.
      continuesSchema: name === entry.name,
      dataset: datasetName(entry, project.settings),
      mask: (text) => mask.current(text),
      extract: (packageFolder, options) =>
        extractInGuest(guest, spoolFolder, packageFolder, {
          values,
          secretValues: ownSecretValues,
          options,
          httpLimits: httpLimits(project.settings.limits),
          tellsExchanges: onExchange !== undefined,
          recording,
          fetchesMissing,
          pretend,
        }),
      [Symbol.asyncDispose]: () => guest[Symbol.asyncDispose](),
    };
  } catch (error) {
    await guest[Symbol.asyncDispose]();
    throw error;
  }
}
