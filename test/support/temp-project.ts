import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { endAfterFile } from './end-after-file.ts';

export interface TempProjectFiles {
  /** `.dango/sources.yml`. Absent: no such file. */
  readonly sourcesYml?: string;
  /** `.dango/project.yml`. Default: `version: 1`. */
  readonly projectYml?: string;
  /** `.dlt/secrets.toml`. Absent: no such file. */
  readonly secretsToml?: string;
  /** Text of `custom_sources/<name>`; a name without ending gets `.ts`. */
  readonly customSources?: Readonly<Record<string, string>>;
  /** Lines of `.env`. Absent: no such file. For the environment of the process see `runCli`. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface TempProject extends AsyncDisposable {
  /** Absolute, with symbolic links resolved. */
  readonly root: string;
  /** Absolute path of a file in the project. */
  path(file: string): string;
  /** Writes a text file, with the folders above it. */
  write(file: string, text: string): Promise<void>;
  read(file: string): Promise<string>;
  remove(): Promise<void>;
}

/** A project folder of its own below the system's temporary folder, removed after the test file at the latest. */
export async function createTempProject(files: TempProjectFiles = {}): Promise<TempProject> {
  const root = await createTempFolder('dango-project-');
  const path = (file: string): string => join(root, file);
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(path(file)), { recursive: true });
    await writeFile(path(file), text);
  };
  for (const [file, text] of listFiles(files)) await write(file, text);
  const remove = (): Promise<void> => removeFolder(root);
  const read = (file: string): Promise<string> => readFile(path(file), 'utf8');
  return { root, path, write, read, remove, [Symbol.asyncDispose]: remove };
}

/** An empty folder, removed after the test file. */
export async function createTempFolder(prefix = 'dango-test-'): Promise<string> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), prefix));
  endAfterFile(() => removeFolder(folder));
  return folder;
}

function listFiles(files: TempProjectFiles): readonly (readonly [file: string, text: string])[] {
  const { sourcesYml, projectYml = 'version: 1\n', secretsToml, customSources = {}, env } = files;
  const modules = Object.entries(customSources).map(([name, text]): [string, string] => [
    `custom_sources/${name.includes('.') ? name : `${name}.ts`}`,
    text,
  ]);
  const lines = env && Object.entries(env).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
  return [
    ['.dango/project.yml', projectYml],
    ...(sourcesYml === undefined ? [] : [['.dango/sources.yml', sourcesYml] as const]),
    ...(secretsToml === undefined ? [] : [['.dlt/secrets.toml', secretsToml] as const]),
    ...(lines === undefined ? [] : [['.env', lines.join('')] as const]),
    ...modules,
  ];
}

async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
