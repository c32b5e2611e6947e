import type {html as htmlTag, svg as svgTag} from "npm:htl";
import {choices} from "../choices.js";
import type {PlainRow} from "../libraryTables.js";
import type {NotebookHost} from "../notebookHost.js";
import type {WordsMade} from "./wordsMade.js";

/** Menus, inputs, and what shows them. */
export interface InputWords {
  // ## Inputs and display
  /**
   * A menu of the library's sessions; its value is the id. It begins with the one in the page's address (`session=`), where the choice is kept, else with
   * the newest for which `prefer` is true.
   * @example const session = view(chooseSession({prefer: (d) => d.type === "race"}))
   */
  chooseSession(options?: {label?: string; prefer?: (session: PlainRow) => unknown}): HTMLElement;
  /**
   * A menu of the drivers of a session; its value is the index of the car. It begins with the one in the page's address (`car=`), else the player.
   * @example const car = view(await chooseDriver(session))
   */
  chooseDriver(session: string, options?: {label?: string}): Promise<HTMLElement>;
  /**
   * [Observable Inputs](https://observablehq.com/framework/inputs/): `range`, `select`, `checkbox`, `radio`, `text`, `search`, `toggle`, `button`.
   * @example const count = view(Inputs.range([1, 20], {label: "Laps", step: 1, value: 5}))
   */
  Inputs: NotebookHost["Inputs"];
  /** Shows an input and gives its value, which changes as it is used: `const x = view(Inputs.range([0, 1]))`. */
  view(input: HTMLElement): unknown;
  /** Shows a value below the ones before: an element as it is, rows as a table, anything else as it is inspected. A cell that is one expression shows it by itself. */
  display<T>(value: T): T;
  /** Makes an element: `html\`<b>${lapTime}</b>\`` ([Hypertext Literal](https://github.com/observablehq/htl)). */
  html: typeof htmlTag;
  /** Makes an element of SVG. */
  svg: typeof svgTag;
  /** Draws again as wide as there is room: `resize((width) => Plot.dot(laps, {x: "lap"}).plot({width}))`. */
  resize: NotebookHost["resize"];
  /** A value that this cell can change from its handlers, and that others follow: `const n = Mutable(0); const add = () => ++n.value`. */
  Mutable: NotebookHost["Mutable"];
  /** `observe`, `queue` and `input` make changing values of callbacks and elements. */
  Generators: NotebookHost["Generators"];
  /** A promise that resolves when the cell runs again: `invalidation.then(() => clearInterval(timer))`. */
  invalidation: Promise<void>;
  /** Width of the notebook, px; changes with it. */
  width: number;
  /** Whether the page is dark; changes with it. */
  dark: boolean;
  /** The time, ms; changes all the time. */
  now: number;
}

/** Words that each cell gets from the runtime for itself. */
type OwnWord = "view" | "display" | "invalidation";

/** @param root the notebook's element */
export function inputWords(
  host: Pick<NotebookHost, "Inputs" | "Generators" | "Mutable" | "resize">,
  root: HTMLElement,
): WordsMade<Omit<InputWords, OwnWord>> {
  return {
    chooseSession: async () => (await choices(host)).chooseSession,
    chooseDriver: async () => (await choices(host)).chooseDriver,
    Inputs: () => host.Inputs,
    html: async () => (await import("npm:htl")).html,
    svg: async () => (await import("npm:htl")).svg,
    resize: () => host.resize,
    Mutable: () => host.Mutable,
    Generators: () => host.Generators,
    width: () => host.Generators.width(root),
    dark: () => host.Generators.dark(),
    now: () => host.Generators.now(),
  };
}
