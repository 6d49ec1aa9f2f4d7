'use client';

import { useRef } from 'react';

import { schemaFields } from '#lib/spec/schema-fields.ts';
import { FieldList } from './field-list.tsx';
import { FormSection } from './form-section.tsx';
import { SchemaInput } from './schema-input.tsx';
import { useSourceForm } from './source-form-context.ts';
import { TablesField } from './tables-field.tsx';
import { unknownKeys } from './unknown-keys.ts';
import { useLitField } from './use-lit-field.ts';
import { YamlField } from './yaml-field.tsx';
import classes from './form.module.css';

const connection = ['base_url', 'headers', 'rate_limit', 'concurrency', 'retry'];
const placed = new Set([...connection, 'auth', 'pagination', 'resources']);

interface SourceFormProps {
  /** Position in the list of sources. */
  readonly index: number;
  readonly openTable: number | undefined;
  readonly onOpenTable: (index: number | undefined) => void;
}

/** A source as a form. Each field shows and changes its own lines of the YAML. */
export function SourceForm({ index, openTable, onOpenTable }: SourceFormProps) {
  const { text, lit } = useSourceForm();
  const form = useRef<HTMLDivElement>(null);
  useLitField(form, lit);
  const path = ['sources', index];
  const inner = [...path, 'rest_api'];
  const fields = schemaFields('sources/*/type=rest_api/rest_api');
  const pick = (keys: readonly string[]) => keys.flatMap((key) => fields.find((one) => one.key === key) ?? []);
  const show = (keys: readonly string[]) =>
    pick(keys).map((field) => <SchemaInput key={field.key} field={field} path={[...inner, field.key]} />);
  const own = schemaFields('sources/*/type=rest_api').filter(({ key }) => !['name', 'type', 'rest_api'].includes(key));
  const rest = fields.filter(({ key }) => !placed.has(key));
  const unknown = unknownKeys(text, inner, fields);
  return (
    <div ref={form} className={classes.form ?? ''}>
      <FormSection title="Connection">
        <FieldList
          fields={pick(connection)}
          pathOf={(key) => [...inner, key]}
          common={['base_url', 'headers', 'rate_limit']}
          about="the connection"
          renderField={(field, at) => <SchemaInput field={field} path={at} />}
        />
      </FormSection>
      <FormSection title="Authentication">{show(['auth'])}</FormSection>
      <FormSection title="Tables" description="Each reads one endpoint and becomes a table of its name.">
        <TablesField path={[...inner, 'resources']} open={openTable} onOpen={onOpenTable} />
      </FormSection>
      <FormSection title="Pagination" description="For every table that says nothing else.">
        {show(['pagination'])}
      </FormSection>
      <FormSection
        title="Advanced"
        description="Tags, and settings that every table starts with."
        folded={[
          ...own.map(({ key }) => [...path, key]),
          ...[...rest.map(({ key }) => key), ...unknown].map((key) => [...inner, key]),
        ]}
      >
        {own.map((field) => (
          <SchemaInput key={field.key} field={field} path={[...path, field.key]} />
        ))}
        {rest.map((field) => (
          <SchemaInput key={field.key} field={field} path={[...inner, field.key]} />
        ))}
        {unknown.map((key) => (
          <YamlField key={key} label={key} path={[...inner, key]} />
        ))}
      </FormSection>
    </div>
  );
}
