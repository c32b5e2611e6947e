import {readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {readLaps} from "../../../../src/core/archive/laps.js";
import {rowsOfSamples} from "../../../../src/core/archive/rowsOfSamples.js";
import {readSamples, type Samples} from "../../../../src/core/archive/samples.js";
import {OVERALL_FRAME, rowIndex, type TelemetryRow} from "../../../../src/core/channels/telemetryRow.js";
import {evaluateProgram} from "../../../../src/core/expressions/evaluate.js";
import {EXAMPLES} from "../../../../src/core/expressions/examples.js";
import {mathPrograms} from "../../../../src/core/expressions/mathSamples.js";
import type {LiveSource} from "../../../../src/core/live/timeline/liveSource.js";
import {MathSource} from "../../../../src/core/live/timeline/mathSource.js";
import {ReplaySource} from "../../../../src/core/live/timeline/replaySource.js";
import {encodeTelemetry} from "../../../../src/core/messages/protobufTelemetry.js";
import {HandClock, telemetry} from "../../../server/relay/fakes.js";
import {relayedPage} from "../../../server/relay/relayedPage.js";
import {turns, until} from "../../../support/until.js";

const ID = "20260301-150000-ea4ca3";
const folder = fileURLToPath(new URL(`../../../../recordings/${ID}/`, import.meta.url));
const lapSamples = (lap: number): Samples => readSamples(readFileSync(`${folder}samples/car-0/lap-${lap}.arrows`));

const PROGRAMS = mathPrograms([
  ...EXAMPLES,
  {name: "Driven", expression: "integrate(speed)", unit: "m"},
  {name: "Presses", expression: "count(brake > 5 %)"},
  {name: "Slow steering", expression: "lowpass(steering, 2 Hz)"},
  {name: "Lever", expression: "handbrake * 2"},
]);
const NAMES = [...PROGRAMS.outputs.keys()].filter((name) => name !== "Lever");
const CHANNELS = [...new Set([...PROGRAMS.outputs.values()].flatMap(({output}) => output.channels)), "lapDistance"];

/** Known values of a math source that differ from the archive's by more than 1e-9, and how many are known, of some rows of a lap. */
function compared(source: MathSource, samples: Samples, names: readonly string[], from = 0, rows = samples.rows) {
  const [start, end] = [from, rows - 1].map((i) => samples.values("sessionTime")[i]);
  const wrong: string[] = [];
  let known = 0;
  for (const name of names) {
    const {program, index} = PROGRAMS.outputs.get(name)!;
    const wanted = evaluateProgram(program, samples)[index]!;
    const {time, values} = source.window(0, name, source.time - start + 1e-6);
    const to = source.knownTo(0, name);
    expect(to, name).toBeGreaterThan(end - 1);
    const first = time.indexOf(start);
    for (let i = from; i < rows && time[first + i - from] <= to; i++) {
      const value = values[first + i - from];
      if (!Number.isNaN(value)) known++;
      if (!(Number.isNaN(value) ? Number.isNaN(wanted[i]) : Math.abs(value - wanted[i]) <= 1e-9))
        wrong.push(`${name}, row ${i}: ${value}, archived ${wanted[i]}`);
    }
  }
  return {known, wrong: wrong.slice(0, 3)};
}

describe("MathSource of a running session", () => {
  const {clock, source: log, page} = relayedPage();
  let offset = 0;
  const stop: LiveSource[] = [];
  const connect = () => {
    const source = new MathSource(page({channels: CHANNELS, keepS: 180}), PROGRAMS);
    stop.push(source);
    return source;
  };
  /** Sends rows as the collector does, and lets the page draw after each half second. */
  async function drive(
    rows: Iterable<TelemetryRow>,
    pages: readonly MathSource[],
    change?: (row: TelemetryRow) => void,
  ): Promise<void> {
    let batch: ReturnType<typeof telemetry>[] = [];
    const send = async () => {
      log.add(batch);
      batch = [];
      clock.forward(100);
      await turns();
      for (const one of pages) for (const name of ["Acceleration by speed", "Driven"]) one.window(0, name, 30);
    };
    for (const row of rows) {
      row[OVERALL_FRAME] = offset;
      change?.(row);
      batch.push({...telemetry(0, {offset: offset++}), value: encodeTelemetry(row)});
      if (batch.length === 60) await send();
    }
    await send();
  }
  const [before, lap, next] = [1, 2, 3].map(lapSamples);
  const middle = 800;
  let early: MathSource;
  let late: MathSource;

  beforeAll(async () => {
    early = connect();
    await turns();
    await drive(rowsOfSamples(before, before.rows - 60, before.rows), [early]);
    await drive(rowsOfSamples(lap, 0, middle), [early]);
    late = connect();
    await turns();
    await drive(rowsOfSamples(lap, middle, lap.rows), [early, late]);
    await drive(rowsOfSamples(next, 0, 60), [early, late]);
  });
  afterAll(() => {
    for (const one of stop) one.close();
  });

  it("has the archive's values of a whole lap, statistics of the lap too once it is over", () => {
    const {known, wrong} = compared(early, lap, NAMES);
    expect(wrong).toEqual([]);
    expect(known).toBeGreaterThan(8 * lap.rows);
    expect(early.latest(0, "speedKmh")).toBe(early.source.latest(0, "speedKmh"));
  });

  it("does not count from the start of a lap that it joined late, and has the rest", () => {
    const ofLap = ["Driven", "Presses"];
    for (const name of ofLap) {
      const {time, values} = late.window(0, name, 180);
      const end = time.indexOf(next.values("sessionTime")[0]);
      expect([end > 500, values.subarray(0, end).every(Number.isNaN), Number.isFinite(values[end + 40])]).toEqual([
        true,
        true,
        true,
      ]);
    }
    // half a window after the first row everything that looks at its surroundings is settled; a low pass remembers for longer
    const others = NAMES.filter((name) => ![...ofLap, "Slow steering"].includes(name));
    expect(compared(late, lap, others, middle + 60).wrong).toEqual([]);
  });

  it("computes anew what a flashback takes back", async () => {
    const speed = rowIndex("speedKmh");
    await drive(rowsOfSamples(next, 60, 300), [early], (row) => (row[speed] *= 2));
    await drive(rowsOfSamples(next, 60, 500), [early]);
    const {wrong, known} = compared(early, next, ["Driven", "Acceleration by speed", "Presses"], 0, 500);
    expect(wrong).toEqual([]);
    expect(known).toBeGreaterThan(1000);
  });

  it("says which channels a car does not send: the value is unknown, not zero", () => {
    expect([early.lacking(0, "Lever"), early.lacking(0, "Combined g"), early.lacking(9, "Lever")]).toEqual([
      ["handbrake"],
      [],
      [],
    ]);
    expect(early.latest(0, "Lever")).toBeNaN();
    expect(early.window(0, "Lever", 5).values.every(Number.isNaN)).toBe(true);
  });
});

it("MathSource of a replay: the archive's values wherever the play head is moved", async () => {
  const clock = new HandClock();
  const archive = {
    session: async () => ({
      session: JSON.parse(readFileSync(`${folder}session.json`, "utf8")),
      laps: readLaps(readFileSync(`${folder}laps.arrows`)),
    }),
    samples: async (_: string, {file}: {file: string | null}) => readSamples(readFileSync(`${folder}${file}`)),
  };
  const replay = new ReplaySource(ID, {speed: 4, clock, archive});
  const source = new MathSource(replay, PROGRAMS, {isWhole: true});
  await until(() => replay.state !== "connecting");
  const laps = [2, 3].map(lapSamples);
  const end = (k: number) => laps[k].values("sessionTime").at(-1)!;
  for (const [place, lap] of [
    [end(1) + 3, 1],
    [end(0) + 3, 0],
    [end(0) + 1, 0],
  ]) {
    source.seek(place);
    clock.forward(100);
    await turns();
    source.window(0, "Driven", 30);
    for (let n = 0; n < 10; n++) {
      clock.forward(100);
      await turns();
    }
    const samples = laps[lap];
    expect(compared(source, samples, NAMES).wrong, `${place} s`).toEqual([]);
  }
  source.close();
  expect(clock.timers).toBe(0);
});
