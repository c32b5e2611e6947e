import type {NotebookView} from "../notebookView.js";

/** An error that the notebook shows, at a line of its text. */
export interface ShownProblem {
  line: number;
  /** all that the cell says: `Line 5: laps2 is not defined. Did you mean laps?` */
  message: string;
}

/** The errors that the parts of a notebook show now, in the order of the text; one without a line is at the first line of its part. */
export function shownProblems(parts: NotebookView["parts"]): ShownProblem[] {
  return parts
    .flatMap(({part, element}) =>
      [...element.querySelectorAll<HTMLElement>("[data-problem]")].map(
        ({dataset: {line = `${part.line}`, problem, mend}}) => ({
          line: Number(line),
          message: `Line ${line}: ${problem}${mend ? `${/[.!?]$/.test(problem!) ? "" : "."}\n${mend}` : ""}`,
        }),
      ),
    )
    .sort((a, b) => a.line - b.line);
}

/** The next problem after a line, from the end to the first again; undefined without any. */
export function nextProblem(problems: readonly ShownProblem[], line: number): ShownProblem | undefined {
  return problems.find((problem) => problem.line > line) ?? problems[0];
}
