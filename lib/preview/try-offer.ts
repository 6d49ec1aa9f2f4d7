import { basename } from 'node:path';
import type { ErrorRecord } from '../errors/dango-error.ts';
import { toErrorRecord } from '../errors/error-record.ts';
import type { Exchange, ExchangeRecorder } from '../http/exchange.ts';
import type { RecordedExchange } from '../http/replay.ts';
import { explainAnswers } from '../sync/explain-answers.ts';
import { fetchFirstPages } from '../sync/fetch-first-pages.ts';
import { createFetchText } from '../sync/import-source.ts';
import { offerSource, valuesOf, type Offered } from '../sync/offer-source.ts';
import type { OfferRequest } from '../sync/offered-source.ts';
import { openRecording, type Recording } from '../sync/open-recording.ts';
import { readExchanges } from '../sync/read-recording.ts';
import type { OfferEvent, OfferMadeEvent, TryOfferRequest } from './offer-event.ts';
import { deleteFolder, endPreviewFolder, findRecording, openPreviewFolder, recordingIn } from './preview-folder.ts';
import type { PreviewFinishedEvent } from './preview-event.ts';
import { warmPreviewProcess } from './preview-processes.ts';
import { previewSource, type PreviewOptions } from './preview-source.ts';

/** As few requests of a document as show what its rows are like. */
const testLimits = { pages: 1, parents: 2, records: 100 };
/** What shows how the pages of a few requests follow each other. */
const pagingLimits = { pages: 3, parents: 2, records: 1_000 };

/**
 * Reads a pasted text, asks the API for as much as is allowed, and tells what it becomes, with the rows of the first page.
 * One request serves both. Writes nothing that stays; throws nothing.
 */
export async function* tryOffer(request: TryOfferRequest, options: PreviewOptions): AsyncGenerator<OfferEvent> {
  const { signal } = options;
  try {
    const known = await readKnown(request);
    const fetchText = fetchKnown(request, known.exchanges, signal);
    const early = await offerSource(request, { recorded: known.exchanges, fetchText });
    const names = namesToAsk(early, request.asks);
    let made: Made = { offered: early, ...known, failures: new Map() };
    if (names.length > 0) {
      // It starts while the answer is under way.
      warmPreviewProcess(request.projectRoot);
      yield madeEvent(made);
      yield { type: 'offer-fetching', requests: names.length };
      made = await fetchOffer(request, early, names, known.exchanges, signal);
    }
    yield madeEvent(made);
    yield* showRows(request, made, options);
  } catch (error) {
    yield { type: 'offer-failed', error: toErrorRecord(error) };
  }
}

function madeEvent({ offered, recording, exchanges, failures }: Made): OfferMadeEvent {
  return {
    type: 'offer-made',
    offer: offered.offer,
    recording,
    requests: exchanges.map(({ method, url, status, durationMs }) => ({ method, url, status, durationMs })),
    ...(failures.size === 0 ? {} : { failures: Object.fromEntries(failures) }),
  };
}

interface Known {
  readonly exchanges: readonly RecordedExchange[];
  readonly recording: string | undefined;
}

interface Made extends Known {
  readonly offered: Offered;
  readonly failures: ReadonlyMap<string, ErrorRecord>;
}

/** The offer of what an earlier try recorded. */
export async function reofferSource(
  request: OfferRequest & Pick<TryOfferRequest, 'recording'>,
  signal: AbortSignal,
): Promise<Offered> {
  const { exchanges } = await readKnown(request);
  return await offerSource(request, { recorded: exchanges, fetchText: fetchKnown(request, exchanges, signal) });
}

/** A recording that is gone is no fault: it is made once more. */
async function readKnown({
  projectRoot,
  recording,
}: OfferRequest & Pick<TryOfferRequest, 'recording'>): Promise<Known> {
  if (recording === undefined) return { exchanges: [], recording };
  try {
    return { exchanges: await readExchanges(findRecording(projectRoot, recording)), recording };
  } catch {
    return { exchanges: [], recording: undefined };
  }
}

function namesToAsk({ offer, toFetch, toSend }: Offered, asks: TryOfferRequest['asks']): readonly string[] {
  // Without its values a request would only be refused.
  if (asks === 'nothing' || offer.fault !== undefined || offer.lacksHost || offer.missing.length > 0) return [];
  return asks === 'gets' ? toFetch : [...toFetch, ...toSend];
}

