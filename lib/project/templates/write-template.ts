import { customIncremental } from './custom-incremental.ts';
import { customMinimal } from './custom-minimal.ts';
import { customPaginated } from './custom-paginated.ts';
import { restEmpty } from './rest-empty.ts';
import { restSample } from './rest-sample.ts';
import type { SourceTemplateId, TemplateValues } from './source-templates.ts';
import type { WrittenTemplate } from './written-template.ts';

const writers: Readonly<Record<SourceTemplateId, (name: string, values: TemplateValues) => WrittenTemplate>> = {
  'rest-empty': restEmpty,
  'rest-sample': restSample,
  'custom-minimal': customMinimal,
  'custom-paginated': customPaginated,
  'custom-incremental': customIncremental,
};

/** The texts of a new source. */
export function writeTemplate(id: SourceTemplateId, name: string, values: TemplateValues): WrittenTemplate {
  return writers[id](name, values);
}
