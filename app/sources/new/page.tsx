import type { Metadata } from 'next';

import { NewSourcePage } from '../../../components/new-source/new-source-page.tsx';
import { receiveHandover } from '../../../server/handover.ts';
import { projectFacts } from '../../_server/project-facts.ts';

export const metadata: Metadata = { title: 'New source' };

export default function Page() {
  const templates = receiveHandover().engine.sourceTemplates.filter(({ secrets }) => secrets !== undefined);
  const { hasSampleApi, sampleApiUrl } = projectFacts();
  return <NewSourcePage hasSampleApi={hasSampleApi} sampleApiUrl={sampleApiUrl} templates={templates} />;
}
