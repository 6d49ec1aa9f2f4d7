import { readExchanges } from '../sync/read-recording.ts';
import { formatCassette, type CassetteHeader } from './cassette.ts';
import { findRecording } from './preview-folder.ts';
import { readStartState } from './start-state.ts';

/**
 * The text of a cassette with what a test recorded. The recording itself stays where it is, for its hour.
 * @param recording id that the end of the preview told.
 * @throws DangoError `name-unknown` for a recording that is not there, or no longer.
 */
export async function exportRecording(projectRoot: string, recording: string, header: CassetteHeader): Promise<string> {
  const folder = findRecording(projectRoot, recording);
  return formatCassette({ ...header, startState: readStartState(folder), exchanges: await readExchanges(folder) });
}
