import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { buildEngine } from './build-engine.ts';

// Makes what the npm package carries: the engine, the command line and the server as plain JavaScript, and the built UI.
const root = dirname(import.meta.dirname);
const isBuilt = await buildEngine(join(root, 'dist'));
const ui = spawnSync(process.execPath, [join(import.meta.dirname, 'build-ui.ts')], { cwd: root, stdio: 'inherit' });
process.exitCode = isBuilt ? (ui.status ?? 1) : 1;
