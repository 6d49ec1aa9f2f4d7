import type { Metadata } from 'next';

import { RunPage } from '../../../components/runs/run-page.tsx';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: `Run ${(await params).id}` };
}

export default async function Page({ params }: PageProps) {
  const { id } = await params;
  return <RunPage key={id} id={id} />;
}
