// What the doors (cli, app) may use of the engine, and nothing else. Types stand apart from values. What is heavy to
// load (DuckDB, undici, zod, yaml, SQLite) is loaded when it is first called, so that `dango --help` stays quick.

export type { DangoErrorOptions, ErrorContext, ErrorRecord } from './errors/dango-error.ts';
export type { ErrorCode } from './errors/error-codes.ts';
export type { SourceLocation } from './errors/source-location.ts';
export type { DescribedSecret, SecretsDescription } from './project/describe-secrets.ts';
export type { SecretListing } from './project/list-secrets.ts';
export type { PastedSecret } from './project/pasted-secrets.ts';
export type { CreatedSource } from './project/add-source.ts';
export type { NewSource } from './project/create-source.ts';
export type { SourceTemplate, SourceTemplateId, TemplateValues } from './project/templates/source-templates.ts';
export type { Warned } from './project/save-source-name.ts';
export type { ModuleListing } from './project/list-modules.ts';
export type { ModuleSaveOutcome } from './project/edit-module.ts';
export type { Project } from './project/load-project.ts';
export type { SaveOutcome, TextVersion } from './project/text-version.ts';
export type { ModuleParameterListing } from './preview/describe-module.ts';
export type { PreviewEvent, PreviewExchange, PreviewFinishedEvent, PreviewTable } from './preview/preview-event.ts';
export type { AccessCheck } from './preview/check-access.ts';
export type { Finding, FindingFix } from './sync/health/finding.ts';
export type { FaultOutcome } from './preview/judge-faults.ts';
export type { StateValue, TestedState } from './preview/tested-state.ts';
export type { Fault, FaultKind } from './spec/fault.ts';
export type { ImportedRecording } from './preview/import-recording.ts';
export type { MaskedField } from './preview/masked-fields.ts';
export type { TestColumn, TestSchema, TestTable } from './preview/test-schema.ts';
export type { PreviewLimits } from './preview/preview-limits.ts';
export type { PreviewRequest } from './preview/preview-request.ts';
export type { PreviewOptions } from './preview/preview-source.ts';
export type { FollowOptions } from './runs/follow-run.ts';
export type { Runs } from './runs/open-runs.ts';
export type { ReadEvent } from './runs/read-events.ts';
export type { RunEvent, RunFinishedEvent, StoredRunEvent } from './runs/run-event.ts';
export type { FinalRunStatus, RunRecord, RunRequest, RunStatus } from './runs/run-record.ts';
export type { RunFilter } from './runs/run-store.ts';
export type { RunToEndOptions } from './runs/run-to-end.ts';
export type { OverallStatus, RunDocument, RunsDocument } from './runs/runs-document.ts';
export type { StartedRun } from './runs/start-run.ts';
export type { RemovedSource, SourceRemovalOptions } from './runs/remove-source-and-data.ts';
export type { ExchangeTrace } from './runs/trace-exchange.ts';
export type { StateOrder } from './runs/change-content.ts';
export type { SourceStateDocument, StateChangePlan } from './runs/source-state.ts';
export type { RowTrace } from './runs/trace-row.ts';
export type { TracedExchange } from './runs/traced-exchange.ts';
export type { LastRun, SourceCard, SourceCardIssue, SourcesOverview } from './runs/source-card.ts';
export type { Chip, ImportKind, Note } from './import/proposal.ts';
export type { DetectedOffer } from './preview/detect-offer.ts';
export type { OfferEvent, OfferMadeEvent, OfferedRequest, TryOfferRequest } from './preview/offer-event.ts';
export type { OfferRequest, SourceOffer } from './sync/offered-source.ts';
export type { SourceEjection } from './project/eject-source.ts';
export type { SourceEntry } from './spec/source-entry.ts';
export type { ImportFrom, ImportedSource, ImportOutcome, Proposal as ImportProposal } from './sync/import-source.ts';
export type { KeptAccess, OAuthAccess, SourceAccess } from './sync/list-accesses.ts';
export type { AllowedAccess, LoginPage } from './sync/login-source.ts';
export type { Logins, LoginStatus } from './sync/open-logins.ts';
export type { ModuleFinding } from './sync/check-module-text.ts';
export type { SourceData, SourceModule } from './sync/describe-source-data.ts';
export type { DetectedResource, DetectedSource } from './sync/detected-source.ts';
export type { PendingPackage } from './sync/pending-packages.ts';
export type { SchemaColumn, SchemaDocument, SchemaTable } from './sync/schema-document.ts';
export type { SchemaHistory, SchemaHistoryEntry } from './sync/schema-history.ts';
export type { SourceOverview } from './sync/source-overview.ts';
export type { SyncEvent } from './sync/sync-event.ts';
export type { ProjectListing } from './sync/browse-data.ts';
export type { ExportedFile, TableExport } from './sync/export-table.ts';
export type { ReadHost } from './sync/project-gate.ts';
export type { ExchangeAnswer, ExchangeListing, ExchangeSummary } from './sync/recorded-exchange.ts';
export type { SqlRequest } from './sync/run-sql.ts';
export type { LoadDescription, LoadListing } from './sync/load-listing.ts';
export type {
  HeldPackage,
  PlannedChange,
  PlannedRows,
  ResourceReport,
  SyncReport,
  SyncStatus,
  UndoneLoads,
} from './sync/sync-report.ts';
export type { Cell, CutCell, DataColumn } from './warehouse/cell.ts';
export type { DatasetListing, TableListing } from './warehouse/dataset-listing.ts';
export type { ExportFormat } from './warehouse/export-format.ts';
export type { QueryResult } from './warehouse/query-result.ts';
export type { ChildRows, RowAddress, RowDetail, RowLoad, RowOriginPlace } from './warehouse/row-detail.ts';
export type {
  FilterOperator,
  RowCondition,
  RowFilter,
  RowsAnswer,
  RowSelection,
  RowSort,
  RowWindow,
  TableName,
} from './warehouse/row-window.ts';
export type { SqlAnswer } from './warehouse/sql-answer.ts';

