import { describePokeapiFaults } from './support/pokeapi-fault-laws.ts';

describePokeapiFaults([1, 2, 3]);
