import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';

/** A change of sources: what is shown of them is asked for again when it is done. */
export function useSourceChange<Input, Value>(
  change: (input: Input) => Promise<Value>,
  { onSuccess, onError }: { onSuccess?: (value: Value, input: Input) => void; onError?: (error: Error) => void } = {},
): UseMutationResult<Value, Error, Input> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (value, input) => {
      onSuccess?.(value, input);
      await Promise.all([
        client.invalidateQueries({ queryKey: ['sources'] }),
        client.invalidateQueries({ queryKey: ['runs'] }),
        client.invalidateQueries({ queryKey: ['secrets'] }),
        client.invalidateQueries({ queryKey: ['sources-file'] }),
        client.invalidateQueries({ queryKey: ['datasets'] }),
      ]);
    },
    ...(onError === undefined ? {} : { onError }),
  });
}
