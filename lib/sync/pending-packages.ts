import { readManifest, type HeldKind, type LoadPackage } from '../loads/package-folder.ts';

/** A package on disk that is not in the warehouse. */
export interface PendingPackage {
  readonly load_id: string;
  /** `sealed`: the next sync loads it. `held`: it waits for a person. */
  readonly state: 'sealed' | 'held';
  /** Why it is held. */
  readonly kind?: HeldKind;
  readonly reason?: string;
}

/** The packages of a source, or of a script's pipeline, that wait to be loaded; oldest first. */
export function pendingPackages(packages: readonly LoadPackage[], pipelineName: string): readonly PendingPackage[] {
  return packages.flatMap(({ loadId, state, folder, reason, heldKind }): PendingPackage[] => {
    if (state !== 'sealed' && state !== 'held') return [];
    if (readManifest(folder).pipeline_name !== pipelineName) return [];
    const kind = heldKind === undefined ? {} : { kind: heldKind };
    return [{ load_id: loadId, state, ...kind, ...(reason === undefined ? {} : { reason }) }];
  });
}
