import { write, type BenchResult, type Occasion } from './bench-result.ts';
import type { Figure } from './figure.ts';

const titles: Record<Figure['part'], string> = {
  floor: 'Against the floor',
  memory: 'Memory',
  latency: 'Latency',
  startup: 'Start-up',
  merge: 'Merge',
  growth: 'Growth',
  peers: 'Against dlt',
};

const explanations: Record<Figure['part'], string> = {
  floor:
    'The whole sync of a REST source (pages of 1,000 records of about 360 bytes from a server process on loopback, recorded and masked, into a fresh file with three tables), divided by `CREATE TABLE AS read_json(…, columns)` of the same records as NDJSON, in a process of its own, caches warm.',
  memory: 'Peak memory of the process that syncs.',
  merge:
    'Changed records with their children are merged into a table that is there, divided by statements that a person would write by hand for the same.',
  growth: 'How the time grows with records, resources and columns.',
  latency:
    'How much sooner a list or a family of requests is there when requests overlap, from a server that answers each after 100 ms; cursor paging is divided by the waiting alone.',
  startup: 'What a command costs beside its work.',
  peers:
    'The same jobs by the REST source of dlt at its best settings, from the same server, with the same rows in the same tables.',
};

/**
 * The page about performance, from what was measured last.
 * @param notes what stands below the figures: a Markdown text.
 */
export function renderPerformance({ measured, figures }: BenchResult, notes: string): string {
  const parts = Object.keys(titles).filter((part): part is Figure['part'] =>
    figures.some((figure) => figure.part === part),
  );
  const sections = parts.map((part) =>
    renderPart(
      part,
      figures.filter((figure) => figure.part === part),
      measured[part],
    ),
  );
  return `# Performance

Written by \`npm run docs\` out of [performance.json](performance.json), which \`npm run bench\` and
\`npm run bench:peers\` write with \`-- --json docs/performance.json\`.
Settings are the defaults: recording, masking and lineage are on. Numbers with × are ratios of two times that were measured in turn
within one run; machines differ from part to part, and a part is always of one.

${sections.join('\n\n')}

${notes.trim()}
`;
}

function renderPart(part: Figure['part'], figures: readonly Figure[], occasion: Occasion | undefined): string {
  const rows = figures.map(({ name, unit, median, min, max, repetitions, bar, least }) => {
    const allowed = [
      ...(bar === undefined ? [] : [`at most ${write(bar, unit)}${median <= bar ? '' : ' (missed)'}`]),
      ...(least === undefined ? [] : [`at least ${write(least, unit)}${median >= least ? '' : ' (missed)'}`]),
    ].join(', ');
    return `| ${name} | ${write(median, unit)} | ${write(min, unit)} | ${write(max, unit)} | ${repetitions} | ${allowed} |`;
  });
  const plot = figures.some(({ point }) => point !== undefined) ? '\n\n![Growth](images/growth.svg)' : '';
  return `## ${titles[part]}

${explanations[part]}
${occasion === undefined ? '' : `Measured on ${occasion.on}: ${occasion.machine}.`}

| | median | least | most | times | wanted |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}${plot}`;
}
