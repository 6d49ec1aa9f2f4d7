import { spellFlow } from '#lib/spec/spell-yaml.ts';
import { tableNameOf } from '#lib/spec/table-name.ts';
import type { JsonValue } from '#lib/spec/json-value.ts';
import type { Chip } from '#lib/index.ts';

/** The settings of a resource that are shown as chips. */
export const chipKeys = ['name', 'data_selector', 'primary_key', 'pagination', 'incremental'] as const;
export type ChipKey = (typeof chipKeys)[number];

interface ChipWords {
  readonly label: string;
  /** Said where nothing is set. */
  readonly none: string;
  /** Of the field to change it. */
  readonly example: string;
  readonly about: string;
}

export const chipWords: Readonly<Record<ChipKey, ChipWords>> = {
  name: { label: 'Table', none: '', example: 'users', about: 'The rows go into a table of this name.' },
  data_selector: {
    label: 'Records',
    none: 'found by itself',
    example: 'data.items',
    about: 'Where the records lie in the answer. $ is the answer itself.',
  },
  primary_key: {
    label: 'Key',
    none: 'none',
    example: 'id, or [shop, id]',
    about: 'The field that tells records apart. With it and a cursor, a changed record replaces its row.',
  },
  pagination: {
    label: 'Pages',
    none: 'found by itself',
    example: '{type: offset, limit: 100}',
    about: 'How the next page is asked for. Without it Dango tells by each answer.',
  },
  incremental: {
    label: 'Only what changed',
    none: 'reads everything',
    example: '{cursor_path: updated_at, start_param: since}',
    about:
      'The field by which a later sync asks only for what changed. A wrong one loses rows, so it is off until you take it.',
  },
};

const pagingWords: Readonly<Record<string, string>> = {
  auto: 'found by itself',
  single_page: 'one page',
  page_number: 'page number',
  offset: 'offset',
  cursor: 'cursor',
  json_link: 'link in the answer',
  header_link: 'Link header',
  header_cursor: 'cursor in a header',
};

/** A value in a few words. */
export function sayValue(key: ChipKey, value: JsonValue): string {
  if (key === 'name' && typeof value === 'string') return tableNameOf(value);
  if (key === 'data_selector' && value === '$') return 'the whole answer';
  if (key === 'incremental' && isMapping(value) && typeof value['cursor_path'] === 'string')
    return value['cursor_path'];
  if (key !== 'pagination') return typeof value === 'string' ? value : spellFlow(value);
  const type = isMapping(value) ? value['type'] : value;
  const words = typeof type === 'string' ? (pagingWords[type] ?? type) : '';
  const limit = isMapping(value) ? value['limit'] : undefined;
  return typeof limit === 'number' ? `${words}, ${limit} a page` : words;
}

/** Whether a value is only a candidate, that is not used until a person takes it. */
export function isCandidate(key: ChipKey, { confidence }: Chip): boolean {
  return confidence !== 'given' && (key === 'incremental' || (confidence === 'guess' && key !== 'name'));
}

export const confidenceWords: Readonly<Record<Chip['confidence'], string>> = {
  sure: 'sure',
  likely: 'likely',
  guess: 'a guess',
  given: 'yours',
};

function isMapping(value: JsonValue): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
