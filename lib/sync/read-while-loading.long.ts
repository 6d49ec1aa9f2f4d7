import './read-while-loading.test.ts';
