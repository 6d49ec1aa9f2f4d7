import './redaction.property.test.ts';
