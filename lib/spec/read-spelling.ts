import { readDltConfig, type TranslatedBlock } from './dlt/read-dlt-config.ts';
import { readPythonConfig } from './dango-python/read-python-config.ts';
import type { Finding } from './source-issue.ts';
import { resourceWords, spellingOf, type Spelling, type ToldSpelling } from './spelling-of.ts';

/** How people call a spelling. */
export const spellingNames: Readonly<Record<Spelling, string>> = {
  dango: "Dango's own spelling",
  dlt: "dlt's spelling",
  dango_python: 'the spelling of the Python product',
};

/** Reads a `rest_api` block that is not in Dango's own words. */
export function readForeignBlock(block: unknown, told: ToldSpelling): TranslatedBlock {
  const { block: translated, findings } = told.spelling === 'dlt' ? readDltConfig(block) : readPythonConfig(block);
  return { block: translated, findings: findings.map((finding) => explainMixture(finding, told)) };
}

/** What a word of one spelling is called in another; empty where there is no such thing. */
const counterparts: readonly (readonly [dango: string, dlt: string])[] = [
  ['pagination', 'paginator'],
  ['responses', 'response_actions'],
  ['steps', 'processing_steps'],
  ['form', 'data'],
  ['body', 'data'],
  ['base_url', 'client.base_url'],
  ['headers', 'client.headers'],
  ['auth', 'client.auth'],
];

/** An unknown key that is a word of another spelling is told as such. */
export function explainMixture(finding: Finding, { spelling, because }: ToldSpelling): Finding {
  const key = finding.part === 'key' && finding.message.startsWith('Unknown key') ? String(finding.path.at(-1)) : '';
  const other = ownerOf(key, spelling);
  if (other === undefined) return finding;
  const told = because.length === 0 ? '' : `, because it has "${String(because.at(-1))}"`;
  const pair = counterparts.find(([dango, dlt]) => (spelling === 'dango' ? dlt : dango) === key);
  const word = spelling === 'dango_python' ? undefined : pair?.[spelling === 'dango' ? 0 : 1];
  return {
    path: finding.path,
    part: 'key',
    message: `"${key}" is a word of ${spellingNames[other]}, but this source is written in ${spellingNames[spelling]}${told}`,
    hint:
      word === undefined
        ? 'Write the whole source in one of the two.'
        : `Write ${word}, or the whole source in one of the two.`,
  };
}

function ownerOf(key: string, spelling: Spelling): Spelling | undefined {
  if (key === '') return undefined;
  const top = spellingOf({ [key]: null });
  if (top.because.length > 0 && top.spelling !== spelling) return top.spelling;
  if (key === 'resources' && spelling === 'dango_python') return 'dango';
  if (key === 'resource_defaults' && spelling === 'dango_python') return 'dango';
  const words = (['dango', 'dlt'] as const).find((one) => {
    const list: readonly string[] = resourceWords[one];
    return one !== spelling && list.includes(key);
  });
  return words;
}
