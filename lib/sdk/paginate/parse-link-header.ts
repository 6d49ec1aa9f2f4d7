/** One link of a `Link` header (RFC 8288). */
export interface Link {
  /** As written, possibly relative. */
  readonly target: string;
  /** Relation types in lower case; one link may have several. */
  readonly rels: readonly string[];
}

const targetPattern = /[\s,]*<([^>]*)>/y;
const parameterPattern = /\s*;\s*([^\s=;,"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/y;

/** Reads every link; commas and semicolons inside `<…>` and quotes belong to the text. Broken parts are passed over. */
export function parseLinkHeader(header: string): readonly Link[] {
  const links: Link[] = [];
  let position = 0;
  while (position < header.length) {
    const target = matchAt(targetPattern, header, position);
    if (target === undefined) {
      const following = header.indexOf('<', position + 1);
      if (following === -1) break;
      position = following;
      continue;
    }
    position = target.end;
    let rels: readonly string[] | undefined;
    for (;;) {
      const parameter = matchAt(parameterPattern, header, position);
      if (parameter === undefined) break;
      position = parameter.end;
      const [name, quoted, bare] = parameter.groups;
      // Only the first rel counts, says the RFC.
      if (name?.toLowerCase() === 'rel') rels ??= readRels(quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? '');
    }
    links.push({ target: target.groups[0] ?? '', rels: rels ?? [] });
  }
  return links;
}

function readRels(text: string): readonly string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

function matchAt(pattern: RegExp, text: string, position: number) {
  pattern.lastIndex = position;
  const match = pattern.exec(text);
  return match === null ? undefined : { groups: match.slice(1), end: pattern.lastIndex };
}
