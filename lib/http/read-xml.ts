import { DangoError } from '../errors/dango-error.ts';
import type { XmlOptions } from '../util/parse-xml.ts';

/**
 * A response in XML as an object, see `parseXml`. The parser is loaded with the first one.
 * @param url for messages.
 * @throws DangoError `response-invalid` for anything but XML, for a DOCTYPE, and for more than 200 levels.
 */
export async function readXml(text: string, url: string, options: XmlOptions = {}): Promise<Record<string, unknown>> {
  const { parseXml } = await import('../util/parse-xml.ts');
  try {
    return parseXml(text, options);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const isPage = /^\s*<(?:!doctype\s+html|html)\b/i.test(text);
    throw new DangoError(`The response of ${url} is not XML that can be read: ${problem}.`, {
      code: 'response-invalid',
      hint: isPage
        ? 'Check base_url and the endpoint path: a web page answered, not the API.'
        : 'Look at the response, and set format to what it is.',
    });
  }
}
