import { describeIncremental } from './support/incremental-laws.ts';

describeIncremental('module');
