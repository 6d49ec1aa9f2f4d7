import type { Exchange } from '../http/exchange.ts';
import { formatKeyPath } from '../spec/key-path.ts';
import type { Finding } from '../sync/health/finding.ts';
import { describeShape } from './describe-shape.ts';
import type { PreviewExchange, PreviewFinishedEvent, PreviewTable } from './preview-event.ts';

/** What a report tells of. */
export interface TestedSource {
  readonly source: string;
  readonly exchanges: readonly PreviewExchange[];
  /** With `masksRows`, as the report is given away. */
  readonly tables: readonly PreviewTable[];
  readonly finished: PreviewFinishedEvent;
}

const shownRows = 5;
const longestCell = 80;
const hiddenWord = '(hidden)';
/** Also as a part of an address. */
const email = /[\w.+-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g;

/**
 * A test as Markdown, for who was not there: what was asked and why, why the pages ended, what became of the records.
 * Of responses it shows the shape and no values. Columns in which values about people were found are hidden, and e-mail
 * addresses wherever they stand; where nobody looked, no rows are shown.
 */
export function writeTestReport({ source, exchanges, tables, finished }: TestedSource): string {
  const { status, resources, error, ends = {}, findings = [], masked = [], missing = [] } = finished;
  const answered = finished.source === 'recording' ? 'a recording; no request was sent' : 'the API';
  const sections = [
    `# Test of ${text(source)}: ${status}`,
    `${count(exchanges.length, 'exchange')}, answered by ${answered}. Secrets are masked; responses are shown by their shape.`,
    ...(error === undefined ? [] : [`**${text(error.message)}** ${text(error.hint ?? '')}`]),
    '## Resources',
    table(
      ['resource', 'status', 'rows', 'pages', 'why it ended'],
      resources.map((one) => [one.name, one.status, String(one.rows_loaded), String(one.pages), ends[one.name] ?? '']),
    ),
    '## Findings',
    findings.length === 0 ? 'None.' : findings.map(describeFinding).join('\n'),
    ...(missing.length === 0
      ? []
      : ['## Not in the recording', missing.map(({ method, url }) => `- \`${method} ${url}\``).join('\n')]),
    ...(masked.length === 0
      ? []
      : [
          '## Hidden in the recording',
          masked.map((one) => `- \`${one.path}\` (${count(one.count, 'value')})`).join('\n'),
        ]),
    '## Requests',
    ...exchanges.map(describeExchange),
    '## Tables',
    ...tables.map((one) => describeTable(finished.findings === undefined ? { ...one, rows: [] } : one, findings)),
  ];
  return `${sections.join('\n\n')}\n`.replaceAll(email, hiddenWord);
}

function describeFinding({ severity, message, hint, fix, evidence }: Finding): string {
  const place = evidence.exchange === undefined ? '' : ` (request ${evidence.exchange})`;
  const way =
    fix === undefined ? (hint ?? '') : `Set \`${formatKeyPath(fix.path)}\` to \`${JSON.stringify(fix.value)}\`.`;
  return `- **${severity}** ${text(message)}${place} ${text(way, false)}`.trimEnd();
}

function describeExchange(exchange: Exchange & { readonly isBodyCut: boolean }): string {
  const { number, method, url, resource, status, reason, decision, error, requestHeaders, requestBody } = exchange;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['resource', resource],
    ['why', reason],
    [
      'answer',
      status === 0 ? `none: ${error ?? ''}` : `${status}, ${exchange.responseBytes} bytes, ${exchange.durationMs} ms`,
    ],
    ['attempts', exchange.attempts > 1 ? String(exchange.attempts) : undefined],
    ['led to', exchange.redirectedTo],
    ['then', decision],
    [
      'sent headers',
      Object.entries(requestHeaders)
        .map(([name, value]) => `${name}: ${value}`)
        .join('; '),
    ],
    ['sent body', requestBody === undefined ? undefined : describeShape(requestBody, false)],
    [
      'response',
      exchange.responseBody === undefined ? undefined : describeShape(exchange.responseBody, exchange.isBodyCut),
    ],
  ];
  const lines = facts.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`- ${name}: ${text(value)}`],
  );
  return [`### ${number}. \`${method} ${url}\``, lines.join('\n')].join('\n\n');
}

function describeTable({ name, columns, rows, rowCount }: PreviewTable, findings: readonly Finding[]): string {
  const hidden = new Set(
    findings.flatMap(({ kind, evidence }) =>
      kind === 'personal-data' && evidence.table === name ? [evidence.field] : [],
    ),
  );
  const shown = rows
    .slice(0, shownRows)
    .map((row) =>
      columns.map((column, place) =>
        hidden.has(column.name) || !isPlainType(column.type) ? hiddenWord : cell(row[place]),
      ),
    );
  return [
    `### ${text(name)}: ${count(rowCount, 'row')}`,
    table(
      ['column', 'type'],
      columns.map((column) => [column.name, column.type]),
    ),
    ...(shown.length === 0
      ? []
      : [
          table(
            columns.map((column) => column.name),
            shown,
          ),
        ]),
  ].join('\n\n');
}

/** What may hold anything was not looked into. */
function isPlainType(type: string): boolean {
  return type !== 'JSON' && !type.endsWith(']') && !/^(STRUCT|MAP|UNION)\b/.test(type);
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const words = typeof value === 'string' ? value : JSON.stringify(value);
  return words.length > longestCell ? `${words.slice(0, longestCell)}…` : words;
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((one) => text(one)).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Nothing that came from outside may become a heading, a link, HTML or a new row. */
function text(words: string, isForeign = true): string {
  const oneLine = words.replaceAll(/[\r\n]+/g, ' ').replaceAll('|', '\\|');
  return isForeign ? oneLine.replaceAll(/[<>&]/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`) : oneLine;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
