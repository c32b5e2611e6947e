import type {ColumnOperation} from "./kernels/kernel.js";
import {LAP_STATISTICS} from "./kernels/lapStatistics.js";
import {OVER_TIME} from "./kernels/overTime.js";
import {POINTWISE} from "./kernels/pointwise.js";
import {WINDOWS} from "./kernels/windows.js";

const OPERATIONS = {...POINTWISE, ...OVER_TIME, ...WINDOWS, ...LAP_STATISTICS} satisfies Record<
  string,
  ColumnOperation
>;

export type OperationName = keyof typeof OPERATIONS;

/** A column: of a channel, a constant, or an operation on other columns. */
export type GraphNode =
  | {type: "channel"; channel: string}
  | {type: "constant"; value: number}
  | {type: "operation"; operation: ColumnOperation; inputs: readonly number[]; parameters: readonly number[]};

/** Columns that expressions need, each once; a column comes after those it is computed from. */
export class ExpressionGraph {
  readonly nodes: GraphNode[] = [];
  readonly #places = new Map<string, number>();

  channel(channel: string): number {
    return this.#place(`channel ${channel}`, {type: "channel", channel});
  }

  constant(value: number): number {
    // −0 is written as 0
    return this.#place(`constant ${Object.is(value, -0) ? "-0" : value}`, {type: "constant", value});
  }

  operation(name: OperationName, inputs: readonly number[], parameters: readonly number[] = []): number {
    const operation: ColumnOperation = OPERATIONS[name];
    const constants = inputs.map((input) => this.constantOf(input));
    if (operation.pointwise && constants.every((value) => value !== undefined)) {
      const out = new Float64Array(1);
      operation.kernel(parameters).advance(
        constants.map((value) => Float64Array.of(value)),
        out,
        0,
        1,
        true,
      );
      return this.constant(out[0]);
    }
    return this.#place(`${name} ${inputs} ${parameters}`, {type: "operation", operation, inputs, parameters});
  }

  /** The value of a column that is the same everywhere. */
  constantOf(place: number): number | undefined {
    const node = this.nodes[place];
    return node.type === "constant" ? node.value : undefined;
  }

  #place(key: string, node: GraphNode): number {
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.nodes.push(node) - 1;
      this.#places.set(key, place);
    }
    return place;
  }
}
