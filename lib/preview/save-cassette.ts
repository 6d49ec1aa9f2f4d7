import { dirname } from 'node:path';
import { readExchanges } from '../sync/read-recording.ts';
import { writeCassette, type CassetteHeader } from './cassette.ts';
import { deleteFolder, findRecording } from './preview-folder.ts';
import { readStartState } from './start-state.ts';

/**
 * Writes what a test recorded into a file of its own, which is replayed without the API; the recording itself is gone
 * then. Returns how many exchanges it has.
 * @param recording id that the end of the preview told.
 * @param file absolute path; what is there is replaced.
 * @throws DangoError `name-unknown` for a recording that is not there, or no longer.
 */
export async function saveCassette(
  projectRoot: string,
  recording: string,
  file: string,
  header: CassetteHeader,
): Promise<number> {
  const folder = findRecording(projectRoot, recording);
  const exchanges = await readExchanges(folder);
  writeCassette(file, { ...header, startState: readStartState(folder), exchanges });
  deleteFolder(dirname(folder));
  return exchanges.length;
}
