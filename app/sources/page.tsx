import type { Metadata } from 'next';

import { SourcesPage } from '../../components/sources/sources-page.tsx';
import { projectFacts } from '../_server/project-facts.ts';

export const metadata: Metadata = { title: 'Sources' };

export default function Page() {
  return <SourcesPage hasSampleApi={projectFacts().hasSampleApi} />;
}
