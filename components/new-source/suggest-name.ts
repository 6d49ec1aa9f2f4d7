/** Parts of a host that do not tell whose API it is. */
const emptyWords = new Set(['www', 'api', 'rest', 'data', 'com', 'org', 'net', 'io', 'co', 'dev', 'app']);

/** A name for the source of a base URL, from its host; empty where the text is no URL yet. */
export function suggestSourceName(baseUrl: string): string {
  const text = baseUrl.trim();
  if (!URL.canParse(text)) return '';
  const { hostname } = new URL(text);
  const isAddress = hostname === 'localhost' || /^[\d.]+$|^\[/.test(hostname);
  if (isAddress) return 'local_api';
  const labels = hostname.split('.');
  const telling = labels.findLast((label, position) => position < labels.length - 1 && !emptyWords.has(label));
  return toName(telling ?? labels[0] ?? '');
}

/** A name for the table of a path: its last part that is no placeholder. */
export function suggestTableName(path: string): string {
  const [route = ''] = path.split(/[?#]/);
  const part = route.split('/').findLast((candidate) => candidate !== '' && !/[{}$]/.test(candidate));
  return toName((part ?? '').replace(/\.json$/, ''));
}

function toName(text: string): string {
  const words = text.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return words.replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^[_\d]+|_+$/g, '');
}
