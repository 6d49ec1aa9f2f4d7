'use client';

import { Box, Button, FileButton, Group, Loader, Text, Textarea } from '@mantine/core';
import { IconAlertTriangleFilled, IconCircleCheckFilled, IconFileUpload, IconSparkles } from '@tabler/icons-react';
import { useRef, useState, type DragEvent } from 'react';

import { ErrorNotice } from '../../feedback/error-notice.tsx';
import { hasFailed } from './offer-state.ts';
import classes from './paste.module.css';
import { readTextFile } from './read-text-file.ts';
import { examplesFor, kindNames } from './recognise-text.ts';
import type { Offer } from './use-offer.ts';

interface PasteFieldProps {
  readonly text: string;
  readonly offer: Offer;
  /** Whether the text is being typed, so that nothing was asked for it. */
  readonly isTyped: boolean;
  readonly sampleUrl: string | undefined;
  readonly onType: (text: string) => void;
  /** The text as a whole is given: read it, and ask for what it names. */
  readonly onTake: (text: string) => void;
  /** An example is put into the field, and nothing is asked for it. */
  readonly onExample: (text: string) => void;
}

/** A file that is no text, and what to choose instead. */
interface RefusedFile {
  readonly title: string;
  readonly fault: string;
}

/** A longer text is shown by its beginning: fields become slow. */
const mostShown = 100_000;
const fileTypes = '.json,.yaml,.yml,.har,.py,.txt,.sh,application/json,application/yaml,text/plain';

/** The one field for whatever people have, with what it was recognised as. */
export function PasteField({ text, offer, isTyped, sampleUrl, onType, onTake, onExample }: PasteFieldProps) {
  const [isOver, setOver] = useState(false);
  const [refused, setRefused] = useState<RefusedFile & { readonly atText: string }>();
  const isPasted = useRef(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const refuse = (file: RefusedFile): void => setRefused({ ...file, atText: text });
  const takeFile = async (file: File | null | undefined): Promise<void> => {
    if (file === null || file === undefined) return;
    const read = await readTextFile(file);
    if ('fault' in read) return refuse({ title: `${file.name} was not read`, fault: read.fault });
    setRefused(undefined);
    onTake(read.text);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const { files } = event.dataTransfer;
    const [file] = files;
    if (files.length > 1) refuse({ title: `${files.length} files were not read`, fault: 'Drop one file at a time.' });
    else if (file === undefined) onTake(event.dataTransfer.getData('text/plain'));
    else void takeFile(file);
  };
  const isEmpty = text.trim() === '';
  const isLong = text.length > mostShown;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- files can be chosen by the button, too
    <div
      className={classes.hero ?? ''}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Textarea
        label="Paste a URL, a cURL command, an OpenAPI document …"
        ref={field}
        description={
          isLong
            ? `The beginning of ${text.length.toLocaleString('en')} characters. All of them are read. Clear the field to give something else.`
            : 'Also Postman, HAR, dlt and sources.yml, as text or as a file. Dango asks the API once and shows you the rows.'
        }
        readOnly={isLong}
        placeholder="https://api.example.com/v1/orders"
        classNames={{ input: classes.field ?? '', label: classes.fieldLabel ?? '' }}
        autosize
        minRows={3}
        maxRows={8}
        value={isLong ? `${text.slice(0, 500)} …` : text}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text/plain');
          isPasted.current = pasted.length <= mostShown;
          if (isPasted.current) return;
          event.preventDefault();
          onTake(pasted);
        }}
        onChange={({ currentTarget }) => {
          if (isPasted.current) onTake(currentTarget.value);
          else onType(currentTarget.value);
          isPasted.current = false;
        }}
        onKeyDown={(event) => {
          const isLine = !text.includes('\n') && !event.shiftKey;
          if (event.key !== 'Enter' || !(isLine || event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          if (!isEmpty) onTake(text);
        }}
        spellCheck={false}
        autoComplete="off"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page has this one purpose
        autoFocus
      />
      <Group justify="space-between" mt="sm" gap="sm">
        <output className={classes.status ?? ''}>
          <Recognised offer={offer} isTyped={isTyped} isEmpty={isEmpty} />
        </output>
        <Group gap="xs">
          {isEmpty ? null : (
            <Button variant="subtle" onClick={() => onTake('')}>
              Clear
            </Button>
          )}
          <FileButton accept={fileTypes} onChange={(file) => void takeFile(file)}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconFileUpload size={16} aria-hidden />}>
                Choose a file
              </Button>
            )}
          </FileButton>
          <Button
            disabled={isEmpty}
            loading={offer.state.standing === 'fetching'}
            leftSection={<IconSparkles size={16} aria-hidden />}
            onClick={() => onTake(text)}
          >
            Read it
          </Button>
        </Group>
      </Group>
      {refused === undefined || refused.atText !== text ? null : (
        <Box mt="sm">
          <ErrorNotice error={new Error(refused.fault)} title={refused.title} />
        </Box>
      )}
      {isEmpty ? (
        <Examples
          sampleUrl={sampleUrl}
          onTake={(example) => {
            onExample(example);
            field.current?.focus();
          }}
        />
      ) : null}
    </div>
  );
}

