import type { Metadata } from 'next';

import { PageHeader } from '../../components/shell/page-header.tsx';

export const metadata: Metadata = { title: 'Sources' };

export default function Page() {
  return <PageHeader title="Sources" />;
}
