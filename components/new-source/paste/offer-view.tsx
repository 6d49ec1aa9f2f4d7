'use client';

import { Alert, Code, List, Spoiler, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import type { OfferMadeEvent } from '#lib/index.ts';

import { ErrorNotice } from '../../feedback/error-notice.tsx';
import { CreateOffer } from './create-offer.tsx';
import { MissingValues } from './missing-values.tsx';
import { OfferedRows } from './offered-rows.tsx';
import { OperationList } from './operation-list.tsx';
import classes from './paste.module.css';
import { ResourceCard } from './resource-card.tsx';
import { SourceFacts } from './source-facts.tsx';
import type { Offer } from './use-offer.ts';

interface OfferViewProps {
  readonly offer: Offer;
  readonly made: OfferMadeEvent;
  readonly takenNames: readonly string[];
}

/** So many resources are shown with their settings; of more, the page of the source does it. */
const mostCards = 8;

/** What a pasted text becomes: its settings with their reasons, its rows, and the buttons that create it. */
export function OfferView({ offer, made, takenNames }: OfferViewProps) {
  const [isYamlOpen, setYamlOpen] = useState(false);
  const { proposal, chosen, isOfRequests, fault, missing, notes, yaml } = made.offer;
  const taken = proposal?.resources.filter(({ id }) => chosen.includes(id)) ?? [];
  return (
    <Stack gap="lg">
      <div className={classes.offer ?? ''}>
        <Stack gap="md" miw={0}>
          {proposal === undefined ? (
            <WholeConfiguration made={made} />
          ) : (
            <SourceFacts
              proposal={proposal}
              secrets={made.offer.secrets}
              lacksHost={made.offer.lacksHost}
              onBaseUrl={isOfRequests ? undefined : (baseUrl) => offer.change({ baseUrl })}
            />
          )}
          {proposal === undefined || isOfRequests ? null : (
            <OperationList offer={offer} operations={proposal.resources} chosen={chosen} />
          )}
          {missing.length === 0 ? null : (
            <MissingValues key={missing.join(' ')} offer={offer} names={missing} isAsking={isOfRequests} />
          )}
          {taken.length <= mostCards
            ? taken.map((resource) => <ResourceCard key={resource.id} offer={offer} resource={resource} />)
            : null}
          {fault === undefined ? null : <ErrorNotice error={fault} title="What is chosen makes no source yet" />}
          {notes.length === 0 ? null : (
            <Alert color="gray" variant="light" icon={<IconInfoCircle size={18} aria-hidden />} title="Worth a look">
              <Spoiler maxHeight={96} showLabel="Show all" hideLabel="Show less">
                <List size="sm" spacing={4}>
                  {notes.map(({ at, text }, position) => (
                    <List.Item key={position}>
                      {at === '' ? (
                        ''
                      ) : (
                        <Text span c="dimmed" size="sm">
                          {at}:{' '}
                        </Text>
                      )}
                      {text}
                    </List.Item>
                  ))}
                </List>
              </Spoiler>
            </Alert>
          )}
        </Stack>
        <OfferedRows offer={offer} made={made} />
      </div>
      {yaml === '' ? null : (
        <details
          className={classes.details ?? ''}
          open={isYamlOpen}
          onToggle={({ currentTarget }) => setYamlOpen(currentTarget.open)}
        >
          <summary>What is written to sources.yml</summary>
          {isYamlOpen ? (
            <Code block tabIndex={0} className={classes.yaml ?? ''}>
              {yaml}
            </Code>
          ) : null}
        </details>
      )}
      <CreateOffer offer={offer} made={made} takenNames={takenNames} />
    </Stack>
  );
}

function WholeConfiguration({ made: { offer } }: { readonly made: OfferMadeEvent }) {
  return (
    <Text size="sm">
      {offer.kind === 'dango'
        ? `Added as it is: ${offer.sources.join(', ')}.`
        : 'It runs as it is, in its own spelling. The page of the source offers to convert it into Dango’s, with the same requests and tables.'}
    </Text>
  );
}
