import { Stack, Text } from '@mantine/core';

import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { removeYamlValue } from '#lib/spec/remove-yaml-value.ts';
import type { SchemaField } from '#lib/spec/schema-fields.ts';
import { setYamlValue } from '#lib/spec/set-yaml-value.ts';
import { ChoiceField } from './choice-field.tsx';
import { FieldFrame } from './field-frame.tsx';
import { fieldHelp } from './field-help.ts';
import { fieldLabel } from './field-label.ts';
import { FieldList } from './field-list.tsx';
import { PairsField } from './pairs-field.tsx';
import { readScalar, showScalar } from './read-scalar.ts';
import { SecretField } from './secret-field.tsx';
import { commonKeys } from './setting-groups.ts';
import { useSourceForm } from './source-form-context.ts';
import { TextField } from './text-field.tsx';
import { VariantField } from './variant-field.tsx';
import { WordsField } from './words-field.tsx';
import { YamlField } from './yaml-field.tsx';
import classes from './form.module.css';

const secretKeys = new Set(['token', 'api_key', 'password', 'client_secret', 'refresh_token']);

interface SchemaInputProps {
  readonly field: SchemaField;
  readonly path: KeyPath;
}

/** The field of a key, whatever the schema says that it is, so that a new key needs no work here. */
export function SchemaInput({ field, path }: SchemaInputProps) {
  const { key, isRequired } = field;
  const label = fieldLabel(key);
  const { description, placeholder, unit } = fieldHelp(field);
  const shared = { label, path, description };
  const plain = { ...shared, isRequired, ...(placeholder === undefined ? {} : { placeholder }) };
  switch (field.type) {
    case 'text':
      if (secretKeys.has(key)) return <SecretField {...shared} isRequired={isRequired} />;
      return <TextField {...plain} />;
    case 'number':
    case 'integer':
      return (
        <TextField {...plain} read={(typed) => readNumber(typed, field)} {...(unit === undefined ? {} : { unit })} />
      );
    case 'boolean':
    case 'enum':
      return <WordChoice field={field} path={path} />;
    case 'map':
      // Lists and mappings by name have no field of their own yet.
      if (field.item?.type === 'list' || field.item?.type === 'object') return <YamlField {...shared} />;
      return <PairsField {...shared} />;
    case 'list':
      if (field.item?.type === 'text') return <WordsField {...shared} />;
      return <YamlField {...shared} />;
    case 'object':
      return <ObjectField field={field} path={path} />;
    case 'any':
      // JSON is YAML, and as it is written no long number loses its digits.
      return <YamlField {...shared} />;
    case 'union':
      if (field.discriminator !== undefined)
        return <VariantField field={field} path={path} renderField={renderField} />;
      return <KindsField field={field} path={path} />;
  }
}

function renderField(field: SchemaField, path: KeyPath) {
  return <SchemaInput field={field} path={path} />;
}

function ObjectField({ field, path }: SchemaInputProps) {
  return (
    <fieldset className={classes.group ?? ''}>
      <legend>{fieldLabel(field.key)}</legend>
      <ObjectFields field={field} path={path} />
    </fieldset>
  );
}

/** The keys of a mapping, where its name is told already. */
export function ObjectFields({ field, path }: SchemaInputProps) {
  const { key, fields = [] } = field;
  const { description } = fieldHelp(field);
  return (
    <FieldFrame path={path}>
      <Stack gap="sm">
        {description === '' ? null : (
          <Text size="xs" c="dimmed">
            {description}
          </Text>
        )}
        <FieldList
          fields={fields}
          pathOf={(inner) => [...path, inner]}
          common={commonKeys(key, fields)}
          about={fieldLabel(key).toLowerCase()}
          renderField={renderField}
        />
      </Stack>
    </FieldFrame>
  );
}

/** Of several kinds: one word of a few, a word or a list of words, a text or a number. A mapping is shown as it is written. */
function KindsField({ field, path }: SchemaInputProps) {
  const { text } = useSourceForm();
  const kinds = field.variants?.map(({ type }) => type) ?? [];
  const { description, placeholder } = fieldHelp(field);
  const shared = { label: fieldLabel(field.key), path, description };
  const plain = { ...shared, ...(placeholder === undefined ? {} : { placeholder }) };
  const isScalar = showScalar(getYamlValue(text, path)) !== undefined;
  if (kinds.includes('list') && kinds.every((kind) => kind === 'list' || kind === 'text')) {
    return <WordsField {...shared} canBeText={kinds.includes('text')} />;
  }
  if (!isScalar) return <YamlField {...shared} />;
  const isWord = kinds.every((kind) => kind === 'enum' || kind === 'object');
  if (isWord && field.enumValues !== undefined) return <WordChoice field={field} path={path} />;
  if (kinds.every((kind) => kind !== 'text' && kind !== 'number' && kind !== 'integer'))
    return <YamlField {...shared} />;
  return kinds.includes('text') && !kinds.includes('number') ? (
    <TextField {...plain} />
  ) : (
    <TextField {...plain} read={readScalar} />
  );
}

function WordChoice({ field, path }: SchemaInputProps) {
  const { text } = useSourceForm();
  const words = field.type === 'boolean' ? [true, false] : (field.enumValues ?? []);
  const value = showScalar(getYamlValue(text, path));
  const { description, placeholder } = fieldHelp(field);
  if (value === undefined) return <YamlField label={fieldLabel(field.key)} path={path} description={description} />;
  return (
    <ChoiceField
      label={fieldLabel(field.key)}
      path={path}
      description={description}
      choices={words.map(String)}
      emptyLabel={placeholder === undefined || placeholder === '' ? 'Default' : `Default: ${placeholder}`}
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
