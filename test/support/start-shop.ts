import { restSourcesYml } from './rest-sources-yml.ts';
import { startServer, type ServerHandler, type TestServer } from './start-server.ts';
import { createTempProject, type TempProject, type TempProjectFiles } from './temp-project.ts';

export interface Shop extends AsyncDisposable {
  readonly server: TestServer;
  readonly project: TempProject;
  /** The project's folder, absolute. */
  readonly root: string;
}

/**
 * A server and a project whose REST source `shop` reads from it; nothing is synced yet.
 * @param resources Lines of the source's list, each indented by eight spaces or more.
 * @param files What else the project holds.
 */
export async function startShop(
  handler: ServerHandler,
  resources: string,
  files: Omit<TempProjectFiles, 'sourcesYml'> = {},
): Promise<Shop> {
  const server = await startServer(handler);
  const project = await createTempProject({ ...files, sourcesYml: restSourcesYml('shop', server.url, resources) });
  const dispose = async (): Promise<void> => {
    await server.close();
    await project.remove();
  };
  return { server, project, root: project.root, [Symbol.asyncDispose]: dispose };
}
