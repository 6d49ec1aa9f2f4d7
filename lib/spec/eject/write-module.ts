import type { Auth } from '../auth.ts';
import type { RestResource, RestSource } from '../rest-source.ts';
import { isSameJson } from '../same-json.ts';
import { call, object, other, quote, type Code, type Entry } from './code.ts';
import { hardLine, indent, group, join, line, printLayout, trailingComma, type Layout } from './layout.ts';
import type { LiftedValue } from './lifted-values.ts';
import { hasMark } from './lifted-values.ts';
import { recordNameOf, takenNames, variableOf } from './module-names.ts';
import { ValueWriter } from './value-writer.ts';
import { writeAlike } from './write-alike.ts';
import { writeAuth } from './write-auth.ts';
import { writePaginator } from './write-paginator.ts';
import { writeResource } from './write-resource.ts';
import { writeContract } from './write-table-options.ts';

export interface ModuleFacts {
  readonly name: string;
  readonly exportName: string;
  readonly description: string;
  readonly rest: RestSource;
  readonly values: readonly LiftedValue[];
}

/** The text of the module. */
export function writeModule({ name, exportName, description, rest, values }: ModuleFacts): string {
  const writer = new ValueWriter(values);
  const base = writeBaseUrl(rest.baseUrl, values, writer);
  const shared = findShared(rest, writer);
  const hoisted = hoistTableOptions(rest.resources, writer);
  const taken = new Set([...takenNames, ...values.map((value) => value.name), exportName]);
  const variables = new Map(rest.resources.map((resource) => [resource.name, variableOf(resource.name, taken)]));
  const records = new Map<string, string>();
  const variable = (resource: string): string => variables.get(resource) ?? resource;
  const place = {
    writer,
    variableOf: variable,
    recordOf: (resource: string): string => {
      const known = records.get(resource) ?? recordNameOf(variable(resource), taken);
      records.set(resource, known);
      return known;
    },
    hoisted: new Map(hoisted.map(({ key, value }) => [key, value])),
  };
  const written = rest.resources.map((resource) => ({
    resource,
    variable: variable(resource.name),
    code: writeResource(resource, { ...place, own: shared.ownOf(resource) }),
  }));
  const alike = writeAlike(written);
  const statements = [
    ...base.statements,
    ...shared.statements,
    writeClient(rest, base, shared, writer),
    '',
    ...alike.statements,
  ];
  const params = object([
    ...base.params,
    ...values.map((value): Entry => [value.name, call(writer.sdk(value.isSecret ? 'secret' : 'required'), [])]),
  ]);
  const names = [...base.params.map(([key]) => key), ...values.map((value) => value.name)];
  const pattern: Layout =
    names.length === 0 ? '' : group('{', indent(line, join(names, [',', line])), trailingComma, line, '}');
  const body: Layout = ['resources(', pattern, ') {', indent(hardLine, join(statements, hardLine)), hardLine, '},'];
  const facts: readonly Layout[] = [
    ['name: ', quote(name), ','],
    ...hoisted.map(({ key, code }): Layout => [key, ': ', code.layout, ',']),
    ...(names.length === 0 ? [] : [['params: ', params.layout, ',']]),
  ];
  const definition = ['{', indent(hardLine, join(facts, hardLine), hardLine, hardLine, body), hardLine, '}'];
  const imports = [writer.sdk('source'), ...writer.imports];
  const text = printLayout([
    writeImport(imports, [...alike.types, ...shared.types]),
    hardLine,
    hardLine,
    comment(description),
    hardLine,
    `export const ${exportName} = source(`,
    definition,
    ');',
    hardLine,
  ]);
  return text;
}

function writeImport(names: readonly string[], types: readonly string[]): Layout {
  const unique = [...new Set(names)].toSorted((one, two) => (one.toLowerCase() < two.toLowerCase() ? -1 : 1));
  const all = [...unique, ...types.map((type) => `type ${type}`)];
  return group('import {', indent(line, join(all, [',', line])), trailingComma, line, "} from 'dango';");
}

function comment(text: string): Layout {
  const words = text.replaceAll('*/', '* /').trim().split(/\s+/);
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > 112) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  if (lines.length === 1) return `/** ${lines[0]} */`;
  return join(['/**', ...lines.map((one) => ` * ${one}`), ' */'], hardLine);
}

interface BaseUrl {
  readonly params: readonly Entry[];
  readonly statements: readonly Layout[];
}

/** The address as a parameter, so that another environment can have another one. */
function writeBaseUrl(baseUrl: string, values: readonly LiftedValue[], writer: ValueWriter): BaseUrl {
  if (!hasMark(baseUrl)) return { params: [['baseUrl', writer.text(baseUrl)]], statements: [] };
  if (values.some(({ name }) => name === 'baseUrl')) return { params: [], statements: [] };
  return { params: [], statements: [['const baseUrl = ', writer.text(baseUrl).layout, ';']] };
}

