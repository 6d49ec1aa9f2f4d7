import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createTempProject } from '../../test/support/temp-project.ts';
import { describeSecrets } from './describe-secrets.ts';
import { loadSecretStore } from './secret-store.ts';
import { readPastedSecrets, savePastedSecrets, type PastedSecret } from './pasted-secrets.ts';

const sourcesYml = `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api: { base_url: "http://x.test", auth: { type: bearer, token: "\${SHOP_TOKEN}" }, resources: [{ name: a }] }
  - name: club
    type: rest_api
    rest_api: { base_url: "http://x.test", headers: { key: "\${CLUB_KEY}" }, resources: [{ name: a }] }
`;

const words = ({ section, key, effect, usedBy, behind, isMentioned }: PastedSecret) => [
  section === '' ? key : `${section}.${key}`,
  effect,
  usedBy.join(),
  behind.map(({ origin }) => origin).join(),
  isMentioned,
];

test('what each name of a pasted .env would do is known before anything is stored, and no value is told', async () => {
  const project = await createTempProject({
    sourcesYml,
    secretsToml: '# mine\nOLD = "old-value"\n[sources.club]\nCLUB_KEY = "first-value"\n',
    customSources: { 'my_api.ts': 'export const a = ({ apiKey }: { apiKey: string }) => apiKey;\n' },
  });
  const text = `\uFEFF# from the other machine
export SHOP_TOKEN="two\\nlines" # behind
CLUB_KEY=second-value#comment
OLD='single #1'
API_KEY=\`tick\`
EMPTY=
lines that mean nothing
with.dot=x
MANY="one
two"
`;
  const read = readPastedSecrets(project.root, text);
  expect(read.map(words)).toEqual([
    ['SHOP_TOKEN', 'new', 'shop', '', false],
    ['CLUB_KEY', 'new', '', '.dlt/secrets.toml [sources.club] CLUB_KEY', false],
    ['OLD', 'replaces', '', '', false],
    ['API_KEY', 'new', '', '', true],
    ['EMPTY', 'empty', '', '', false],
    ['with.dot', 'unusable', '', '', false],
    ['MANY', 'new', '', '', false],
  ]);
  expect(JSON.stringify(read)).not.toMatch(/second-value|first-value|single|tick|lines/);

  const chosen = ['SHOP_TOKEN', 'OLD', 'MANY', 'EMPTY'].map((key) => ({ section: '', key }));
  expect(savePastedSecrets(project.root, text, chosen)).toBe(3);
  expect(loadSecretStore(project.root, {}).secrets).toEqual({
    SHOP_TOKEN: 'two\nlines',
    OLD: 'single #1',
    MANY: 'one\ntwo',
    sources: { club: { CLUB_KEY: 'first-value' } },
  });
  expect(await project.read('.dlt/secrets.toml')).toContain('# mine');
  expect(statSync(project.path('.dlt/secrets.toml')).mode & 0o777).toBe(0o600);
});

test('TOML keeps its sections, and what is no text is left out', async () => {
  const project = await createTempProject({ sourcesYml });
  const text = '[sources.club]\nCLUB_KEY = """\nlong"""\nport = 5\nlist = [1]\n["a.b"]\nc = "d"\n';
  expect(readPastedSecrets(project.root, text).map(words)).toEqual([
    ['sources.club.CLUB_KEY', 'new', 'club', '', false],
    ['sources.club.port', 'new', '', '', false],
    ['sources.club.list', 'unusable', '', '', false],
    ['a.b.c', 'unusable', '', '', false],
  ]);
  savePastedSecrets(project.root, text, [{ section: 'sources.club', key: 'CLUB_KEY' }]);
  expect(loadSecretStore(project.root, {}).secrets).toEqual({ sources: { club: { CLUB_KEY: 'long' } } });
});

test('a text without names, and broken TOML, say what to paste and where it breaks, without its values', async () => {
  const project = await createTempProject({ sourcesYml });
  expect(() => readPastedSecrets(project.root, 'just words')).toThrow('no line such as NAME=value');
  const broken = (): unknown => readPastedSecrets(project.root, '[a]\nkey = "hidden-value\n');
  expect(broken).toThrow(/The pasted text:2:\d+ is not valid TOML/);
  expect(broken).not.toThrow('hidden-value');
});

test('of a value that no source names it is told whether a module has its name, or another place comes first', async () => {
  const project = await createTempProject({
    sourcesYml,
    secretsToml: 'api_key = "a"\nNOBODY = "b"\nSHOP_TOKEN = "c"\nCLUB_KEY = "d"\n[sources.shop]\nSHOP_TOKEN = "e"\n',
    customSources: { 'my_api.ts': '// one\nexport const a = ({ apiKey }: { apiKey: string }) => apiKey;\n' },
  });
  const { secrets, sources } = describeSecrets(project.root);
  expect(sources).toEqual(['shop', 'club']);
  const unnamed = secrets.filter(({ source }) => source === undefined);
  expect(unnamed.map(({ name, mentionedAt, behind }) => [name, mentionedAt.map(({ line }) => line), behind])).toEqual([
    ['api_key', [2], undefined],
    ['NOBODY', [], undefined],
    ['SHOP_TOKEN', [], { origin: '.dlt/secrets.toml [sources.shop] SHOP_TOKEN', sources: ['shop'] }],
  ]);
});
