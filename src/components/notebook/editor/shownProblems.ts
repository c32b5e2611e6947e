import type {NotebookView} from "../notebookView.js";

/** An error that the notebook shows, at a line of its text. */
export interface ShownProblem {
  line: number;
  message: string;
}

/** The errors that the parts of a notebook show now; one without a line is at the first line of its part. */
export function shownProblems(parts: NotebookView["parts"]): ShownProblem[] {
  return parts.flatMap(({part, element}) =>
    [...element.querySelectorAll<HTMLElement>("[data-problem]")].map(({dataset}) => ({
      line: Number(dataset.line ?? part.line),
      message: dataset.problem!,
    })),
  );
}
