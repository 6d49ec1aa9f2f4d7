import { toErrorRecord } from '../errors/error-record.ts';
import type { Exchange } from '../http/exchange.ts';
import { missingRequest } from '../http/replay.ts';
import { showExchange, type ShownExchange } from '../http/shown-exchange.ts';
import type { ExtractedResource } from '../sync/extract/extracted-resource.ts';
import { fetchAndLoad } from '../sync/fetch-and-load.ts';
import { openRecording, type Recording } from '../sync/open-recording.ts';
import type { SyncEvent } from '../sync/sync-event.ts';
import type { ResourceReport, SyncReport } from '../sync/sync-report.ts';
import { requireSource } from '../project/require-source.ts';
import { stringifyExact } from '../util/exact-json.ts';
import { prepareSource } from '../sync/sync-source.ts';
import { describeEnd } from './describe-end.ts';
import { judgeFaults } from './judge-faults.ts';
import { findMaskedFields } from './masked-fields.ts';
import { keepTables } from './keep-tables.ts';
import { openPreviewTarget } from './open-preview-target.ts';
import type { PreviewEvent, PreviewFinishedEvent } from './preview-event.ts';
import { toPreviewTables } from './preview-tables.ts';
import { SeenExchanges } from './seen-exchanges.ts';
import { findStartState, keepStartState } from './start-state.ts';
import { describeTestedState } from './tested-state.ts';
import { recordingIn } from './preview-folder.ts';
import { previewProject } from './preview-project.ts';
import { recordedTimes } from './recorded-times.ts';
import { readPreviewRecording } from './read-preview-recording.ts';
import type { PreviewJob } from './preview-request.ts';

export interface PreviewHost {
  readonly onEvent: (event: PreviewEvent) => void;
  readonly signal: AbortSignal;
}

/** How a preview ended. */
export type PreviewOutcome = Omit<PreviewFinishedEvent, 'type' | 'durationMs' | 'source' | 'recording'>;

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
 * Reads a source as a sync does, up to the limits, into a warehouse of its own, and shows what came in. Whatever goes
 * wrong is in the outcome.
 */
export async function performPreview(job: PreviewJob, { onEvent, signal }: PreviewHost): Promise<PreviewOutcome> {
  const log = openLog(job);
  try {
    const project = previewProject(job);
    const recording = await readPreviewRecording(job);
    const seen = new SeenExchanges(job);
    const timed = recordedTimes(recording?.exchanges ?? []);
    const last = new Map<string, LastExchange>();
    const met: (Exchange | ShownExchange)[] = [];
    const host = {
      runId: 'preview',
      signal,
      onEvent: (event: SyncEvent) => {
        if (!untold.has(event.type)) onEvent(event);
      },
    };
    await using source = await prepareSource(project, job.source, {
      ...host,
      recording: recording?.exchanges,
      secrets: job.secrets,
      fetchesMissing: job.onMissing === 'fetch',
      pretend: job.pretend,
      onMemory: (memory) => {
        const limitBytes = project.settings.limits.sourceMemoryMb * 1024 * 1024;
        onEvent({ type: 'memory-measured', ...memory, limitBytes });
      },
      onExchange: (exchange: Exchange | ShownExchange) => {
        log?.record(exchange);
        seen.add(exchange);
        if (exchange.pretended !== undefined) met.push(exchange);
        if (exchange.resource !== undefined) last.set(exchange.resource, exchange);
        onEvent({ type: 'exchange-recorded', exchange: timed(showExchange(exchange, shownBodyCharacters)) });
      },
    });
    const { dataset, schemaName, continuesSchema } = source;
    const { source: name, resources: selected, limits } = job;
    const start = await findStartState(job, recording?.startState, dataset, signal);
    if (log !== undefined && start !== undefined)
      keepStartState(recordingIn(job.folder), stringifyExact(start.content));
    let extracted: readonly ExtractedResource[] = [];
    await using target = await openPreviewTarget(project, job, signal);
    const kept = keepTables(job, target);
    const { report } = await fetchAndLoad(
      project,
      {
        name,
        owner: name,
        schemaName,
        continuesSchema,
        dataset,
        selected,
        limit: limits.records,
        pageLimit: limits.pages,
        parentLimit: limits.parents,
        isProbe: job.isProbe === true,
        endsWithRecording: job.fromRecording !== undefined,
        // Its warehouse is empty: tables are made, whatever a contract says of new ones.
        isFullRefresh: true,
        startsFrom: start,
        isDryRun: false,
        isScratch: true,
        mask: source.mask,
        extract: async (folder, options) => (extracted = await source.extract(folder, options)),
      },
      kept.target,
      host,
    );
    const tables = await target.readTables(dataset, { maxRows: shownRows });
    const shown = toPreviewTables(tables, {
      resources: report.resources,
      manifest: kept.loaded(),
      mask: job.masksRows === true ? source.mask : undefined,
    });
    onEvent({ type: 'preview-tables', tables: shown });
    const masked = findMaskedFields(recording?.exchanges ?? []);
    return {
      ...outcomeOf({ ...report, resources: report.resources.map(atExchange(last)) }),
      ends: Object.fromEntries(report.resources.map((one) => [one.name, describeEnd(one, last.get(one.name))])),
      ...(masked.length === 0 ? {} : { masked }),
      ...(job.pretend === undefined ? {} : { pretended: judgeFaults(job.pretend, met, report.resources) }),
      state: describeTestedState({
        schemaName,
        continuesSchema,
        start,
        startedFrom: startedFrom(job, start),
        extracted,
      }),
      ...seen.findings(requireSource(project, name), { tables: shown, resources: report.resources }),
      ...kept.told(),
    };
  } catch (error) {
    return { status: 'failed', resources: [], error: toErrorRecord(error) };
  } finally {
    await log?.close();
  }
}

/** Where the exchanges are kept; undefined where they need not be, as those of a recording that is there anyway. */
function openLog({ folder, keepsRecording, fromRecording, onMissing }: PreviewJob): Recording | undefined {
  if (keepsRecording !== true || (fromRecording !== undefined && onMissing !== 'fetch')) return undefined;
  return openRecording(recordingIn(folder));
}

function startedFrom({ startState }: PreviewJob, start: unknown): 'beginning' | 'given' | 'saved' {
  if (startState === 'saved') return 'saved';
  return start === undefined ? 'beginning' : 'given';
}

type LastExchange = Pick<Exchange, 'decision' | 'listEnd' | 'number'>;

/** What a module threw came behind a request, whose number tells where it was. */
function atExchange(last: ReadonlyMap<string, LastExchange>): (resource: ResourceReport) => ResourceReport {
  return (resource) => {
    const number = last.get(resource.name)?.number;
    if (resource.error?.code !== 'module-failed' || number === undefined) return resource;
    const { error } = resource;
    return { ...resource, error: { ...error, context: { ...error.context, exchange: number } } };
  };
}

function outcomeOf({ status, resources, error }: SyncReport): PreviewOutcome {
  const isGood = status === 'succeeded' || status === 'planned';
  const missing = resources.flatMap(({ name: resource, error: own }) => {
    const request = missingRequest(own);
    return request === undefined ? [] : [{ resource, ...request }];
  });
  return {
    status: isGood ? 'succeeded' : status === 'partial' ? 'partial' : 'failed',
    resources,
    ...(error === undefined ? {} : { error }),
    ...(missing.length === 0 ? {} : { missing }),
  };
}
