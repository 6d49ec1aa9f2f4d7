// The module "dango": everything that a custom source may import.

export { source } from './source-factory.ts';
export { required, secret } from './params.ts';
export { resource } from './define-resource.ts';
export { transformer } from './transformer.ts';
export { incremental } from './incremental.ts';
export { pipeline } from './pipeline.ts';
export { RestClient } from './rest-client.ts';

export { endpoint, linkOf, slashed } from './endpoint.ts';
export { fieldOf } from './field-of.ts';
export { formatCursor } from './format-cursor.ts';
export { text } from './text.ts';
export { withFields } from './with-fields.ts';
export {
  changeFields,
  explodeField,
  keepFields,
  meets,
  removeFields,
  renameFields,
  setFields,
  textAt,
} from './records/change-record.ts';
export { evaluate } from './records/evaluate.ts';

export { auto } from './paginate/auto.ts';
export { cursor } from './paginate/cursor.ts';
export { headerCursor } from './paginate/header-cursor.ts';
export { headerLink } from './paginate/header-link.ts';
export { jsonLink } from './paginate/json-link.ts';
export { offset } from './paginate/offset.ts';
export { pageNumber } from './paginate/page-number.ts';
export { singlePage } from './paginate/single-page.ts';
export { stopWhen } from './paginate/stop-when.ts';

export {
  apiKey,
  bearer,
  httpBasic,
  login,
  oauth2ClientCredentials,
  oauth2Jwt,
  oauth2Password,
  oauth2RefreshToken,
} from './authentication.ts';

export { DangoError } from '../errors/dango-error.ts';
export { HttpError } from '../http/http-error.ts';

export type { AuthContext, Authenticator, UnsignedRequest } from '../http/authenticator.ts';
export type { HttpRequest, HttpResponse } from '../http/http-client.ts';
export type { BodyFormat } from '../spec/body-format.ts';
export type { HintType } from '../spec/hint-type.ts';
export type { ConditionOperator, ValueChange } from '../spec/step-words.ts';
export type { JsonObject, JsonValue } from '../spec/json-value.ts';
export type { RateLimit } from '../spec/rate-limit.ts';
export type { ResponseAction, ResponseRule } from '../spec/response-rule.ts';
export type { RetryOptions } from '../spec/retry-options.ts';
export type { ContractMode, SchemaContract } from '../spec/schema-contract.ts';
export type { WriteDisposition } from '../spec/rest-source.ts';
export type { WriteOptions } from './write-options.ts';
export type { Cursor } from './cursor.ts';
export type { FormattedCursor } from './format-cursor.ts';
export type { FormFields } from './form-body.ts';
export type { JsonBody } from './json-body.ts';
export type { QueryParams } from './query-params.ts';
export type { FieldCondition } from './records/change-record.ts';
export type { SeriesContext, SeriesOptions } from './series.ts';
export type { IncrementalContext, RecordsContext, ResourceOptions } from './define-resource.ts';
export type { CursorValue, Incremental } from './incremental.ts';
export type { LoadInfo } from './load-info.ts';
export type { Page } from './page.ts';
export type { PageRequest, PageResponse, PageSeries, PageStep, Paginator } from './paginate/paginator.ts';
export type { Pipeline, PipelineOptions } from './pipeline.ts';
export type { Resource } from './resource.ts';
export type { ResourceState } from './resource-state.ts';
export type { ColumnHint, ColumnHints } from '../spec/column-hint.ts';
export type { MergeOptions, MergeStrategy } from '../spec/merge-options.ts';
export type { NestedHints, TableHints } from './table-hints.ts';
export type { TransformerOptions } from './transformer.ts';
export type { TypedResource } from './typed-resource.ts';
export type { PaginateOptions, PostOptions, RequestOptions, RestClientOptions } from './rest-client.ts';
export type { BoundSource, SourceDefinition, SourceFactory } from './source-factory.ts';
