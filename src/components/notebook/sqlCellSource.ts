import {CellError} from "./cellError.js";
import {placeholderAt} from "./compileCell.js";

/**
 * The JavaScript of a SQL cell: `id=name` gives its rows a name, `id=[a, b]` names its first rows, without an id they are shown. `${…}` in the
 * query is a value of JavaScript.
 */
export function sqlCellSource(query: string, {id, display}: Record<string, string>): string {
  const rows = `await sql\`${templateText(query)}\``;
  if (id === undefined) return rows;
  if (!/^(?:[A-Za-z_$][\w$]*|\[\s*[A-Za-z_$][\w$]*(?:\s*,\s*[A-Za-z_$][\w$]*)*\s*\])$/.test(id))
    throw new CellError(`invalid id: ${id}`, undefined, "Write ```sql id=name.");
  // one line: lines of the cell are those of the query
  return `const ${id} = ${rows};${display === undefined || display === "false" ? "" : ` display(${id.replace(/^\[\s*|[\s,].*$|\]/g, "")});`}`;
}

/** A query as the inside of a template literal: what is no placeholder means itself. */
function templateText(query: string): string {
  let text = "";
  for (let at = 0; at < query.length; ) {
    const found = query.startsWith("${", at) ? placeholderAt(query, at + 2) : undefined;
    if (found) {
      text += `\${${query.slice(at + 2, found.end)}`;
      at = found.end;
    } else {
      const letter = query[at++];
      text += letter === "`" || letter === "\\" || letter === "$" ? `\\${letter}` : letter;
    }
  }
  return text;
}
