import type { editor } from 'monaco-editor';

import type { MonacoApi } from '../editor/load-monaco.ts';

/** A text is saved as it is where the compiler in the browser is not ready by then. */
const patienceMs = 3000;

/**
 * Puts a text in order, as the editor's TypeScript does it, with the cursor where it was, and returns it. What cannot be
 * read as TypeScript, or takes too long, stays.
 */
export async function formatText(monaco: MonacoApi, code: editor.IStandaloneCodeEditor): Promise<string> {
  let isLate = false;
  const late = new Promise((resolve) => setTimeout(resolve, patienceMs)).then(() => void (isLate = true));
  await Promise.race([late, format(monaco, code, () => isLate).catch(() => undefined)]);
  return code.getValue();
}

async function format(monaco: MonacoApi, code: editor.IStandaloneCodeEditor, isLate: () => boolean): Promise<void> {
  const uri = code.getModel()?.uri;
  if (uri === undefined) return;
  const client = await (await monaco.typescript.getTypeScriptWorker())(uri);
  // After a quote too many, texts are taken for code: their blanks would go.
  if ((await client.getSyntacticDiagnostics(uri.toString())).length > 0 || isLate()) return;
  code.pushUndoStop();
  await code.getAction('editor.action.formatDocument')?.run();
  code.pushUndoStop();
}
