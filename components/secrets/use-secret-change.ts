import { deleteSecretAction, setSecretAction } from '../../app/_actions/secrets-actions.ts';
import { notifyDone } from '../feedback/notify.ts';
import { runAction } from '../server-data/run-action.ts';
import { useSourceChange } from '../sources/use-source-change.ts';

export interface SecretPlace {
  /** Section of secrets.toml; empty: for every source. */
  readonly section: string;
  readonly key: string;
}

/** Stores a value. */
export function useSetSecret(onDone?: () => void) {
  return useSourceChange((input: SecretPlace & { readonly value: string }) => runAction(setSecretAction(input)), {
    onSuccess: (_, { key }) => {
      notifyDone(`${key} is stored in .dlt/secrets.toml.`);
      onDone?.();
    },
  });
}

/** Removes a value. */
export function useDeleteSecret(onDone?: () => void) {
  return useSourceChange((input: SecretPlace) => runAction(deleteSecretAction(input)), {
    onSuccess: (_, { key }) => {
      notifyDone(`${key} was removed from .dlt/secrets.toml.`);
      onDone?.();
    },
  });
}
