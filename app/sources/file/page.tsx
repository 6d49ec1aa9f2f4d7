import type { Metadata } from 'next';

import { SourcesFilePage } from '../../../components/sources-file/sources-file-page.tsx';

export const metadata: Metadata = { title: 'sources.yml' };

export default function Page() {
  return <SourcesFilePage />;
}
