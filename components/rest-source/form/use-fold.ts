import { useState } from 'react';

import type { KeyPath } from '#lib/spec/key-path.ts';
import { useSourceForm } from './source-form-context.ts';

interface FoldOptions {
  /** The keys that are inside. */
  readonly paths: readonly KeyPath[];
  /** Whether it is open at first. */
  readonly isOpen: boolean;
  /** Something that opens it when it becomes true. Default: nothing. */
  readonly opens?: boolean;
}

/** A part of the form that a person opens and closes; it opens by itself when a field in it is to be seen. */
export function useFold({ paths, isOpen, opens = false }: FoldOptions): readonly [boolean, (isOpen: boolean) => void] {
  const { lit } = useSourceForm();
  const [state, setState] = useState({ isOpen: isOpen || opens, lit: undefined as typeof lit, opens });
  let next = state;
  if (state.opens !== opens) next = { ...next, opens, isOpen: next.isOpen || opens };
  if (state.lit !== lit) {
    const isInside = lit !== undefined && paths.some((path) => path.every((step, index) => lit.path[index] === step));
    next = { ...next, lit, isOpen: next.isOpen || isInside };
  }
  if (next !== state) setState(next);
  return [next.isOpen, (wanted) => setState({ ...next, isOpen: wanted })];
}
