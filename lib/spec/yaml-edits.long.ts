import './yaml-edits.property.test.ts';
