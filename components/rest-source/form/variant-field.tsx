import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';

import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import type { JsonObject, JsonValue } from '#lib/spec/json-value.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { removeYamlValue } from '#lib/spec/remove-yaml-value.ts';
import type { SchemaField, SchemaVariant } from '#lib/spec/schema-fields.ts';
import { setYamlValue } from '#lib/spec/set-yaml-value.ts';
import { fieldLabel } from './field-label.ts';
import { FieldList } from './field-list.tsx';
import { commonKeys } from './setting-groups.ts';
import { SourceFormValue, useSourceForm, type EditPlace } from './source-form-context.ts';
import { VariantChoice } from './variant-choice.tsx';
import { YamlField } from './yaml-field.tsx';

interface VariantFieldProps {
  readonly field: SchemaField;
  readonly path: KeyPath;
  /** Renders a key of the chosen type. */
  readonly renderField: (field: SchemaField, path: KeyPath) => ReactNode;
}

/** A value of one of several types, each with keys of its own: authentication, pagination. */
export function VariantField({ field, path, renderField }: VariantFieldProps) {
  const form = useSourceForm();
  const { text } = form;
  const value = getYamlValue(text, path);
  const variants = field.variants ?? [];
  const type = typeOf(value);
  if (type === undefined) return <YamlField label={fieldLabel(field.key)} path={path} />;
  const chosen = variants.find((variant) => variant.type === type);
  // A type that is written as a word becomes a mapping when it gets a key.
  const inner = typeof value === 'string' ? { ...form, edit: editMapping } : form;
  function editMapping(change: (before: string) => string, place?: EditPlace): string | undefined {
    return form.edit((before) => change(setYamlValue(before, path, { type: type ?? '' })), place);
  }
  return (
    <Stack gap="sm">
      <VariantChoice
        label={fieldLabel(field.key)}
        path={path}
        variants={variants}
        words={(field.enumValues ?? []).map(String)}
        emptyText={field.description}
        value={type}
        change={(before, choice) => chooseVariant(before, path, choice, field)}
      />
      {chosen === undefined || chosen.fields.length === 0 ? null : (
        <SourceFormValue value={inner}>
          <FieldList
            key={type}
            fields={chosen.fields}
            pathOf={(key) => [...path, key]}
            common={commonKeys(type, chosen.fields)}
            about={fieldLabel(field.key).toLowerCase()}
            renderField={renderField}
          />
        </SourceFormValue>
      )}
    </Stack>
  );
}

function typeOf(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  const type = isObject(value) ? value['type'] : undefined;
  return typeof type === 'string' ? type : undefined;
}

/** The keys that the new type has too stay. A type that needs nothing is written as a word where that is allowed. */
function chooseVariant(text: string, path: KeyPath, type: string, field: SchemaField): string {
  if (type === '') return removeYamlValue(text, path);
  const before = getYamlValue(text, path);
  const variant = field.variants?.find((one) => one.type === type);
  const kept = isObject(before) ? keptKeys(before, variant) : {};
  const canBeWord = field.enumValues?.includes(type) === true && variant?.fields.every((one) => !one.isRequired);
  if (canBeWord === true && Object.keys(kept).length === 0) return setYamlValue(text, path, type);
  return setYamlValue(text, path, { type, ...kept });
}

function keptKeys(before: JsonObject, variant: SchemaVariant | undefined): JsonObject {
  const known = new Set(variant?.fields.map(({ key }) => key));
  return Object.fromEntries(Object.entries(before).filter(([key]) => known.has(key)));
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
