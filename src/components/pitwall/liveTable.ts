import {make} from "../ui/canvas.js";

export interface LiveTable {
  table: HTMLTableElement;
  heads: HTMLTableCellElement[];
  body: HTMLTableSectionElement;
}

/** A table with heads, over numbers unless `text` names them. `label` is read aloud. */
export function liveTable(
  heads: readonly string[],
  {label, className = "", text = []}: {label?: string; className?: string; text?: readonly string[]} = {},
): LiveTable {
  const cells = heads.map((head) => {
    const cell = make("th", head === "" || text.includes(head) ? "" : "lb-number", head);
    cell.scope = "col";
    return cell;
  });
  const body = make("tbody");
  const caption = label === undefined ? [] : [make("caption", "lb-visually-hidden", label)];
  const table = make(
    "table",
    `lb-table ${className}`.trim(),
    ...caption,
    make("thead", "", make("tr", "", ...cells)),
    body,
  );
  return {table, heads: cells, body};
}

/** A row's head. */
export function rowHead(...content: (Node | string)[]): HTMLTableCellElement {
  const head = make("th", "", ...content);
  head.scope = "row";
  return head;
}