async function fetchOffer(
  request: TryOfferRequest,
  { sources, offer }: Offered,
  names: readonly string[],
  before: readonly RecordedExchange[],
  signal: AbortSignal,
): Promise<Made> {
  const folder = openPreviewFolder(request.projectRoot);
  const log = openRecording(recordingIn(folder));
  try {
    const exchanges: RecordedExchange[] = [];
    for (const exchange of before) keep(exchange, log, exchanges);
    const recorder = recorderInto(log, exchanges);
    const [source] = sources;
    const draft = {
      projectRoot: request.projectRoot,
      source: source?.name ?? '',
      sourcesText: offer.yaml,
      secrets: valuesOf(source?.secrets ?? []),
    };
    const failures = await fetchFirstPages(draft, names, { recorder, signal });
    const fetchText = fetchKnown(request, exchanges, signal, recorder);
    const offered = await offerSource(request, { recorded: exchanges, fetchText });
    return { offered, exchanges, recording: basename(folder), failures: explainAnswers(offered, failures, exchanges) };
  } finally {
    await log.close();
    endPreviewFolder(folder, true);
  }
}

function recorderInto(log: Recording, exchanges: RecordedExchange[]): ExchangeRecorder {
  let number = exchanges.length;
  return {
    begin: () => (number += 1),
    record: (exchange) => keep(exchange, log, exchanges),
  };
}

function keep(exchange: Exchange, log: Recording, exchanges: RecordedExchange[]): void {
  log.record(exchange);
  exchanges.push({ ...exchange, responseBody: exchange.responseBody, isBodyCut: false });
}

/** Reads parts of a document: those that are recorded from there, the others at their address. */
function fetchKnown(
  { projectRoot }: OfferRequest,
  exchanges: readonly RecordedExchange[],
  signal: AbortSignal,
  recorder?: ExchangeRecorder,
): (url: string) => Promise<string | undefined> {
  const fetchText = createFetchText(projectRoot, signal, recorder);
  return async (url) => {
    const known = exchanges.find((exchange) => exchange.url === url && !exchange.isBodyCut);
    return known?.responseBody ?? (await fetchText(url));
  };
}

async function* showRows(
  request: TryOfferRequest,
  { offered, recording, exchanges }: Made,
  options: PreviewOptions,
): AsyncGenerator<OfferEvent> {
  const { projectRoot } = request;
  const { offer, sources, rowsText } = offered;
  const [source] = sources;
  if (source === undefined || offer.fault !== undefined || offer.lacksHost) return;
  const secrets = valuesOf(source.secrets);
  if (request.asks === 'test') {
    const limits = offer.isOfRequests ? pagingLimits : testLimits;
    const test = { projectRoot, source: source.name, sourcesText: offer.yaml, secrets, limits };
    yield* previewSource(test, options);
  } else if (offered.samples.size > 0 && offer.missing.length === 0) {
    yield* showSamples(request, offered, options);
  } else if (recording !== undefined && offer.isOfRequests && rowsText !== '') {
    const limits = { ...testLimits, records: 1_000 };
    const shown = {
      projectRoot,
      source: source.name,
      sourcesText: rowsText,
      secrets,
      fromRecording: recording,
      limits,
    };
    for await (const event of previewSource(shown, options)) {
      yield event.type === 'preview-finished' ? explained(event, offered, exchanges) : event;
    }
  }
}

/** Says of failures what was said when they were answered, whatever was changed since. */
function explained(
  event: PreviewFinishedEvent,
  offered: Offered,
  exchanges: readonly RecordedExchange[],
): PreviewFinishedEvent {
  const failures = event.resources.flatMap(({ name, error }) => (error === undefined ? [] : [[name, error] as const]));
  const renamed = exchanges.map((exchange) => ({
    ...exchange,
    resource: offered.names.get(exchange.resource ?? '') ?? exchange.resource,
  }));
  const known = explainAnswers(offered, new Map(failures), renamed);
  const resources = event.resources.map((one) => {
    const error = known.get(one.name);
    return error === undefined ? one : { ...one, error };
  });
  return { ...event, resources };
}

/** Shows the rows of the answers that a text brought along, as if the API had given them to what is chosen now. */
async function* showSamples(
  { projectRoot }: TryOfferRequest,
  { offer, sources: [source], samples }: Offered,
  options: PreviewOptions,
): AsyncGenerator<OfferEvent> {
  const folder = openPreviewFolder(projectRoot);
  try {
    const log = openRecording(recordingIn(folder));
    const shown = {
      projectRoot,
      source: source?.name ?? '',
      sourcesText: offer.yaml,
      secrets: valuesOf(source?.secrets ?? []),
    };
    const names = [...samples.keys()];
    try {
      await fetchFirstPages(shown, names, { recorder: recorderInto(log, []), signal: options.signal, samples });
    } finally {
      await log.close();
    }
    endPreviewFolder(folder, true);
    const limits = { ...testLimits, records: 1_000 };
    yield* previewSource({ ...shown, resources: names, fromRecording: basename(folder), limits }, options);
  } finally {
    deleteFolder(folder);
  }
}
