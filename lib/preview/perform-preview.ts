import { toErrorRecord } from '../errors/error-record.ts';
import type { RecordedExchange } from '../http/replay.ts';
import { showExchange } from '../http/shown-exchange.ts';
import { loadProject } from '../project/load-project.ts';
import { fetchAndLoad } from '../sync/fetch-and-load.ts';
import { projectDestination } from '../sync/project-destination.ts';
import { readRecording } from '../sync/read-recording.ts';
import type { SyncEvent } from '../sync/sync-event.ts';
import type { ResourceReport, SyncReport } from '../sync/sync-report.ts';
import { prepareSource } from '../sync/sync-source.ts';
import type { TableContent } from '../warehouse/destination.ts';
import type { PreviewEvent, PreviewFinishedEvent, PreviewTable } from './preview-event.ts';
import { previewProject } from './preview-project.ts';
import type { PreviewJob } from './preview-request.ts';

export interface PreviewHost {
  readonly onEvent: (event: PreviewEvent) => void;
  readonly signal: AbortSignal;
}

/** How a preview ended. */
export type PreviewOutcome = Pick<PreviewFinishedEvent, 'status' | 'resources' | 'error'>;

const shownRows = 100;
const shownBodyCharacters = 256 * 1024;

/** What happens to the package is no news: it goes away with the preview. */
const untold: ReadonlySet<SyncEvent['type']> = new Set([
  'package-sealed',
  'load-waiting',
  'load-started',
  'table-written',
  'load-finished',
]);

/**
 * Reads a source as a sync does, up to the limits, into a warehouse of its own, and shows what came in. A preview
 * starts from the initial value of every cursor. Whatever goes wrong is in the outcome.
 */
export async function performPreview(job: PreviewJob, { onEvent, signal }: PreviewHost): Promise<PreviewOutcome> {
  try {
    const project = previewProject(job);
    const recording = await recordingOf(job);
    const host = {
      runId: 'preview',
      signal,
      onEvent: (event: SyncEvent) => {
        if (!untold.has(event.type)) onEvent(event);
      },
    };
    await using source = await prepareSource(project, job.source, {
      ...host,
      recording,
      onExchange: (exchange) =>
        onEvent({ type: 'exchange-recorded', exchange: showExchange(exchange, shownBodyCharacters) }),
    });
    const { dataset, schemaName, extract } = source;
    const { source: name, resources: selected, limits } = job;
    const destination = projectDestination(project, { signal });
    const { report } = await fetchAndLoad(
      project,
      {
        name,
        owner: name,
        schemaName,
        dataset,
        selected,
        limit: limits.records,
        pageLimit: limits.pages,
        parentLimit: limits.parents,
        isProbe: job.isProbe === true,
        // Its warehouse is empty: tables are made, whatever a contract says of new ones.
        isFullRefresh: true,
        isDryRun: false,
        mask: source.mask,
        extract,
      },
      destination,
      host,
    );
    const tables = await destination.readTables(dataset, { maxRows: shownRows });
    onEvent({ type: 'preview-tables', tables: inOrderOf(report.resources, tables) });
    return outcomeOf(report);
  } catch (error) {
    return { status: 'failed', resources: [], error: toErrorRecord(error) };
  }
}

/** It lies among the project's own loads, not among those of the preview. */
async function recordingOf({ projectRoot, replayOf }: PreviewJob): Promise<readonly RecordedExchange[] | undefined> {
  return replayOf === undefined ? undefined : await readRecording(loadProject(projectRoot).paths.loads, replayOf);
}

/** Tables in the order of the resources, each root table before its child tables. */
function inOrderOf(resources: readonly ResourceReport[], tables: readonly TableContent[]): readonly PreviewTable[] {
  return resources.flatMap(({ name: resource, tables: names }) =>
    names.flatMap((name) => {
      const table = tables.find((candidate) => candidate.name === name);
      return table === undefined ? [] : [{ ...table, resource }];
    }),
  );
}

function outcomeOf({ status, resources, error }: SyncReport): PreviewOutcome {
  const isGood = status === 'succeeded' || status === 'planned';
  return {
    status: isGood ? 'succeeded' : status === 'partial' ? 'partial' : 'failed',
    resources,
    ...(error === undefined ? {} : { error }),
  };
}
