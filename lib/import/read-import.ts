import { DangoError } from '../errors/dango-error.ts';
import type { JsonObject } from '../spec/json-value.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { readCurl } from './curl/read-curl.ts';
import { dictOfPython } from './foreign/python-text.ts';
import { readForeignBlock, readSourcesList } from './foreign/read-foreign.ts';
import { readHar } from './har/read-har.ts';
import type { DocumentSet } from './openapi/document-set.ts';
import { readOpenapi } from './openapi/read-openapi.ts';
import { parseStructured } from './parse-structured.ts';
import { addressesIn, readUrls } from './read-url.ts';
import type { AnswersOf } from './samples/propose-from-samples.ts';
import { readPostman } from './postman/read-postman.ts';
import type { FinishedSource, ImportKind, SourceProposal } from './proposal.ts';

/** A text that was pasted, read from a file, or fetched, as far as it can be told apart. */
export type ImportText =
  | { readonly kind: 'url'; readonly text: string }
  | { readonly kind: 'curl'; readonly text: string }
  | { readonly kind: DocumentKind; readonly document: JsonObject };

type DocumentKind = Exclude<ImportKind, 'url' | 'curl'>;

/** What was read: a proposal to choose from, or sources that are whole. */
export type ReadImport =
  | { readonly type: 'proposal'; readonly proposal: SourceProposal }
  | { readonly type: 'finished'; readonly kind: ImportKind; readonly sources: readonly FinishedSource[] };

export interface ImportOptions {
  /** What the text is called, for errors: its path, its address, or `the text`. */
  readonly file: string;
  /** Where it came from, if from an address. */
  readonly address?: string | undefined;
  /** Name of the source. Default: by what is read. */
  readonly name?: string | undefined;
  /** Further documents that an OpenAPI document refers to, by name, with itself. Default: it stands alone. */
  readonly documents?: DocumentSet | undefined;
  /** What was answered to requests of a text that has requests only. Default: nothing is known. */
  readonly answersOf?: AnswersOf | undefined;
}

/**
 * Tells what a text is.
 * @throws DangoError `usage-invalid` for something that is not known; `config-invalid` with its place for broken JSON or YAML.
 */
export function recognizeImport(text: string, file: string): ImportText {
  if (text.trim() === '') throw unknown(`${file} is empty`);
  if (/^\s*<(!doctype|html|\?xml|head)/i.test(text)) {
    throw unknown(
      `${file} is a page or XML`,
      'Look there for a link to the document itself, often openapi.json or swagger.json.',
    );
  }
  if (isCurl(text)) return { kind: 'curl', text };
  if (addressesIn(text) !== undefined) return { kind: 'url', text };
  const python = /\bRESTAPIConfig\b|rest_api_(source|resources)\(|dlt\.secrets/.test(text)
    ? dictOfPython(text)
    : undefined;
  const document = parseStructured(python ?? text, file);
  const kind = isPlainObject(document) ? kindOf(document) : undefined;
  if (kind === undefined) {
    // A word is a document of YAML, too.
    if (typeof document !== 'object' || document === null) throw unknown(`${file} is nothing that can be imported`);
    throw unknown(
      `${file} holds data, and does not say where it comes from`,
      'Give the address that answers with it, or a command of curl that asks for it.',
    );
  }
  return { kind, document: document as JsonObject };
}

/** Reads what {@link recognizeImport} has told apart. Pure: neither files nor network. */
export function readImport(found: ImportText, options: ImportOptions): ReadImport {
  const { file, name, address, answersOf } = options;
  if (found.kind === 'url') return proposed(readUrls(found.text, name, answersOf));
  if (found.kind === 'curl') return proposed(readCurl(found.text, name, answersOf));
  const { document, kind } = found;
  switch (kind) {
    case 'openapi': {
      const alone = { root: file, documents: new Map<string, unknown>([[file, document]]) };
      return proposed(readOpenapi(options.documents ?? alone, { file, address, name }));
    }
    case 'har':
      return proposed(readHar(document, file, name));
    case 'postman':
      return proposed(readPostman(document, file, name));
    case 'dango': {
      const { sources } = document;
      return {
        type: 'finished',
        kind,
        sources: readSourcesList(Array.isArray(sources) ? sources : [document], { file, name }),
      };
    }
    case 'dlt':
    case 'dango_python':
      return { type: 'finished', kind, sources: [readForeignBlock(document, { file, name })] };
  }
}

function proposed(proposal: SourceProposal): ReadImport {
  return { type: 'proposal', proposal };
}

/** Told by the first line that is no comment: descriptions of APIs have commands of curl in their examples. */
function isCurl(text: string): boolean {
  const first = text.split('\n').find((line) => !/^\s*(#.*)?$/.test(line)) ?? '';
  return /^\s*(?:(?:\$|%|>|PS [^>]*>)\s+)?(?:(?:export\s+)?[A-Za-z_]\w*="?\$\(\s*)?(?:[A-Za-z_]\w*=\S*\s+)*(?:sudo\s+)?(?:\S*[\\/])?curl(\.exe)?\s/i.test(
    first,
  );
}

function kindOf(document: Readonly<Record<string, unknown>>): DocumentKind | undefined {
  const has = (key: string) => Object.hasOwn(document, key);
  if (has('openapi') || has('swagger')) return 'openapi';
  if (isPlainObject(document['log']) && Array.isArray(document['log']['entries'])) return 'har';
  const collection = isPlainObject(document['collection']) ? document['collection'] : document;
  if (Array.isArray(collection['item']) && isPlainObject(collection['info'])) return 'postman';
  if (has('client') && has('resources')) return 'dlt';
  if (has('endpoints') && has('base_url')) return 'dango_python';
  if (Array.isArray(document['sources']) || (has('type') && (has('rest_api') || has('dlt_native')))) return 'dango';
  return has('base_url') && has('resources') ? 'dlt' : undefined;
}

function unknown(message: string, hint?: string): DangoError {
  return new DangoError(message, {
    code: 'usage-invalid',
    hint:
      hint ??
      'Give an address, a command of curl, an OpenAPI document, a HAR, a collection of Postman, a configuration of dlt, or a sources.yml.',
  });
}
