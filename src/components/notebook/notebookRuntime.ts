import {type Module, Runtime, RuntimeError, type Variable} from "npm:@observablehq/runtime";
import {closestName} from "../../core/channels/closestName.js";
import {CellError} from "./cellError.js";
import {type CompiledCell, lineOfError} from "./compileCell.js";

/** Where a cell's values are shown. */
export interface CellSlot {
  /** begins to run, again or for the first time */
  pending(): void;
  /** removes what was shown */
  clear(): void;
  show(value: unknown): void;
  /** the run failed: replaces what was shown */
  fail(error: CellError): void;
  /** a name that the cell gives to others can't be had, besides what it shows; null: it can */
  fault(error: CellError | null): void;
  /** has run */
  done(): void;
}

/** Builtins by name: each is called when a cell first uses it, and gives the value (or a promise or a generator of it). */
export type Builtins = Record<string, () => unknown>;

interface RuntimeOptions {
  /** a generator of the values of an input (Framework's `Generators.input`) */
  inputValues: (element: never) => unknown;
}

/** Cells that run when what they use changes: a small layer over Observable's runtime, with a word for each error. */
export class NotebookRuntime {
  readonly #runtime: Runtime;
  readonly #module: Module;
  readonly #names: readonly string[];
  readonly #cells = new Map<string, {variables: Variable[]; outputs: readonly string[]}>();
  readonly #inputValues: RuntimeOptions["inputValues"];

  constructor(builtins: Builtins, {inputValues}: RuntimeOptions) {
    this.#names = Object.keys(builtins);
    this.#runtime = new Runtime(builtins, globalValue);
    this.#module = this.#runtime.module();
    this.#inputValues = inputValues;
  }

  /** Adds a cell; it runs at once. */
  define(id: string, {inputs, outputs, lineOf, run}: CompiledCell, slot: CellSlot): void {
    this.remove(id);
    const own = new Set(["display", "view"]);
    const outer = inputs.filter((name) => !own.has(name));
    const fail = (error: unknown) => slot.fail(this.#explained(error, id, lineOf));
    const cellName = `cell ${id}`;
    let version = 0;

    const body = async (...values: unknown[]) => {
      const mine = ++version;
      let isShown = false;
      const clearOnce = () => {
        if (!isShown) slot.clear();
        isShown = true;
      };
      const display = (value: unknown) => {
        // a run that was overtaken shows nothing more
        if (mine !== version) throw new CellError("this cell has run again meanwhile");
        clearOnce();
        slot.show(value);
        return value;
      };
      const words: Record<string, unknown> = {
        display,
        view: (input: never) => this.#inputValues(display(input) as never),
      };
      const given = new Map(outer.map((name, i) => [name, values[i]]));
      const result = await run(...inputs.map((name) => (own.has(name) ? words[name] : given.get(name))));
      if (mine === version) {
        clearOnce();
        slot.done();
      }
      return result;
    };
    const variable = this.#module.variable({pending: () => slot.pending(), rejected: fail});
    variable.define(outputs.length ? cellName : null, outer, body);
    const given = outputs.map((name) =>
      this.#module
        .variable({
          fulfilled: () => slot.fault(null),
          // what the cell's own failure is, the cell has said
          rejected: (error) => {
            const isOwn = error instanceof RuntimeError && (error.input === cellName || error.message === CIRCLE);
            slot.fault(isOwn ? null : this.#explained(error, id, lineOf));
          },
        })
        .define(name, [cellName], (values: Record<string, unknown>) => values[name]),
    );
    this.#cells.set(id, {variables: [variable, ...given], outputs});
  }

  remove(id: string): void {
    for (const variable of this.#cells.get(id)?.variables ?? []) variable.delete();
    this.#cells.delete(id);
  }

  /** The value of a name, once it has one. */
  value(name: string): Promise<unknown> {
    return this.#module.value(name);
  }

  dispose(): void {
    this.#runtime.dispose();
  }

  #explained(error: unknown, id: string, lineOf: ReadonlyMap<string, number>): CellError {
    if (error instanceof CellError && error.line === undefined)
      return new CellError(error.message, lineOfError(error, id), error.mend);
    if (error instanceof CellError) return error;
    if (error instanceof RuntimeError) return this.#explainedName(error, lineOf);
    return new CellError(messageOf(error), lineOfError(error, id), mendOf(error));
  }

  #explainedName({message, input}: RuntimeError, lineOf: ReadonlyMap<string, number>): CellError {
    const line = input === undefined ? undefined : lineOf.get(input);
    if (message === `${input} is not defined`) {
      const names = [...this.#names, ...[...this.#cells.values()].flatMap(({outputs}) => outputs)];
      if (input === "FileAttachment")
        return new CellError(message, line, 'Write file("weather.csv") for a file beside your notebooks.');
      const near = closestName(input!, names);
      return new CellError(message, line, near ? `Did you mean ${near}?` : `Declare it in a cell: const ${input} = …`);
    }
    if (message === CIRCLE)
      return new CellError("cells need each other in a circle", line, "Let one of them do without the other.");
    if (/is defined more than once$/.test(message))
      return new CellError(message, line, "Give one of them another name: a name is declared in one cell only.");
    return new CellError(input === undefined ? message : `${input} has no value: ${message}`, line);
  }
}

/** The runtime's message. */
const CIRCLE = "circular definition";

/** What was thrown, in words: anything can be. */
function messageOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error);
  } catch {
    return "something was thrown that has no text";
  }
}

function mendOf(error: unknown): string {
  const message = error instanceof Error ? messageOf(error) : "";
  const declared = /^Cannot access '(\w+)' before initialization/.exec(message)?.[1];
  if (declared) return `A cell that declares ${declared} can't use another ${declared}: give its own another name.`;
  if (/is not iterable|reading '|is not a function/.test(message) && /promise/i.test(message))
    return "Write await before what is loaded, or declare it in a cell of its own.";
  return "";
}

/** Properties of the window whose names people give to their own things. */
const NOT_GLOBAL = new Set(
  "name status length top parent origin event closed external find stop print focus blur open close self frames screen scroll".split(
    " ",
  ),
);

/** A global of JavaScript or the browser. Names that are one by accident, such as ids of elements, are not defined. */
function globalValue(name: string): unknown {
  const isGlobal = Object.hasOwn(globalThis, name) || /^(add|remove)EventListener$/.test(name);
  if (!isGlobal || NOT_GLOBAL.has(name)) throw new Error(`${name} is not defined`);
  return (globalThis as unknown as Record<string, unknown>)[name];
}
