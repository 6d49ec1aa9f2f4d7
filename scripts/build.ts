import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// Makes what the npm package carries: the engine, the command line and the server as plain JavaScript, and the built UI.
// Node refuses TypeScript below node_modules, so none of it is in the package.
const root = dirname(import.meta.dirname);
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

rmSync(join(root, 'dist'), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.dist.json'], { cwd: root, stdio: 'inherit' });
const ui = spawnSync(process.execPath, [join(import.meta.dirname, 'build-ui.ts')], { cwd: root, stdio: 'inherit' });
process.exitCode = status === 0 ? (ui.status ?? 1) : (status ?? 1);
