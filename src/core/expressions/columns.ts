import type {ColumnKernel} from "./kernels/kernel.js";
import type {ExpressionProgram} from "./program.js";

/** The columns of a program over the rows of one lap, as far as they are computed. */
export class ProgramColumns {
  readonly #kernels: (ColumnKernel | undefined)[];
  readonly #inputs: readonly Float64Array[][];
  /** rows of each column that are known */
  readonly known: Int32Array;

  /** @param columns one for each node of the program, all of one length; those of channels are filled by the caller */
  constructor(
    readonly program: ExpressionProgram,
    readonly columns: readonly Float64Array[],
  ) {
    const {nodes} = program;
    this.known = new Int32Array(nodes.length);
    this.#kernels = nodes.map((node) =>
      node.type === "operation" ? node.operation.kernel(node.parameters) : undefined,
    );
    this.#inputs = nodes.map((node) => (node.type === "operation" ? node.inputs.map((input) => columns[input]) : []));
    nodes.forEach((node, i) => {
      if (node.type === "constant") columns[i].fill(node.value);
    });
  }

  /** Computes what can be known from the first `rows` rows; `last`: no more follow. */
  advance(rows: number, last: boolean): void {
    const {nodes} = this.program;
    for (let k = 0; k < nodes.length; k++) {
      const node = nodes[k];
      if (node.type !== "operation") {
        this.known[k] = rows;
        continue;
      }
      let most = rows;
      for (const input of node.inputs) most = Math.min(most, this.known[input]);
      this.known[k] = this.#kernels[k]!.advance(
        this.#inputs[k],
        this.columns[k],
        this.known[k],
        most,
        last && most === rows,
      );
    }
  }
}
