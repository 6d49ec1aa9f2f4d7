import { Stack } from '@mantine/core';

import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { schemaFields } from '#lib/spec/schema-fields.ts';
import { fieldLabel } from './field-label.ts';
import { FieldList } from './field-list.tsx';
import { FindSetting } from './find-setting.tsx';
import { ParentHelp } from './parent-help.tsx';
import { ObjectFields, SchemaInput } from './schema-input.tsx';
import { SettingGroup } from './setting-group.tsx';
import { groupSettings } from './setting-groups.ts';
import { useSourceForm } from './source-form-context.ts';
import { endpointPath, settingPath, type TableEntry } from './table-list.ts';
import { TextField } from './text-field.tsx';
import { unknownKeys } from './unknown-keys.ts';
import { YamlField } from './yaml-field.tsx';

interface TableFormProps {
  /** The path of a table, whose last step is its position. */
  readonly path: KeyPath;
  /** All tables of the source: of the others this one can use values. */
  readonly tables: readonly TableEntry[];
}

/** All settings of one table, those that belong together in a group. */
export function TableForm({ path, tables }: TableFormProps) {
  const { text, offersAt } = useSourceForm();
  const fields = schemaFields('sources/*/type=rest_api/rest_api/resources/*');
  const settings = fields.filter(({ key }) => key !== 'name' && key !== 'endpoint');
  const pathOf = (key: string) => settingPath(text, path, key);
  const endpoint = endpointPath(text, path);
  const list = path.slice(0, -1);
  const fieldsOf = (table: string) =>
    offersAt([...list, tables.findIndex(({ name }) => name === table), 'primary_key']);
  const others = tables.filter((_, index) => index !== path.at(-1)).map(({ name }) => name);
  return (
    <Stack gap="sm">
      <FindSetting fields={settings} pathOf={pathOf} />
      <TextField
        label="Name"
        path={[...path, 'name']}
        description={fields.find(({ key }) => key === 'name')?.description ?? ''}
        isRequired
      />
      <TextField
        label="Endpoint path"
        path={endpoint}
        description="Path below the base URL, or an absolute URL. Default: the name."
      />
      <ParentHelp endpoint={endpoint} others={others} fieldsOf={fieldsOf} />
      <div>
        {groupSettings(settings).map(({ title, hint, common, isOpen, fields: own }) => {
          const [only] = own;
          const set = own.filter(({ key }) => getYamlValue(text, pathOf(key)) !== undefined);
          return (
            <SettingGroup
              key={title}
              title={title}
              hint={hint}
              set={set.map(({ key }) => fieldLabel(key))}
              paths={own.map(({ key }) => pathOf(key))}
              isOpen={isOpen}
            >
              {only?.type === 'object' && own.length === 1 ? (
                <ObjectFields field={only} path={pathOf(only.key)} />
              ) : (
                <FieldList
                  fields={own}
                  pathOf={pathOf}
                  common={common}
                  about={title.toLowerCase()}
                  renderField={(field, at) => <SchemaInput field={field} path={at} />}
                />
              )}
            </SettingGroup>
          );
        })}
      </div>
      {unknownKeys(text, path, fields).map((key) => (
        <YamlField key={key} label={key} path={[...path, key]} />
      ))}
    </Stack>
  );
}
