import type { Chip, ImportProposal } from '../../lib/index.ts';
import type { Painter } from './painter.ts';
import { printable } from './printable.ts';
import { renderTable } from './table.ts';

/** What a text offers, as a table: one line a request, with where its records are, how its pages go and its key. */
export function renderProposal({ name, title, settings, resources }: ImportProposal, paint: Painter): string {
  const titles = ['operation', 'request', 'resource', 'kind', 'records', 'pages', 'key', 'cursor', 'needs'];
  const rows = resources.map(({ id, kind, settings: own, parents, values }) => [
    id,
    `${own.method?.value ?? 'GET'} ${own.endpoint.value}`,
    own.name.value,
    kind,
    shown(own.data_selector),
    shown(own.pagination),
    shown(own.primary_key),
    shown(own.incremental),
    [...parents, ...values.map((value) => `\${${value}}`)].join(', '),
  ]);
  const auth = settings.auth === undefined ? 'none' : words(settings.auth.value);
  const head = [`${paint('bold', printable(title ?? name.value))}  ${settings.base_url.value}  auth: ${auth}`, ''];
  const printed = rows.map((row) => row.map(printable));
  return [
    ...head,
    renderTable(
      titles.map((one) => ({ title: one })),
      printed,
      { paint, maxCellWidth: 60 },
    ),
  ].join('\n');
}

/** What is not sure says so. */
function shown(one: Chip | undefined): string {
  if (one === undefined) return '';
  return `${words(one.value)}${one.confidence === 'sure' ? '' : ` (${one.confidence})`}`;
}

function words(value: Chip['value']): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return String(value);
  const fields = value as Readonly<Record<string, unknown>>;
  const word = fields['type'] ?? fields['cursor_path'];
  return typeof word === 'string' ? word : '';
}
