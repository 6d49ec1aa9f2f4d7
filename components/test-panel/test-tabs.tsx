import { Tabs } from '@mantine/core';

import type { SentBy } from './copy-request.tsx';
import { PreviewFindings, type Fixing } from './preview-findings.tsx';
import { PreviewLog } from './preview-log.tsx';
import { PreviewRequests } from './preview-requests.tsx';
import type { PreviewState } from './preview-state.ts';
import { StateView } from './state-view.tsx';
import { TestSchemaView } from './tables/test-schema-view.tsx';
import { TestTables } from './tables/test-tables.tsx';
import type { TestStart } from './test-start.ts';
import classes from './test-panel.module.css';

export type TestTab = 'rows' | 'schema' | 'findings' | 'requests' | 'state' | 'log';

interface TestTabsProps {
  readonly state: PreviewState;
  readonly tab: TestTab;
  readonly onTab: (tab: TestTab) => void;
  /** The source that was tested. */
  readonly sentBy: SentBy;
  /** Where the next test starts. */
  readonly start: TestStart;
  readonly onStart: (start: TestStart) => void;
  readonly fixing: Fixing | undefined;
}

const noEnds = {};

/** All that a test has brought, one side of it at a time. */
export function TestTabs({ state, tab, onTab, sentBy, start, onStart, fixing }: TestTabsProps) {
  return (
    // Its panels scroll, so they have to be reachable by keyboard.
    <Tabs
      value={tab}
      onChange={(chosen) => onTab(chosen as TestTab)}
      keepMounted={false}
      classNames={{ root: classes.tabs ?? '', panel: classes.panel ?? '' }}
    >
      <Tabs.List>
        <Tabs.Tab value="rows">Rows</Tabs.Tab>
        <Tabs.Tab value="schema">Schema</Tabs.Tab>
        <Tabs.Tab value="findings">Findings ({state.finished?.findings?.length ?? 0})</Tabs.Tab>
        <Tabs.Tab value="requests">Requests ({state.exchanges.length})</Tabs.Tab>
        <Tabs.Tab value="state">State</Tabs.Tab>
        <Tabs.Tab value="log">Log ({state.log.length})</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="rows" pt="xs" tabIndex={0}>
        <TestTables
          test={state.finished?.test}
          hasRequests={state.exchanges.length > 0}
          tables={state.tables}
          resources={state.finished?.resources ?? []}
          ends={state.finished?.ends ?? {}}
          isRunning={state.isRunning}
        />
      </Tabs.Panel>
      <Tabs.Panel value="schema" pt="xs" tabIndex={0}>
        <TestSchemaView test={state.finished?.test} isRunning={state.isRunning} />
      </Tabs.Panel>
      <Tabs.Panel value="findings" pt="xs" tabIndex={0}>
        <PreviewFindings finished={state.finished} fixing={fixing} />
      </Tabs.Panel>
      <Tabs.Panel value="requests" pt="xs" tabIndex={0}>
        <PreviewRequests exchanges={state.exchanges} ends={state.finished?.ends ?? noEnds} sentBy={sentBy} />
      </Tabs.Panel>
      <Tabs.Panel value="state" pt="xs" tabIndex={0}>
        <StateView finished={state.finished} start={start} onStart={onStart} />
      </Tabs.Panel>
      <Tabs.Panel value="log" pt="xs" tabIndex={0}>
        <PreviewLog lines={state.log} />
      </Tabs.Panel>
    </Tabs>
  );
}
