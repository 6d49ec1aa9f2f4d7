import { checkExpression } from './expression/check-expression.ts';
import { stopCondition } from './expression/known-expressions.ts';
import type { KeyPath } from './key-path.ts';
import { requiredPaginationKey, type PaginationSpec } from './pagination-spec.ts';
import type { Finding } from './source-issue.ts';

/** What a pagination of the right shape may still get wrong. `path` is its place. */
export function checkPagination(path: KeyPath, pagination: PaginationSpec): Finding[] {
  if (typeof pagination === 'string') return checkWord(path, pagination);
  const stopWhen = 'stop_when' in pagination ? pagination.stop_when : undefined;
  const findings = stopWhen === undefined ? [] : checkExpression(stopWhen, [...path, 'stop_when'], stopCondition);
  if (pagination.type !== 'page_number' && pagination.type !== 'offset') return findings;
  return [...findings, ...checkMaximum(path, pagination), ...checkEnd(path, pagination)];
}

function checkWord(path: KeyPath, type: Extract<PaginationSpec, string>): Finding[] {
  const key = requiredPaginationKey[type];
  if (key === undefined) return [];
  return [
    {
      path,
      message: `Pagination "${type}" needs "${key}"`,
      hint: `Write it as a mapping: type: ${type}, ${key}: …`,
      suggestion: {
        action: 'set-value',
        value: { type, [key]: '' },
        title: `Write it as a mapping with "${key}"`,
      },
    },
  ];
}

type RangeSpec = Extract<PaginationSpec, { type: 'page_number' | 'offset' }>;

function checkMaximum(path: KeyPath, pagination: RangeSpec): Finding[] {
  const isPage = pagination.type === 'page_number';
  const maximum = isPage ? pagination.max_page : pagination.max_offset;
  const first = pagination.start ?? (isPage ? 1 : 0);
  if (maximum === undefined || maximum >= first) return [];
  const [key, unit] = isPage ? ['max_page', 'page'] : ['max_offset', 'offset'];
  return [
    {
      path: [...path, key],
      message: `The last ${unit} ${maximum} lies before the first ${unit} ${first}`,
      hint: `Raise ${key} or lower start.`,
    },
  ];
}

/** A list that goes on behind empty pages needs another end. */
function checkEnd(path: KeyPath, pagination: RangeSpec): Finding[] {
  if (pagination.stop_after_empty_page !== false) return [];
  const ends =
    pagination.type === 'page_number'
      ? [
          pagination.total_path,
          pagination.total_records_path,
          pagination.has_more_path,
          pagination.max_page,
          pagination.stop_when,
        ]
      : [pagination.total_path, pagination.has_more_path, pagination.max_offset, pagination.stop_when];
  if (ends.some((end) => end !== undefined)) return [];
  const key = pagination.type === 'page_number' ? 'max_page' : 'max_offset';
  return [
    {
      path: [...path, 'stop_after_empty_page'],
      message: 'Nothing would end this list: empty pages do not, and there is no other rule',
      hint: `Add total_path, has_more_path, stop_when or ${key}, or let an empty page end it.`,
    },
  ];
}
