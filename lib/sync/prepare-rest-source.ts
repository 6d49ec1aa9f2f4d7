import { DangoError } from '../errors/dango-error.ts';
import { createFaultSwitch } from '../http/fault-switch.ts';
import { createSourceMask } from '../http/fetched-tokens.ts';
import { createReplay } from '../http/replay.ts';
import { PackageWriter } from '../loads/package-writer.ts';
import { datasetName } from '../project/dataset-name.ts';
import { interpolateSource } from '../project/interpolate-source.ts';
import type { Project } from '../project/load-project.ts';
import { openSharedBudgets } from '../project/shared-budgets.ts';
import type { SecretStore } from '../project/secret-store.ts';
import { compileRestSource } from '../rest/compile-rest-source.ts';
import type { UsableSource } from '../project/require-source.ts';
import { toRestSource } from '../spec/to-rest-source.ts';
import { authenticateSource } from './authenticate-source.ts';
import { extractSource } from './extract/extract-source.ts';
import { httpLimits } from './http-limits.ts';
import type { PreparedSource, PrepareHost } from './prepared-source.ts';

/** Makes a source of `type: rest_api` ready. It is read in this process. */
export function prepareRestSource(
  project: Project,
  entry: UsableSource,
  store: SecretStore,
  { onEvent, onExchange, signal, recording, fetchesMissing, pretend }: PrepareHost,
): PreparedSource {
  const hidesMissing = recording !== undefined && fetchesMissing !== true;
  const { spec, secretValues } = interpolateSource(entry, store, { hidesMissing });
  if (spec.type !== 'rest_api')
    throw new DangoError(`Source ${entry.name} is no REST source.`, { code: 'config-invalid', at: entry.at });
  const { settings } = project;
  const mask = createSourceMask(secretValues);
  const source = compileRestSource(
    { ...toRestSource(spec), name: entry.name },
    { authenticate: authenticateSource(project, entry.name), budgetOf: openSharedBudgets(project.paths.cache) },
  );
  return {
    schemaName: entry.name,
    continuesSchema: true,
    dataset: datasetName(entry, settings),
    mask,
    extract: async (packageFolder, options) => {
      const writer = new PackageWriter(packageFolder);
      try {
        const limits = httpLimits(settings.limits);
        const explain = (error: unknown): unknown => error;
        const replay = recording === undefined ? undefined : createReplay(recording, { fetchesMissing });
        const faults = createFaultSwitch(pretend);
        const host = { writer, onEvent, onExchange, signal, mask, httpLimits: limits, replay, faults, explain };
        return await extractSource(source, options, host);
      } finally {
        await writer.close();
      }
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
