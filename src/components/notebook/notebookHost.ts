import type * as InputsModule from "npm:@observablehq/inputs";
import type {Connection} from "../../core/sql/connection.js";

/** What the page around a notebook provides; a report provides its own. */
export interface NotebookHost {
  /** Observable's inputs, with their style sheet */
  Inputs: typeof InputsModule;
  /** of Framework's standard library */
  Generators: {
    input(element: never): unknown;
    observe(initialize: never): unknown;
    queue(initialize: never): unknown;
    width(element: HTMLElement): unknown;
    dark(): unknown;
    now(): unknown;
  };
  Mutable: (value: unknown) => unknown;
  resize: (render: (width: number, height: number) => Node | string) => HTMLElement;
  /** calls back after data files beside the notebooks have changed, until the function that it returns is called; absent where they don't change */
  onFiles?(changed: () => void): () => void;
  /** a connection to a new database of this page; called when a cell first asks one */
  connect(): Promise<Connection>;
  /** how far reading has come, in words; "" when it is done */
  progress(text: string): void;
}
