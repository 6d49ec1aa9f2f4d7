import type { SourceProposal } from './proposal.ts';
import { proposeFromSamples, type AnswersOf } from './samples/propose-from-samples.ts';

/** The addresses in a text that has nothing else in it, one a line; undefined for any other text. */
export function addressesIn(text: string): string[] | undefined {
  const lines = text
    .split('\n')
    .map(withoutQuotes)
    .filter((line) => line !== '');
  const addresses = lines.map(withScheme).filter((line) => /^https?:\/\/\S+$/i.test(line) && URL.canParse(line));
  return lines.length > 0 && addresses.length === lines.length ? addresses : undefined;
}

/** Mail, chats and code put quotes or angle brackets around an address, lists of them a comma behind. */
function withoutQuotes(line: string): string {
  const plain = line.trim().replace(/[,;]$/, '');
  const [, double, single, tick, angle] = /^(?:"([^"]+)"|'([^']+)'|`([^`]+)`|<([^<>]+)>)$/.exec(plain) ?? [];
  return (double ?? single ?? tick ?? angle ?? plain).trim();
}

const localHost = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?(?:\/|$)/i;
const hostAndPath = /^[a-z\d](?:[a-z\d.-]*[a-z\d])?\.[a-z]{2,}(?::\d+)?\/\S*$/i;

/** An address as people copy it out of a text, without what browsers hide. One of this machine has no certificate. */
function withScheme(line: string): string {
  if (localHost.test(line)) return `http://${line}`;
  return hostAndPath.test(line) ? `https://${line}` : line;
}

/** Reads addresses as requests by GET: a resource for each. Credentials in them are taken out. */
export function readUrls(text: string, name?: string, answersOf?: AnswersOf): SourceProposal {
  const urls = addressesIn(text) ?? [];
  const requests = urls.map((url, index) => ({
    at: urls.length === 1 ? 'the address' : `line ${index + 1}`,
    method: 'GET',
    // What a shell or a collection would fill in is plain text here.
    url: url.replaceAll('${', () => '$${'),
    headers: [],
    answers: [],
  }));
  return proposeFromSamples(requests, { kind: 'url', notes: [], isPerQuery: true, name, answersOf });
}
