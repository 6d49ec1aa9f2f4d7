'use client';

import { Alert, Anchor, Text } from '@mantine/core';
import Link from 'next/link';

import type { SourceDiagnostic } from '#lib/spec/diagnose-sources.ts';
import type { Spelling } from '#lib/spec/spelling-of.ts';
import { ForeignSpelling } from './foreign-spelling.tsx';
import { SourceFaults } from './form/source-faults.tsx';
import { SourceForm } from './form/source-form.tsx';

interface FormPaneProps {
  readonly name: string;
  /** Position in the list of sources; undefined where it is not there. */
  readonly index: number | undefined;
  readonly spelling: Spelling;
  readonly isReadable: boolean;
  readonly faults: readonly SourceDiagnostic[];
  readonly openTable: number | undefined;
  readonly onOpenTable: (index: number | undefined) => void;
  readonly onShowYaml: () => void;
}

/** The form, or what is in its way. */
export function FormPane(props: FormPaneProps) {
  const { name, index, spelling, isReadable, faults, openTable, onOpenTable, onShowYaml } = props;
  if (index === undefined && isReadable) {
    return (
      <Alert m="md" color="orange" title="The form cannot find this source">
        Correct the YAML: there is no source called {name} in it.
      </Alert>
    );
  }
  return (
    <>
      <SourceFaults faults={faults} />
      {!isReadable ? (
        <Text size="sm" p="md">
          The form comes back as soon as the file can be read. It may be another source that has the fault:{' '}
          <Anchor component={Link} href="/sources/file" size="sm" underline="always">
            open the whole file
          </Anchor>
          .
        </Text>
      ) : spelling === 'dango' ? (
        <SourceForm index={index ?? 0} openTable={openTable} onOpenTable={onOpenTable} />
      ) : (
        <ForeignSpelling name={name} spelling={spelling} onShowYaml={onShowYaml} />
      )}
    </>
  );
}
