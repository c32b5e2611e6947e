import {readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {beforeAll, describe, expect, it} from "vitest";
import {readCapture} from "../../../loaders/captures/readCapture.js";
import {LiveSessions} from "../../../server/collectors/liveSessions.js";
import {afterStartLine, readSamples, type Samples} from "../../../src/core/archive/samples.js";
import {createRow, rowIndex} from "../../../src/core/channels/telemetryRow.js";
import {evaluateProgram} from "../../../src/core/expressions/evaluate.js";
import {EXAMPLES} from "../../../src/core/expressions/examples.js";
import {ExpressionStream, type StreamedLap} from "../../../src/core/expressions/expressionStream.js";
import {compileExpressions, type ExpressionProgram} from "../../../src/core/expressions/program.js";
import {decodeTelemetry} from "../../../src/core/messages/protobufTelemetry.js";
import {columnsOf} from "./lapColumns.js";

const folder = fileURLToPath(new URL("../../../recordings/20260301-140000-906dfc/", import.meta.url));

const EXPRESSIONS = [
  "speed",
  "hypot(gLateral, gLongitudinal) > 1.5 g ? speed : nan",
  "derivative(smooth(speed, 0.3 s))",
  "smooth(derivative(throttle, distance), 0.5 s)",
  "integrate(speed) - distance",
  "lowpass(steering, 2 Hz) + previous(steering)",
  "shift(speed, 0.25 s) - speed",
  "shift(gear, -0.25 s) - gear",
  "count(brake > 5 %)",
  "tyreSurfaceTemp.spread + hold(tyreSurfaceTemp.front - tyreSurfaceTemp.rear, 1 s)",
  "mean(smooth(tyreInnerTemp, 1 s).front, tyreInnerTemp.rl)",
];

const programOf = (expressions: readonly string[]): ExpressionProgram => {
  const {program, failed} = compileExpressions(expressions.map((expression, i) => ({name: `x${i}`, expression})));
  expect(failed).toEqual([]);
  return program;
};

describe("ExpressionStream", () => {
  let archived: Samples;
  const program = compileExpressions([
    ...EXAMPLES,
    ...programOf(EXPRESSIONS).outputs.map(({name}, i) => ({name, expression: EXPRESSIONS[i]})),
  ]).program;
  const laps = new Map<number, StreamedLap>();

  beforeAll(async () => {
    archived = readSamples(readFileSync(`${folder}samples/car-0/lap-2.arrows`));
    // what the relay sends of the same datagrams
    const row = createRow();
    let lap = 0;
    const stream = new ExpressionStream(program, (ended) => laps.set(lap - 1, ended));
    const live = new LiveSessions(
      {clock: () => 0},
      {
        telemetry: () => (message) => {
          decodeTelemetry(message, row);
          lap = row[rowIndex("lapNumber")];
          if (lap > 1) stream.push((channel) => row[rowIndex(channel)]);
        },
        event() {},
        forgotten() {},
      },
    );
    for await (const batch of readCapture(`${folder}capture.pcap.gz`)) {
      live.accept("a", batch);
      if (lap > 2) break;
    }
  });

  it("computes from the datagrams of a lap, row by row, what the archive does from its file", () => {
    const expected = evaluateProgram(program, archived);
    const {rows, values} = laps.get(2)!;
    expect(rows).toBe(archived.rows);
    let known = 0;
    program.outputs.forEach(({name, future}, k) => {
      // statistics of the lap were of the lap so far
      for (let i = future.lap ? rows - 1 : 0; i < rows; i++) {
        const isClose = Number.isNaN(expected[k]![i])
          ? Number.isNaN(values[k][i])
          : Math.abs(values[k][i] - expected[k]![i]) <= 1e-9;
        if (!isClose) expect.fail(`${name}, row ${i}: ${values[k][i]} live, ${expected[k]![i]} archived`);
        if (!Number.isNaN(values[k][i])) known++;
      }
    });
    expect(known).toBeGreaterThan(10 * rows);
  });

  it("knows each value as late as it says: at once, a sample later, half a window later", () => {
    const columns = afterStartLine(archived);
    const time = columns.values("sessionTime");
    const stream = new ExpressionStream(program);
    // 20 Hz
    const step = 0.051;
    for (let i = 0; i < 600; i++) {
      stream.push((channel) => (columns.has(channel) ? columns.values(channel)[i] : Number.NaN));
      program.outputs.forEach(({name, future: {seconds, samples}}, k) => {
        const late = time[i] - stream.latest(k).time;
        const most = seconds + samples * step + 1e-9;
        if (i > 100 && !(late <= most)) expect.fail(`${name}, row ${i}: ${late} s late, at most ${most}`);
      });
    }
  });

  it("begins anew with a lap and after the start line, and takes back what a flashback does", () => {
    const ended: StreamedLap[] = [];
    const stream = new ExpressionStream(programOf(["integrate(speed / (1 m/s))", "smooth(throttle, 0.4 s)"]), (lap) =>
      ended.push(lap),
    );
    const push = (sessionTime: number, lapNumber: number, lapDistance: number, throttle: number) => {
      const row: Record<string, number> = {sessionTime, lapNumber, lapDistance, throttle, speedKmh: 36};
      stream.push((channel) => row[channel] ?? Number.NaN);
    };
    // the grid, then the lap; at 2.5 s the driver goes back to 1 s
    for (let t = 0; t < 1; t += 0.1) push(t, 1, -50 + t, 1);
    for (let t = 1; t < 2.5; t += 0.1) push(t, 1, 10 * (t - 1), t);
    for (let t = 2.05; t < 3; t += 0.1) push(t, 1, 10 * (t - 1), 3);
    push(3, 2, 0, 0);
    const [{time, values}] = ended;
    expect(time.every((t, i) => i === 0 || t > time[i - 1])).toBe(true);
    expect([time[0], time.filter((t) => t < 2.05).length]).toEqual([1, 11]);
    expect(values[0].at(-1)).toBeCloseTo(10 * (time.at(-1)! - 1), 9);
    const alone = evaluateProgram(
      programOf(["smooth(throttle, 0.4 s)"]),
      columnsOf({sessionTime: time, throttle: [...time].map((t) => (t < 2.04 ? t : 3))}),
    );
    expect([...values[1]].map((v) => v.toFixed(9))).toEqual([...alone[0]!].map((v) => v.toFixed(9)));
  });
});