interface Shared {
  readonly statements: readonly Layout[];
  /** Types that the statements need. */
  readonly types: readonly string[];
  /** What the client has for all resources. */
  readonly client: readonly (readonly [string, Code | undefined])[];
  readonly auth: Code | undefined;
  ownOf(resource: RestResource): {
    readonly paginator: Code | undefined;
    readonly dataSelector: string | undefined;
    readonly responses: Code | undefined;
    readonly auth: Code | undefined;
  };
}

/** What several resources have in common stands once. */
function findShared({ resources, auth }: RestSource, writer: ValueWriter): Shared {
  const probe = new ValueWriter(writer.values);
  const paginatorText = (resource: RestResource): string => JSON.stringify(writePaginator(resource, probe));
  const common = mostCommon(resources.map(paginatorText));
  const usualPaginator = common === autoText ? undefined : common;
  const client = resources.find((resource) => paginatorText(resource) === usualPaginator);
  const [first] = resources;
  const selector = resources.every(({ dataSelector }) => dataSelector === first?.dataSelector)
    ? first?.dataSelector
    : undefined;
  const rules = resources.map(({ responses }) => responses).filter((one) => one !== undefined);
  const commonRules = rules.find((one, index) => rules.findIndex((other_) => isSameJson(one, other_)) < index);
  const auths = [auth, ...resources.map((resource) => resource.auth)].filter(
    (one) => one !== undefined && one.type !== 'none',
  );
  const sharedAuth = auths.find((one, index) => auths.findIndex((other_) => isSameJson(one, other_)) < index);
  const authCode = (given: Auth): Code =>
    sharedAuth !== undefined && isSameJson(given, sharedAuth) ? other('auth') : writeAuth(given, writer);
  const statements: Layout[] = [];
  if (sharedAuth !== undefined) statements.push(['const auth = ', writeAuth(sharedAuth, writer).layout, ';']);
  if (commonRules !== undefined) {
    statements.push(['const responses: readonly ResponseRule[] = ', writer.json(commonRules).layout, ';']);
  }
  return {
    statements,
    types: commonRules === undefined ? [] : ['ResponseRule'],
    client: [
      ['paginator', client === undefined ? undefined : writePaginator(client, writer)],
      ['dataSelector', selector === undefined ? undefined : writer.text(selector)],
    ],
    auth: auth === undefined || auth.type === 'none' ? undefined : authCode(auth),
    ownOf: (resource) => {
      const isUsual = paginatorText(resource) === (usualPaginator ?? autoText);
      const { responses } = resource;
      const isCommon = commonRules !== undefined && isSameJson(responses, commonRules);
      return {
        paginator: isUsual ? undefined : writePaginator(resource, writer),
        dataSelector: selector === undefined ? resource.dataSelector : undefined,
        responses: responses === undefined ? undefined : isCommon ? other('responses') : writer.json(responses),
        auth: resource.auth === undefined ? undefined : authCode(resource.auth),
      };
    },
  };
}

const autoText = JSON.stringify(call('auto', []));

/** The text that occurs most, at least twice; undefined where each occurs once. */
function mostCommon(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [best] = [...counts].toSorted(([, one], [, two]) => two - one);
  return best !== undefined && best[1] > 1 ? best[0] : undefined;
}

function writeClient(
  { headers, rateLimit, concurrency, retry, baseUrl }: RestSource,
  base: BaseUrl,
  shared: Shared,
  writer: ValueWriter,
): Layout {
  const json = (value: unknown): Code | undefined => (value === undefined ? undefined : writer.json(value));
  const hasName = base.params.length > 0 || base.statements.length > 0 || hasMark(baseUrl);
  const options = writer.options([
    ['baseUrl', hasName ? other('baseUrl') : undefined],
    ['headers', Object.keys(headers).length === 0 ? undefined : writer.json(headers)],
    ['auth', shared.auth],
    ['rateLimit', json(rateLimit)],
    ['concurrency', json(concurrency)],
    ['retry', json(retry)],
    ...shared.client,
    ['readAhead', other('true')],
  ]);
  return ['const client = ', call(['new ', writer.sdk('RestClient')], [options]).layout, ';'];
}

interface HoistedOption {
  readonly key: string;
  readonly value: unknown;
  readonly code: Code;
}

/** What most resources say alike about their tables, for the source, where each of them says something. */
function hoistTableOptions(resources: readonly RestResource[], writer: ValueWriter): readonly HoistedOption[] {
  if (resources.length < 2) return [];
  return (['schemaContract', 'maxTableNesting', 'nullColumns'] as const).flatMap((key): HoistedOption[] => {
    if (resources.some((resource) => resource[key] === undefined)) return [];
    const text = mostCommon(resources.map((resource) => JSON.stringify(resource[key])));
    const found = resources.find((resource) => JSON.stringify(resource[key]) === text);
    if (found === undefined) return [];
    const code = key === 'schemaContract' ? writeContract(found[key], writer) : writer.json(found[key]);
    return code === undefined ? [] : [{ key, value: found[key], code }];
  });
}
