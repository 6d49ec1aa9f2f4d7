import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createTempProject } from '../test/support/temp-project.ts';
import { runCli } from './run-cli.ts';

const sourcesYml = `sources:
  - name: blog
    type: rest_api
    rest_api:
      client: { base_url: https://api.example.com }
      resources:
        - posts # all of them
`;

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param answer what a person types; undefined where nobody is there. */
async function dango(root: string, words: readonly string[], answer?: string): Promise<Outcome> {
  const output = { stdout: '', stderr: '' };
  const stdin = Object.assign(Readable.from(answer === undefined ? [] : [answer]), { isTTY: answer !== undefined });
  const stream = (name: 'stdout' | 'stderr') => ({ write: (text: string) => void (output[name] += text) });
  const exitCode = await runCli(words, {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    stdin,
    env: {},
    cwd: root,
  });
  return { exitCode, ...output };
}

describe('dango source convert', () => {
  test('shows what would change, and changes nothing where nobody can be asked', async () => {
    const project = await createTempProject({ sourcesYml });
    const { exitCode, stdout } = await dango(project.root, ['source', 'convert', 'blog']);
    expect([exitCode, stdout]).toEqual([
      0,
      `      type: rest_api
      rest_api:
-       client: { base_url: https://api.example.com }
+       base_url: https://api.example.com
        resources:
-         - posts # all of them
+         - # all of them
+           name: posts
+           write_disposition: append
  
Nothing was changed. Write it with: dango source convert blog --yes
`,
    ]);
    expect(await project.read('.dango/sources.yml')).toBe(sourcesYml);
  });

  test.each([
    [['--yes'], undefined, true],
    [[], 'y\n', true],
    [[], 'n\n', false],
  ])('%j with the answer %j', async (options, answer, isWritten) => {
    const project = await createTempProject({ sourcesYml });
    const { stdout, stderr } = await dango(project.root, ['source', 'convert', 'blog', ...options], answer);
    expect(stdout.includes("blog is written in Dango's own spelling now.")).toBe(isWritten);
    expect((await project.read('.dango/sources.yml')).includes('client')).toBe(!isWritten);
    expect(stderr).toBe(answer === undefined ? '' : 'Rewrite blog in .dango/sources.yml? [y/N] ');
    expect((await dango(project.root, ['validate'])).exitCode).toBe(0);
  });

  test('show tells the spelling; a program is given both texts', async () => {
    const { root } = await createTempProject({ sourcesYml });
    expect((await dango(root, ['source', 'show', 'blog'])).stdout).toMatch(
      /spelling +dlt\n[^]*base URL +https:\/\/api\.example\.com/,
    );
    const shown = JSON.parse((await dango(root, ['source', 'show', 'blog', '--json'])).stdout) as object;
    expect(shown).toMatchObject({ spelling: 'dlt', spec: { rest_api: { base_url: 'https://api.example.com' } } });
    const planned = JSON.parse((await dango(root, ['source', 'convert', 'blog', '--json'])).stdout) as object;
    expect(planned).toMatchObject({ source: 'blog', status: 'planned', from: 'dlt', before: sourcesYml });
    await dango(root, ['source', 'convert', 'blog', '--yes']);
    const again = await dango(root, ['source', 'convert', 'blog']);
    expect([again.exitCode, again.stderr]).toEqual([2, expect.stringMatching('is not written in another spelling')]);
  });
});
