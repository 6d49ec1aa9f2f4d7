import { useRouter } from 'next/navigation';

import { createSampleSourceAction, createSourceAction } from '../../app/_actions/sources-actions.ts';
import type { CreatedSource } from '#lib/index.ts';
import { notifyDone, notifyError } from '../feedback/notify.ts';
import { runAction } from '../server-data/run-action.ts';
import { useSourceChange } from '../sources/use-source-change.ts';

export type CreateInput = Parameters<typeof createSourceAction>[0];

function useAfterCreate(): (created: CreatedSource) => void {
  const router = useRouter();
  return ({ name, warnings }) => {
    notifyDone(`${name} was added to sources.yml.`);
    for (const warning of warnings) notifyError(new Error(warning), `${name} was added, but`);
    router.push(`/sources/${encodeURIComponent(name)}`);
  };
}

/** Adds a source and goes to its editor. */
export function useCreateSource() {
  const onSuccess = useAfterCreate();
  return useSourceChange((input: CreateInput) => runAction(createSourceAction(input)), { onSuccess });
}

/** Adds the shop of the sample API and goes to its editor. */
export function useCreateSampleSource() {
  const onSuccess = useAfterCreate();
  return useSourceChange((name: string) => runAction(createSampleSourceAction({ name })), { onSuccess });
}
