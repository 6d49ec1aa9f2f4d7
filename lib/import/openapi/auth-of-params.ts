import type { JsonObject } from '../../spec/json-value.ts';
import { isCredentialName } from '../move-secrets.ts';
import { chip, type Chip } from '../proposal.ts';
import { keyWord } from './key-word.ts';
import type { Operation, OperationParam } from './operation.ts';

/** Credentials of a document that names no scheme, but has most operations take them as a parameter. */
export function authOfParams(
  operations: readonly Operation[],
  reference: (word: string) => string,
): Chip<JsonObject> | undefined {
  const counts = new Map<string, { param: OperationParam; count: number }>();
  for (const param of operations.flatMap(({ params }) => params)) {
    if ((param.in !== 'header' && param.in !== 'query') || !isCredentialName(param.name)) continue;
    const key = `${param.in} ${param.name.toLowerCase()}`;
    counts.set(key, { param, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const [best] = [...counts.values()].toSorted((one, other) => other.count - one.count);
  if (best === undefined || best.count * 2 < operations.length) return undefined;
  const { name, at, description, in: place } = best.param;
  const evidence = { at, text: `${place === 'query' ? 'parameter' : 'header'} ${name} of ${best.count} operations` };
  if (place === 'header' && /^authorization$/i.test(name)) {
    const isPlain = description !== '' && !/bearer|token/i.test(description);
    const auth = isPlain
      ? { type: 'api_key', api_key: reference('api_key') }
      : { type: 'bearer', token: reference('token') };
    return chip<JsonObject>(auth, 'likely', evidence);
  }
  const location = place === 'query' ? { location: 'query' } : {};
  return chip<JsonObject>(
    { type: 'api_key', name, api_key: reference(keyWord(name)), ...location },
    'likely',
    evidence,
  );
}
