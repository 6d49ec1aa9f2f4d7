import { DangoError } from '../errors/dango-error.ts';
import type { JsonValue } from '../spec/json-value.ts';
import { parseStructured } from './parse-structured.ts';
import type { Chip, Confidence, Evidence, SourceProposal } from './proposal.ts';

/** What a person, or a look at the API, says of a setting in place of the proposal. */
export interface ProposalChange {
  /** The value as YAML in one line, as sources.yml has it; of `name` the name as it is. Empty: the setting is taken away. */
  readonly text: string;
  /** Absent: a person wrote it, so it counts without evidence. */
  readonly confidence?: Confidence | undefined;
  readonly evidence?: readonly Evidence[] | undefined;
}

/** By id of a resource, then by key of its settings. */
export type ProposalChanges = Readonly<Record<string, Readonly<Record<string, ProposalChange>>>>;

/**
 * The proposal with changes to it. Ids stay.
 * @throws DangoError `usage-invalid` for a text that is no YAML.
 */
export function changeProposal(proposal: SourceProposal, changes: ProposalChanges): SourceProposal {
  const resources = proposal.resources.map((resource) => {
    const mine = Object.entries(changes[resource.id] ?? {});
    if (mine.length === 0) return resource;
    const changed = Object.fromEntries(mine.map(([key, change]) => [key, chipOf(key, change)]));
    return { ...resource, settings: { ...resource.settings, ...changed } };
  });
  return { ...proposal, resources };
}

function chipOf(key: string, { text, confidence = 'given', evidence = [] }: ProposalChange): Chip | undefined {
  if (text.trim() === '') return undefined;
  if (key === 'name') return { value: text.trim(), confidence, evidence };
  let value: unknown;
  try {
    value = parseStructured(text, key);
  } catch (error) {
    throw new DangoError(`"${text}" cannot be read as the value of ${key}.`, {
      code: 'usage-invalid',
      hint: 'Write it as in sources.yml: a word, or {type: offset, limit: 100}.',
      cause: error,
    });
  }
  return { value: value as JsonValue, confidence, evidence };
}
