import type { FlatResource } from './flat-resource.ts';
import type { KeyPath } from './key-path.ts';
import { walkStrings } from './walk-strings.ts';

const templateKeys = ['path', 'params', 'json', 'form', 'body', 'headers'] as const;

/** A text of a resource that may hold `{resources.…}` and `{incremental.…}`. */
export interface TemplateText {
  readonly text: string;
  /** The setting it belongs to. */
  readonly key: (typeof templateKeys)[number];
  /** Its place inside that setting. */
  readonly path: KeyPath;
}

/** Every text of a resource in which placeholders count: endpoint, params, body and headers. */
export function templateTexts(resource: FlatResource): TemplateText[] {
  const texts: TemplateText[] = [];
  for (const key of templateKeys) walkStrings(resource[key], (text, path) => texts.push({ text, key, path }));
  return texts;
}
