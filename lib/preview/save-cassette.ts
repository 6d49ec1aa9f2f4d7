import { dirname } from 'node:path';
import { writeCassette, type CassetteHeader } from './cassette.ts';
import { cassetteOf } from './export-recording.ts';
import { deleteFolder, findRecording } from './preview-folder.ts';

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
  const cassette = await cassetteOf(folder, header);
  writeCassette(file, cassette);
  deleteFolder(dirname(folder));
  return cassette.exchanges.length;
}