import type { OfferEvent, TryOfferRequest } from './preview/offer-event.ts';
import type { PreviewEvent } from './preview/preview-event.ts';
import type { PreviewRequest } from './preview/preview-request.ts';
import type { PreviewOptions } from './preview/preview-source.ts';

export { DangoError } from './errors/dango-error.ts';
export { errorCodes } from './errors/error-codes.ts';
export { toErrorRecord } from './errors/error-record.ts';
export { formatLocation } from './errors/source-location.ts';
export { ConfigError } from './project/config-error.ts';
export { findProjectRoot } from './project/find-project-root.ts';
export { sourceTemplates, templateWords } from './project/templates/source-templates.ts';
export { isFinished } from './runs/run-record.ts';
export { toRunsDocument } from './runs/runs-document.ts';
export { parseWindow } from './sync/parse-window.ts';
export { closestWord } from './util/closest-word.ts';
export { lineDiff } from './util/line-diff.ts';
export { rawJson } from './util/raw-json.ts';
export { writeFileAtomic } from './util/write-file-atomic.ts';

/** The runs of a project: start, watch, cancel, look back. See `Runs`. */
export const openRuns = lazy(async () => (await import('./runs/open-runs.ts')).openRuns);

/** What undoing a run would do; a run of kind `undo` does it. */
export const planUndo = lazy(async () => (await import('./runs/plan-undo.ts')).planUndo);

/** Makes a folder a project. */
export const initProject = lazy(async () => (await import('./project/init-project.ts')).initProject);
/** Reads the files of a project; their faults are part of the answer. */
export const loadProject = lazy(async () => (await import('./project/load-project.ts')).loadProject);
/** Everything that can be found wrong with a project without asking an API. */
export const validateProject = lazy(async () => (await import('./sync/validate-project.ts')).validateProject);

