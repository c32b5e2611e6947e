import {tableFromIPC} from "apache-arrow";
import {describe, expect, it} from "vitest";
import {encodeSamples} from "../../../src/core/archive/encodeSamples.js";
import {encodeLaps, readLaps} from "../../../src/core/archive/laps.js";
import {afterStartLine, readSamples, type SampleTable} from "../../../src/core/archive/samples.js";
import type {LapRow} from "../../../src/core/archive/types.js";
import {PARTS} from "../../../src/core/channels/catalogue.js";

const bit = (...parts: (typeof PARTS)[number][]) => parts.reduce((bits, part) => bits | (1 << PARTS.indexOf(part)), 0);

function table(): SampleTable {
  return {
    rows: 3,
    columns: {
      sessionTime: Float64Array.of(1, 1.5, 2, 99),
      speedKmh: Uint16Array.of(300, 0, 290, 99),
      forwardX: Int16Array.of(32767, -32767, 0, 99),
    },
    present: Uint16Array.of(bit("frame", "telemetry", "motion"), bit("frame", "motion"), bit("frame", "telemetry")),
  };
}

describe("encodeSamples(table)", () => {
  it("writes an Arrow stream that apache-arrow itself reads, nulls where a part did not arrive", () => {
    const arrow = tableFromIPC(encodeSamples(table()));
    expect(arrow.schema.fields.map(String)).toEqual(["sessionTime: Float64", "speedKmh: Uint16", "forwardX: Int16"]);
    expect([...arrow.getChild("speedKmh")!]).toEqual([300, null, 290]);
    expect([...arrow.getChild("forwardX")!]).toEqual([32767, -32767, null]);
    expect(arrow.schema.fields[1].metadata.get("unit")).toBe("km/h");
  });

  it("gives the same bytes for the same table", () => {
    expect(encodeSamples(table())).toEqual(encodeSamples(table()));
  });
});

describe("readSamples(bytes)", () => {
  it("applies the scale and turns null into NaN", () => {
    const samples = readSamples(encodeSamples(table()));
    expect(samples.rows).toBe(3);
    expect([...samples.values("speedKmh")]).toEqual([300, Number.NaN, 290]);
    expect(samples.values("forwardX")[0]).toBe(1);
    expect(samples.has("gear")).toBe(false);
    expect(() => samples.values("gear")).toThrow("missing column: gear");
  });

  it("reads what is whole of a stream cut at any byte, and never invents rows", () => {
    const bytes = encodeSamples(table());
    for (let length = 0; length < bytes.length; length++) {
      let rows = 0;
      try {
        // in the middle of a larger buffer, so that reading past the end would find something
        rows = readSamples(bytes.subarray(0, length)).rows;
      } catch (error) {
        expect((error as Error).message).toMatch(/^not an Arrow stream/);
      }
      expect(rows === 0 || rows === 3, `${length} bytes: ${rows} rows`).toBe(true);
      if (rows === 3) expect([...readSamples(bytes.slice(0, length)).values("sessionTime")]).toEqual([1, 1.5, 2]);
    }
  });
});

describe("encodeLaps(rows)", () => {
  it("round-trips every column, nulls included", () => {
    const row: LapRow = {
      car: 19,
      driver: "Ünïcode",
      lap: 300,
      lapTimeMs: 79782,
      sector1Ms: 27749,
      sector2Ms: 18320,
      sector3Ms: 33713,
      valid: true,
      complete: false,
      coverage: 0.5,
      samples: 4787,
      topSpeedKmh: 311,
      averageSpeedKmh: 240.5,
      fullThrottle: 0.75,
      braking: 0.125,
      fuelUsedKg: 1.5,
      startTime: 12.5,
      endTime: 92.25,
      tyreCompound: "soft",
      tyreAgeLaps: 3,
      pit: false,
      file: "samples/car-19/lap-300.arrows",
    };
    const unknown: LapRow = {
      ...row,
      lap: 301,
      lapTimeMs: null,
      sector1Ms: null,
      topSpeedKmh: null,
      tyreCompound: null,
      file: null,
      startTime: null,
    };
    expect(readLaps(encodeLaps([row, unknown]))).toEqual([row, unknown]);
    expect(readLaps(encodeLaps([]))).toEqual([]);
    expect(readLaps(encodeLaps([unknown]))).toEqual([unknown]);
    const litres = {...row, fuelUsedKg: null, fuelUsedLitres: 2.5};
    expect(readLaps(encodeLaps([unknown, litres]))).toEqual([{...unknown, fuelUsedLitres: null}, litres]);
  });
});

describe("afterStartLine(samples)", () => {
  const samplesOf = (metres: number[]) =>
    readSamples(
      encodeSamples({
        rows: metres.length,
        columns: {sessionTime: Float64Array.from(metres.keys()), lapDistance: Float32Array.from(metres)},
        present: new Uint16Array(metres.length).fill(bit("frame", "lap")),
      }),
    );

  it("leaves the way to the line out", () => {
    const lap = afterStartLine(samplesOf([-20, -10, 5, 15]));
    expect(lap.rows).toBe(2);
    expect([...lap.values("lapDistance")]).toEqual([5, 15]);
    expect([...lap.values("sessionTime")]).toEqual([2, 3]);
    // a first sample with a distance of another time, as captured in the garage
    expect([...afterStartLine(samplesOf([78, -20, -10, 5])).values("lapDistance")]).toEqual([5]);
  });

  it("keeps a lap that begins at the line, and one that never gets there", () => {
    for (const metres of [[0, 10], [-20, -10], []]) expect(afterStartLine(samplesOf(metres)).rows).toBe(metres.length);
  });
});
