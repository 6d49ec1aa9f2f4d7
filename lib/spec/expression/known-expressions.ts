import { remember } from '../../util/remember.ts';
import { createExpressionCompiler } from './compile-expression.ts';

/** `filter` of steps: true keeps the `record`. */
export const recordCondition = remember(createExpressionCompiler({ record: 'map' }, 'boolean'));

/** `add` of steps: a value made of the `record`. */
export const recordExpression = remember(createExpressionCompiler({ record: 'map' }, 'value'));

/** `map` of steps: a value made of the `value` of a field, and of the `record` that it belongs to. */
export const valueExpression = remember(createExpressionCompiler({ value: 'dyn', record: 'map' }, 'value'));

/** `stop_when` of a pagination: true ends the list with this `response`, the `page` of that number, with `records` in it. */
export const stopCondition = remember(
  createExpressionCompiler({ response: 'dyn', headers: 'map', page: 'int', records: 'int' }, 'boolean'),
);

/** `when` of a rule for responses: true where it fits. The `body` is null where it is no JSON. */
export const responseCondition = remember(
  createExpressionCompiler({ body: 'dyn', status: 'int', headers: 'map' }, 'boolean'),
);