/** Switches a source on or off in sources.yml. */
export const saveSourceEnabled = lazy(async () => (await import('./project/save-sources.ts')).saveSourceEnabled);
/** Takes a source out of sources.yml and leaves all else of it; see `removeSourceAndData`. */
export const deleteSource = lazy(async () => (await import('./project/save-sources.ts')).deleteSource);
/** Gives a source another name in sources.yml. */
export const saveSourceName = lazy(async () => (await import('./project/save-source-name.ts')).saveSourceName);

/** Adds a source that begins as a template. */
export const createSource = lazy(async () => (await import('./project/create-source.ts')).createSource);
/** Adds a copy of a source, and of its module. */
export const duplicateSource = lazy(async () => (await import('./project/duplicate-source.ts')).duplicateSource);
/** What it would write to put a source into Dango's own spelling. */
export const planConversion = lazy(async () => (await import('./project/convert-source.ts')).planConversion);
/** Puts a source into Dango's own spelling. */
export const saveConversion = lazy(async () => (await import('./project/convert-source.ts')).saveConversion);

/** Reads what people have of an API, such as a command of curl or an OpenAPI document, and adds it as a source. */
export const importSource = lazy(async () => (await import('./sync/import-source.ts')).importSource);
/** A REST source as a module, and what sources.yml says then; changes nothing. */
export const planEjection = lazy(async () => (await import('./project/eject-source.ts')).planEjection);
/** Writes a REST source as a module, and puts the custom source in its place where it is asked for. */
export const saveEjection = lazy(async () => (await import('./project/eject-source.ts')).saveEjection);

/** All sources with their faults, runs and sizes: what a page of sources shows. */
export const overviewSources = lazy(async () => (await import('./runs/overview-sources.ts')).overviewSources);
/** Finds out by a few requests where the records of a REST source lie and how its pages follow each other. */
export const detectSource = lazy(async () => (await import('./sync/detect-source.ts')).detectSource);
/** All that there is of a source: tables, cursors, packages, module. */
export const describeSourceData = lazy(async () => (await import('./sync/describe-source-data.ts')).describeSourceData);
/** Removes a source with its tables, its state and its module, as far as is asked. */
export const removeSourceAndData = lazy(
  async () => (await import('./runs/remove-source-and-data.ts')).removeSourceAndData,
);

/** The text of sources.yml, with what tells whether it changed. */
export const readSourcesFile = lazy(async () => (await import('./project/sources-file.ts')).readSourcesFile);
/** Saves the text of sources.yml, unless somebody else changed the file. */
export const writeSourcesFile = lazy(async () => (await import('./project/sources-file.ts')).writeSourcesFile);

/** The modules in custom_sources and who uses them. */
export const listModules = lazy(async () => (await import('./project/list-modules.ts')).listModules);
/** The parameters that the source of a module declares, and where their values come from. */
export const describeModule = lazy(async () => (await import('./preview/describe-module.ts')).describeModule);
/** The text of a module, with what tells whether it changed. */
export const readModule = lazy(async () => (await import('./project/edit-module.ts')).readModule);
/** Saves a module, unless somebody else changed or made the file. */
export const writeModule = lazy(async () => (await import('./project/edit-module.ts')).writeModule);
/** Deletes a module that no source uses. */
export const deleteModule = lazy(async () => (await import('./project/edit-module.ts')).deleteModule);

/** What is wrong in the text of a module that is not saved yet. */
export const checkModuleText = lazy(async () => (await import('./sync/check-module-text.ts')).checkModuleText);

/** Reads every place that secrets can come from. */
export const loadSecretStore = lazy(async () => (await import('./project/secret-store.ts')).loadSecretStore);
/** Names of secrets and where their values are, never the values. */
export const listSecrets = lazy(async () => (await import('./project/list-secrets.ts')).listSecrets);
/** Names of secrets with all that is known of who reads them, never the values. */
export const describeSecrets = lazy(async () => (await import('./project/describe-secrets.ts')).describeSecrets);
/** The names in a pasted `.env` or TOML, and what storing each would do. */
export const readPastedSecrets = lazy(async () => (await import('./project/pasted-secrets.ts')).readPastedSecrets);
/** Stores chosen values of a pasted `.env` or TOML. */
export const savePastedSecrets = lazy(async () => (await import('./project/pasted-secrets.ts')).savePastedSecrets);
/** Stores a secret in `.dlt/secrets.toml`. */
export const saveSecret = lazy(async () => (await import('./project/save-secret.ts')).saveSecret);
/** Removes a secret from `.dlt/secrets.toml`. */
export const deleteSecret = lazy(async () => (await import('./project/save-secret.ts')).deleteSecret);

