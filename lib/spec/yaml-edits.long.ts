import './yaml-edits.property.test.ts';
import './form-edits.property.test.ts';
