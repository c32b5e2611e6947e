import {WHEELS} from "../channels/catalogue.js";
import {ExpressionChecker, type NamedExpression} from "./check.js";
import {ExpressionError} from "./expressionError.js";
import {ExpressionGraph, type GraphNode} from "./graph.js";
import type {Future} from "./kernels/kernel.js";

/** One column that a program computes. */
export interface ProgramOutput {
  /** the expression's name, of four wheels with the wheel: "Grip FL" */
  name: string;
  /** the expression's name */
  of: string;
  /** the wheel in lists and axes: "FL"; absent where the value is of the car */
  wheel?: string;
  /** of the values */
  unit: string;
  /** a condition is 1 where it holds, else 0 */
  kind: "continuous" | "discrete" | "condition";
  /** how much later it is known on live data */
  future: Future;
  /** it counts from the start of the lap */
  fromStart: boolean;
  /** channels that it needs, by their names in the catalogue */
  channels: readonly string[];
  /** its column */
  node: number;
}

/** Expressions that were checked and are ready to compute: columns in, columns out. */
export interface ExpressionProgram {
  nodes: readonly GraphNode[];
  outputs: readonly ProgramOutput[];
  /** every channel that the program reads */
  channels: readonly string[];
}

/** An expression that can't be used, and why. */
export interface FailedExpression {
  name: string;
  error: ExpressionError;
}

/**
 * Checks expressions and makes one program of those that are right; what they share is computed once. They may refer to each other, and
 * to `others`, by name.
 */
export function compileExpressions(
  wanted: readonly NamedExpression[],
  others: readonly NamedExpression[] = wanted,
): {program: ExpressionProgram; failed: FailedExpression[]} {
  const graph = new ExpressionGraph();
  const checker = new ExpressionChecker(graph, others);
  const failed: FailedExpression[] = [];
  const outputs: ProgramOutput[] = [];
  for (const one of wanted) {
    try {
      const {nodes, unit, kind, points} = checker.named(one);
      nodes.forEach((node, i) => {
        const wheel = nodes.length > 1 ? WHEELS[i].toUpperCase() : undefined;
        outputs.push({
          ...{
            name: wheel ? `${one.name} ${wheel}` : one.name,
            of: one.name,
            ...(wheel && {wheel}),
            unit: unit.text,
            kind,
          },
          node: graph.operation("output", [node], [unit.factor, points === 1 ? unit.add : 0]),
          future: {seconds: 0, samples: 0, lap: false},
          fromStart: false,
          channels: [],
        });
      });
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      failed.push({name: one.name, error});
    }
  }
  return {program: pruned(graph.nodes, outputs), failed};
}

/** Leaves out columns that no output needs, and finds the channels and the future that each needs. */
function pruned(all: readonly GraphNode[], outputs: readonly ProgramOutput[]): ExpressionProgram {
  const wanted = new Uint8Array(all.length);
  for (const {node} of outputs) wanted[node] = 1;
  for (let i = all.length - 1; i >= 0; i--) {
    const node = all[i];
    if (wanted[i] && node.type === "operation") for (const input of node.inputs) wanted[input] = 1;
  }
  const places = new Map<number, number>();
  const nodes: GraphNode[] = [];
  const futures: Future[] = [];
  const channels: Set<string>[] = [];
  const fromStart: boolean[] = [];
  all.forEach((node, i) => {
    if (!wanted[i]) return;
    places.set(i, nodes.length);
    if (node.type !== "operation") {
      nodes.push(node);
      futures.push({seconds: 0, samples: 0, lap: false});
      channels.push(new Set(node.type === "channel" ? [node.channel] : []));
      fromStart.push(false);
      return;
    }
    const inputs = node.inputs.map((input) => places.get(input)!);
    nodes.push({...node, inputs});
    const {seconds = 0, samples = 0, lap = false} = node.operation.future?.(node.parameters) ?? {};
    const most = (of: (future: Future) => number) => Math.max(0, ...inputs.map((input) => of(futures[input])));
    futures.push({
      seconds: seconds + most((future) => future.seconds),
      samples: samples + most((future) => future.samples),
      lap: lap || inputs.some((input) => futures[input].lap),
    });
    channels.push(new Set(inputs.flatMap((input) => [...channels[input]])));
    fromStart.push(node.operation.fromStart === true || inputs.some((input) => fromStart[input]));
  });
  return {
    nodes,
    outputs: outputs.map((output) => {
      const node = places.get(output.node)!;
      return {...output, node, future: futures[node], fromStart: fromStart[node], channels: [...channels[node]]};
    }),
    channels: nodes.flatMap((node) => (node.type === "channel" ? [node.channel] : [])),
  };
}