/**
 * Tries a source, saved or not, without writing anything: its first requests and responses, and the tables that the
 * records become. Always ends with `preview-finished`; throws nothing.
 */
export async function* previewSource(request: PreviewRequest, options: PreviewOptions): AsyncGenerator<PreviewEvent> {
  yield* (await import('./preview/preview-source.ts')).previewSource(request, options);
}

/** Writes what a test recorded into a file that is replayed without the API. */
export const saveCassette = lazy(async () => (await import('./preview/save-cassette.ts')).saveCassette);
/** The text of such a file; the recording stays. */
export const exportRecording = lazy(async () => (await import('./preview/export-recording.ts')).exportRecording);
/** Keeps what such a file holds like the recording of a test. */
export const importRecording = lazy(async () => (await import('./preview/import-recording.ts')).importRecording);
/** What a cassette has and was recorded with. */
export const readCassette = lazy(async () => (await import('./preview/cassette.ts')).readCassette);
/** A test as Markdown, without secrets and values. */
export const writeTestReport = lazy(async () => (await import('./preview/test-report.ts')).writeTestReport);
/** What a test gave, in the form in which it is compared. */
export const expectationOf = lazy(async () => (await import('./preview/expectation.ts')).expectationOf);
/** What came differently than a test before. */
export const compareExpectation = lazy(async () => (await import('./preview/expectation.ts')).compareExpectation);
export const readExpectation = lazy(async () => (await import('./preview/expectation.ts')).readExpectation);
export const writeExpectation = lazy(async () => (await import('./preview/expectation.ts')).writeExpectation);

/**
 * Reads what somebody pasted, asks the API as far as it may, and tells what it becomes, with rows. Writes nothing; throws
 * nothing.
 */
export async function* tryOffer(request: TryOfferRequest, options: PreviewOptions): AsyncGenerator<OfferEvent> {
  yield* (await import('./preview/try-offer.ts')).tryOffer(request, options);
}

/** Tries out how the pages of an offered resource follow each other. */
export const detectOffer = lazy(async () => (await import('./preview/detect-offer.ts')).detectOffer);
/** Adds what a pasted text becomes to the project. */
export const saveOffer = lazy(async () => (await import('./preview/save-offer.ts')).saveOffer);

/** Proves the credentials of a source by one cheap request, and explains the answer. */
export const checkAccess = lazy(async () => (await import('./preview/check-access.ts')).checkAccess);

/** The load packages of a project. */
export const listLoads = lazy(async () => (await import('./sync/list-loads.ts')).listLoads);
/** One load package, and what a load of it would do now. To load it start a run of kind `accept`. */
export const describeLoad = lazy(async () => (await import('./sync/describe-load.ts')).describeLoad);
/** Forgets the rows of a package that waits; its exchanges stay. */
export const discardLoad = lazy(async () => (await import('./runs/discard-load.ts')).discardLoad);
/** Deletes the ended packages that are not kept. */
export const pruneLoads = lazy(async () => (await import('./sync/prune-loads.ts')).pruneLoads);

/** Lets a person allow a source its access in the browser. */
export const loginSource = lazy(async () => (await import('./sync/login-source.ts')).loginSource);
/** The sign-ins of a server whose own address takes the browser back. */
export const openLogins = lazy(async () => (await import('./sync/open-logins.ts')).openLogins);
/** The sources and the tokens that are kept for them, never the tokens. */
export const listAccesses = lazy(async () => (await import('./sync/list-accesses.ts')).listAccesses);
/** Deletes the tokens that are kept for a source. */
export const disconnectSource = lazy(async () => (await import('./sync/list-accesses.ts')).disconnectSource);

