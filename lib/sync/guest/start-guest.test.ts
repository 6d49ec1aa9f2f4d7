import { symlink } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { listProcesses } from '../../../test/support/list-processes.ts';
import { moduleOf, runModule } from '../../../test/support/run-module.ts';
import { startServer } from '../../../test/support/start-server.ts';
import { createTempProject } from '../../../test/support/temp-project.ts';
import type { SyncEvent } from '../sync-event.ts';
import { promptMs } from '../../../test/support/prompt.ts';

describe('a module', () => {
  test('fetches, which is recorded, and imports other modules and packages of the project', async () => {
    await using server = await startServer(() => ({ json: [{ id: 1 }] }));
    const body = `
      const answer = await fetch('${server.url}/items');
      for (const record of await answer.json() as { id: number }[]) yield { id: record.id, shared: shared(), packaged };`;
    const head = `import { shared } from './parts/shared.ts';\nimport packaged from 'packaged';`;
    const project = await createTempProject({ customSources: { guest: moduleOf(body, head) } });
    await project.write('custom_sources/parts/shared.ts', `export const shared = (): string => 'from a module';\n`);
    await project.write('node_modules/packaged/package.json', '{ "name": "packaged", "main": "index.js" }');
    await project.write('node_modules/packaged/index.js', `module.exports = 'from a package';\n`);
    const { records, events, exchanges } = await runModule(project);
    expect(records).toMatchObject([{ id: 1, shared: 'from a module', packaged: 'from a package' }]);
    expect(exchanges).toMatchObject([{ resource: 'items', method: 'GET', url: `${server.url}/items`, status: 200 }]);
    expect(events).toContainEqual(expect.objectContaining({ type: 'request-finished', url: `${server.url}/items` }));
  });

  test('prints into the log of the run, without its secrets', async () => {
    const body = `declare const process: any; console.log('token', token); process.stdout.write('1 %\\r2 %\\n'); console.error('wrong ' + encodeURIComponent(token)); yield { id: 1 };`;
    const project = await createTempProject({ customSources: { guest: moduleOf(body) } });
    const { events } = await runModule(project, {}, { token: 'top/secret' });
    const place = { file: 'custom_sources/guest.ts', line: 7, column: expect.any(Number) as number };
    expect(events.filter(({ type }) => type === 'log')).toEqual([
      { type: 'log', stream: 'stdout', text: 'token ***', place },
      { type: 'log', stream: 'stdout', text: '1 %', place },
      { type: 'log', stream: 'stdout', text: '2 %', place },
      { type: 'log', stream: 'stderr', text: 'wrong ***', place },
    ]);
  });

  test('prints a line of any length, of which the log keeps the start', async () => {
    const body = `const text = 'a'.repeat(1024 * 1024 - 3) + token + 'b'.repeat(3 * 1024 * 1024) + '\\nnext\\n';
      await new Promise((go) => process.stdout.write(text, go)); yield { id: 1 };`;
    const project = await createTempProject({
      customSources: { guest: moduleOf(body, 'declare const process: any;') },
    });
    const { events } = await runModule(project, {}, { token: 'top/secret' });
    const texts = events.flatMap((event) => (event.type === 'log' ? [event.text] : []));
    expect(texts.map((text) => text.length < 1024 * 1024)).toEqual([true, true]);
    expect(texts[0]).toMatch(/^a+ … \(the line is longer than 1 MiB; the rest was left out\)$/);
    expect(texts[1]).toBe('next');
  });

  test('throws without telling its secrets, in the event and in the result', async () => {
    const body = `if (token) throw new TypeError('refused: ' + token); yield { id: 1 };`;
    const project = await createTempProject({ customSources: { guest: moduleOf(body) } });
    const { resource, events } = await runModule(project, {}, { token: 'top-secret' });
    const error = {
      code: 'module-failed',
      message: 'Resource items failed: TypeError: refused: ***',
      at: expect.objectContaining({ file: 'custom_sources/guest.ts', line: 7 }),
    };
    expect(resource).toMatchObject({ status: 'failed', error });
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'resource-failed', error: expect.objectContaining(error) }),
    );
  });

  test('that forgets a server and a timer is over with its extraction', async () => {
    const body = `http.createServer().listen(0); setInterval(() => {}, 1000); yield { id: 1 };`;
    const project = await createTempProject({
      customSources: { guest: moduleOf(body, `import http from 'node:http';`) },
    });
    const startedAt = performance.now();
    expect((await runModule(project)).records).toHaveLength(1);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });
});

