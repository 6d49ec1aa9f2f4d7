import type { ErrorRecord } from '#lib/index.ts';
import { ServerError, serverGone } from './fetch-json.ts';

type ActionAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: ErrorRecord };

/** The value of a server action. Throws {@link ServerError} with what the server said, or that it is not there. */
export async function runAction<Value>(answer: Promise<ActionAnswer<Value>>): Promise<Value> {
  let result: ActionAnswer<Value>;
  try {
    result = await answer;
  } catch {
    throw new ServerError(serverGone);
  }
  if (result.ok) return result.value;
  throw new ServerError(result.error);
}
