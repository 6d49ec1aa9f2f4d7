import { describe, expect, test } from 'vitest';
import { createFilledProject, runFailing } from './support/failing-project.ts';

const sourcesYml = `version: 1
sources:
  - name: custom
    type: dlt_native
    dlt_native:
      source_module: custom_sources.custom
      source_name: custom_source
`;

describe('a custom module', () => {
  const head = `import { resource, secret, source } from 'dango';\n`;
  const customSource = (body: string): string =>
    `${head}export const customSource = source({\n  resources: () => resource('items', { writeDisposition: 'replace' }, async function* () {\n    ${body}\n  }),\n});\n`;

  test.each([
    [
      'with a syntax error',
      `${head}export const customSource = source({ resources( });\n`,
      3,
      /custom_sources\/custom\.ts:2:\d+/,
      /Mend custom_sources\/custom\.ts/,
    ],
    [
      'with a type error',
      customSource('const count: number = "three"; yield { count };'),
      3,
      /string.*number[^]*custom_sources\/custom\.ts:4:11/,
      /Mend custom_sources\/custom\.ts/,
    ],
    [
      'with an enum',
      `${head}enum Colour { red }\n${customSource('yield { id: Colour.red };')}`,
      3,
      /custom_sources\/custom\.ts:2:6/,
      /→ /,
    ],
    [
      'that throws when it is imported',
      `${customSource('yield { id: 1 };')}throw new RangeError('out of luck');\n`,
      3,
      /RangeError: out of luck[^]*custom_sources\/custom\.ts:7:7/,
      /→ /,
    ],
    ['that throws a text', `${customSource('yield { id: 1 };')}throw 'out of luck';\n`, 3, /out of luck/, /→ /],
    [
      'that throws in its generator',
      customSource("yield { id: 1 };\n    throw new RangeError('out of luck');"),
      1,
      /RangeError: out of luck[^]*custom_sources\/custom\.ts:5:11/,
      /→ /,
    ],
    [
      'that throws in a helper',
      `${customSource('yield { id: read() };')}function read(): number {\n  return JSON.parse('[') as number;\n}\n`,
      1,
      /SyntaxError: .*JSON[^]*custom_sources\/custom\.ts:8:15/,
      /→ /,
    ],
    [
      'that throws while it makes its resources',
      `${head}export const customSource = source({ resources() { throw new RangeError('no luck'); } });\n`,
      1,
      /RangeError: no luck[^]*custom_sources\/custom\.ts:2:\d+/,
      /→ /,
    ],
    [
      'that never ends its top-level await',
      `${customSource('yield { id: 1 };')}await new Promise(() => {});\n`,
      1,
      /waits for something that never comes[^]*custom_sources\/custom\.ts/,
      /→ /,
    ],
    [
      'that needs too much memory',
      customSource('const all: unknown[] = []; for (;;) all.push(new Array(1000).fill(all.length)); yield all;'),
      1,
      /more than 64 MiB of memory/,
      /limits\.source_memory_mb in \.dango\/project\.yml/,
    ],
    [
      'that imports what is not there',
      `import { left } from './left.ts';\n${customSource('yield { id: left };')}`,
      3,
      /\.\/left\.ts[^]*custom_sources\/custom\.ts:1:22/,
      /→ /,
    ],
    [
      'without a source of that name',
      customSource('yield { id: 1 };').replace('customSource', 'costumSource'),
      3,
      /custom_source/,
      /costum/,
    ],
  ])('%s', async (_title, text, exitCode, what, nextStep) => {
    const project = await createFilledProject({
      sourcesYml,
      projectYml: 'limits: { source_memory_mb: 64 }\n',
      customSources: { custom: text },
    });
    const failure = await runFailing(project);
    expect(failure.text).toMatch(what);
    expect(failure.text).toMatch(nextStep);
    expect(failure.exitCode).toBe(exitCode);
  });

  test('that is missing, with the names that are there', async () => {
    const files = { sourcesYml, customSources: { customs: customSource('yield 1;') } };
    const { exitCode, text } = await runFailing(await createFilledProject(files));
    expect(exitCode).toBe(3);
    expect(text).toMatch(/custom_sources\/custom\.ts/);
    expect(text).toMatch(/\.dango\/sources\.yml:6:\d+/);
    expect(text).toMatch(/Did you mean "custom_sources\.customs"\?/);
  });

  test('that is written in Python, with the way to port it', async () => {
    const files = { sourcesYml, customSources: { 'custom.py': 'import dlt\n' } };
    const { exitCode, text } = await runFailing(await createFilledProject(files));
    expect(exitCode).toBe(3);
    expect(text).toMatch(/custom_sources\/custom\.py is a Python module/);
    expect(text).toMatch(/docs\/porting-from-dlt\.md/);
  });
});
