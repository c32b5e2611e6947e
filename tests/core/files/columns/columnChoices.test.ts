import {describe, expect, it} from "vitest";
import type {LogChoices} from "../../../../src/core/archive/types.js";
import {COLUMN_FORMATS} from "../../../../src/core/files/columns/columnFormats.js";
import {logPreviewer} from "../../../../src/core/files/columns/previewLog.js";
import {LOG_FILE_READERS} from "../../../../src/core/files/readers.js";
import {sessionOf} from "../../../support/logFiles.js";
import {logSamples} from "../../../support/logSamples.js";

const WITH_COLUMNS = LOG_FILE_READERS.filter(({columns}) => columns);
const SAMPLES = logSamples();

it("pages know which formats have columns to choose", () => {
  expect([...COLUMN_FORMATS].sort()).toEqual(["csv", ...WITH_COLUMNS.map(({format}) => format)].sort());
});

describe.each(WITH_COLUMNS.map((reader) => [reader.format, reader] as const))("%s", (format, reader) => {
  const {name, bytes, companions = []} = SAMPLES.find((sample) => sample.format === format)!;
  const file = {name, bytes, companions};
  const read = (choices?: LogChoices) => reader.read(file, {choices});
  const plain = read();
  const {from: speed} = plain.report.used.find(({channel}) => channel === "speedKmh")!;
  const {from: rpm} = plain.report.used.find(({channel}) => channel === "rpm") ?? {from: ""};
  const laps = (choices?: LogChoices) =>
    sessionOf(read(choices))
      .laps.filter(({complete}) => complete)
      .map(({lapTimeMs}) => lapTimeMs);

  it("shows every column with numbers, and what it is taken for", () => {
    const {columns} = logPreviewer(reader.columns!(file), plain.report)({});
    expect(columns.find((column) => column.name === speed)).toMatchObject({channel: "speedKmh", confidence: 1});
    for (const {name, samples, channel, reason} of columns)
      expect([name, samples.length > 0 || reason === "empty", channel !== null || reason !== ""]).toEqual([
        name,
        true,
        true,
      ]);
    for (const {from, channel} of plain.report.used)
      if (from !== "derived" && !columns.some((c) => c.channel === channel))
        // a column tells two channels, or was put together of several
        expect([channel, columns.some((c) => from.includes(c.name))]).toEqual([channel, true]);
  });

  it("leaves a column out, takes it for another channel, in another unit, and says so", () => {
    const without = read({columns: {[speed]: null}});
    expect(without.cars[0].columns.speedKmh).toBeUndefined();
    expect(without.report.unused).toContainEqual(expect.objectContaining({from: speed, reason: "left out by choice"}));
    const other = read({columns: {[speed]: {channel: "windSpeed", unit: "mph"}}});
    const {values} = reader.columns!(file).find((column) => column.name === speed)!;
    const row = other.cars[0].columns.windSpeed.findIndex(Number.isFinite);
    expect(other.cars[0].columns.windSpeed[row]).toBeCloseTo(values()[0] * 0.44704, 2);
    expect(other.report.used.find(({channel}) => channel === "windSpeed")?.from).toBe(speed);
    expect(other.cars[0].columns.speedKmh).toBeUndefined();
    if (!["ac-lap-log", "f1-quix-csv"].includes(format))
      expect(laps({columns: {[speed]: {channel: "windSpeed"}}})).toEqual(laps());
    expect(laps({columns: {[speed]: {channel: "speedKmh", factor: 2}}})).toEqual(laps());
    const fast = read({columns: {[speed]: {channel: "speedKmh", factor: 2}}}).cars[0].columns.speedKmh;
    expect(fast[fast.findIndex(Number.isFinite)]).toBeCloseTo(2 * values()[0], 2);
  });

  it.skipIf(!rpm)("gives a channel to the column that is chosen for it, and not to the one named so", () => {
    const swapped = read({columns: {[rpm]: {channel: "speedKmh"}, [speed]: null}});
    expect(swapped.report.used.find(({channel}) => channel === "speedKmh")?.from).toBe(rpm);
    const only = read({columns: {[rpm]: {channel: "speedKmh"}}});
    expect(only.report.used.filter(({channel}) => channel === "speedKmh")).toHaveLength(1);
    expect(only.report.unused.map(({from}) => from)).toContain(speed);
    const shown = logPreviewer(reader.columns!(file), plain.report)({columns: {[rpm]: {channel: "speedKmh"}}}).columns;
    expect(shown.find((c) => c.name === speed)).toMatchObject({channel: null, reason: `${rpm} is chosen for speedKmh`});
  });

  it("refuses what cannot be, by its name", () => {
    for (const [columns, message] of [
      [{waffle: null}, /choices: unknown column: waffle; the file has /],
      [{[speed]: {channel: "waffle"}}, `choices, column ${speed}: unknown channel: waffle`],
      [
        {[speed]: {channel: "rpm"}, [rpm || "x"]: {channel: "rpm"}},
        /choices: (two columns chosen for rpm|unknown column)/,
      ],
      [{[speed]: {channel: "speedKmh", unit: "°C"}}, "invalid unit for speedKmh: °C; expected km/h, m/s, mph, kt"],
      [{[speed]: {channel: "speedKmh", factor: 0}}, "invalid factor: 0"],
      [{[speed]: {channel: "lapFraction"}}, "choices: channel not available for this format: lapFraction"],
      ["all", 'invalid columns: "all"'],
    ] as const)
      expect(() => read({columns})).toThrow(message);
  });
});

it("a wheel's angle goes by the lock that is chosen", () => {
  const reader = LOG_FILE_READERS.find(({format}) => format === "ac-lap-log")!;
  const {name, bytes} = SAMPLES.find((sample) => sample.format === "ac-lap-log")!;
  const steering = (choices: LogChoices) =>
    reader.read({name, bytes, companions: []}, {choices}).cars[0].columns.steering[0];
  expect([steering({}), steering({steeringLockDeg: 40})]).toEqual([1, 0.5]);
  const chosen = {columns: {steer: {channel: "steering", unit: "deg"}}};
  expect([steering(chosen), steering({...chosen, steeringLockDeg: 40})]).toEqual([1, 0.5]);
});
