import type { SchemaField } from '#lib/spec/schema-fields.ts';

/** Settings of a table that belong together. */
export interface SettingGroup {
  readonly title: string;
  /** What it is about, in few words. */
  readonly hint: string;
  /** Keys that are shown at once, in this order. Those that are set are shown, too. */
  readonly common: readonly string[];
  /** Keys that are behind "More" until they are set. */
  readonly rare: readonly string[];
  /** Whether it is open while nothing in it is set. */
  readonly isOpen: boolean;
}

/** A group with the fields of the schema that are in it. */
export interface FilledGroup extends SettingGroup {
  readonly fields: readonly SchemaField[];
}

const tableGroups: readonly SettingGroup[] = [
  {
    title: 'Request',
    hint: 'Method, parameters, body and headers',
    common: ['method', 'params'],
    rare: ['headers', 'json', 'form', 'body', 'auth'],
    isOpen: true,
  },
  {
    title: 'Records',
    hint: 'Where they lie in the response, and what is done with them',
    common: ['data_selector', 'primary_key'],
    rare: ['format', 'steps', 'columns', 'null_columns'],
    isOpen: true,
  },
  {
    title: 'Paging',
    hint: 'Found in the first response, unless something is said here',
    common: ['pagination'],
    rare: [],
    isOpen: false,
  },
  {
    title: 'Incremental',
    hint: 'Load only what is new since the last sync',
    common: ['incremental'],
    rare: [],
    isOpen: false,
  },
  {
    title: 'Load',
    hint: 'What happens to the table, and how it may change',
    common: ['write_disposition', 'table_name'],
    rare: ['merge_key', 'selected', 'schema_contract', 'max_replace_loss', 'max_table_nesting'],
    isOpen: true,
  },
  {
    title: 'Parents and lists',
    hint: 'Read once for each record of another table, or each value of a list',
    common: ['include_from_parent', 'for_each'],
    rare: ['on_child_error', 'concurrency', 'parallelized'],
    isOpen: false,
  },
  {
    title: 'Responses and retries',
    hint: 'What is done with certain answers, and with requests that fail',
    common: ['responses', 'retry'],
    rare: [],
    isOpen: false,
  },
];

/** The settings of a table in groups. A key that no group names is in the last one, so that it is there at once. */
export function groupSettings(fields: readonly SchemaField[]): readonly FilledGroup[] {
  const groups = tableGroups.map((group) => ({
    ...group,
    fields: [...group.common, ...group.rare].flatMap((key) => fields.find((field) => field.key === key) ?? []),
  }));
  const placed = new Set(groups.flatMap((group) => group.fields));
  const others = fields.filter((field) => !placed.has(field));
  const keys = others.map(({ key }) => key);
  const last = { title: 'More settings', hint: '', common: keys, rare: [], isOpen: false, fields: others };
  return [...groups, last].filter((group) => group.fields.length > 0);
}

/** Keys of a type of paging or authentication that most people set, besides those that are needed. */
const usual: Readonly<Record<string, readonly string[]>> = {
  page_number: ['param', 'start', 'limit', 'limit_param'],
  offset: ['limit', 'param', 'limit_param'],
  cursor: ['cursor_path', 'param', 'cursor_from'],
  json_link: ['next_url_path'],
  header_link: ['rel'],
  header_cursor: ['header', 'param'],
  api_key: ['api_key', 'name', 'location'],
  login: ['url', 'token_path', 'json'],
  oauth2_client_credentials: ['access_token_url', 'client_id', 'client_secret', 'scopes'],
  oauth2_refresh_token: ['access_token_url', 'client_id', 'client_secret', 'refresh_token'],
  oauth2_password: ['access_token_url', 'client_id', 'client_secret', 'username', 'password'],
  oauth2_authorization_code: ['authorization_url', 'access_token_url', 'client_id', 'client_secret', 'scopes'],
  incremental: ['cursor_path', 'initial_value', 'start_param', 'row_order'],
  retry: ['attempts', 'statuses', 'max_wait'],
  schema_contract: ['tables', 'columns', 'data_type'],
};

/** So few are shown all at once. */
const fewFields = 3;

/** Of the keys of a type or mapping those that are shown at once, in their order; the others are behind "More". */
export function commonKeys(name: string, fields: readonly SchemaField[]): readonly string[] {
  const needed = fields.filter(({ isRequired }) => isRequired).map(({ key }) => key);
  const known = (usual[name] ?? []).filter((key) => fields.some((field) => field.key === key));
  const common = [...new Set([...known, ...needed])];
  return fields.length <= fewFields ? [...new Set([...common, ...fields.map(({ key }) => key)])] : common;
}
