// The templates as modules: the same tests, of what each of them is ejected to.
import './source-templates.test.ts';
