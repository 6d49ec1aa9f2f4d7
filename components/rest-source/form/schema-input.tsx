import { Stack, Text } from '@mantine/core';

import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { removeYamlValue } from '#lib/spec/remove-yaml-value.ts';
import type { SchemaField } from '#lib/spec/schema-fields.ts';
import { setYamlValue } from '#lib/spec/set-yaml-value.ts';
import { ChoiceField } from './choice-field.tsx';
import { FieldFrame } from './field-frame.tsx';
import { fieldLabel } from './field-label.ts';
import { JsonField } from './json-field.tsx';
import { PairsField } from './pairs-field.tsx';
import { readScalar, showScalar } from './read-scalar.ts';
import { SecretField } from './secret-field.tsx';
import { useSourceForm } from './source-form-context.ts';
import { TextField } from './text-field.tsx';
import { VariantField } from './variant-field.tsx';
import { WordsField } from './words-field.tsx';
import { YamlExcerpt } from './yaml-excerpt.tsx';
import classes from './form.module.css';

const secretKeys = new Set(['token', 'api_key', 'password', 'client_secret', 'refresh_token']);

/** The field of a key, whatever the schema says that it is, so that a new key needs no work here. */
export function SchemaInput({ field, path }: { readonly field: SchemaField; readonly path: KeyPath }) {
  const { key, description, isRequired } = field;
  const label = fieldLabel(key);
  const shared = { label, path, description };
  switch (field.type) {
    case 'text':
      if (secretKeys.has(key)) return <SecretField {...shared} isRequired={isRequired} />;
      return <TextField {...shared} isRequired={isRequired} />;
    case 'number':
    case 'integer':
      return <TextField {...shared} isRequired={isRequired} read={(typed) => readNumber(typed, field)} />;
    case 'boolean':
    case 'enum':
      return <WordChoice field={field} path={path} />;
    case 'map':
      // Lists and mappings by name have no field of their own yet.
      if (field.item?.type === 'list' || field.item?.type === 'object')
        return <YamlExcerpt label={label} path={path} />;
      return <PairsField {...shared} />;
    case 'list':
      if (field.item?.type === 'text') return <WordsField {...shared} />;
      return <YamlExcerpt label={label} path={path} />;
    case 'object':
      return <ObjectField field={field} path={path} />;
    case 'any':
      return <JsonField {...shared} />;
    case 'union':
      if (field.discriminator !== undefined)
        return <VariantField field={field} path={path} renderField={renderField} />;
      return <KindsField field={field} path={path} />;
  }
}

function renderField(field: SchemaField, path: KeyPath) {
  return <SchemaInput field={field} path={path} />;
}

function ObjectField({ field, path }: { readonly field: SchemaField; readonly path: KeyPath }) {
  return (
    <FieldFrame path={path}>
      <fieldset className={classes.group ?? ''}>
        <legend>{fieldLabel(field.key)}</legend>
        <Stack gap="sm">
          <Text size="xs" c="dimmed">
            {field.description}
          </Text>
          {field.fields?.map((inner) => (
            <SchemaInput key={inner.key} field={inner} path={[...path, inner.key]} />
          ))}
        </Stack>
      </fieldset>
    </FieldFrame>
  );
}

/** Of several kinds: one word of a few, a word or a list of words, a text or a number. A mapping is shown as it is written. */
function KindsField({ field, path }: { readonly field: SchemaField; readonly path: KeyPath }) {
  const { text } = useSourceForm();
  const kinds = field.variants?.map(({ type }) => type) ?? [];
  const shared = { label: fieldLabel(field.key), path, description: field.description };
  const isScalar = showScalar(getYamlValue(text, path)) !== undefined;
  if (kinds.includes('list') && kinds.every((kind) => kind === 'list' || kind === 'text')) {
    return <WordsField {...shared} canBeText={kinds.includes('text')} />;
  }
  if (!isScalar) return <YamlExcerpt label={shared.label} path={path} />;
  const isWord = kinds.every((kind) => kind === 'enum' || kind === 'object');
  if (isWord && field.enumValues !== undefined) return <WordChoice field={field} path={path} />;
  return kinds.includes('number') ? <TextField {...shared} read={readScalar} /> : <TextField {...shared} />;
}

function WordChoice({ field, path }: { readonly field: SchemaField; readonly path: KeyPath }) {
  const { text } = useSourceForm();
  const words = field.type === 'boolean' ? [true, false] : (field.enumValues ?? []);
  const value = showScalar(getYamlValue(text, path));
  if (value === undefined) return <YamlExcerpt label={fieldLabel(field.key)} path={path} />;
  return (
    <ChoiceField
      label={fieldLabel(field.key)}
      path={path}
      description={field.description}
      choices={words.map(String)}
      emptyLabel="Default"
      value={value}
      change={(before, choice) => {
        const word = words.find((one) => String(one) === choice);
        return word === undefined ? removeYamlValue(before, path) : setYamlValue(before, path, word);
      }}
    />
  );
}

function readNumber(typed: string, { type, minimum, exclusiveMinimum }: SchemaField): number | Error {
  const number = Number(typed);
  if (typed.trim() === '' || !Number.isFinite(number)) return new Error('Type a number.');
  if (type === 'integer' && !Number.isSafeInteger(number)) return new Error('Type a whole number.');
  if (minimum !== undefined && number < minimum) return new Error(`Not below ${minimum}.`);
  if (exclusiveMinimum !== undefined && number <= exclusiveMinimum)
    return new Error(`Greater than ${exclusiveMinimum}.`);
  return number;
}
