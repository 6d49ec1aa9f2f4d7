import { moduleYaml } from './module-yaml.ts';
import { exportNameOf, type WrittenTemplate } from './written-template.ts';

/** A module that runs at once. */
export function customMinimal(name: string): WrittenTemplate {
  return {
    yaml: moduleYaml(name),
    module: `import { resource, source } from 'dango';

export const ${exportNameOf(name)} = source({
  resources() {
    // One resource, one table. "replace" swaps the rows of the table with every sync.
    return resource('items', { writeDisposition: 'replace' }, async function* () {
      yield { id: 1, name: 'First', price: 9.5, tags: ['new', 'small'] };
      yield { id: 2, name: 'Second', price: 12, tags: [] };
      yield { id: 3, name: 'Third', price: 7.25, tags: ['sale'] };
    });
  },
});
`,
  };
}
