'use client';

import { schemaFields } from '#lib/spec/schema-fields.ts';
import { FormSection } from './form-section.tsx';
import { SchemaInput } from './schema-input.tsx';
import { useSourceForm } from './source-form-context.ts';
import { TablesField } from './tables-field.tsx';
import { unknownKeys } from './unknown-keys.ts';
import { YamlExcerpt } from './yaml-excerpt.tsx';
import classes from './form.module.css';

const connection = ['base_url', 'headers', 'rate_limit', 'concurrency'];
const placed = new Set([...connection, 'auth', 'pagination', 'resources']);

interface SourceFormProps {
  /** Position in the list of sources. */
  readonly index: number;
  readonly openTable: number | undefined;
  readonly onOpenTable: (index: number | undefined) => void;
}

/** A source as a form. Each field shows and changes its own lines of the YAML. */
export function SourceForm({ index, openTable, onOpenTable }: SourceFormProps) {
  const { text } = useSourceForm();
  const path = ['sources', index];
  const inner = [...path, 'rest_api'];
  const fields = schemaFields('sources/*/type=rest_api/rest_api');
  const show = (keys: readonly string[]) =>
    keys.map((key) => {
      const field = fields.find((one) => one.key === key);
      return field === undefined ? null : <SchemaInput key={key} field={field} path={[...inner, key]} />;
    });
  const own = schemaFields('sources/*/type=rest_api').filter(({ key }) => !['name', 'type', 'rest_api'].includes(key));
  const rest = fields.filter(({ key }) => !placed.has(key));
  return (
    <div className={classes.form ?? ''}>
      <FormSection title="Connection">{show(connection)}</FormSection>
      <FormSection title="Authentication">{show(['auth'])}</FormSection>
      <FormSection title="Tables" description="Each reads one endpoint and becomes a table of its name.">
        <TablesField path={[...inner, 'resources']} open={openTable} onOpen={onOpenTable} />
      </FormSection>
      <FormSection title="Pagination" description="For every table that says nothing else.">
        {show(['pagination'])}
      </FormSection>
      <FormSection title="Advanced" description="Tags, and settings that every table starts with." isFoldable>
        {own.map((field) => (
          <SchemaInput key={field.key} field={field} path={[...path, field.key]} />
        ))}
        {rest.map((field) => (
          <SchemaInput key={field.key} field={field} path={[...inner, field.key]} />
        ))}
        {unknownKeys(text, inner, fields).map((key) => (
          <YamlExcerpt key={key} label={key} path={[...inner, key]} />
        ))}
      </FormSection>
    </div>
  );
}
