import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import type { Project } from '../project/load-project.ts';
import { moduleFileOf } from '../project/module-file.ts';
import type { UsableSource } from '../project/require-source.ts';
import { closestWord } from '../util/closest-word.ts';

/**
 * The file of a custom module: `custom_sources.my_api`, or just `my_api`, is custom_sources/my_api.ts.
 * @throws DangoError `module-invalid` when it is missing, with a word on Python files.
 */
export function findModuleFile({ paths }: Project, entry: UsableSource, sourceModule: string): string {
  const name = moduleFileOf(sourceModule).slice(0, -'.ts'.length);
  const file = join(paths.customSources, `${name}.ts`);
  if (existsSync(file)) return file;
  const at = entry.locate(['dlt_native', 'source_module'], 'value');
  if (existsSync(join(paths.customSources, `${name}.py`))) {
    throw new DangoError(`custom_sources/${name}.py is a Python module; Dango runs TypeScript.`, {
      code: 'module-invalid',
      hint: `Port it to custom_sources/${name}.ts: docs/porting-from-dlt.md shows each dlt call beside its Dango one.`,
      at,
    });
  }
  const known = existsSync(paths.customSources)
    ? readdirSync(paths.customSources)
        .filter((known) => known.endsWith('.ts'))
        .map((known) => known.slice(0, -3))
    : [];
  const meant = closestWord(name, known);
  throw new DangoError(`The module of source ${entry.name} does not exist: custom_sources/${name}.ts.`, {
    code: 'module-invalid',
    hint:
      meant !== undefined
        ? `Did you mean "custom_sources.${meant}"?`
        : `Create the file${known.length === 0 ? '' : `, or use one of ${known.join(', ')}`}.`,
    at,
  });
}
