import { readFile, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { referredDocuments, type DocumentSet } from '../import/openapi/document-set.ts';
import { parseStructured } from '../import/parse-structured.ts';

/** Documents that one may consist of; beyond that references lead nowhere. */
const mostDocuments = 500;

/** Reads a document by its name; undefined for one that may not, or cannot, be read. */
export type LoadDocument = (name: string) => Promise<string | undefined>;

/** A document with all that it refers to, and what they refer to, and with what is wrong with itself. */
export async function loadDocuments(root: string, document: unknown, load: LoadDocument): Promise<DocumentSet> {
  const documents = new Map<string, unknown>([[root, document]]);
  const open = [...referredDocuments(document, root)];
  for (let name = open.pop(); name !== undefined && documents.size < mostDocuments; name = open.pop()) {
    if (documents.has(name)) continue;
    const text = await load(name);
    const parsed = text === undefined ? undefined : parseStructured(text, name);
    documents.set(name, parsed);
    open.push(...referredDocuments(parsed, name));
  }
  // Half a megabyte that only a document needs.
  const { findFaults } = await import('../import/openapi/find-faults.ts');
  return { root, documents, faults: findFaults(document) };
}

/** Reads files next to a document and below its folder, and no others: a document from elsewhere names what it likes. */
export function loadNextTo(file: string): LoadDocument {
  return async (name) => {
    try {
      const folder = await realpath(dirname(file));
      const path = await realpath(join(folder, name));
      const inside = relative(folder, path);
      if (inside.startsWith(`..${sep}`) || inside === '..' || isAbsolute(inside)) return undefined;
      return await readFile(path, 'utf8');
    } catch {
      return undefined;
    }
  };
}
