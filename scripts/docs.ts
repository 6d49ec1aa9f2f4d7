import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startSampleApi } from '../sample/api/start-sample-api.ts';
import { spawnServer } from '../e2e/support/spawn-server.ts';
import { syncSample } from '../e2e/support/sync-sample.ts';
import { writePerformance } from './bench/write-performance.ts';
import { takePictures } from './docs/take-pictures.ts';
import { ensureChromium } from './ensure-chromium.ts';

// Writes docs/performance.md out of the last measurement, and the pictures of docs/images: the sample project, loaded, and
// each state in which a source is built, in light and dark.
const root = dirname(import.meta.dirname);
const images = join(root, 'docs', 'images');
writePerformance(join(root, 'docs'));

const missing = await ensureChromium();
if (missing !== undefined) {
  console.error(`There is no Chromium to make the pictures with. ${missing}`);
  process.exit(1);
}
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dango-docs-')));
const projectRoot = join(folder, 'my-shop');
await using api = await startSampleApi({ port: 8801 });
try {
  cpSync(join(root, 'sample', 'project'), projectRoot, { recursive: true });
  mkdirSync(join(projectRoot, 'custom_sources'), { recursive: true });
  for (const name of readdirSync(join(root, 'custom_sources'))) {
    cpSync(join(root, 'custom_sources', name), join(projectRoot, 'custom_sources', name));
  }
  await syncSample({ projectRoot, api });
  const server = await spawnServer(projectRoot, '0', api.url);
  try {
    await takePictures(server.link, { images, api });
  } finally {
    server.child.kill();
  }
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
