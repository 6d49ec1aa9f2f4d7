'use client';

import { Alert, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';

import { convertSource } from '#lib/spec/convert-source.ts';
import { spellingNames } from '#lib/spec/read-spelling.ts';
import type { Spelling } from '#lib/spec/spelling-of.ts';
import { useSourceForm } from './form/source-form-context.ts';

interface ForeignSpellingProps {
  readonly name: string;
  readonly spelling: Spelling;
  readonly onShowYaml: () => void;
}

/** In place of the form, which has Dango's own words only. The source runs as it is. */
export function ForeignSpelling({ name, spelling, onShowYaml }: ForeignSpellingProps) {
  const [problem, setProblem] = useState<string>();
  const { edit } = useSourceForm();
  const convert = (): void => setProblem(edit((text) => convertSource(text, name).text));
  return (
    <Alert m="md" color="blue" title={`This source is written in ${spellingNames[spelling]}`}>
      <Text size="sm">
        It runs as it is, and is changed as YAML. The form speaks Dango&apos;s own spelling only: convert the source to
        use it. The requests and tables stay the same.
      </Text>
      <Group mt="sm" gap="xs">
        <Button size="xs" onClick={convert}>
          Convert
        </Button>
        <Button size="xs" variant="default" onClick={onShowYaml}>
          Show the YAML
        </Button>
      </Group>
      {problem === undefined ? null : (
        <Text size="sm" mt="sm" c="red" role="alert">
          {problem}
        </Text>
      )}
    </Alert>
  );
}
