import { Alert, Code, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconQuestionMark, type Icon } from '@tabler/icons-react';

import type { AccessCheck } from '#lib/index.ts';
import { durationText } from '../format/quantities.ts';
import classes from './secret-list.module.css';
import type { AccessAnswer } from './use-accesses.ts';

const words: Readonly<
  Record<AccessCheck['verdict'], { readonly title: string; readonly color: string; readonly icon: Icon }>
> = {
  accepted: { title: 'The API takes the credentials', color: 'green', icon: IconCheck },
  open: { title: 'The API asks for no credentials', color: 'green', icon: IconCheck },
  refused: { title: 'The API refuses the credentials', color: 'red', icon: IconAlertTriangle },
  unclear: { title: 'The answer does not tell', color: 'orange', icon: IconQuestionMark },
  failed: { title: 'The credentials could not be tested', color: 'red', icon: IconAlertTriangle },
};

/** The answer to a test of credentials in plain words: what was sent where, masked, and the next step. */
export function AccessResult({ answer }: { readonly answer: AccessAnswer }) {
  const { verdict, message, hint, request, tokenRequests } = answer;
  const { title, color, icon: Icon } = words[verdict];
  const lines = [...tokenRequests, ...(request === undefined ? [] : [request])];
  return (
    <Alert color={color} variant="light" title={title} icon={<Icon size={18} aria-hidden />}>
      <Text size="sm" className={classes.place ?? ''}>
        {message}
      </Text>
      {hint === undefined ? null : (
        <Text size="sm" mt={4} className={classes.place ?? ''}>
          → {hint}
        </Text>
      )}
      {lines.map(({ method, url, status, durationMs }, index) => (
        <Code key={index} block mt={6} className={classes.request ?? ''}>
          {method} {url} → {status === 0 ? 'no answer' : status} in {durationText(durationMs)}
        </Code>
      ))}
    </Alert>
  );
}
