import { Option, type Command } from 'commander';

import { describeSchema, exportSchema, schemaHistory, schemaToDbml, schemaToMermaid } from '../../lib/index.ts';
import type { Cli } from '../cli.ts';
import { renderSchema, renderSchemaHistory } from '../render/render-schema.ts';

interface SchemaFormat {
  readonly yaml?: true;
  readonly dbml?: true;
  readonly mermaid?: true;
}

export function defineSchema(program: Command, cli: Cli): void {
  const schema = program
    .command('schema')
    .summary('show the tables of a source, and how they came about')
    .description('Shows the tables of a source with their columns, types and keys, or how they came about.');
  schema
    .command('show <name>', { isDefault: true })
    .description('Shows tables, columns, types, keys and hints; "show" may be left out.')
    .addOption(new Option('--yaml', 'as dlt exports a schema').conflicts(['dbml', 'mermaid']))
    .addOption(new Option('--dbml', 'as DBML, for dbdiagram.io').conflicts('mermaid'))
    .addOption(new Option('--mermaid', 'as a Mermaid diagram of entities'))
    .action((name: string, format: SchemaFormat) => showSchema(cli, name, format));
  schema
    .command('history <name>')
    .description('Tells what changed the tables, load by load, and which request showed it first.')
    .action(async (name: string) => {
      const history = await schemaHistory(cli.projectRoot(), name);
      if (history.changes.length === 0 && !cli.isJson) {
        return cli.note(`No load has noted a change of the tables of ${name} yet.`);
      }
      cli.report(history, renderSchemaHistory(history, cli.paint));
    });
}

async function showSchema(cli: Cli, name: string, { yaml, dbml, mermaid }: SchemaFormat): Promise<void> {
  const root = cli.projectRoot();
  const document = await describeSchema(root, name);
  if (cli.isJson) return cli.printJson(document);
  // What is piped into another program ends with one line break, and has no colours.
  if (yaml) return cli.print((await exportSchema(root, name)).trimEnd());
  if (dbml) return cli.print((await schemaToDbml(document)).trimEnd());
  if (mermaid) return cli.print((await schemaToMermaid(document)).trimEnd());
  cli.print(renderSchema(document, cli.paint));
}
