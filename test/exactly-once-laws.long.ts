import { describeExactlyOnce } from './support/exactly-once-laws.ts';

describeExactlyOnce('rest');
describeExactlyOnce('module');