/** Cursors, loads and tables of a source. */
export const showSource = lazy(async () => (await import('./sync/show-source.ts')).showSource);
/** The tables of a source with what their schema says of them. */
export const describeSchema = lazy(async () => (await import('./sync/describe-schema.ts')).describeSchema);
/** The schemas of a source as dlt exports them, as YAML. */
export const exportSchema = lazy(async () => (await import('./sync/describe-schema.ts')).exportSchema);
/** Tables as DBML. */
export const schemaToDbml = lazy(async () => (await import('./sync/schema-to-dbml.ts')).schemaToDbml);
/** Tables as a Mermaid diagram of entities. */
export const schemaToMermaid = lazy(async () => (await import('./sync/schema-to-mermaid.ts')).schemaToMermaid);
/** Follows a row back to the request that brought it. */
export const traceRow = lazy(async () => (await import('./runs/trace-row.ts')).traceRow);
/** The rows that came in one request. */
export const traceExchange = lazy(async () => (await import('./runs/trace-exchange.ts')).traceExchange);
/** What is saved of a source: its cursors, and what its resources remember. */
export const readSourceState = lazy(async () => (await import('./runs/source-state.ts')).readSourceState);
/** What a change of a saved state would do. */
export const planStateChange = lazy(async () => (await import('./runs/source-state.ts')).planStateChange);
/** Makes a planned change of a saved state. */
export const saveStateChange = lazy(async () => (await import('./runs/source-state.ts')).saveStateChange);
/** What changed the tables of a source, load by load. */
export const schemaHistory = lazy(async () => (await import('./sync/schema-history.ts')).schemaHistory);
/** Answers one SQL statement that only reads. */
export const queryWarehouse = lazy(async () => (await import('./warehouse/duckdb/query-warehouse.ts')).queryWarehouse);

/** Datasets, tables and columns of the warehouse, from its catalog. */
export const listDatasets = lazy(async () => (await import('./sync/browse-data.ts')).listDatasets);
/** Some rows of a table, sorted and filtered. */
export const readRows = lazy(async () => (await import('./sync/browse-data.ts')).readRows);
/** How many rows a table has. */
export const countRows = lazy(async () => (await import('./sync/browse-data.ts')).countRows);
/** One row as a whole, with the rows below it and where it came from. */
export const readRow = lazy(async () => (await import('./sync/browse-data.ts')).readRow);
/** Writes a table to a file: CSV, Parquet or JSON. */
export const exportTable = lazy(async () => (await import('./sync/export-table.ts')).exportTable);
/** Rows and SQL over what a test has made; see `test` of its end. */
export const readTestRows = lazy(async () => (await import('./preview/browse-test.ts')).readTestRows);
export const countTestRows = lazy(async () => (await import('./preview/browse-test.ts')).countTestRows);
export const readTestRow = lazy(async () => (await import('./preview/browse-test.ts')).readTestRow);
export const runTestSql = lazy(async () => (await import('./preview/browse-test.ts')).runTestSql);
/** What a sync would change in the warehouse, going by what a test has read. */
export const describeTestSchema = lazy(async () => (await import('./preview/test-schema.ts')).describeTestSchema);
/** Runs SQL that a person typed in a process of its own. */
export const runSql = lazy(async () => (await import('./sync/run-sql.ts')).runSql);
/** One recorded request of a load and its response. */
export const readExchange = lazy(async () => (await import('./sync/read-exchange.ts')).readExchange);
/** The recorded requests of a load, without bodies. */
export const listExchanges = lazy(async () => (await import('./sync/read-exchange.ts')).listExchanges);

/** A function that is loaded, with all that it needs, when it is first called. */
function lazy<Values extends readonly unknown[], Result>(
  load: () => Promise<(...values: Values) => Result | Promise<Result>>,
): (...values: Values) => Promise<Result> {
  return async (...values) => {
    const loaded = await load();
    return await loaded(...values);
  };
}
