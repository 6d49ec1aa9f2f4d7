import { startServerProcess, type ServerProcess } from './start-server-process.ts';

/** Starts a process that serves the pages of a data set, split among so many resources. */
export function startPageServer(folder: string, resources = 1): Promise<ServerProcess> {
  return startServerProcess('page-server-process.ts', [folder, String(resources)]);
}
