import type { DangoError } from '../errors/dango-error.ts';
import type { JsonPathOperand, JsonPathQuery, JsonPathStep, JsonPathTest } from './json-path-step.ts';
import type { TextReader } from './text-reader.ts';

interface PathReading {
  readonly readSteps: (reader: TextReader) => JsonPathStep[];
  readonly readQuoted: (reader: TextReader) => string | undefined;
  readonly expected: (reader: TextReader, what: string) => DangoError;
}

const operatorPattern = /==|!=|<=|>=|<|>/y;
const numberPattern = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const wordPattern = /(true|false|null)(?![\w.([])/y;
const functionPattern = /(length|count|value|match|search)\s*\(/y;
const words = { true: true, false: false, null: null } as const;

/** Makes the reader of what stands behind `[?`, with `or` below `and` below `not`. */
export function createFilterReader({ readSteps, readQuoted, expected }: PathReading) {
  function readOr(reader: TextReader): JsonPathTest {
    return readChain(reader, '||', 'or', readAnd);
  }

  function readAnd(reader: TextReader): JsonPathTest {
    return readChain(reader, '&&', 'and', readNot);
  }

  function readChain(
    reader: TextReader,
    sign: string,
    type: 'and' | 'or',
    readOne: (reader: TextReader) => JsonPathTest,
  ): JsonPathTest {
    const first = readOne(reader);
    const tests = [first];
    reader.skipBlanks();
    while (reader.take(sign)) {
      tests.push(readOne(reader));
      reader.skipBlanks();
    }
    return tests.length === 1 ? first : { type, tests };
  }

  function readNot(reader: TextReader): JsonPathTest {
    reader.skipBlanks();
    if (reader.peek('!') && !reader.peek('!=')) {
      reader.take('!');
      return { type: 'not', test: readNot(reader) };
    }
    if (reader.take('(')) {
      const test = readOr(reader);
      close(reader);
      return test;
    }
    return readComparison(reader);
  }

  function readComparison(reader: TextReader): JsonPathTest {
    const call = /^(match|search)\s*\(/.exec(reader.text.slice(reader.position))?.[1];
    if (call === 'match' || call === 'search') return readMatch(reader, call);
    const left = readOperand(reader);
    reader.skipBlanks();
    const operator = reader.match(operatorPattern)?.[0];
    if (isOperator(operator)) return { type: 'compare', operator, left, right: readOperand(reader) };
    if (left.type === 'query') return { type: 'exists', query: left.query };
    throw expected(reader, 'a comparison such as ==');
  }

  function readMatch(reader: TextReader, type: 'match' | 'search'): JsonPathTest {
    reader.match(functionPattern);
    const text = readOperand(reader);
    reader.skipBlanks();
    if (!reader.take(',')) throw expected(reader, '","');
    const pattern = readOperand(reader);
    close(reader);
    return { type, text, pattern };
  }

  function readOperand(reader: TextReader): JsonPathOperand {
    reader.skipBlanks();
    const query = readQuery(reader);
    if (query !== undefined) return { type: 'query', query };
    const quoted = readQuoted(reader);
    if (quoted !== undefined) return { type: 'literal', value: quoted };
    const word = reader.match(wordPattern)?.[1];
    if (word === 'true' || word === 'false' || word === 'null') return { type: 'literal', value: words[word] };
    const number = reader.match(numberPattern)?.[0];
    if (number !== undefined) return { type: 'literal', value: Number(number) };
    return readFunction(reader);
  }

  function readFunction(reader: TextReader): JsonPathOperand {
    const name = reader.match(functionPattern)?.[1];
    if (name === undefined) throw expected(reader, `"@", "$", a text in quotes, a number, true, false or null`);
    const of = readOperand(reader);
    close(reader);
    if (name === 'length') return { type: 'length', of };
    if (of.type !== 'query') throw expected(reader, 'a path in the parentheses before this');
    return name === 'count' ? { type: 'count', query: of.query } : of;
  }

  function readQuery(reader: TextReader): JsonPathQuery | undefined {
    const isFromRoot = reader.peek('$');
    if (!isFromRoot && !reader.peek('@')) return undefined;
    reader.position += 1;
    return { isFromRoot, steps: readSteps(reader) };
  }

  function close(reader: TextReader): void {
    reader.skipBlanks();
    if (!reader.take(')')) throw expected(reader, '")"');
  }

  return readOr;
}

type Operator = Extract<JsonPathTest, { type: 'compare' }>['operator'];

function isOperator(text: string | undefined): text is Operator {
  return text !== undefined && ['==', '!=', '<', '<=', '>', '>='].includes(text);
}
