import { stringify } from 'yaml';
import { interpolateSource } from '../../lib/project/interpolate-source.ts';
import { requireSource } from '../../lib/project/require-source.ts';
import { loadProject } from '../../lib/project/load-project.ts';
import { loadSecretStore } from '../../lib/project/secret-store.ts';
import { compileRestSource } from '../../lib/rest/compile-rest-source.ts';
import type { RestSource } from '../../lib/spec/rest-source.ts';
import { toRestSource } from '../../lib/spec/to-rest-source.ts';
import { validateSources } from '../../lib/spec/validate-sources.ts';
import type { ExtractOptions } from '../../lib/sync/extract/extracted-resource.ts';
import { syncSource } from '../../lib/sync/sync-source.ts';
import type { SyncReport } from '../../lib/sync/sync-report.ts';
import type { ReceivedRequest, TestServer } from '../support/start-server.ts';
import { createTempProject } from '../support/temp-project.ts';
import { extractHere, type Extracted } from './extract-here.ts';

export interface DltRun extends Extracted {
  /** What the server was sent by this run, in order of arrival. */
  readonly requests: readonly ReceivedRequest[];
}

/** A dlt configuration as people paste it: JSON below `rest_api`, which is YAML as well. */
export function dltSourcesYml(config: unknown): string {
  return `sources:\n  - name: mock\n    type: rest_api\n    rest_api: ${JSON.stringify(config)}\n`;
}

/** The same in lines of YAML, so that every part has a line of its own. */
export function dltSourcesLines(config: unknown): string {
  return `sources:\n  - name: mock\n    type: rest_api\n    rest_api:\n${stringify(config).replaceAll(/^(?=.)/gm, '      ')}`;
}

/** What is wrong with a configuration, as people are told: `client.invalid_key: …`. */
export function faultsOf(config: unknown): string[] {
  const { issues } = validateSources(dltSourcesLines(config), 'sources.yml');
  return issues.map(
    ({ keyPath, message, hint }) =>
      `${keyPath.replace('sources[0].rest_api', '').replace(/^\./, '')}: ${message} ${hint}`,
  );
}

/** The model that the engine reads. Fails the test where the configuration has faults. */
export function modelOf(config: unknown): RestSource {
  const { entries, issues } = validateSources(dltSourcesYml(config), 'sources.yml');
  if (issues.length > 0) throw new Error(faultsOf(config).join('\n'));
  const spec = entries[0]?.spec;
  if (spec?.type !== 'rest_api') throw new Error('The configuration of the test is no REST source.');
  return toRestSource(spec);
}

/** A client of the mock API, with what a scenario adds. */
export function clientOf({ url }: TestServer, more: object = {}): object {
  return { base_url: url, ...more };
}

/**
 * Reads a dlt configuration from its YAML to the spooled records, in this process.
 * @param secretsToml text of `.dlt/secrets.toml`. Default: none.
 */
export async function runDltConfig(
  server: TestServer,
  config: unknown,
  { secretsToml = '', ...options }: Partial<ExtractOptions> & { readonly secretsToml?: string } = {},
): Promise<DltRun> {
  const from = server.requests.length;
  const project = await createTempProject({ sourcesYml: dltSourcesYml(config), secretsToml });
  const entry = requireSource(loadProject(project.root), 'mock');
  const { spec } = interpolateSource(entry, loadSecretStore(project.root, {}));
  if (spec.type !== 'rest_api') throw new Error('The configuration of the test is no REST source.');
  const source = compileRestSource({ ...toRestSource(spec), name: 'mock' });
  return { ...(await extractHere(source, options)), requests: server.requests.slice(from) };
}

export interface DltSync {
  readonly root: string;
  /** Syncs again. */
  readonly sync: () => Promise<SyncReport>;
}

/** A project with a dlt configuration, synced into its DuckDB file in this process. */
export async function syncDltConfig(config: unknown): Promise<DltSync & { readonly report: SyncReport }> {
  const { root } = await createTempProject({ sourcesYml: dltSourcesYml(config) });
  const sync = (): Promise<SyncReport> =>
    syncSource(
      { projectRoot: root, source: 'mock' },
      { runId: 'test', onEvent: () => {}, signal: new AbortController().signal },
    );
  return { root, sync, report: await sync() };
}
