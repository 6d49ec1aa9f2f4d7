type Header = readonly [name: string, value: string];

/** What browsers and tools send along and no API asks for. */
const noise =
  /^(:.*|sec-.*|user-agent|accept-encoding|accept-language|cache-control|pragma|priority|connection|keep-alive|host|content-length|origin|referer|dnt|te|upgrade-insecure-requests|if-none-match|if-modified-since|traceparent|tracestate|baggage|sentry-trace|x-datadog-.*|x-b3-.*|newrelic|x-newrelic-.*|x-amzn-trace-id|x-request-id|x-correlation-id|x-cloud-trace-context|postman-token|x-csrf-token|x-xsrf-token|csrf-token|x-csrftoken|x-client-data|save-data|device-memory|viewport-width|rtt|downlink|ect|alt-used|transfer-encoding|expect|x-forwarded-.*|cf-.*|x-real-ip|proxy-.*|range)$/i;

/** What Dango asks for anyway, or what a browser says for want of better. */
const plainAccept =
  /^(\s*(\*\/\*|application\/json|text\/plain|text\/html|application\/xhtml\+xml|application\/xml|image\/[\w.+*-]+|text\/javascript|text\/\*)\s*(;[^,]*)?,?)+$/i;

/** The headers that belong to the request itself. */
export function dropNoise(headers: readonly Header[]): {
  readonly kept: readonly Header[];
  readonly dropped: readonly string[];
} {
  const isNoise = ([name, value]: Header): boolean =>
    noise.test(name) || value === '' || (/^accept$/i.test(name) && plainAccept.test(value));
  return { kept: headers.filter((header) => !isNoise(header)), dropped: headers.filter(isNoise).map(([name]) => name) };
}

const trackers =
  /^(_ga.*|_gid|_gat.*|_gcl.*|_fbp|_fbc|_hj.*|_uet.*|_pk_.*|_scid.*|_tt.*|_clck|_clsk|_dd_s|_mkto_trk|ajs_.*|amplitude.*|amp_.*|AMP_.*|intercom-.*|mp_.*|optimizely.*|OptanonConsent|OptanonAlertBoxClosed|CookieConsent|cookieyes.*|euconsent.*|__cf_bm|cf_clearance|_cfuvid|__hs.*|hubspotutk|ph_.*|_rdt_uuid|muid|__utm.*|__stripe_.*|_schn.*|sa-user-id.*|_twpid|guest_id.*|personalization_id)$/i;

/** The cookies of a `Cookie` header without those that only track. */
export function dropTrackers(cookies: string): readonly Header[] {
  return cookies
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): Header => {
      const cut = part.indexOf('=');
      return cut < 0 ? [part, ''] : [part.slice(0, cut), part.slice(cut + 1)];
    })
    .filter(([name]) => !trackers.test(name));
}
