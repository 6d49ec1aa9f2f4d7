import type { PreviewEvent, PreviewFinishedEvent, PreviewRequest, PreviewTable } from '../../lib/index.ts';
import { performPreview } from '../../lib/preview/perform-preview.ts';
import { previewSource, type PreviewPerformer } from '../../lib/preview/preview-source.ts';
import { messageLine } from '../../lib/sync/guest/message-line.ts';
import type { TempProject } from './temp-project.ts';

export interface PreviewRun {
  readonly events: readonly PreviewEvent[];
  readonly exchanges: readonly Extract<PreviewEvent, { type: 'exchange-recorded' }>['exchange'][];
  readonly tables: readonly PreviewTable[];
  readonly finished: PreviewFinishedEvent;
  /** Rows of a table as objects. */
  readonly rowsOf: (table: string) => readonly Record<string, unknown>[];
}

/** What the process of a preview does, in this one: events go through the same lines of JSON, and come at its end. */
const performHere: PreviewPerformer = async function* (job, signal) {
  const lines: string[] = [];
  const outcome = await performPreview(job, { signal, onEvent: (event) => void lines.push(messageLine(event)) });
  for (const line of lines) yield JSON.parse(line) as PreviewEvent;
  return outcome;
};

/** Runs a preview to its end in this process, which takes a third of the time. */
export function runPreviewHere(
  project: TempProject,
  request: Omit<PreviewRequest, 'projectRoot'>,
): Promise<PreviewRun> {
  return runPreview(project, request, { perform: performHere });
}

/** Runs a preview to its end. Whoever listens may cancel it. */
export async function runPreview(
  { root }: TempProject,
  request: Omit<PreviewRequest, 'projectRoot'>,
  {
    signal = new AbortController().signal,
    onEvent,
    perform,
    keepsProcess,
  }: {
    signal?: AbortSignal;
    onEvent?: (event: PreviewEvent) => void;
    perform?: PreviewPerformer;
    keepsProcess?: boolean;
  } = {},
): Promise<PreviewRun> {
  const events: PreviewEvent[] = [];
  for await (const event of previewSource({ projectRoot: root, ...request }, { signal, keepsProcess }, perform)) {
    events.push(event);
    onEvent?.(event);
  }
  const ends = events.filter((event) => event.type === 'preview-finished');
  const [finished] = ends;
  if (
    finished === undefined ||
    ends.length > 1 ||
    events.at(-1) !== finished ||
    events[0]?.type !== 'preview-started'
  ) {
    throw new Error(`No preview from start to end: ${events.map(({ type }) => type).join(', ')}`);
  }
  const tables = events.flatMap((event) => (event.type === 'preview-tables' ? event.tables : []));
  return {
    events,
    exchanges: events.flatMap((event) => (event.type === 'exchange-recorded' ? [event.exchange] : [])),
    tables,
    finished,
    rowsOf: (name) => {
      const table = tables.find((candidate) => candidate.name === name);
      const columns = table?.columns.map((column) => column.name) ?? [];
      return (table?.rows ?? []).map((row) => Object.fromEntries(row.map((value, place) => [columns[place], value])));
    },
  };
}
