import { basename } from 'node:path';
import { openRecording } from '../sync/open-recording.ts';
import { parseCassette, type CassetteHeader } from './cassette.ts';
import { deleteFolder, openPreviewFolder, recordingIn } from './preview-folder.ts';
import { keepStartState } from './start-state.ts';

/** What came in with a cassette. */
export interface ImportedRecording extends CassetteHeader {
  /** What `fromRecording` takes, for an hour. */
  readonly recording: string;
  /** How many it holds. */
  readonly exchanges: number;
}

/**
 * Keeps what a cassette holds like the recording of a test of this project, so that it can be evaluated as often as
 * wanted without the API.
 * @param file how the text is called in errors.
 * @throws DangoError `usage-invalid` for a text that is no cassette.
 */
export async function importRecording(projectRoot: string, text: string, file: string): Promise<ImportedRecording> {
  const { exchanges, ...header } = parseCassette(text, file);
  const folder = openPreviewFolder(projectRoot);
  try {
    const recording = openRecording(recordingIn(folder));
    for (const exchange of exchanges) recording.record(exchange);
    await recording.close();
    if (header.startState !== undefined) keepStartState(recordingIn(folder), header.startState);
  } catch (error) {
    deleteFolder(folder);
    throw error;
  }
  return { ...header, recording: basename(folder), exchanges: exchanges.length };
}
