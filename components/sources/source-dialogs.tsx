import { DeleteSourceDialog } from './delete-source-dialog.tsx';
import { NameDialog } from './name-dialog.tsx';
import type { SourceDialogKind } from './source-menu.tsx';
import { SyncOptionsDialog } from './sync-options-dialog.tsx';

export interface OpenDialog {
  readonly kind: SourceDialogKind;
  readonly name: string;
}

/** The dialog that is open. It stands beside the list, so that it outlives the row it was opened from. */
export function SourceDialogs({
  open,
  onClose,
}: {
  readonly open: OpenDialog | undefined;
  readonly onClose: () => void;
}) {
  if (open === undefined) return null;
  const { kind, name } = open;
  if (kind === 'sync') return <SyncOptionsDialog name={name} onClose={onClose} />;
  if (kind === 'delete') return <DeleteSourceDialog name={name} onClose={onClose} />;
  return <NameDialog kind={kind} name={name} onClose={onClose} />;
}
