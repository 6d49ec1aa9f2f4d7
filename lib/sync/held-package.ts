import type { LoadPackage } from '../loads/package-folder.ts';
import type { HeldPackage } from './sync-report.ts';

/** A package as a report tells of it; nothing where it does not wait for a person. */
export function heldPackage({
  loadId,
  state,
  heldKind = 'load-failed',
  reason = '',
}: LoadPackage): readonly HeldPackage[] {
  return state === 'held' ? [{ load_id: loadId, kind: heldKind, reason }] : [];
}
