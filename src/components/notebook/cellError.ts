/** What is wrong with a cell: in words, where, and how to mend it. */
export class CellError extends Error {
  override name = "CellError";
  constructor(
    message: string,
    /** line of the cell, from 1; undefined where it is not known */
    readonly line?: number,
    /** what to write instead */
    readonly mend = "",
  ) {
    super(message);
  }
}
