/** A place in a YAML or JSON document: names of keys and positions in lists, from the root. */
export type KeyPath = readonly (string | number)[];

/** `sources[0].rest_api.headers['odd name']`, the form in which people read a key path. */
export function formatKeyPath(path: KeyPath): string {
  return path.map((step, index) => formatStep(step, index === 0)).join('');
}

function formatStep(step: string | number, isFirst: boolean): string {
  if (typeof step === 'number') return `[${step}]`;
  if (/^[\w$-]+$/.test(step)) return isFirst ? step : `.${step}`;
  return `['${step.replaceAll(/[\\']/g, '\\$&')}']`;
}
