import { toSnakeCase } from '../util/snake-case.ts';

/** A text as the name of a source or resource: lower-case letters, digits and underscores, a letter first. Empty: none. */
export function plainName(text: string): string {
  return toSnakeCase(text.normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, ''))
    .replaceAll(/_+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 60)
    .replace(/_+$/, '');
}

/** Parts of a host that name nothing. */
const commonParts = new Set([
  'api',
  'apis',
  'www',
  'app',
  'rest',
  'com',
  'org',
  'net',
  'io',
  'co',
  'dev',
  'gov',
  'edu',
  'eu',
  'uk',
  'de',
  'us',
  'local',
  'sandbox',
  'api2',
  'gateway',
  'prod',
  'v1',
  'v2',
  'v3',
  'data',
]);

/** `https://api.example.com/v1` is `example`. */
export function nameOfUrl(url: string): string {
  if (!URL.canParse(url)) return '';
  const { hostname } = new URL(url);
  if (/^[\d.]+$|^\[|^localhost$|^your-host$/.test(hostname)) return '';
  const labels = hostname.split('.').slice(0, -1);
  if (labels.length > 1 && /^(co|com|gov|org|ac|net|go|or|ne)$/.test(labels.at(-1) ?? '')) labels.pop();
  const telling = labels.filter((part) => !commonParts.has(part));
  return plainName(telling.at(-1) ?? labels.at(-1) ?? '');
}

/** Words of titles that name nothing. */
const commonWords =
  /\b(open ?api|swagger|rest(ful)?|api|apis|specification|spec|documentation|docs|reference|public|the|for|of|collection|core|web|services?|platform|v?\d+(\.\d+)*)\b|\.(com|io|org|net|dev|ai)\b/gi;

/** `Swagger Petstore - OpenAPI 3.0` is `petstore`. Empty for a title that is a sentence. */
export function nameOfTitle(title: string): string {
  const words = title
    .toLowerCase()
    .replaceAll(/['’]s\b/g, '')
    .replaceAll(commonWords, ' ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  return words.length > 2 ? '' : plainName(words.join('_'));
}
