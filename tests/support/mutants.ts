/** A deliberate fault: one place of a file changed, and the tests that must notice. */
export interface Mutant {
  name: string;
  file: string;
  /** occurs once in the file */
  find: string;
  replace: string;
  tests: string[];
}

export const MUTANTS: readonly Mutant[] = [];
