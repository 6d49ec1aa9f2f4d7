import { customGraphql } from './custom-graphql.ts';
import { customIncremental } from './custom-incremental.ts';
import { customMinimal } from './custom-minimal.ts';
import { customOauth2 } from './custom-oauth2.ts';
import { customPaginated } from './custom-paginated.ts';
import { customTransformer } from './custom-transformer.ts';
import { restEmpty } from './rest-empty.ts';
import { restGithub } from './rest-github.ts';
import { restHubspot } from './rest-hubspot.ts';
import { restSample } from './rest-sample.ts';
import { restShopify } from './rest-shopify.ts';
import { restStripe } from './rest-stripe.ts';
import type { SourceTemplateId, TemplateValues } from './source-templates.ts';
import type { WrittenTemplate } from './written-template.ts';

const writers: Readonly<Record<SourceTemplateId, (name: string, values: TemplateValues) => WrittenTemplate>> = {
  'rest-empty': restEmpty,
  'rest-sample': restSample,
  'custom-minimal': customMinimal,
  'custom-paginated': customPaginated,
  'custom-incremental': customIncremental,
  'custom-oauth2': customOauth2,
  'custom-transformer': customTransformer,
  'custom-graphql': customGraphql,
  github: restGithub,
  stripe: restStripe,
  hubspot: restHubspot,
  shopify: restShopify,
};

/** The texts of a new source. */
export function writeTemplate(id: SourceTemplateId, name: string, values: TemplateValues): WrittenTemplate {
  return writers[id](name, values);
}
