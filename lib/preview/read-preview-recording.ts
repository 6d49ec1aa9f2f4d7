import type { RecordedExchange } from '../http/replay.ts';
import { loadProject } from '../project/load-project.ts';
import { readExchanges, readRecording } from '../sync/read-recording.ts';
import { findRecording } from './preview-folder.ts';
import { readCassette, type Cassette } from './cassette.ts';
import type { PreviewJob } from './preview-request.ts';
import { readStartState } from './start-state.ts';

/** What answers in place of the API, and the text of the state that it was asked from; absent: from the beginning. */
export type PreviewRecording = Pick<Cassette, 'exchanges' | 'startState'>;

/** Undefined where the API is asked. */
export async function readPreviewRecording({
  projectRoot,
  replayOf,
  cassette,
  fromRecording,
}: PreviewJob): Promise<PreviewRecording | undefined> {
  if (cassette !== undefined) return readCassette(cassette);
  if (fromRecording !== undefined) {
    const folder = findRecording(projectRoot, fromRecording);
    return { exchanges: await readExchanges(folder), startState: readStartState(folder) };
  }
  if (replayOf === undefined) return undefined;
  // It lies among the project's own loads, not among those of the preview.
  const exchanges: readonly RecordedExchange[] = await readRecording(loadProject(projectRoot).paths.loads, replayOf);
  return { exchanges };
}
