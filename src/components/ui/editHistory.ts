/** Steps of an edit that can be undone and done again. */
export interface EditHistory<T> {
  readonly now: T;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** a new step after the present one; undone ones are dropped */
  push(next: T): void;
  undo(): void;
  redo(): void;
}

export function editHistory<T>(first: T): EditHistory<T> {
  const steps = [first];
  let at = 0;
  return {
    get now() {
      return steps[at];
    },
    get canUndo() {
      return at > 0;
    },
    get canRedo() {
      return at < steps.length - 1;
    },
    push(next) {
      steps.splice(++at, Number.POSITIVE_INFINITY, next);
    },
    undo() {
      at = Math.max(0, at - 1);
    },
    redo() {
      at = Math.min(steps.length - 1, at + 1);
    },
  };
}
