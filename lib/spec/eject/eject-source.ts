import { DangoError } from '../../errors/dango-error.ts';
import type { SourceLocation } from '../../errors/source-location.ts';
import { authPlaces } from '../auth-places.ts';
import type { KeyPath } from '../key-path.ts';
import type { RestSource } from '../rest-source.ts';
import type { RestApiSourceSpec } from '../source-spec.ts';
import { toRestSource } from '../to-rest-source.ts';
import { beforeMark, hasMark, liftValues, type LiftedValue, type SecretPlaces } from './lifted-values.ts';
import { takenNames } from './module-names.ts';
import { writeModule } from './write-module.ts';

/** A checked source of sources.yml, with `${…}` not filled in. */
export interface EjectableSource {
  readonly spec: RestApiSourceSpec;
  locate(path: KeyPath): SourceLocation;
  keyPath(path: KeyPath): string;
}

export interface EjectedSource {
  /** Text of the module. */
  readonly module: string;
  /** The export, in camelCase. */
  readonly exportName: string;
  /** What sources.yml must give the parameters: `${…}` as it was written, and secrets that were written there. */
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Writes a REST source as a module that sends the same requests and makes the same tables. No value of a secret goes into
 * the module.
 * @throws DangoError `config-invalid` for what a module cannot say, with its place.
 */
export function ejectSource(source: EjectableSource, exportName: string, places: SecretPlaces): EjectedSource {
  const { spec } = source;
  const isBaseGiven = /^\$\{[^}]*\}$/.test(spec.rest_api.base_url);
  const taken = new Set([...takenNames, exportName].filter((name) => !(isBaseGiven && name === 'baseUrl')));
  const { spec: lifted, values } = liftValues(spec, places, taken);
  const rest = toRestSource(lifted);
  refuseWhatCannot(source, lifted, rest);
  const description = spec.description ?? `Reads ${spec.rest_api.base_url.replace(/^https?:\/\//, '')}.`;
  const module = writeModule({ name: spec.name, exportName, description, rest, values });
  return { module, exportName, parameters: parametersOf(values) };
}

function parametersOf(values: readonly LiftedValue[]): Record<string, string> {
  return Object.fromEntries(
    values.map(({ key, text }) => [key, text.startsWith('${') ? text : text.replaceAll('${', '$${')]),
  );
}

function refuseWhatCannot(source: EjectableSource, lifted: RestApiSourceSpec, rest: RestSource): void {
  const refuse = (path: KeyPath, problem: string, hint: string): never => {
    const at = source.locate(['rest_api', ...path]);
    throw new DangoError(
      `Source "${source.spec.name}" cannot become a module: ${source.keyPath(['rest_api', ...path])} ${problem}`,
      { code: 'config-invalid', hint, at },
    );
  };
  const { rest_api: spec } = lifted;
  const login = authPlaces(spec).find(({ auth }) => auth.type === 'oauth2_authorization_code');
  if (login !== undefined) {
    refuse(
      [...login.path, 'type'],
      'is oauth2_authorization_code, whose tokens are kept for sources of type rest_api only',
      'Leave it a REST source, or take oauth2_refresh_token first.',
    );
  }
  if (typeof spec.rate_limit === 'object' && spec.rate_limit.shared !== undefined) {
    refuse(
      ['rate_limit', 'shared'],
      'shares its limit with other sources, which a module cannot',
      'Remove shared, or leave it a REST source.',
    );
  }
  rest.resources.forEach(({ auth, path }, index) => {
    if (auth === undefined || !hasMark(path) || !/^(?:https?:\/\/[^/]*)?$/i.test(beforeMark(path))) return;
    refuse(
      ['resources', index],
      'has credentials of its own, and a host that is not known before its values are filled in',
      'Write the host into the endpoint, or leave it a REST source.',
    );
  });
}
