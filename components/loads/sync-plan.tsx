import { Alert, Paper, Stack, Table, Text } from '@mantine/core';

import type { SyncReport } from '#lib/index.ts';
import { WideTable } from '../values/wide-table.tsx';
import { HeldLoadActions } from './held-load-actions.tsx';

export interface SyncPlanProps {
  /** Whose packages they are: a source, or a script's pipeline. */
  readonly source: string;
  readonly report: SyncReport;
}

/** What a load would do, and what waits for a decision; nothing where there is neither. */
export function SyncPlan({ source, report: { plan = [], held = [] } }: SyncPlanProps) {
  if (plan.length + held.length === 0) return null;
  return (
    <Stack gap="sm">
      {plan.length === 0 ? null : (
        <Paper withBorder radius="md" px="sm" py={4} bg="var(--dango-surface)">
          <WideTable label="The plan" minWidth={480}>
            <Table verticalSpacing="xs" aria-label="What a load would do">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Table</Table.Th>
                  <Table.Th>Change</Table.Th>
                  <Table.Th>Detail</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {plan.map(({ table, change, detail }, position) => (
                  <Table.Tr key={position}>
                    <Table.Th scope="row">{table}</Table.Th>
                    <Table.Td style={{ whiteSpace: 'nowrap' }}>{change}</Table.Td>
                    <Table.Td style={{ overflowWrap: 'anywhere' }}>{detail}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </WideTable>
        </Paper>
      )}
      {held.map(({ load_id: load, kind, reason }) => (
        <Alert key={load} color="orange" title="Fetched rows wait for a decision">
          <Text size="sm">{kind === 'dry-run' ? 'They were fetched by this dry run.' : `${reason}.`}</Text>
          <HeldLoadActions
            source={source}
            load={load}
            losesRows={kind === 'rows-lost' || plan.some(({ change }) => change === 'ask first')}
          />
        </Alert>
      ))}
    </Stack>
  );
}
