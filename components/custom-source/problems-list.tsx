import { Text, Title, UnstyledButton } from '@mantine/core';

import classes from './custom-source.module.css';
import type { Problem } from './problem.ts';

export interface ProblemsListProps {
  readonly problems: readonly Problem[];
  readonly onChoose: (problem: Problem) => void;
}

const found = { editor: 'types', check: 'check', test: 'test run' } as const;

/** What is wrong in a module; each entry leads to its line. */
export function ProblemsList({ problems, onChoose }: ProblemsListProps) {
  return (
    <section className={classes.problems ?? ''} aria-label="Problems" data-pane>
      <Title order={2} size="h6" px="sm" pt="xs">
        Problems ({problems.length})
      </Title>
      {problems.length === 0 ? (
        <Text size="sm" c="dimmed" px="sm" pb="xs">
          None found.
        </Text>
      ) : (
        <ul className={classes.list ?? ''}>
          {problems.map((problem, position) => (
            <li key={position}>
              <UnstyledButton className={classes.problem ?? ''} onClick={() => onChoose(problem)}>
                <Text span size="xs" c="dimmed">
                  {problem.file}:{problem.line}:{problem.column} · {found[problem.from]}
                </Text>
                <Text span size="sm" display="block" className={classes.message ?? ''}>
                  {problem.message}
                </Text>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
