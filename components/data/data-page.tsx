'use client';

import { SegmentedControl } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useRouter, useSearchParams } from 'next/navigation';

import { PageHeader } from '../shell/page-header.tsx';
import { BrowseView } from './browse-view.tsx';
import classes from './data.module.css';
import { SqlView } from './sql-view.tsx';
import { readTableView, tableViewHref } from './table-view.ts';

const tabs = [
  { value: 'tables', label: 'Tables' },
  { value: 'sql', label: 'SQL' },
];

/** What is in the warehouse: tables to look at, and SQL. */
export function DataPage() {
  const query = useSearchParams();
  const router = useRouter();
  const isSql = query.get('tab') === 'sql';
  const view = readTableView(query);
  const [sql, setSql] = useLocalStorage({ key: 'dango.sql', defaultValue: 'SELECT 42 AS answer' });
  const openSql = (): void => router.push(`${tableViewHref(view ?? {})}${view === undefined ? '?' : '&'}tab=sql`);
  return (
    <div className={classes.page}>
      <PageHeader
        title={isSql ? 'SQL' : (view?.table ?? 'Data')}
        description={
          isSql
            ? 'One statement that reads your warehouse: no changes, no files, no network.'
            : (view?.dataset ?? 'The rows in your warehouse. Looking at them changes nothing.')
        }
        actions={
          <SegmentedControl
            size="xs"
            aria-label="View"
            data={tabs}
            value={isSql ? 'sql' : 'tables'}
            onChange={(tab) => (tab === 'sql' ? openSql() : router.push(tableViewHref(view ?? {})))}
          />
        }
      />
      <div className={classes.body}>
        {isSql ? (
          <SqlView sql={sql} onSql={setSql} />
        ) : (
          <BrowseView
            view={view}
            dataset={query.get('dataset') ?? undefined}
            onView={(next) => window.history.replaceState(null, '', tableViewHref(next))}
            onSql={(text) => {
              setSql(text);
              openSql();
            }}
          />
        )}
      </div>
    </div>
  );
}
