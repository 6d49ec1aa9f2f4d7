import type { Metadata } from 'next';
import { notFound } from 'next/navigation';

import { CustomSourcePage } from '../../../components/custom-source/custom-source-page.tsx';
import { RestSourcePage } from '../../../components/rest-source/rest-source-page.tsx';
import { receiveHandover } from '../../../server/handover.ts';
import { projectFacts } from '../../_server/project-facts.ts';

interface PageProps {
  readonly params: Promise<{ readonly name: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: (await params).name };
}

export default async function Page({ params }: PageProps) {
  const { name } = await params;
  const { engine, projectRoot } = receiveHandover();
  const project = await engine.loadProject(projectRoot);
  const source = project.sources.find((entry) => entry.name === name);
  if (source === undefined) notFound();
  return source.type === 'dlt_native' ? (
    <CustomSourcePage name={name} project={projectFacts().folder} />
  ) : (
    <RestSourcePage name={name} project={projectFacts().folder} />
  );
}
