import type { JsonObject, JsonValue } from '../spec/json-value.ts';
import { spellFlow, spellLines } from '../spec/spell-yaml.ts';
import { hasInterpolation } from '../spec/interpolation.ts';
import { wordOf } from './json-schema.ts';
import type { Chip, Evidence, FinishedSource, FoundSecret, ResourceProposal, SourceProposal } from './proposal.ts';
import { refuseFaults } from './refuse-faults.ts';

const layout = { indent: 2, isListIndented: true, lineEnding: '\n' } as const;

/** Keys of a resource in the order in which they are written. */
const resourceKeys = [
  'name',
  'endpoint',
  'method',
  'params',
  'json',
  'form',
  'body',
  'headers',
  'auth',
  'format',
  'data_selector',
  'pagination',
  'primary_key',
  'incremental',
  'columns',
] as const;
type ResourceKey = (typeof resourceKeys)[number];

/** Keys that are written only where they are sure or likely; what is a guess, or a cursor, becomes a comment to look at. */
const proposedKeys: ReadonlySet<string> = new Set(['data_selector', 'pagination', 'primary_key', 'incremental']);

/**
 * The source that the chosen proposals make, in Dango's own spelling.
 * @param chosen ids of the proposals, with those that they are read for.
 * @throws DangoError `config-invalid` where they make no source, with the reason.
 */
export function writeSource(proposal: SourceProposal, chosen: ReadonlySet<string>, file?: string): FinishedSource {
  const name = proposal.name.value;
  const { settings, title } = proposal;
  const picked = proposal.resources.filter(({ id }) => chosen.has(id));
  // Credentials that nothing of it needs are not asked for.
  const needsAuth = picked.some((resource) => resource.settings.auth?.value !== 'none');
  const auth = needsAuth ? settings.auth : undefined;
  const resources = needsAuth ? picked : picked.map(withoutAuth);
  const head: JsonObject = {
    name,
    type: 'rest_api',
    enabled: true,
    ...(title === undefined ? {} : { description: oneLine(title) }),
  };
  const top: JsonObject = {
    base_url: settings.base_url.value,
    ...(settings.headers === undefined ? {} : { headers: settings.headers.value }),
    ...(auth === undefined ? {} : { auth: withScopes(auth.value, resources) }),
  };
  const lines = [
    ...spellLines(head, layout),
    'rest_api:',
    ...spellLines(top, layout).map((line) => `  ${line}`),
    '  resources:',
    ...resources.flatMap((resource, index) => [
      ...(index === 0 ? [] : ['']),
      ...writeResource(resource).map((line) => (line === '' ? '' : `    ${line}`)),
    ]),
  ];
  const yaml = `${lines.join('\n')}\n`;
  refuseFaults(
    `sources:\n${lines.map((line, index) => (line === '' ? '' : `  ${index === 0 ? '- ' : '  '}${line}`)).join('\n')}\n`,
    name,
    file,
  );
  return { name, yaml, secrets: usedSecrets(proposal.secrets, yaml), notes: proposal.notes };
}

function withoutAuth(resource: ResourceProposal): ResourceProposal {
  return { ...resource, settings: { ...resource.settings, auth: undefined } };
}

/** What the chosen resources need, and no more. */
function withScopes(auth: JsonObject, resources: readonly ResourceProposal[]): JsonObject {
  const scopes = [...new Set(resources.flatMap((resource) => resource.scopes))];
  const takesScopes = wordOf(auth['type']).startsWith('oauth2_') && scopes.length > 0;
  return takesScopes ? { ...auth, scopes } : auth;
}

function writeResource({ settings, title, values }: ResourceProposal): string[] {
  const kept: [string, JsonValue][] = [];
  const comments: string[] = [];
  for (const key of resourceKeys) {
    const one: Chip | undefined = settings[key];
    if (one === undefined || isDefault(key, one)) continue;
    if (isWritten(key, one)) kept.push([key, one.value]);
    else if (one.value !== 'auto')
      comments.push(`# ${key}: ${spellFlow(one.value)}   # ${one.confidence}: ${sayEvidence(one.evidence)}`);
  }
  const lines = spellLines(Object.fromEntries(kept), layout);
  const about = [
    ...(title === undefined ? [] : [`# ${oneLine(title)}`]),
    ...(values.length === 0 ? [] : [`# Needs a value: ${values.join(', ')}`]),
  ];
  return [
    ...about,
    ...lines.map((line, index) => `${index === 0 ? '- ' : '  '}${line}`),
    ...comments.map((line) => `  ${line}`),
  ];
}

/** Whether a value goes into the file as it is. */
export function isWritten(key: string, { confidence }: Pick<Chip, 'confidence'>): boolean {
  return !proposedKeys.has(key) || confidence === 'given' || (key !== 'incremental' && confidence !== 'guess');
}

/** What counts without being written. A person who says that the answer is the record means it also where it has a list. */
function isDefault(key: ResourceKey, { value, confidence }: Chip): boolean {
  return (key === 'data_selector' && value === '$' && confidence !== 'given') || (key === 'method' && value === 'GET');
}

function sayEvidence(evidence: readonly Evidence[]): string {
  return evidence.map(({ text }) => oneLine(text)).join('; ');
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return hasInterpolation(line) ? line.replaceAll('${', () => '$${') : line;
}

function usedSecrets(secrets: readonly FoundSecret[], yaml: string): FoundSecret[] {
  return secrets.filter(({ name }) => yaml.includes(`\${${name}}`));
}
