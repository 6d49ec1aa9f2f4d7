import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLinkHeader } from './parse-link-header.ts';

describe('parseLinkHeader', () => {
  test.each([
    ['<https://a.test/?page=2>; rel="next"', [['https://a.test/?page=2', ['next']]]],
    [
      '<https://a.test/2>; rel=next, <https://a.test/9>; rel=last',
      [
        ['https://a.test/2', ['next']],
        ['https://a.test/9', ['last']],
      ],
    ],
    ['<https://a.test/?ids=1,2;3>; rel="next"', [['https://a.test/?ids=1,2;3', ['next']]]],
    ['</2>; title="a, <b>; rel=prev"; REL="Next  last"', [['/2', ['next', 'last']]]],
    ['</2>;rel=next;rel=prev', [['/2', ['next']]]],
    ['</2>', [['/2', []]]],
    ['</2>; rel="say \\"next\\""', [['/2', ['say', '"next"']]]],
    [
      '</2>; rel="next", , </3>; rel="last"',
      [
        ['/2', ['next']],
        ['/3', ['last']],
      ],
    ],
    ['nonsense; rel=next, </3>; rel="last"', [['/3', ['last']]]],
    ['</unclosed; rel=next', []],
    ['', []],
  ])('%s', (header, expected) => {
    expect(parseLinkHeader(header).map(({ target, rels }) => [target, rels])).toEqual(expected);
  });

  test('what is written as links is read as links', () => {
    const target = fc.webUrl({ withQueryParameters: true });
    const word = fc.stringMatching(/^[a-z][a-z0-9.-]{0,8}$/);
    const quoted = fc.string().map((text) => `title="${text.replaceAll(/["\\]/g, '\\$&')}"`);
    const link = fc.record({ target, rels: fc.array(word, { minLength: 1, maxLength: 3 }), title: quoted });
    fc.assert(
      fc.property(fc.array(link, { minLength: 1, maxLength: 5 }), (links) => {
        const header = links
          .map(({ target, rels, title }) => `<${target}>; ${title}; rel="${rels.join(' ')}"`)
          .join(', ');
        expect(parseLinkHeader(header)).toEqual(links.map(({ target, rels }) => ({ target, rels })));
      }),
    );
  });

  test('any text ends in links, never in an error or an endless loop', () => {
    const piece = fc.constantFrom('<', '>', ';', ',', '"', '\\', '=', 'rel', 'next', ' ', 'a');
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 60 }), (header) => Array.isArray(parseLinkHeader(header))),
    );
  });
});
