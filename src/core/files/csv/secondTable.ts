import type {TableColumn} from "../columns/column.js";

/** A column that has a value in this share of the rows has one in every row. */
const ALWAYS = 0.9;

/**
 * Number of rows before another table in the same file, which begins with a row of texts: under it, a column that has values above it has
 * none. All rows where there is no other table; a head that is repeated within the table begins none.
 */
export function rowsBeforeNextTable(columns: readonly TableColumn[], rows: number): number {
  const numeric = columns.filter(({kind}) => kind !== "text" && kind !== "empty");
  const headed = numeric.filter(({words}) => words !== undefined);
  if (headed.length < 2) return rows;
  const isKnown = ({values}: TableColumn, row: number) => !Number.isNaN(values[row]);
  const candidates: number[] = [];
  for (let row = 1; row + 1 < rows; row++) {
    const texts = headed.filter(({words}) => words!.codes[row] > 0).length;
    if (texts >= 2 && !numeric.some((column) => isKnown(column, row))) candidates.push(row);
  }
  for (const row of candidates) {
    const ends = numeric.some((column) => {
      let known = 0;
      for (let i = 0; i < row; i++) if (isKnown(column, i)) known++;
      if (known < ALWAYS * row) return false;
      for (let i = row + 1; i < rows; i++) if (isKnown(column, i)) return false;
      return true;
    });
    if (ends) return row;
  }
  return rows;
}
