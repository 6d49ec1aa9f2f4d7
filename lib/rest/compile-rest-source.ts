import type { Authenticator } from '../http/authenticator.ts';
import { createAuthenticator } from '../http/create-authenticator.ts';
import type { BudgetedRate, SharedBudget } from '../http/shared-budget.ts';
import { formatCursor } from '../sdk/format-cursor.ts';
import { changePage, exchangeOf } from '../sdk/page.ts';
import type { Cursor } from '../sdk/cursor.ts';
import type { Paginator } from '../sdk/paginate/paginator.ts';
import type { Resource, ResourceContext } from '../sdk/resource.ts';
import { RestClient } from '../sdk/rest-client.ts';
import type { Source } from '../sdk/source.ts';
import type { Auth } from '../spec/auth.ts';
import type { RateLimit } from '../spec/rate-limit.ts';
import type { RestIncremental, RestResource, RestSource } from '../spec/rest-source.ts';
import { chooseAuth } from './choose-auth.ts';
import { combineValues } from '../sdk/combine-values.ts';
import { createPaginator } from './create-paginator.ts';
import { includedFields, withIncluded } from './include-from-parent.ts';
import { keepNeededFields } from './keep-needed-fields.ts';
import { planRequest, seriesKey } from './plan-request.ts';
import { applySteps } from './steps/apply-steps.ts';

/** Makes what sends the credentials of an `auth` block; null where it says that nothing is sent. */
export type Authenticate = (auth: Auth) => Authenticator | null;

/** What the requests of all sources with a key are counted by. */
export type BudgetOf = (key: string, rate: Exclude<RateLimit, number>) => SharedBudget;

export interface CompileOptions {
  /** Default: a shared rate limit counts like another one. */
  readonly budgetOf?: BudgetOf | undefined;
  /** Default: tokens that live as long as the run. */
  readonly authenticate?: Authenticate | undefined;
  /** How the pages of a resource follow each other. Default: as it configures. */
  readonly paginatorOf?: ((resource: RestResource) => Paginator) | undefined;
}

/** Makes a source of a declaration. Its resources share one client, and with it the rate limit. */
export function compileRestSource(
  spec: RestSource & { readonly name: string },
  { authenticate = createAuthenticator, paginatorOf = createPaginator, budgetOf }: CompileOptions = {},
): Source {
  const { name, baseUrl, headers, auth, rateLimit, concurrency, retry } = spec;
  const authenticateOnce = remember(authenticate);
  const client = new RestClient({
    baseUrl,
    headers,
    auth: auth === undefined ? undefined : authenticateOnce(auth),
    rateLimit: withBudget(rateLimit, budgetOf),
    concurrency,
    retry,
  });
  const keep = keepNeededFields(spec.resources);
  const resources = spec.resources.map((resource) => ({
    ...compileResource(resource, { baseUrl, client, authenticate: authenticateOnce, paginator: paginatorOf(resource) }),
    crossWith: resource.crossWith?.map((name) => ({ resource: name, keep })),
  }));
  return { name, resources };
}

/** Whether records may come behind which, in the order of the API, nothing is wanted: then no page is asked for early. */
function canEndEarly(cursor: Cursor | undefined, incremental: RestIncremental | undefined): boolean {
  const bound = { desc: cursor?.startValue, asc: cursor?.endValue };
  return incremental?.rowOrder !== undefined && bound[incremental.rowOrder] !== undefined;
}

function withBudget(rate: RestSource['rateLimit'], budgetOf: BudgetOf | undefined): RateLimit | undefined {
  if (typeof rate !== 'object' || !('shared' in rate) || budgetOf === undefined) return rate;
  const budgeted: BudgetedRate = { ...rate, budget: budgetOf(rate.shared, rate) };
  return budgeted;
}

/** Resources with the same `auth` share its token. */
function remember(authenticate: Authenticate): Authenticate {
  const made = new Map<string, Authenticator | null>();
  return (auth) => {
    const key = JSON.stringify(auth);
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = authenticate(auth);
    made.set(key, fresh);
    return fresh;
  };
}

interface ResourceParts {
  readonly baseUrl: string;
  readonly client: RestClient;
  readonly authenticate: Authenticate;
  readonly paginator: Paginator;
}

function compileResource(
  resource: RestResource,
  { baseUrl, client, authenticate, paginator }: ResourceParts,
): Resource {
  const { name, writeDisposition, primaryKey, incremental, parent, dataSelector, format, retry, responses } = resource;
  const {
    selected,
    tableName,
    maxTableNesting,
    nullColumns,
    maxReplaceLoss,
    schemaContract,
    columns,
    forEach,
    concurrency,
    onChildError,
    steps = [],
  } = resource;
  const auth = chooseAuth(resource, authenticate);
  return {
    name,
    writeDisposition,
    merge: resource.merge,
    primaryKey,
    mergeKey: resource.mergeKey,
    incremental,
    cursorKey:
      incremental?.perParent === true
        ? (context) => seriesKey(resource, { ...context, resource: name, cursor: undefined })
        : undefined,
    parent,
    forEach: forEach === undefined ? undefined : combineValues(forEach),
    concurrency,
    onChildError,
    selected,
    tableName,
    maxTableNesting,
    nullColumns,
    maxReplaceLoss,
    schemaContract,
    columns,
    async *records({ cursor, parentRecord, recordsAbove, values, signal, warn }: ResourceContext) {
      const form = incremental?.convert;
      const sent = cursor === undefined || form === undefined ? cursor : formatCursor(cursor, form);
      const context = { resource: name, parentRecord, recordsAbove, values, cursor: sent };
      const planned = planRequest(resource, baseUrl, context);
      if (planned === undefined) {
        warn(`Some records of "${parent}" name nothing to read for "${name}": the field in its path is null or empty.`);
        return;
      }
      const { path, ...request } = planned;
      // An address that a record gives is none that the person meant the headers for.
      const headersOrigin = /^https?:/i.test(resource.path) ? undefined : baseUrl;
      const included = includedFields(resource, context);
      const isChanged = steps.length > 0 || Object.keys(included).length > 0;
      const options = {
        ...request,
        ...auth,
        paginator,
        dataSelector,
        format,
        retry,
        responses,
        headersOrigin,
        signal,
        warn,
        readAhead: !canEndEarly(sent, incremental),
        keepsText: !isChanged,
      };
      const pages = client.paginate<unknown>(path, options);
      for await (const page of pages) {
        if (!isChanged) {
          yield page;
          continue;
        }
        const exchange = exchangeOf(page);
        yield changePage(page, (record, index) =>
          applySteps(steps, withIncluded(record, included), { resource: name, exchange, position: index + 1 }),
        );
      }
    },
  };
}
