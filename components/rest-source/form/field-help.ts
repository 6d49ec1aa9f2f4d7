import type { SchemaField } from '#lib/spec/schema-fields.ts';

/** What stands around a field, made of the description in the schema. */
export interface FieldHelp {
  /** Meaning; the default too where it is too long to stand in the field. */
  readonly description: string;
  /** The default, for the empty field. */
  readonly placeholder?: string;
  /** `seconds`, behind the value. */
  readonly unit?: string;
}

/** Longest default that is shown in a field, in characters. */
const maxPlaceholder = 34;

export function fieldHelp({ description, defaultText }: SchemaField): FieldHelp {
  const unit = /\bin (seconds|milliseconds|minutes|days)\b/.exec(description)?.[1];
  const known = unit === undefined ? {} : { unit };
  if (defaultText === undefined || defaultText.length > maxPlaceholder) return { description, ...known };
  const meaning = description.replace(/\s*\bDefault: [^]+$/, '');
  return { description: meaning, placeholder: defaultText === 'none' ? '' : defaultText, ...known };
}
