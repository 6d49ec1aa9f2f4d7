'use client';

import { PageHeader } from '../shell/page-header.tsx';

/** Editor of a source that is a module. */
export function CustomSourcePage({ name }: { readonly name: string }) {
  return <PageHeader title={name} parent={{ label: 'Sources', href: '/sources' }} />;
}
