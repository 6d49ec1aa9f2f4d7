'use client';

import { PageHeader } from '../shell/page-header.tsx';

/** Editor of a source that is described in sources.yml. */
export function RestSourcePage({ name }: { readonly name: string }) {
  return <PageHeader title={name} parent={{ label: 'Sources', href: '/sources' }} />;
}
