import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import { loadProject } from '../project/load-project.ts';
import { projectDestination } from '../sync/project-destination.ts';
import { parseExact } from '../util/exact-json.ts';
import { isPlainObject } from '../util/plain-object.ts';
import type { PipelineState, StateContent } from '../warehouse/pipeline-state.ts';
import type { PreviewJob } from './preview-request.ts';

/** For so long a person may wait for a load; then they are told. */
const patienceMs = 3_000;

/**
 * The state that a preview starts from: what was asked for, else that of the test that recorded what answers. Undefined: from the
 * beginning.
 * @param recorded text of that state; undefined: from the beginning, or the API answers.
 * @param dataset schema in the warehouse, where the saved state is asked for.
 * @throws DangoError `warehouse-locked` where a load holds it, `usage-invalid` for a text that is no state.
 */
export async function findStartState(
  { projectRoot, source, startState }: PreviewJob,
  recorded: string | undefined,
  dataset: string,
  signal: AbortSignal,
): Promise<PipelineState | undefined> {
  if (startState === 'saved') return await readSavedState(projectRoot, { source, dataset, signal });
  const text = startState?.text ?? recorded;
  return text === undefined ? undefined : { version: 0, content: parseState(text) };
}

interface SavedPlace {
  readonly source: string;
  readonly dataset: string;
  readonly signal: AbortSignal;
}

async function readSavedState(projectRoot: string, { source, dataset, signal }: SavedPlace): Promise<PipelineState> {
  // The project's own warehouse, not that of the preview.
  const project = loadProject(projectRoot);
  try {
    return await projectDestination(project, { signal, waitMs: patienceMs }).readState(dataset, source);
  } catch (error) {
    if (!DangoError.is(error) || error.code !== 'warehouse-locked') throw error;
    throw new DangoError(`The saved state of ${source} cannot be read now: ${error.message}`, {
      code: 'warehouse-locked',
      hint: 'Test again when that has ended, or start from the beginning.',
      context: error.context,
      cause: error,
    });
  }
}

/** @throws DangoError `usage-invalid` for anything but the text of a state. */
function parseState(text: string): StateContent {
  let content: unknown;
  try {
    content = parseExact(text);
  } catch {
    content = undefined;
  }
  const sources = isPlainObject(content) ? (content['sources'] ?? {}) : undefined;
  if (!isPlainObject(sources) || !Object.values(sources).every(isSourceState)) {
    throw new DangoError('What the test is to start from is no state.', {
      code: 'usage-invalid',
      hint: 'Give the text of "next" that a test told, as it is.',
    });
  }
  return content as StateContent;
}

function isSourceState(state: unknown): boolean {
  if (!isPlainObject(state)) return false;
  const resources = state['resources'] ?? {};
  return isPlainObject(resources) && Object.values(resources).every(isPlainObject);
}

const fileName = 'start-state.json';

/** Keeps the state beside the exchanges of a recording, so that evaluating them again starts there too. */
export function keepStartState(recording: string, text: string): void {
  writeFileSync(join(recording, fileName), text);
}

/** The text of the state that a recording started from; undefined: from the beginning. */
export function readStartState(recording: string): string | undefined {
  const file = join(recording, fileName);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
