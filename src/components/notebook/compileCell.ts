import {type AnyNode, type Expression, type Identifier, type Options, parse, parseExpressionAt} from "npm:acorn";
import {CellError} from "./cellError.js";
import {cellNames} from "./references.js";

/** A cell as the runtime defines it. */
export interface CompiledCell {
  /** names of other cells and builtins that it uses */
  inputs: string[];
  /** names that it gives to others */
  outputs: string[];
  /** line of the source in which a name is used first */
  lineOf: ReadonlyMap<string, number>;
  /** takes the inputs in their order; resolves to its outputs by name */
  run: (...inputs: unknown[]) => Promise<Record<string, unknown>>;
}

/** The dialect of cells: a module's, with `await` at the top level. */
const SYNTAX: Options = {ecmaVersion: "latest", sourceType: "module", allowAwaitOutsideFunction: true};

/** What a cell is called in the browser's stack traces; `lineOfError` finds it there. */
export const cellFile = (id: string) => `lapbook-cell-${id}.js`;

/**
 * Compiles the JavaScript of a cell. One expression (without `;`) is displayed; of statements the declared names are given to other cells.
 * Throws a CellError with the line and how to mend it.
 *
 * @param id distinguishes cells in stack traces: letters, digits and `-`
 */
export function compileCell(source: string, id: string): CompiledCell {
  const expression = onlyExpression(source);
  const program = expression ?? parseProgram(source);
  const {uses, declares, assigns} = cellNames(program);
  refuseAssignment(assigns, source);
  const outputs = declares.map(({name}) => name);
  const inputs = [...new Set([...uses.map(({name}) => name), ...(expression ? ["display"] : [])])].filter(
    (name) => !NEVER_INPUTS.has(name),
  );
  const reserved = declares.find(({name}) => RESERVED.has(name));
  if (reserved)
    throw new CellError(`${reserved.name} is a word of notebooks`, lineAt(source, reserved.start), "Use another name.");
  // the source keeps its lines: what comes before it is on the first one
  const body = expression ? `display(await (${source}\n)); return {};` : `${source}\nreturn {${outputs.join(", ")}};`;
  const text = `(async (${inputs.join(", ")}) => {"use strict"; ${body}})\n//# sourceURL=${cellFile(id)}`;
  // biome-ignore lint/security/noGlobalEval: cells are the user's own code, compiled where they are shown
  const run = globalThis.eval(text) as CompiledCell["run"];
  const lineOf = new Map(uses.toReversed().map(({name, start}) => [name, lineAt(source, start)]));
  return {inputs, outputs, lineOf, run};
}

/** Names that no parameter can have in strict code, or that need none. */
const NEVER_INPUTS = new Set(["undefined", "arguments", "eval"]);

/** Names that cells get from the runtime for themselves. */
const RESERVED = new Set(["display", "view", "invalidation", "visibility"]);

/** The expression that is all of a source; undefined for statements. A function or class with a name is a
 * declaration, unless it is in parentheses. */
function onlyExpression(source: string): Expression | undefined {
  let expression: Expression;
  try {
    expression = parseExpressionAt(source, 0, {...SYNTAX, preserveParens: true}) as Expression;
    // only comments may follow
    if (parse(source.slice(expression.end), SYNTAX).body.length > 0) return undefined;
  } catch {
    return undefined;
  }
  const {type, id} = expression as {type: string; id?: unknown};
  return (type === "FunctionExpression" || type === "ClassExpression") && id ? undefined : expression;
}

function parseProgram(source: string): AnyNode {
  let program: AnyNode;
  try {
    program = parse(source, SYNTAX);
  } catch (error) {
    const {message, loc} = error as SyntaxError & {loc?: {line: number; column: number}};
    const text = message.replace(/ \(\d+:\d+\)$/, "");
    throw new CellError(text, loc?.line, syntaxMend(text));
  }
  for (const node of (program as {body: AnyNode[]}).body) {
    const line = lineAt(source, node.start);
    if (node.type === "ImportDeclaration")
      throw new CellError("cells have no import", line, "Plot, d3, Inputs, html, laps … are there without one.");
    if (/^Export/.test(node.type))
      throw new CellError("cells have no export", line, "What a cell declares, all cells can use: leave out export.");
  }
  return program;
}

function syntaxMend(message: string): string {
  if (/Unexpected token|Unterminated/.test(message))
    return "Look for a bracket, a quote or a comma that is missing on this line or before it.";
  if (/already been declared/.test(message)) return "Give one of them another name.";
  return "";
}

function refuseAssignment([first]: readonly Identifier[], source: string): void {
  if (!first) return;
  throw new CellError(
    `${first.name} can't be assigned here: only the cell that declares it can`,
    lineAt(source, first.start),
    `Write const ${first.name} = … to declare it, or make it a Mutable where it is declared.`,
  );
}

function lineAt(source: string, at: number): number {
  return source.slice(0, at).split("\n").length;
}

/** The line of the cell's source in which an error was thrown, from the browser's stack; undefined where it was not in this cell. */
export function lineOfError(error: unknown, id: string): number | undefined {
  const stack: unknown = error instanceof Error ? error.stack : "";
  const found = (typeof stack === "string" ? stack : "").split(`${cellFile(id)}:`)[1];
  const line = found === undefined ? Number.NaN : Number.parseInt(found, 10);
  return Number.isNaN(line) ? undefined : line;
}

/** The expression that begins at `at` and ends before `}`: of `${…}`. Undefined where there is none. */
export function placeholderAt(text: string, at: number): {source: string; end: number} | undefined {
  try {
    const {end} = parseExpressionAt(text, at, SYNTAX);
    const closing = /^(?:\s|\/\*[\s\S]*?\*\/)*\}/.exec(text.slice(end));
    return closing ? {source: text.slice(at, end), end: end + closing[0].length} : undefined;
  } catch {
    return undefined;
  }
}
