import type { HttpScope } from '../http/http-scope.ts';
import { createSourceMask } from '../http/fetched-tokens.ts';
import { DangoError } from '../errors/dango-error.ts';
import { interpolateSource } from '../project/interpolate-source.ts';
import { loadProject } from '../project/load-project.ts';
import { requireSource, type UsableSource } from '../project/require-source.ts';
import { loadSecretStore, withUnsavedSecrets } from '../project/secret-store.ts';
import { compileRestSource } from '../rest/compile-rest-source.ts';
import type { Paginator } from '../sdk/paginate/paginator.ts';
import type { Resource } from '../sdk/resource.ts';
import type { RestResource, RestSource } from '../spec/rest-source.ts';
import { toRestSource } from '../spec/to-rest-source.ts';
import { authenticateSource } from './authenticate-source.ts';
import { httpLimits } from './http-limits.ts';

/** A source, and what an editor says of it that is not saved. */
export interface UnsavedSource {
  readonly projectRoot: string;
  /** Name in sources.yml. */
  readonly source: string;
  /** Text of sources.yml that counts instead of the file. */
  readonly sourcesText?: string | undefined;
  /** Values of its secrets that are not saved yet, by name. */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
}

/** A REST source that can be asked in this process. */
export interface AskableSource {
  readonly entry: UsableSource;
  readonly rest: RestSource;
  /** Its resources, each with a paginator of the caller's. */
  readonly compile: (paginatorOf: (resource: RestResource) => Paginator) => readonly Resource[];
  /** What surrounds its requests. */
  readonly scope: Required<Pick<HttpScope, 'mask' | 'limits'>>;
}

/** @throws DangoError `config-invalid` for a module or a source with faults, `name-unknown`, `secret-missing`. */
export function openUnsavedSource({ projectRoot, source: name, sourcesText, secrets }: UnsavedSource): AskableSource {
  const project = loadProject(projectRoot, { sourcesText });
  const entry = requireSource(project, name);
  const store = withUnsavedSecrets(loadSecretStore(project.root), name, secrets);
  const { spec, secretValues } = interpolateSource(entry, store);
  if (spec.type !== 'rest_api') {
    throw new DangoError(`Source "${name}" is a module, which says itself how its pages follow each other.`, {
      code: 'config-invalid',
      hint: 'Name a source of type rest_api.',
    });
  }
  const rest = toRestSource(spec);
  const authenticate = authenticateSource(project, name);
  return {
    entry,
    rest,
    compile: (paginatorOf) => compileRestSource({ ...rest, name }, { authenticate, paginatorOf }).resources,
    scope: { mask: createSourceMask(secretValues), limits: httpLimits(project.settings.limits) },
  };
}
