import type { SourceProposal } from './proposal.ts';
import { proposeFromSamples, type AnswersOf } from './samples/propose-from-samples.ts';

/** The addresses in a text that has nothing else in it, one a line; undefined for any other text. */
export function addressesIn(text: string): string[] | undefined {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const isAddress = (line: string): boolean => /^https?:\/\/\S+$/i.test(line) && URL.canParse(line);
  return lines.length > 0 && lines.every(isAddress) ? lines : undefined;
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
