/** A sources.yml with these entries alone; empty without any. */
export function entriesText(sources: readonly { readonly yaml: string }[]): string {
  if (sources.length === 0) return '';
  const entries = sources.map(({ yaml }) =>
    yaml
      .trimEnd()
      .split('\n')
      .map((line, index) => (line === '' ? '' : `${index === 0 ? '  - ' : '    '}${line}`))
      .join('\n'),
  );
  return `sources:\n${entries.join('\n\n')}\n`;
}
