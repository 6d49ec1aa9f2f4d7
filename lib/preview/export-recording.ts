import { readExchanges } from '../sync/read-recording.ts';
import { formatCassette, type Cassette, type CassetteHeader } from './cassette.ts';
import { findRecording } from './preview-folder.ts';
import { readStartState } from './start-state.ts';

/**
 * What a test recorded, with what it started from.
 * @param recording the folder of its exchanges.
 */
export async function cassetteOf(recording: string, header: CassetteHeader): Promise<Cassette> {
  return { ...header, startState: readStartState(recording), exchanges: await readExchanges(recording) };
}

/**
 * The text of a cassette with what a test recorded. The recording itself stays where it is, for its hour.
 * @param recording id that the end of the preview told.
 * @throws DangoError `name-unknown` for a recording that is not there, or no longer.
 */
export async function exportRecording(projectRoot: string, recording: string, header: CassetteHeader): Promise<string> {
  return formatCassette(await cassetteOf(findRecording(projectRoot, recording), header));
}
