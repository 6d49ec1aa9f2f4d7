import { PackageWriter } from '../../lib/loads/package-writer.ts';
import { loadProject } from '../../lib/project/load-project.ts';
import type { Resource } from '../../lib/sdk/resource.ts';
import { extractSource } from '../../lib/sync/extract/extract-source.ts';
import { fetchAndLoad, type FetchJob } from '../../lib/sync/fetch-and-load.ts';
import { projectDestination } from '../../lib/sync/project-destination.ts';
import type { SyncEvent } from '../../lib/sync/sync-event.ts';
import type { ResourceReport, SyncReport } from '../../lib/sync/sync-report.ts';
import { createTempProject } from './temp-project.ts';

export interface InProcessLoad {
  readonly report: SyncReport;
  readonly events: readonly SyncEvent[];
  /** Messages of the warnings. */
  readonly warnings: readonly string[];
  readonly resource: (name: string) => ResourceReport | undefined;
}

export interface InProcessProject {
  readonly root: string;
  /** Reads resources of a source `shop` and loads them into `raw_shop`, as a sync does once a source is prepared. */
  readonly load: (
    resources: readonly Resource[],
    options?: Partial<Omit<FetchJob, 'extract'>>,
  ) => Promise<InProcessLoad>;
  /** What is saved of a resource, cursors included. */
  readonly savedState: (resource: string) => Promise<unknown>;
  /** What is saved of the source, without what is saved of its resources. */
  readonly savedSourceState: () => Promise<unknown>;
}

/** A project whose sources are values of the test: no process of a module, no YAML. */
export async function openInProcess(): Promise<InProcessProject> {
  const { root } = await createTempProject();
  const project = loadProject(root);
  const destination = projectDestination(project);
  const { signal } = new AbortController();
  return {
    root,
    load: async (resources, options = {}) => {
      const events: SyncEvent[] = [];
      const onEvent = (event: SyncEvent): void => void events.push(event);
      const job: FetchJob = {
        name: 'shop',
        owner: 'shop',
        schemaName: 'shop',
        dataset: 'raw_shop',
        isFullRefresh: false,
        isDryRun: false,
        ...options,
        extract: async (folder, extractOptions) => {
          const writer = new PackageWriter(folder);
          const explain = (error: unknown): unknown => error;
          const host = { writer, onEvent, signal, mask: (text: string) => text, explain };
          try {
            return await extractSource({ name: 'shop', resources }, extractOptions, host);
          } finally {
            await writer.close();
          }
        },
      };
      const { report } = await fetchAndLoad(project, job, destination, { runId: 'test', onEvent, signal });
      return {
        report,
        events,
        warnings: events.flatMap((event) => (event.type === 'warning' ? [event.message] : [])),
        resource: (name) => report.resources.find((one) => one.name === name),
      };
    },
    savedState: async (resource) => {
      const { content } = await destination.readState('raw_shop', 'shop');
      return content.sources?.['shop']?.resources?.[resource];
    },
    savedSourceState: async () => {
      const { content } = await destination.readState('raw_shop', 'shop');
      const { resources: _resources, ...state } = content.sources?.['shop'] ?? {};
      return state;
    },
  };
}
