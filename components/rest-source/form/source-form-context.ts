import { createContext, use } from 'react';

import type { KeyPath } from '#lib/spec/key-path.ts';

/** What an edit is about. */
export interface EditPlace {
  readonly path: KeyPath;
  /** Whether more letters of the same may follow: all of them are one step to undo. Default: false. */
  readonly isTyping?: boolean;
}

/** A field that is to be seen. */
export interface FormPlace {
  readonly path: KeyPath;
  /** Whether it gets the focus, too. */
  readonly isTarget: boolean;
}

/** What the fields of the form share: the one text that they show and change. */
export interface SourceFormContext {
  /** The whole sources.yml. */
  readonly text: string;
  /** Changes the text. Returns why it could not be changed, or undefined when it was. */
  readonly edit: (change: (text: string) => string, place?: EditPlace) => string | undefined;
  /** What is wrong with the value at a key, in words. */
  readonly faultAt: (path: KeyPath) => string | undefined;
  /** Marks the lines of a field in the YAML. */
  readonly mark: (path: KeyPath) => void;
  /** The field that is to be seen, with what is around it opened. */
  readonly lit: FormPlace | undefined;
  /** Opens and focuses the field of a key. */
  readonly showField: (path: KeyPath) => void;
  /** Opens the YAML at a place. */
  readonly showInYaml: (path: KeyPath) => void;
  readonly secretNames: readonly string[];
  /** What the API's answers show that can stand at a key. */
  readonly offersAt: (path: KeyPath) => readonly string[];
  /** Called when a secret got its value. */
  readonly onSecretStored: () => void;
}

export const SourceFormValue = createContext<SourceFormContext | undefined>(undefined);

export function useSourceForm(): SourceFormContext {
  const context = use(SourceFormValue);
  if (context === undefined) throw new Error('A field of the form stands outside of it.');
  return context;
}
