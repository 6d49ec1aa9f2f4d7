import type { ErrorRecord } from '../errors/dango-error.ts';
import { tokenRequestReason } from '../http/token-request.ts';
import { listSecrets, type SecretListing } from '../project/list-secrets.ts';
import { loadProject } from '../project/load-project.ts';
import { requireSource } from '../project/require-source.ts';
import { loadSecretStore } from '../project/secret-store.ts';
import { judgeAccess, type AccessJudgement } from './judge-access.ts';
import type { PreviewExchange, PreviewFinishedEvent } from './preview-event.ts';
import { previewSource, type PreviewOptions } from './preview-source.ts';

/** What one cheap request says about a source. */
export interface AccessCheck extends AccessJudgement {
  readonly source: string;
  /** The request that was judged; undefined when none was sent. */
  readonly exchange: PreviewExchange | undefined;
  /** Requests for tokens that were sent before it. */
  readonly tokenRequests: readonly PreviewExchange[];
  /** The values that the source names in sources.yml, and where they come from. */
  readonly secrets: readonly Pick<SecretListing, 'name' | 'status' | 'origin'>[];
  readonly error: ErrorRecord | undefined;
}

/**
 * Proves the credentials of a source with the first page of its first resource, and explains the answer. Nothing is
 * written.
 * @throws DangoError `name-unknown`, `config-invalid` for a source that cannot be tried.
 */
export async function checkAccess(projectRoot: string, source: string, options: PreviewOptions): Promise<AccessCheck> {
  const project = loadProject(projectRoot);
  requireSource(project, source);
  const request = { projectRoot, source, isProbe: true, limits: { pages: 1, records: 1, parents: 1 } };
  const exchanges: PreviewExchange[] = [];
  let finished: PreviewFinishedEvent | undefined;
  for await (const event of previewSource(request, options)) {
    if (event.type === 'exchange-recorded') exchanges.push(event.exchange);
    if (event.type === 'preview-finished') finished = event;
  }
  const tokenRequests = exchanges.filter(isForToken);
  const exchange = exchanges.find((one) => !isForToken(one));
  const error = finished?.error ?? finished?.resources.find((resource) => resource.error !== undefined)?.error;
  const secrets = listSecrets(project, loadSecretStore(project.root))
    .filter((secret) => secret.source === source)
    .map(({ name, status, origin }) => ({ name, status, origin }));
  return { source, exchange, tokenRequests, secrets, error, ...judgeAccess(exchange, error) };
}

function isForToken({ reason }: PreviewExchange): boolean {
  return reason === tokenRequestReason;
}
