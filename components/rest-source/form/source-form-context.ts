import { createContext, use } from 'react';

import type { KeyPath } from '#lib/spec/key-path.ts';

/** What the fields of the form share: the one text that they show and change. */
export interface SourceFormContext {
  /** The whole sources.yml. */
  readonly text: string;
  /** Changes the text. Returns why it could not be changed, or undefined when it was. */
  readonly edit: (change: (text: string) => string) => string | undefined;
  /** What is wrong with the value at a key, in words. */
  readonly faultAt: (path: KeyPath) => string | undefined;
  /** Marks the lines of a field in the YAML. */
  readonly mark: (path: KeyPath) => void;
  /** Opens the YAML at a place. */
  readonly showInYaml: (path: KeyPath) => void;
  readonly secretNames: readonly string[];
  /** Called when a secret got its value. */
  readonly onSecretStored: () => void;
}

export const SourceFormValue = createContext<SourceFormContext | undefined>(undefined);

export function useSourceForm(): SourceFormContext {
  const context = use(SourceFormValue);
  if (context === undefined) throw new Error('A field of the form stands outside of it.');
  return context;
}
