import { isPlainObject } from '../../util/plain-object.ts';
import { pagingRole } from '../paging-words.ts';
import type { SampleBody } from './sample-request.ts';

/** What a request asks of a GraphQL API. */
export interface GraphqlRequest {
  /** `mutation` where any of its operations is one, `subscription` alike: only a `query` is sure to read and no more. */
  readonly operation: 'query' | 'mutation' | 'subscription';
  /** What the answer calls the list of its first connection, else its first field: it names what is asked for. */
  readonly field: string | undefined;
  /** Its variable for the position of a page, as a dotted path in the body. */
  readonly cursorParam: string | undefined;
}

/** The GraphQL in the body of a request; undefined for any other body, a search for words among them. Of several in one body no query is one. */
export function readGraphql(body: SampleBody | undefined): GraphqlRequest | undefined {
  if (body?.type !== 'json') return undefined;
  const { value } = body;
  if (Array.isArray(value)) {
    const all = value.map((one) => readGraphql({ type: 'json', value: one }));
    return all.find((one) => one !== undefined && one.operation !== 'query');
  }
  if (!isPlainObject(value) || typeof value['query'] !== 'string') return undefined;
  const definitions = definitionsOf(value['query']);
  if (definitions === undefined) return undefined;
  const operations = definitions.filter(({ kind }) => kind !== 'fragment');
  const [first] = operations;
  if (first === undefined) return undefined;
  const given = isPlainObject(value['variables']) ? Object.keys(value['variables']) : [];
  const variables = [...new Set([...operations.flatMap((one) => one.variables), ...given])];
  const cursor = variables.find((name) => pagingRole(name) === 'cursor');
  const changing = operations.find(({ kind }) => kind !== 'query');
  return {
    operation: changing?.kind === 'subscription' ? 'subscription' : changing === undefined ? 'query' : 'mutation',
    field: first.field,
    cursorParam: cursor === undefined ? undefined : `variables.${cursor}`,
  };
}

interface Definition {
  readonly kind: 'query' | 'mutation' | 'subscription' | 'fragment';
  readonly field: string | undefined;
  readonly variables: readonly string[];
}

/** What a document defines; undefined for a text that is none. */
function definitionsOf(document: string): readonly Definition[] | undefined {
  const text = document.replaceAll(/"""[^]*?"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*/g, (part) =>
    part.startsWith('#') ? '' : '""',
  );
  const definitions: Definition[] = [];
  let depth = 0;
  let head = '';
  let inside = '';
  let brackets = 0;
  for (const character of text) {
    if (depth > 0) inside += character;
    else head += character;
    if (character === '(') brackets += 1;
    if (character === ')') brackets -= 1;
    // Values of variables and arguments are objects, too.
    if (brackets > 0) continue;
    if (character === '{') depth += 1;
    if (character !== '}') continue;
    depth -= 1;
    if (depth < 0) return undefined;
    if (depth > 0) continue;
    const kind = kindOf(head);
    if (kind === undefined) return undefined;
    definitions.push({
      kind,
      field: fieldOf(inside),
      variables: [...head.matchAll(/\$([A-Za-z_]\w*)\s*:/g)].map(([, name = '']) => name),
    });
    head = '';
    inside = '';
  }
  return depth === 0 && brackets === 0 && head.trim() === '' ? definitions : undefined;
}

/** By what stands in front of its braces; nothing does of a query in short. */
function kindOf(head: string): Definition['kind'] | undefined {
  const [, word = ''] = /^[\s,\uFEFF]*(query|mutation|subscription|fragment)\b/.exec(head) ?? [];
  if (word === 'query' || word === 'mutation' || word === 'subscription' || word === 'fragment') return word;
  return head.replaceAll(/[\s,\uFEFF]/g, '') === '{' ? 'query' : undefined;
}

/** The field around the first `nodes` or `edges`, else the first one; by its alias where it has one. */
function fieldOf(selection: string): string | undefined {
  const around: string[] = [];
  let first: string | undefined;
  let last = '';
  const names = withoutArguments(selection).matchAll(/(?:([A-Za-z_]\w*)\s*:\s*)?([A-Za-z_]\w*)|[{}]/g);
  for (const [token, alias, name] of names) {
    if (token === '{') around.push(last);
    else if (token === '}') around.pop();
    else if (around.length > 0 && (name === 'nodes' || name === 'edges')) return around.at(-1);
    else last = alias ?? name ?? '';
    first ??= last;
  }
  return first;
}

/** A selection without arguments and directives. */
function withoutArguments(selection: string): string {
  let depth = 0;
  let kept = '';
  for (const character of selection) {
    if (character === '(') depth += 1;
    if (depth === 0) kept += character;
    if (character === ')') depth -= 1;
  }
  return kept.replaceAll(/@\w+/g, '');
}
