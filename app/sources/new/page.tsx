import type { Metadata } from 'next';

import { NewSourcePage } from '../../../components/new-source/new-source-page.tsx';
import { projectFacts } from '../../_server/project-facts.ts';

export const metadata: Metadata = { title: 'New source' };

export default function Page() {
  return <NewSourcePage hasSampleApi={projectFacts().hasSampleApi} />;
}