describe('a module that does not end well', () => {
  test.each([
    [
      'needs too much memory',
      'const all: unknown[] = []; for (;;) all.push(new Array(1000).fill(all.length));',
      '',
      /^The module needed more than 64 MiB of memory\.$/,
    ],
    [
      'runs too long',
      'await new Promise(() => setInterval(() => {}, 1000));',
      '',
      /^The module ran longer than 0\.05 minutes and was stopped\.$/,
    ],
    ['never lets go of the processor', 'for (;;);', '', /^The module ran longer than 0\.05 minutes and was stopped\.$/],
    [
      'never finishes its imports',
      '',
      'await new Promise(() => {});',
      /^The module waits for something that never comes/,
    ],
    ['never finishes its work', 'await new Promise(() => {});', '', /^The module waits for something that never comes/],
    ['ends the process', 'process.exit(3);', '', /^The process of the module ended with code 3 before it was done\.$/],
    [
      'forgets to catch',
      `setTimeout(() => { throw new Error('too late'); }, 1); await new Promise(() => setInterval(() => {}, 1000));`,
      '',
      /^The module failed: Error: too late$/,
    ],
    [
      'writes to the channel',
      `(await import('node:fs')).writeSync(3, 'garbage\\n'); yield {}; await new Promise(() => {});`,
      '',
      /^The module wrote to the channel of its process\.$/,
    ],
    [
      'pretends that a file of the project were its records',
      `const contents = { files: ['../../../.dlt/secrets.toml'] };
       const message = { type: 'extracted', resources: [{ name: 'items', status: 'succeeded', contents }] };
       (await import('node:fs')).writeSync(3, JSON.stringify(message) + '\\n'); await new Promise(() => {});`,
      '',
      /^The module names "\.\.\/\.\.\/\.\.\/\.dlt\/secrets\.toml" as a file with its records/,
    ],
    [
      'makes up a load that finished',
      `const event = { type: 'load-finished', seq: 99, at: 'never', loadId: '1.2', rows: 1, durationMs: 1 };
       (await import('node:fs')).writeSync(3, JSON.stringify({ type: 'event', event }) + '\\n');
       await new Promise(() => {});`,
      '',
      /^The module wrote to the channel of its process\.$/,
    ],
    [
      'makes up an exchange',
      `const exchange = { number: 1, url: 'http://nowhere', responseBody: 7 };
       (await import('node:fs')).writeSync(3, JSON.stringify({ type: 'exchange', exchange }) + '\\n');
       await new Promise(() => {});`,
      '',
      /^The module wrote to the channel of its process\.$/,
    ],
    [
      'makes up the end of its run',
      `const event = { type: 'run-finished', seq: 1, at: '1970-01-01', status: 'succeeded', reports: [] };
       (await import('node:fs')).writeSync(3, JSON.stringify({ type: 'event', event }) + '\\n');
       await new Promise(() => {});`,
      '',
      /^The module wrote to the channel of its process\.$/,
    ],
    [
      'never ends a line of the channel',
      `const { writeSync } = await import('node:fs'); const piece = Buffer.alloc(1024 * 1024, 'x');
       const end = performance.now() + 20_000;
       for (let written = 0; written < 260 * piece.length && performance.now() < end;) {
         try { written += writeSync(3, piece); } catch { await new Promise((go) => setTimeout(go, 1)); }
       }
       writeSync(3, '\\n'); await new Promise(() => {});`,
      '',
      /^The module wrote a line of more than 256 MiB to the channel of its process\.$/,
    ],
    [
      'pretends that its rows belong to another table',
      `const contents = { name: 'items', table: 'other', write_disposition: 'replace', primary_key: [],
         is_full_refresh: false, rows: 0, longest_line: 0, files: ['items.1.ndjson'], types: [0, 0, null, null], incremental: null };
       const resource = { name: 'items', status: 'succeeded', requests: 0, pages: 0, bytes: 0, rows: 0, durationMs: 1, contents };
       (await import('node:fs')).writeSync(3, JSON.stringify({ type: 'extracted', resources: [resource] }) + '\\n');
       await new Promise(() => {});`,
      '',
      /^The module names "items\.1\.ndjson" as a file with its records, which is none of its own\.$/,
    ],
  ])('because it %s says so', async (_title, body, head, message) => {
    const project = await createTempProject({ customSources: { guest: moduleOf(`${body} yield { id: 1 };`, head) } });
    const timeLimitMs = message.source.includes('ran longer') ? 3000 : 60_000;
    const failure = await runModule(project, { memoryMb: 64, timeLimitMs }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'module-failed',
      message: expect.stringMatching(message),
      hint: expect.any(String),
    });
    expect(listProcesses(project.root)).toEqual([]);
  });

  test('is stopped with the run, even when it does not want to', async () => {
    const body = `process.on('SIGTERM', () => {}); console.log('started'); for (;;); yield { id: 1 };`;
    const project = await createTempProject({ customSources: { guest: moduleOf(body) } });
    const cancelled = new AbortController();
    let abortedAt = 0;
    const onEvent = (event: SyncEvent): void => {
      if (event.type !== 'log') return;
      abortedAt = performance.now();
      cancelled.abort();
    };
    const failure = await runModule(project, { onEvent, signal: cancelled.signal }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'run-cancelled' });
    expect(performance.now() - abortedAt).toBeLessThan(promptMs);
    expect(listProcesses(project.root)).toEqual([]);
  });

  test('does not outlive a run that was cancelled before it began', async () => {
    const project = await createTempProject({ customSources: { guest: moduleOf('yield { id: 1 };') } });
    const failure = await runModule(project, { signal: AbortSignal.abort() }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'run-cancelled' });
  });
});

test('a link that leads out of custom_sources is refused before anything starts', async () => {
  const project = await createTempProject({ customSources: { guest: moduleOf('yield { id: 1 };') } });
  await symlink('/etc/passwd', project.path('custom_sources/data.txt'));
  await expect(runModule(project)).rejects.toMatchObject({
    code: 'module-invalid',
    message: expect.stringContaining(
      'custom_sources/data.txt is a link that leads out of custom_sources, to /etc/passwd',
    ),
    hint: expect.stringContaining('Copy the file'),
  });
});

test('custom_sources itself may not be a link', async () => {
  const project = await createTempProject();
  await project.write('elsewhere/guest.ts', moduleOf('yield { id: 1 };'));
  await symlink('elsewhere', project.path('custom_sources'));
  await expect(runModule(project)).rejects.toMatchObject({
    code: 'module-invalid',
    message: `${project.path('custom_sources')} is a link, to ${project.path('elsewhere')}.`,
  });
});

test('a link from one module to another is fine', async () => {
  const project = await createTempProject({ customSources: { real: moduleOf('yield { id: 1 };') } });
  await symlink('real.ts', project.path('custom_sources/guest.ts'));
  expect((await runModule(project)).records).toHaveLength(1);
});
