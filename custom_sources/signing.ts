// Requests that carry a signature instead of a key. Copy the signer you need; source_name in sources.yml chooses a source.
import { createHash, createHmac } from 'node:crypto';
import { resource, RestClient, secret, singlePage, source } from 'dango';
import type { Authenticator, UnsignedRequest } from 'dango';

/** `X-Signature`: HMAC with SHA-256 over time, method, path with query, and body, as many payment APIs ask for. */
export function hmacSignature({ keyId, key }: { keyId: string; key: string }): Authenticator {
  return {
    // Called right before each sending, also before a repetition: the time is always fresh.
    apply({ method, url, headers, body = '' }, { now }) {
      const time = String(Math.floor(now() / 1000));
      const signature = createHmac('sha256', key).update(`${time}\n${method}\n${url.pathname}${url.search}\n`);
      headers['x-key-id'] = keyId;
      headers['x-timestamp'] = time;
      headers['x-signature'] = signature.update(body).digest('hex');
    },
    // Everything that must never be seen in logs and recorded requests.
    secrets: () => [key],
  };
}

interface AwsOptions {
  accessKeyId: string;
  secretAccessKey: string;
  /** Of temporary credentials. */
  sessionToken?: string;
  region: string;
  service: string;
}

/** AWS Signature Version 4. */
export function awsSignature(options: AwsOptions): Authenticator {
  const { accessKeyId, secretAccessKey, sessionToken, region, service } = options;
  return {
    apply(request, { now }) {
      const { headers, body = '' } = request;
      const time = new Date(now()).toISOString().replaceAll(/[-:]|\.\d+/g, '');
      const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
      headers['x-amz-date'] = time;
      if (sessionToken !== undefined) headers['x-amz-security-token'] = sessionToken;
      const signed = signedHeaders(request);
      const names = signed.map(([name]) => name).join(';');
      const canonical = [
        request.method,
        canonicalPath(request.url),
        canonicalQuery(request.url),
        ...signed.map(([name, value]) => `${name}:${value.trim().replaceAll(/ +/g, ' ')}`),
        '',
        names,
        sha256(body),
      ].join('\n');
      const dayKey = hmac(`AWS4${secretAccessKey}`, time.slice(0, 8));
      const signingKey = hmac(hmac(hmac(dayKey, region), service), 'aws4_request');
      const signature = hmac(signingKey, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`).toString('hex');
      headers['authorization'] =
        `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
    },
    secrets: () => [secretAccessKey, ...(sessionToken === undefined ? [] : [sessionToken])],
  };
}

/** Host, content type and Amazon's own headers, by name. */
function signedHeaders({ headers, url }: UnsignedRequest): [string, string][] {
  const own = Object.entries(headers).filter(([name]) => name === 'content-type' || name.startsWith('x-amz-'));
  return [['host', url.host] as [string, string], ...own].sort(byText);
}

/** For all services but S3, the path is escaped once more. */
function canonicalPath({ pathname }: URL): string {
  return pathname.split('/').map(escape).join('/');
}

function canonicalQuery({ searchParams }: URL): string {
  const pairs = [...searchParams].map(([name, value]): [string, string] => [escape(name), escape(value)]);
  return pairs
    .sort((one, other) => byText(one, other) || byText([one[1], ''], [other[1], '']))
    .map((pair) => pair.join('='))
    .join('&');
}

function escape(text: string): string {
  const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, hex);
}

function byText([one]: [string, string], [other]: [string, string]): number {
  return one < other ? -1 : Number(one > other);
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: string | Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** An API that wants every request signed. */
export const signedSource = source({
  params: { baseUrl: 'https://api.example.com', keyId: 'dango', key: secret() },

  resources({ baseUrl, keyId, key }) {
    const client = new RestClient({ baseUrl, auth: hmacSignature({ keyId, key }) });
    return resource('payments', { writeDisposition: 'replace' }, () =>
      client.paginate('/payments', { paginator: singlePage() }),
    );
  },
});
