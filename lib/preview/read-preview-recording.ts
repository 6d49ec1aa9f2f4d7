import type { RecordedExchange } from '../http/replay.ts';
import { loadProject } from '../project/load-project.ts';
import { readExchanges, readRecording } from '../sync/read-recording.ts';
import { findRecording } from './preview-folder.ts';
import { readCassette } from './cassette.ts';
import type { PreviewJob } from './preview-request.ts';

/** What answers in place of the API; undefined where that is asked. */
export async function readPreviewRecording({
  projectRoot,
  replayOf,
  cassette,
  fromRecording,
}: PreviewJob): Promise<readonly RecordedExchange[] | undefined> {
  if (cassette !== undefined) return readCassette(cassette).exchanges;
  if (fromRecording !== undefined) return await readExchanges(findRecording(projectRoot, fromRecording));
  // It lies among the project's own loads, not among those of the preview.
  return replayOf === undefined ? undefined : await readRecording(loadProject(projectRoot).paths.loads, replayOf);
}
