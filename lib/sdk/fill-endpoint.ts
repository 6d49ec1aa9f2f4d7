import { DangoError } from '../errors/dango-error.ts';

type PlaceValue = string | number | bigint | null;

/**
 * An endpoint with values in its places: `/items/{page}` and 2 make `/items/2`. Null takes the place out, with the
 * slash before it.
 * @throws DangoError `config-invalid` when the endpoint has no such place.
 */
export function fillEndpoint(endpoint: string, values: Readonly<Record<string, PlaceValue>>): string {
  let filled = endpoint;
  for (const [name, value] of Object.entries(values)) {
    const place = `{${name}}`;
    if (!endpoint.includes(place)) {
      throw new DangoError(`The endpoint "${endpoint}" has no ${place}, where the pagination puts its value.`, {
        code: 'config-invalid',
        hint: `Write ${place} into the endpoint, such as ${endpoint}/${place}, or send the value by another way.`,
        context: { endpoint, place },
      });
    }
    filled =
      value === null
        ? filled.replaceAll(`/${place}`, '').replaceAll(place, '')
        : filled.replaceAll(place, () => encodeURIComponent(String(value).toWellFormed()));
  }
  return filled;
}
