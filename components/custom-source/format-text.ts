import type { editor } from 'monaco-editor';

/** A text is saved as it is where the compiler in the browser is not ready by then. */
const patienceMs = 3000;

/**
 * Puts a text in order, as the editor's TypeScript does it, with the cursor where it was, and returns it. What cannot be
 * read as TypeScript, or takes too long, stays.
 */
export async function formatText(code: editor.IStandaloneCodeEditor): Promise<string> {
  const action = code.getAction('editor.action.formatDocument');
  const late = new Promise((resolve) => setTimeout(resolve, patienceMs));
  code.pushUndoStop();
  await Promise.race([action?.run().catch(() => undefined), late]);
  code.pushUndoStop();
  return code.getValue();
}