function Recognised({ offer, isTyped, isEmpty }: { offer: Offer; isTyped: boolean; isEmpty: boolean }) {
  const { standing, made } = offer.state;
  if (isEmpty) return <Text size="sm">Or drop a file here.</Text>;
  if (standing === 'failed')
    return <Text size="sm">{isTyped ? 'Nothing that is known yet. Go on.' : 'Not recognised.'}</Text>;
  const isBusy = standing === 'fetching' || standing === 'reading';
  const isBad = hasFailed(offer.state);
  if (made === undefined && !isBusy) return null;
  return (
    <Group gap={8} wrap="nowrap">
      {isBusy ? (
        <Loader size={16} aria-hidden />
      ) : isBad ? (
        <IconAlertTriangleFilled size={18} className={classes.bad ?? ''} aria-hidden />
      ) : (
        <IconCircleCheckFilled size={18} className={classes.good ?? ''} aria-hidden />
      )}
      <Text size="sm">
        {made === undefined ? null : (
          <>
            <b>{kindNames[made.offer.kind]}</b> ·{' '}
          </>
        )}
        {standing === 'fetching' ? 'asking the API …' : isBusy ? 'reading …' : sayRequests(offer, isTyped)}
      </Text>
    </Group>
  );
}

function sayRequests({ state }: Offer, isTyped: boolean): string {
  const { made } = state;
  const requests = made?.requests ?? [];
  if (made?.offer.kind === 'openapi' || made?.offer.kind === 'postman' || made?.offer.kind === 'har') {
    const count = made.offer.proposal?.resources.length ?? 0;
    return count === 1 ? '1 request described' : `${count} requests described`;
  }
  if (made?.offer.proposal === undefined) return made?.offer.sources.join(', ') ?? '';
  if (requests.length === 0) return isTyped ? 'press Enter to ask the API' : 'nothing was sent yet';
  const took = requests.reduce((sum, { durationMs }) => sum + durationMs, 0);
  if (hasFailed(state)) return 'it did not give rows, see below';
  return `${requests.length === 1 ? '1 request' : `${requests.length} requests`} sent, ${Math.round(took)} ms`;
}

function Examples({ sampleUrl, onTake }: { sampleUrl: string | undefined; onTake: (text: string) => void }) {
  return (
    <Group gap={8} mt="md">
      <Text size="sm" c="dimmed">
        Try
      </Text>
      {examplesFor(sampleUrl).map(({ label, text }) => (
        <Button key={label} size="compact-sm" variant="light" radius="xl" onClick={() => onTake(text)}>
          {label}
        </Button>
      ))}
    </Group>
  );
}
