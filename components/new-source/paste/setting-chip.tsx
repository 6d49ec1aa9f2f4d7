'use client';

import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconHelp, IconUser, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { spellFlow } from '#lib/spec/spell-yaml.ts';
import { tableNameFault, tableNameOf } from '#lib/spec/table-name.ts';
import type { Chip } from '#lib/index.ts';

import { ChipPopover } from './chip-popover.tsx';
import { chipWords, confidenceWords, isCandidate, sayValue, type ChipKey } from './chip-words.ts';
import { Evidences } from './evidences.tsx';
import classes from './paste.module.css';
import type { OfferChange } from './use-offer.ts';

interface SettingChipProps {
  readonly setting: ChipKey;
  /** Name of the resource, for whoever hears the chip. */
  readonly resource: string;
  readonly chip: Chip | undefined;
  readonly onChange: (change: OfferChange) => void;
}

/** A setting that was found, with how sure it is; opened it says why, and can be changed or taken away. */
export function SettingChip({ setting, resource, chip, onChange }: SettingChipProps) {
  const { label, none } = chipWords[setting];
  const candidate = chip !== undefined && isCandidate(setting, chip);
  const said = chip === undefined ? none : sayValue(setting, chip.value);
  const state = chip === undefined ? 'none' : candidate ? 'candidate' : chip.confidence;
  const standing = chip === undefined ? '' : candidate ? ', not used yet' : `, ${confidenceWords[chip.confidence]}`;
  return (
    <ChipPopover
      label={label}
      said={`${label} of ${resource}: ${said}${standing}`}
      state={state}
      className={classes.chip}
      width={340}
      face={
        <>
          <ChipIcon state={state} />
          <span className={classes.chipLabel}>{label}</span>
          <span className={classes.chipValue}>{said}</span>
        </>
      }
    >
      {(close) => (
        <ChipEditor
          setting={setting}
          chip={chip}
          isCandidate={candidate}
          onChange={(change) => {
            close();
            onChange(change);
          }}
        />
      )}
    </ChipPopover>
  );
}

export function ChipIcon({ state }: { readonly state: string }) {
  if (state === 'given') return <IconUser size={14} aria-hidden />;
  if (state === 'sure' || state === 'likely') return <IconCheck size={14} aria-hidden />;
  return state === 'none' ? <IconPlus size={14} aria-hidden /> : <IconHelp size={14} aria-hidden />;
}

interface ChipEditorProps {
  readonly setting: ChipKey;
  readonly chip: Chip | undefined;
  readonly isCandidate: boolean;
  readonly onChange: (change: OfferChange) => void;
}

function ChipEditor({ setting, chip, isCandidate, onChange }: ChipEditorProps) {
  const { about, example, label } = chipWords[setting];
  const isName = setting === 'name';
  const [text, setText] = useState(() => {
    if (chip === undefined) return '';
    return isName && typeof chip.value === 'string' ? chip.value : spellFlow(chip.value);
  });
  const fault = isName && text.trim() !== '' ? tableNameFault(text.trim()) : undefined;
  const evidence = chip?.evidence ?? [];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && fault === undefined) onChange({ text });
      }}
    >
      <Stack gap="xs">
        <Text size="sm">{about}</Text>
        {chip === undefined ? null : (
          <div>
            <Text size="xs" fw={650}>
              {chip.confidence === 'given' ? 'You said so' : `Why: ${confidenceWords[chip.confidence]}`}
            </Text>
            <Evidences evidence={evidence} />
          </div>
        )}
        <TextInput
          aria-label={label}
          placeholder={example}
          value={text}
          description={isName && fault === undefined ? sayTable(text) : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          error={fault === undefined ? undefined : `${fault.message}. ${fault.hint}`}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          classNames={{ input: classes.code ?? '' }}
          spellCheck={false}
          autoComplete="off"
          data-autofocus
        />
        <Group gap="xs" justify="flex-end">
          {chip === undefined || setting === 'name' ? null : (
            <Button size="xs" variant="subtle" color="red" onClick={() => onChange({ text: '' })}>
              Take away
            </Button>
          )}
          <Button size="xs" type="submit" disabled={text.trim() === '' || fault !== undefined}>
            {isCandidate ? 'Use it' : 'Change'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What a name becomes where that is another one: a name is free text, a table is not. */
function sayTable(name: string): string | undefined {
  const table = tableNameOf(name.trim());
  return name.trim() === '' || table === name.trim() ? undefined : `The table is called ${table}.`;
}
