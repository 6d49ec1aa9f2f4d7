import { DangoError } from '../../errors/dango-error.ts';
import { isHttpUrl } from '../../spec/http-url.ts';
import { hasInterpolation } from '../../spec/interpolation.ts';
import type { TemplateValues } from './source-templates.ts';

/** A template with its values put in. */
export interface WrittenTemplate {
  /** The source for sources.yml, without the dash in front. */
  readonly yaml: string;
  /** Text of `custom_sources/<name>.ts`. */
  readonly module?: string;
}

export interface EndpointValues {
  readonly baseUrl: string;
  readonly resource: string;
  readonly path: string;
}

/** Fills the defaults in. Throws `usage-invalid` for a base URL that is none. */
export function endpointValues({ baseUrl, resource, path }: TemplateValues): EndpointValues {
  const url = baseUrl?.trim() || 'https://api.example.com';
  if (!hasInterpolation(url) && !isHttpUrl(url)) {
    throw new DangoError(`"${url}" is no absolute http:// or https:// URL.`, {
      code: 'usage-invalid',
      hint: 'Give the address that all endpoints begin with, such as https://api.example.com/v1.',
    });
  }
  const name = resource?.trim() || 'items';
  return { baseUrl: url, resource: name, path: path?.trim() || `/${encodeURIComponent(name)}` };
}

/** A text as YAML and as TypeScript alike. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** Text in single quotes, as people write it in TypeScript. */
export function codeText(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** The export of a new module: `myApiSource` for the source `my_api`. */
export function exportNameOf(source: string): string {
  return `${source.replaceAll(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()).replaceAll('_', '')}Source`;
}
