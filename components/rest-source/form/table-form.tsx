import { Stack } from '@mantine/core';

import type { KeyPath } from '#lib/spec/key-path.ts';
import { schemaFields } from '#lib/spec/schema-fields.ts';
import { ParentHelp } from './parent-help.tsx';
import { SchemaInput } from './schema-input.tsx';
import { unknownKeys } from './unknown-keys.ts';
import { useSourceForm } from './source-form-context.ts';
import { endpointPath, settingPath, type TableEntry } from './table-list.ts';
import { TextField } from './text-field.tsx';
import { YamlExcerpt } from './yaml-excerpt.tsx';

/** What people set most comes first; every other key of the schema follows. */
const order = ['method', 'params', 'data_selector', 'primary_key', 'write_disposition', 'pagination', 'incremental'];

interface TableFormProps {
  readonly path: KeyPath;
  /** The other tables of the source, whose values this one can use. */
  readonly others: readonly TableEntry[];
}

/** All settings of one table. */
export function TableForm({ path, others }: TableFormProps) {
  const { text } = useSourceForm();
  const fields = schemaFields('sources/*/type=rest_api/rest_api/resources/*');
  const settings = fields
    .filter(({ key }) => key !== 'name' && key !== 'endpoint')
    .map((field) => ({ field, rank: order.indexOf(field.key) }))
    .sort((left, right) => (left.rank < 0 ? order.length : left.rank) - (right.rank < 0 ? order.length : right.rank));
  const describe = (key: string) => fields.find((field) => field.key === key)?.description ?? '';
  const endpoint = endpointPath(text, path);
  return (
    <Stack gap="sm">
      <TextField label="Name" path={[...path, 'name']} description={describe('name')} isRequired />
      <TextField
        label="Endpoint path"
        path={endpoint}
        description="Path below the base URL, or an absolute URL. Default: the name."
      />
      <ParentHelp endpoint={endpoint} others={others.map(({ name }) => name)} />
      {settings.map(({ field }) => (
        <SchemaInput key={field.key} field={field} path={settingPath(text, path, field.key)} />
      ))}
      {unknownKeys(text, path, fields).map((key) => (
        <YamlExcerpt key={key} label={key} path={[...path, key]} />
      ))}
    </Stack>
  );
}
