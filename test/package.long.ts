import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startSampleApi } from '../sample/api/start-sample-api.ts';
import { readWarehouse } from './support/read-warehouse.ts';
import { createTempFolder } from './support/temp-project.ts';

const run = promisify(execFile);
const root = dirname(import.meta.dirname);

const sourcesYml = (url: string): string => `sources:
  - name: my_api
    type: rest_api
    rest_api:
      base_url: ${url}
      auth: { type: bearer, token: "\${MY_API_TOKEN}" }
      resources:
        - name: users
          endpoint: /users
  - name: my_custom_api
    type: dlt_native
    dlt_native:
      source_module: custom_sources.my_api
      source_name: my_api_source
      function_kwargs: { base_url: "${url}" }
`;

const secretsToml = `[sources.rest_api]
MY_API_TOKEN = "sample-token"

[sources.my_api_source]
api_key = "sample-token"
`;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const file of filesBelow(folder).sort()) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

/** Starts the UI of an installed package, signs in, and reads its first page. */
async function visitUi(bin: string, folder: string): Promise<{ status: number; text: string }> {
  const server = spawn(process.execPath, [bin, 'serve', '--port', '0', '--no-open', '--json'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let said = '';
    for await (const chunk of server.stdout) {
      said += String(chunk);
      if (said.includes('}')) break;
    }
    const { link, url } = JSON.parse(said.slice(said.indexOf('{'))) as { link: string; url: string };
    const signedIn = await fetch(link, { redirect: 'manual' });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await fetch(`${url}/sources`, { headers: { cookie } });
    return { status: page.status, text: await page.text() };
  } finally {
    server.kill('SIGKILL');
  }
}

test(
  'the packed package works where it is installed, and writes nothing into itself',
  { timeout: 300_000 },
  async () => {
    const folder = await createTempFolder('dango-package-');
    await run('npm', ['pack', root, '--silent', '--pack-destination', folder], { cwd: root });
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
    writeFileSync(join(folder, 'package.json'), '{"name":"somewhere","private":true}');
    await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`], { cwd: folder });
    const installed = join(folder, 'node_modules', 'dango');
    for (const file of filesBelow(installed)) chmodSync(file, 0o444);
    const before = fingerprint(installed);

    await using api = await startSampleApi();
    const dango = async (...argv: string[]): Promise<{ stdout: string; stderr: string }> =>
      await run(process.execPath, [join(installed, 'bin', 'dango.mjs'), ...argv], { cwd: folder });
    await dango('init');
    writeFileSync(join(folder, '.dango', 'sources.yml'), sourcesYml(api.url));
    writeFileSync(join(folder, '.dlt', 'secrets.toml'), secretsToml);
    mkdirSync(join(folder, 'custom_sources'), { recursive: true });
    copyFileSync(join(root, 'custom_sources', 'my_api.ts'), join(folder, 'custom_sources', 'my_api.ts'));
    const synced = await dango('sync', '--json');
    expect(JSON.parse(synced.stdout)).toMatchObject({ status: 'succeeded' });
    expect(await readWarehouse(folder, 'SELECT count(*) AS n FROM raw_my_api.users')).toEqual([
      { n: api.shop.users.length },
    ]);
    expect(await readWarehouse(folder, 'SELECT count(*) AS n FROM raw_my_custom_api.users')).toEqual([
      { n: api.shop.users.length },
    ]);
    const page = await visitUi(join(installed, 'bin', 'dango.mjs'), folder);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Sources');
    expect(fingerprint(installed)).toBe(before);
  },
);
