'use client';

import { Alert, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';

import { DangoError } from '#lib/errors/dango-error.ts';
import { convertSource } from '#lib/spec/convert-source.ts';
import { spellingNames } from '#lib/spec/read-spelling.ts';
import type { Spelling } from '#lib/spec/spelling-of.ts';

interface ForeignSpellingProps {
  readonly name: string;
  readonly spelling: Spelling;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onShowYaml: () => void;
}

/** In place of the form, which has Dango's own words only. The source runs as it is. */
export function ForeignSpelling({ name, spelling, text, onChange, onShowYaml }: ForeignSpellingProps) {
  const [problem, setProblem] = useState<string>();
  const convert = (): void => {
    try {
      onChange(convertSource(text, name).text);
    } catch (error) {
      if (!DangoError.is(error)) throw error;
      setProblem(error.hint === undefined ? error.message : `${error.message} → ${error.hint}`);
    }
  };
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
