import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { DangoError } from '../lib/index.ts';

/** Throws `usage-invalid` where the UI has not been built: in a clone that was never started by npm. */
export function requireUi(packageRoot: string): void {
  const folder = process.env['DANGO_UI_FOLDER'] ?? '.next';
  if (existsSync(join(packageRoot, folder, 'BUILD_ID'))) return;
  throw new DangoError('The UI of this clone is not built yet.', {
    code: 'usage-invalid',
    hint: 'Run "npm run build:ui" once, then try again.',
  });
}
