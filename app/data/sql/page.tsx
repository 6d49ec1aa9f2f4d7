import type { Metadata } from 'next';

import { SqlPage } from '../../../components/data/sql-page.tsx';

export const metadata: Metadata = { title: 'SQL' };

export default function Page() {
  return <SqlPage />;
}
