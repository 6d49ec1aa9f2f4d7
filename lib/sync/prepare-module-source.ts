import { createSourceMask } from '../http/fetched-tokens.ts';
import { DangoError } from '../errors/dango-error.ts';
import { datasetName } from '../project/dataset-name.ts';
import type { Project } from '../project/load-project.ts';
import { resolveModuleParameters } from '../project/module-parameters.ts';
import type { SecretStore } from '../project/secret-store.ts';
import { openTokenFile } from '../project/token-file.ts';
import type { UsableSource } from '../project/require-source.ts';
import { checkModuleTypes } from './check-module-types.ts';
import { findModuleFile } from './find-module-file.ts';
import { extractInGuest, guestSpool } from './guest/extract-in-guest.ts';
import { hear, startGuest } from './guest/start-guest.ts';
import { httpLimits } from './http-limits.ts';
import type { PreparedSource, PrepareHost } from './prepared-source.ts';

/** Makes a custom module ready: checks its types, starts its process, asks for its parameters and fills them in. */
export async function prepareModuleSource(
  project: Project,
  entry: UsableSource,
  store: SecretStore,
  { runId, onEvent, onExchange, signal, recording, fetchesMissing, pretend }: PrepareHost,
): Promise<PreparedSource> {
  if (entry.spec.type !== 'dlt_native') {
    throw new DangoError(`Source ${entry.name} is no custom module.`, { code: 'config-invalid', at: entry.at });
  }
  const { source_module: sourceModule, source_name: sourceName, source_function: alias } = entry.spec.dlt_native;
  const file = findModuleFile(project, entry, sourceModule);
  await checkModuleTypes(project, file);
  const { paths, settings } = project;
  const spoolFolder = guestSpool(paths, runId);
  const mask = { current: (text: string): string => text };
  const guest = startGuest({
    projectRoot: project.root,
    customSources: paths.customSources,
    spoolFolder,
    memoryMb: settings.limits.sourceMemoryMb,
    timeLimitMs: settings.limits.sourceMinutes * 60_000,
    mode: 'module',
    file,
    sourceName: sourceName ?? alias,
    onEvent,
    onExchange,
    mask,
    signal,
    tokens: openTokenFile(paths.tokens, entry.name),
  });
  try {
    const described = await hear(guest, 'described').catch((error: unknown) => {
      throw withPlace(error, entry, sourceName === undefined ? 'source_module' : 'source_name');
    });
    const { values, secretValues, ownSecretValues } = resolveModuleParameters(entry, described.parameters, store, {
      hidesMissing: recording !== undefined && fetchesMissing !== true,
    });
    mask.current = createSourceMask(secretValues);
    return {
      schemaName: described.name,
      // One that is called as its entry may have been a REST source, which goes on from what dlt calls otherwise.
      continuesSchema: described.name === entry.name,
      dataset: datasetName(entry, settings),
      mask: (text) => mask.current(text),
      extract: (packageFolder, options) =>
        extractInGuest(guest, spoolFolder, packageFolder, {
          values,
          secretValues: ownSecretValues,
          options,
          httpLimits: httpLimits(settings.limits),
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

/** What the module lacks is told at the line that asks for it, unless a line of the module is to blame. */
function withPlace(error: unknown, entry: UsableSource, key: string): unknown {
  if (!DangoError.is(error) || error.code !== 'module-invalid' || error.at !== undefined) return error;
  if (error.details.length > 0) return error;
  const { message, code, hint, context } = error;
  return new DangoError(message, { code, hint, context, at: entry.locate(['dlt_native', key], 'value') });
}
