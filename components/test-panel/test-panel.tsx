'use client';

import { Text } from '@mantine/core';

export interface TestPanelProps {
  readonly source: string;
  readonly resources: readonly string[];
  readonly getDraft: () => { readonly sourcesText?: string; readonly modules?: Readonly<Record<string, string>> };
  readonly selectedResource?: string;
}

/** Tries a source without saving anything. */
export function TestPanel({ source }: TestPanelProps) {
  return <Text p="md">Test of {source}</Text>;
}
