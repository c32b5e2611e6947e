import {evaluateProgram} from "../src/core/expressions/evaluate.js";
import {EXAMPLES} from "../src/core/expressions/examples.js";
import {ExpressionStream} from "../src/core/expressions/expressionStream.js";
import {compileExpressions} from "../src/core/expressions/program.js";
import {type BenchRow, main, measure} from "./support.js";

// How long do 40 math channels over a lap of 6,000 samples take, all at once and row by row?

const CHANNELS = 40;
const ROWS = 6000;
/** ms */
const NEED = 20;
/** µs a row; a car sends a row every 16,667 µs */
const NEED_ROW = 1000;

const MORE = [
  ...["smooth(speed, 0.5 s)", "integrate(speed)", "lapMax(speed)", "shift(throttle, 0.1 s)", "lowpass(steering, 2 Hz)"],
  ...["count(brake > 5 %)", "tyreInnerTemp.mean", "sin(yaw) * speed", "derivative(throttle)", "previous(gear)"],
];

function expressions() {
  const base = [...EXAMPLES.map(({expression}) => expression), ...MORE];
  // the same of other channels: nothing is shared with the first
  const others = base.map((text) =>
    text
      .replaceAll("speed", "wheelSpeedFl")
      .replaceAll("throttle", "clutch")
      .replaceAll("brake ", "handbrake ")
      .replaceAll("tyreSurface", "brake"),
  );
  return [...base, ...others].slice(0, CHANNELS).map((expression, i) => ({name: `channel ${i}`, expression}));
}

export async function run(): Promise<BenchRow[]> {
  const time = Float64Array.from({length: ROWS}, (_, i) => i / 60);
  const columns = new Map<string, Float64Array>();
  const values = (name: string) => {
    if (name === "sessionTime") return time;
    let column = columns.get(name);
    if (!column) columns.set(name, (column = time.map((t) => 60 + 50 * Math.sin(t * (1 + name.length / 7)))));
    return column;
  };
  const lap = {rows: ROWS, has: () => true, values};
  const {program, failed} = compileExpressions(expressions());
  if (failed.length) throw failed[0].error;
  const streamed = () => {
    let ended: Float64Array[] = [];
    const stream = new ExpressionStream(program, (done) => {
      ended = done.values;
    });
    let i = 0;
    const value = (name: string) => (name === "lapNumber" || name === "lapDistance" ? 1 : values(name)[i]);
    for (; i < ROWS; i++) stream.push(value);
    stream.finish();
    return ended;
  };
  const whole = evaluateProgram(program, lap);
  streamed().forEach((column, k) => {
    const last = ROWS - 1;
    if (!Object.is(column[last], whole[k]![last])) throw new Error(`${program.outputs[k].name} differs row by row`);
  });
  const repeat = (work: () => unknown) => (n: number) => {
    for (let i = 0; i < n; i++) work();
  };
  const [batch] = await measure([{name: "whole lap", run: repeat(() => evaluateProgram(program, lap))}]);
  const [stream] = await measure([{name: "row by row", run: repeat(streamed)}], {rounds: 5});
  const question = `${CHANNELS} math channels, ${ROWS} samples`;
  const ms = batch.micros / 1000;
  const row = stream.micros / ROWS;
  return [
    {question, candidate: "a whole lap", value: ms, unit: "ms", need: `≤ ${NEED}`, ok: ms <= NEED},
    {question, candidate: "a row of a running lap", value: row, unit: "µs", need: `≤ ${NEED_ROW}`, ok: row <= NEED_ROW},
  ];
}

await main(import.meta.url, run);
