import type { FinalRunStatus, RunEvent } from '../../lib/index.ts';
import { formatDuration } from '../render/quantities.ts';

/** What a live display shows of one run. */
export interface SourceProgress {
  readonly source: string;
  readonly phase: 'queued' | 'fetching' | 'loading' | FinalRunStatus;
  /** Why nothing moves just now. */
  readonly wait: string | undefined;
  readonly resources: ReadonlyMap<string, ResourceProgress>;
}

export interface ResourceProgress {
  readonly status: 'running' | 'succeeded' | 'failed';
  readonly pages: number;
  readonly rows: number;
  readonly bytes: number;
  readonly wait: string | undefined;
}

const newResource: ResourceProgress = { status: 'running', pages: 0, rows: 0, bytes: 0, wait: undefined };

/** A run of which nothing has been heard yet. */
export function startProgress(source: string): SourceProgress {
  return { source, phase: 'queued', wait: undefined, resources: new Map() };
}

/** The progress after one more event. */
export function advanceProgress(progress: SourceProgress, event: RunEvent): SourceProgress {
  switch (event.type) {
    case 'run-queued':
      return { ...progress, wait: `waits for run ${event.behind}` };
    case 'run-started':
      return { ...progress, phase: 'fetching', wait: undefined };
    case 'resource-started':
      return withResource(progress, event.resource, { status: 'running' });
    case 'window-started':
      return { ...progress, phase: 'fetching', wait: undefined };
    case 'page-fetched': {
      const { pages, rows, bytes } = event;
      return withResource(progress, event.resource, { pages, rows, bytes, wait: undefined });
    }
    case 'resource-finished': {
      const { pages, rows } = event;
      return withResource(progress, event.resource, { status: 'succeeded', pages, rows, wait: undefined });
    }
    case 'resource-failed':
      return withResource(progress, event.resource, { status: 'failed', wait: undefined });
    case 'request-retried':
      return withWait(progress, event.resource, `${event.cause}, again in ${formatDuration(event.waitMs)}`);
    case 'request-delayed':
      return withWait(progress, event.resource, `${event.cause}, ${formatDuration(event.waitMs)}`);
    case 'load-waiting':
      return { ...progress, phase: 'loading', wait: `the warehouse is held by ${event.holder}` };
    case 'load-started':
      return { ...progress, phase: 'loading', wait: undefined };
    case 'run-finished':
      return { ...progress, phase: event.status, wait: undefined };
    case 'request-finished':
    case 'fault-pretended':
    case 'warning':
    case 'log':
    case 'package-sealed':
    case 'table-written':
    case 'load-finished':
      return progress;
  }
}

function withWait(progress: SourceProgress, resource: string | undefined, wait: string): SourceProgress {
  return resource === undefined ? { ...progress, wait } : withResource(progress, resource, { wait });
}

function withResource(progress: SourceProgress, name: string, change: Partial<ResourceProgress>): SourceProgress {
  const resources = new Map(progress.resources);
  resources.set(name, { ...(resources.get(name) ?? newResource), ...change });
  return { ...progress, resources };
}
