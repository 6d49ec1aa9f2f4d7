import { useEffect, type RefObject } from 'react';

import type { KeyPath } from '#lib/spec/key-path.ts';
import type { FormPlace } from './source-form-context.ts';

/** Brings the field that is to be seen into view and marks it, once what is around it is open. */
export function useLitField(form: RefObject<HTMLElement | null>, lit: FormPlace | undefined): void {
  useEffect(() => {
    const field = lit === undefined ? undefined : deepestField(form.current, lit.path);
    if (lit === undefined || field === undefined) return undefined;
    field.dataset['lit'] = '';
    field.scrollIntoView({ block: 'nearest' });
    if (lit.isTarget && !field.contains(document.activeElement)) {
      field.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, select, button')?.focus();
    }
    return () => {
      delete field.dataset['lit'];
    };
  }, [form, lit]);
}

/** The field of the key, else of the next one around it. */
function deepestField(form: HTMLElement | null, path: KeyPath): HTMLElement | undefined {
  let found: HTMLElement | undefined;
  let depth = 0;
  for (const field of form?.querySelectorAll<HTMLElement>('[data-path]') ?? []) {
    const own = JSON.parse(field.dataset['path'] ?? '[]') as KeyPath;
    const isAround = own.length > depth && own.every((step, index) => path[index] === step);
    if (!isAround) continue;
    found = field;
    depth = own.length;
  }
  return found;
}
