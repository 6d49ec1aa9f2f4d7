import { notifications } from '@mantine/notifications';

import { errorRecordOf } from './error-record-of.ts';

/** Tells that something was done. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'matcha' });
}

/** Tells what did not work, with the next step. Stays until it is closed. */
export function notifyError(error: unknown, title = 'That did not work'): void {
  const { message, hint } = errorRecordOf(error);
  notifications.show({
    title,
    message: hint === undefined ? message : `${message} → ${hint}`,
    color: 'red',
    autoClose: false,
  });
}
