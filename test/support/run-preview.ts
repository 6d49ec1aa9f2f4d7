import {
  previewSource,
  type PreviewEvent,
  type PreviewFinishedEvent,
  type PreviewRequest,
  type PreviewTable,
} from '../../lib/index.ts';
import type { TempProject } from './temp-project.ts';

export interface PreviewRun {
  readonly events: readonly PreviewEvent[];
  readonly exchanges: readonly Extract<PreviewEvent, { type: 'exchange-recorded' }>['exchange'][];
  readonly tables: readonly PreviewTable[];
  readonly finished: PreviewFinishedEvent;
  /** Rows of a table as objects. */
  readonly rowsOf: (table: string) => readonly Record<string, unknown>[];
}

/** Runs a preview to its end. Whoever listens may cancel it. */
export async function runPreview(
  { root }: TempProject,
  request: Omit<PreviewRequest, 'projectRoot'>,
  {
    signal = new AbortController().signal,
    onEvent,
  }: { signal?: AbortSignal; onEvent?: (event: PreviewEvent) => void } = {},
): Promise<PreviewRun> {
  const events: PreviewEvent[] = [];
  for await (const event of previewSource({ projectRoot: root, ...request }, { signal })) {
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
