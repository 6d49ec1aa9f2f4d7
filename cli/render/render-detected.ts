import type { DetectedResource } from '../../lib/index.ts';
import type { Painter } from './painter.ts';
import { printable } from './printable.ts';
import { formatAmount } from './quantities.ts';

/** What was found out about a resource: the answer, what speaks for it, and the lines to write. */
export function renderDetected(resource: DetectedResource, paint: Painter): string {
  const { name, records, pagination, yaml, error } = resource;
  const lines = [paint('bold', printable(name))];
  if (records !== undefined) {
    const place = records.selector === '$' ? 'the response itself' : records.selector;
    lines.push(`  records     ${printable(place)}: ${formatAmount(records.count, 'record')} (${records.confidence})`);
    lines.push(...because([...records.evidence, ...records.others.map((other) => `also there: ${other}`)]));
  }
  if (pagination !== undefined) {
    const { spec, confidence, evidence, tried } = pagination;
    const type = typeof spec === 'string' ? spec : spec.type;
    lines.push(`  pagination  ${confidence === 'unsure' ? `not found out; perhaps ${type}` : type} (${confidence})`);
    lines.push(...because([...evidence, ...tried.map((one) => `tried ${one}`)]));
  }
  if (error !== undefined) lines.push(`  error       ${printable(error.message)}`);
  if (error?.hint !== undefined) lines.push(`              ${printable(error.hint)}`);
  if (yaml.length > 0)
    lines.push('', `  Write at the resource in .dango/sources.yml:`, ...yaml.map((line) => `    ${printable(line)}`));
  return lines.join('\n');
}

function because(reasons: readonly string[]): string[] {
  return reasons.map((reason) => `              ${printable(reason)}`);
}
