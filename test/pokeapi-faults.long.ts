import { describePokeapiFaults } from './support/pokeapi-fault-laws.ts';

describePokeapiFaults(Array.from({ length: 20 }, (_, index) => index + 1));
