import { DangoError } from '../errors/dango-error.ts';
import type { RecordedExchange } from '../http/replay.ts';
import { parseJson } from '../http/parse-json.ts';
import { isOfRequests } from '../import/proposal.ts';
import { readImport, recognizeImport, type ImportText, type ReadImport } from '../import/read-import.ts';
import type { SampleAnswer } from '../import/samples/sample-request.ts';
import { loadDocuments } from './load-documents.ts';

/** Reads the text at an address; undefined where it may not, or cannot, be read. */
export type FetchText = (url: string) => Promise<string | undefined>;

interface ReadHost {
  readonly recorded: readonly RecordedExchange[];
  readonly fetchText: FetchText;
}

/** What a pasted text is called in errors and evidence. */
export const pastedText = 'the text';

/**
 * Reads a pasted text together with what was answered to its requests. An address, or a single command, whose answer is a
 * document that describes an API is that document.
 */
export async function readOfferedText(text: string, name: string | undefined, host: ReadHost): Promise<ReadImport> {
  const found = recognizeImport(text, pastedText);
  if (!isOfRequests(found.kind)) return await readFound(found, { file: pastedText, name }, host.fetchText);
  const read = readImport(found, { file: pastedText, name, answersOf: answersIn(host.recorded) });
  const answer = host.recorded.findLast(isAnswered);
  const isSingle = read.type === 'proposal' && read.proposal.resources.length === 1;
  const document = answer === undefined || !isSingle ? undefined : documentIn(answer);
  if (answer === undefined || document === undefined) return read;
  const address = answer.redirectedTo ?? answer.url;
  return await readFound(document, { file: address, address, name }, host.fetchText);
}

async function readFound(
  found: ImportText,
  options: { readonly file: string; readonly address?: string; readonly name: string | undefined },
  fetchText: FetchText,
): Promise<ReadImport> {
  if (found.kind !== 'openapi') return readImport(found, options);
  const { file, address } = options;
  const load = async (other: string): Promise<string | undefined> => {
    const isNear = address !== undefined && URL.parse(other)?.origin === new URL(address).origin;
    if (!isNear) return undefined;
    try {
      return await fetchText(other);
    } catch (error) {
      // What it describes is left out; the rest is still worth a source.
      if (DangoError.is(error)) return undefined;
      throw error;
    }
  };
  return readImport(found, { ...options, documents: await loadDocuments(file, found.document, load) });
}

/** The document that an answer is; undefined for data. */
function documentIn({ responseBody, url }: RecordedExchange): ImportText | undefined {
  try {
    const found = recognizeImport(responseBody ?? '', url);
    return isOfRequests(found.kind) ? undefined : found;
  } catch (error) {
    if (DangoError.is(error)) return undefined;
    throw error;
  }
}

function isAnswered({ status, responseBody, isBodyCut }: RecordedExchange): boolean {
  return status >= 200 && status < 300 && responseBody !== undefined && !isBodyCut;
}

function answersIn(recorded: readonly RecordedExchange[]): (resource: string) => readonly SampleAnswer[] {
  return (resource) =>
    recorded
      .filter((exchange) => exchange.resource === resource && isAnswered(exchange))
      // A request for its token comes before.
      .slice(-1)
      .flatMap(({ responseBody = '', responseHeaders }) => {
        const body = parsed(responseBody);
        return body === undefined ? [] : [{ at: 'the answer', body, link: responseHeaders['link'] }];
      });
}

function parsed(body: string): unknown {
  try {
    return parseJson(body);
  } catch {
    return undefined;
  }
}
