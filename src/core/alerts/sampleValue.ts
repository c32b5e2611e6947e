import {WHEEL_LABELS, WHEELS} from "../channels/channel.js";
import {rowIndex, type TelemetryRow} from "../channels/telemetryRow.js";
import {ExpressionError} from "../expressions/expressionError.js";
import type {MathChannel} from "../expressions/mathChannels.js";
import {compileExpressions} from "../expressions/program.js";

/**
 * An expression computed from one sample. It keeps nothing between samples, so one serves all cars, and a flashback needs no care; operations over time
 * are refused.
 */
export class SampleValue {
  readonly unit: string;
  /** of each output; "" where the value is of the car */
  readonly wheels: readonly string[];
  /** evidence of each output: the channel, or the expression */
  readonly names: readonly string[];
  /** the channels that it is computed from */
  readonly reads: readonly string[];
  /** of the last sample that was read */
  readonly values: Float64Array;
  private readonly columns: Float64Array[];
  private readonly outputs: Int32Array;
  private readonly channels: {column: Float64Array; place: number}[] = [];
  private readonly steps: (() => void)[] = [];

  /** Throws an ExpressionError. */
  constructor(expression: string, unit: string | undefined, mathChannels: readonly MathChannel[]) {
    const known = mathChannels.find(({name}) => name === expression);
    const wanted = known
      ? {...known, ...(unit !== undefined && {unit})}
      : {name: expression, expression, ...(unit !== undefined && {unit})};
    const {program, failed} = compileExpressions([wanted], mathChannels);
    if (failed.length > 0) throw failed[0].error;
    const whole = {start: 0, end: expression.length};
    for (const node of program.nodes)
      if (node.type === "operation" && !node.operation.pointwise)
        throw new ExpressionError("rules use the values of one sample: nothing over time or over a lap", whole);
    this.columns = program.nodes.map((node) => Float64Array.of(node.type === "constant" ? node.value : Number.NaN));
    program.nodes.forEach((node, k) => {
      const column = this.columns[k];
      if (node.type === "channel") this.channels.push({column, place: rowIndex(node.channel)});
      if (node.type !== "operation") return;
      const kernel = node.operation.kernel(node.parameters);
      const inputs = node.inputs.map((input) => this.columns[input]);
      this.steps.push(() => void kernel.advance(inputs, column, 0, 1, true));
    });
    this.reads = program.nodes.flatMap((node) => (node.type === "channel" ? [node.channel] : []));
    const {outputs} = program;
    this.outputs = Int32Array.from(outputs, ({node}) => node);
    this.unit = outputs[0].unit;
    this.wheels = outputs.map(({wheel}) => (wheel ? labelOf(wheel) : ""));
    this.names = outputs.map(({channels, name}) => (channels.length === 1 ? channels[0] : name));
    this.values = new Float64Array(outputs.length).fill(Number.NaN);
  }

  /** Computes `values` of a sample. */
  read(row: TelemetryRow): void {
    for (let i = 0; i < this.channels.length; i++) {
      const {column, place} = this.channels[i];
      column[0] = place < row.length ? row[place] : Number.NaN;
    }
    for (let i = 0; i < this.steps.length; i++) this.steps[i]();
    for (let i = 0; i < this.values.length; i++) this.values[i] = this.columns[this.outputs[i]][0];
  }
}

/** @param wheel "FL" */
function labelOf(wheel: string): string {
  return WHEEL_LABELS[WHEELS.findIndex((one) => one.toUpperCase() === wheel)];
}
