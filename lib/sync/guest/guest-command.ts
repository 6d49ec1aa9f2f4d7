import { existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { childEnvironment } from '../../util/child-environment.ts';
import { enginePaths } from '../../util/engine-paths.ts';
import { refuseLinksOutside } from './refuse-links-outside.ts';

export interface GuestPlaces {
  readonly projectRoot: string;
  readonly customSources: string;
  /** The only folder that the guest may write to, made anew for it. */
  readonly spoolFolder: string;
  /** A script outside of custom_sources that is run. */
  readonly scriptFile?: string | undefined;
  readonly memoryMb: number;
  readonly timeLimitMs: number;
}

/** Variables of the environment that reach a guest. Everything else, secrets above all, stays outside. */
const passedOn = [
  'PATH',
  'HOME',
  'TZ',
  'LANG',
  'LC_ALL',
  'NODE_EXTRA_CA_CERTS',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
];

/**
 * Address space beyond the heap, in MiB: 10 GiB that Node reserves for WebAssembly and hardly touches (measured), and
 * 3 GiB for buffers, which Node's own limit does not count. With less, it dies while it starts.
 */
const addressSpaceMb = 13 * 1024;

/** Program, arguments and environment of a process that may read its sources and write its spool, and little else. */
export function guestCommand(places: GuestPlaces): { command: string; args: string[]; env: NodeJS.ProcessEnv } {
  const { customSources, spoolFolder } = places;
  rmSync(spoolFolder, { recursive: true, force: true });
  // A folder that is not there at the start would be granted as a single file.
  for (const folder of [spoolFolder, customSources]) mkdirSync(folder, { recursive: true });
  refuseLinksOutside(customSources);
  const readable = [
    // Not the whole checkout: a project may lie inside it.
    `${join(enginePaths.root, 'lib')}/`,
    join(enginePaths.root, 'package.json'),
    ...ownPackageFolders(),
    `${join(places.projectRoot, 'node_modules')}/`,
    join(places.projectRoot, 'package.json'),
    `${customSources}/`,
    `${spoolFolder}/`,
    ...(places.scriptFile === undefined ? [] : [places.scriptFile]),
  ];
  const args = [
    '--permission',
    ...readable.map((path) => `--allow-fs-read=${path}`),
    `--allow-fs-write=${spoolFolder}/`,
    // node:sqlite opens any file, whatever the permissions say.
    '--no-experimental-sqlite',
    `--max-old-space-size=${places.memoryMb}`,
    enginePaths.file('lib/sync/guest/guest-main'),
  ];
  const env = childEnvironment(passedOn);
  if (process.platform === 'win32') return { command: process.execPath, args, env };
  const limit = (places.memoryMb + addressSpaceMb) * 1024;
  // For the endless loop of a guest whose run process is gone: it hears nobody, but the system counts its seconds.
  const processorSeconds = Math.ceil((2 * places.timeLimitMs) / 1000);
  return {
    command: '/bin/sh',
    args: ['-c', `ulimit -v ${limit}; ulimit -t ${processorSeconds}; exec "$0" "$@"`, process.execPath, ...args],
    env,
  };
}

/** The folders that hold Dango's dependencies: its own node_modules, or that of the project that installed it. */
function ownPackageFolders(): readonly string[] {
  const require = createRequire(enginePaths.file('lib/util/engine-paths'));
  const folders = ['undici', 'yaml', 'lossless-json'].flatMap((name) => {
    const entry = require.resolve
      .paths(name)
      ?.map((folder) => join(folder, name))
      .find((folder) => existsSync(folder));
    return entry === undefined ? [] : [`${dirname(realpathSync(entry))}/`];
  });
  return [...new Set(folders)];
}
