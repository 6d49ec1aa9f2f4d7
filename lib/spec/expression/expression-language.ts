import { Environment } from '@marcbachmann/cel-js';
import { compilePattern } from '../../util/compile-pattern.ts';
import { parseInstant } from '../../util/parse-instant.ts';
import { remember } from '../../util/remember.ts';

/** What an expression can be about, by name, and the type that each has: `map`, `string`, `int`, `dyn` for anything. */
export type ExpressionVariables = Readonly<Record<string, 'map' | 'string' | 'int' | 'dyn'>>;

/** Longest expression, in characters. */
export const longestExpression = 4_000;
/** Longest text that `replace` makes, in characters. */
const longestText = 10_000_000;
/** Numbers above are milliseconds since 1970, others seconds: the one is in 5138, the other was in 1973. */
const firstMilliseconds = 100_000_000_000;
/** Name under which `matches` really runs, for the one of the library can be made to take for ever. */
export const safeMatches = 'dangoMatches';

const patternOf = remember(compilePattern);
const timestampType = 'google.protobuf.Timestamp';

/**
 * CEL with the few things that JSON needs besides: numbers of both kinds calculate with each other, dates are read as
 * Dango reads them, and there are `lower`, `upper`, `replace`, `round`, `floor`, `ceil` and `abs`.
 */
function createLanguage(): Environment {
  const language = new Environment({
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 1000, maxDepth: 60, maxListElements: 500, maxMapEntries: 200, maxCallArguments: 16 },
  });
  for (const [one, other] of [
    ['int', 'double'],
    ['double', 'int'],
  ]) {
    language.registerOperator(`${one} + ${other}: double`, (left, right) => Number(left) + Number(right));
    language.registerOperator(`${one} - ${other}: double`, (left, right) => Number(left) - Number(right));
    language.registerOperator(`${one} * ${other}: double`, (left, right) => Number(left) * Number(right));
    language.registerOperator(`${one} / ${other}: double`, (left, right) => Number(left) / Number(right));
    language.registerOperator(`${one} % ${other}: double`, (left, right) => Number(left) % Number(right));
  }
  language.registerOperator('double % double: double', (left: number, right: number) => left % right);
  const define = (signature: string, handler: (...given: never[]) => unknown): void => {
    language.registerFunction(signature, handler, { async: false });
  };
  define('string.lower(): string', (text: string) => text.toLowerCase());
  define('string.upper(): string', (text: string) => text.toUpperCase());
  define('string.replace(string, string): string', replaceAll);
  define(`string.${safeMatches}(string): bool`, (text: string, pattern: string) => patternOf(pattern)(text));
  for (const [name, work] of Object.entries({ floor: Math.floor, ceil: Math.ceil, round: Math.round, abs: Math.abs })) {
    define(`${name}(double): double`, (number: number) => work(number));
    define(`${name}(int): int`, (number: bigint) => (name === 'abs' && number < 0n ? -number : number));
  }
  define('round(double, int): double', roundTo);
  define(`instant(string): ${timestampType}`, readText);
  define(`instant(double): ${timestampType}`, readNumber);
  define(`instant(int): ${timestampType}`, readNumber);
  define(`instant(${timestampType}): ${timestampType}`, (instant: Date) => instant);
  define(`timestamp(double): ${timestampType}`, (seconds: number) => instantAt(seconds * 1000));
  define(`int(${timestampType}): int`, (instant: Date) => BigInt(Math.floor(instant.getTime() / 1000)));
  define(`string(${timestampType}): string`, (instant: Date) => instant.toISOString());
  return language;
}

let language: Environment | undefined;

/** The language with variables. It is made when the first expression needs it. */
export function languageWith(variables: ExpressionVariables): Environment {
  language ??= createLanguage();
  const own = language.clone();
  for (const [name, type] of Object.entries(variables)) own.registerVariable(name, type);
  return own;
}

function replaceAll(text: string, wanted: string, replacement: string): string {
  const places = wanted === '' ? text.length + 1 : text.split(wanted).length - 1;
  if (text.length + places * replacement.length > longestText) {
    throw new Error(`replace() would make a text of more than ${longestText} characters`);
  }
  return text.replaceAll(wanted, () => replacement);
}

function roundTo(number: number, digits: bigint): number {
  if (digits < 0n || digits > 15n) throw new Error('round() takes from 0 to 15 digits');
  // By its decimal form: 1.005 * 100 is 100.49999999999999.
  const moved = Number(`${number}e${digits}`);
  const isPlain = Number.isFinite(moved);
  return isPlain ? Number(`${Math.round(moved)}e-${digits}`) : number;
}

function readText(text: string): Date {
  const instant = parseInstant(text.trim());
  if (instant !== undefined && instant.precision !== 'month') return new Date(instant.epochMs);
  throw new Error('instant() reads ISO dates and instants, and seconds or milliseconds since 1970');
}

function readNumber(given: number | bigint): Date {
  const number = Number(given);
  return instantAt(Math.abs(number) >= firstMilliseconds ? number : number * 1000);
}

function instantAt(epochMs: number): Date {
  // The years that CEL knows: 1 to 9999.
  if (epochMs >= -62_135_596_800_000 && epochMs <= 253_402_300_799_999) return new Date(epochMs);
  throw new Error('the number is no instant between the years 1 and 9999');
}
