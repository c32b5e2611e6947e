import {describe, expect, it} from "vitest";
import {encodeSamples, encodeSchema} from "../../../src/core/archive/encodeSamples.js";
import {appendSamples} from "../../../src/core/archive/sampleStream.js";
import {readSamples, type Samples} from "../../../src/core/archive/samples.js";
import {createRow, rowIndex} from "../../../src/core/channels/telemetryRow.js";
import {ChannelStore} from "../../../src/core/session/channelStore.js";
import {SessionBuilder} from "../../../src/core/session/sessionBuilder.js";

/** A sample at 10 Hz of laps of 5 s. */
function sample(i: number, values: Record<string, number> = {}) {
  const row = createRow();
  const all = {sessionTime: i / 10, lapNumber: 1 + Math.floor(i / 50), currentLapTimeMs: (i % 50) * 100, ...values};
  for (const [name, value] of Object.entries(all)) row[rowIndex(name)] = value;
  return row;
}

function session() {
  const laps = new Map<string, Samples>();
  const built = new SessionBuilder({
    samples: (car, lap, table) => laps.set(`${car} ${lap}`, readSamples(encodeSamples(table))),
  });
  return {built, laps};
}

describe("a session of rows", () => {
  it("has the source's times, also when they come after the line", () => {
    const {built} = session();
    for (let i = 0; i < 130; i++) {
      built.row(0, sample(i, {speedKmh: 100 + i}));
      if (i === 51)
        built.lap(0, {lap: 1, lapTimeMs: 5004, sector1Ms: 1000, sector2Ms: 2000, sector3Ms: null, valid: true});
      if (i === 52)
        built.lap(0, {lap: 1, lapTimeMs: 5004, sector1Ms: 1000, sector2Ms: 2000, sector3Ms: 2004, valid: true});
    }
    built.end();
    const {laps} = built.summary();
    expect(
      laps.map(({lap, lapTimeMs, sector3Ms, complete, samples, topSpeedKmh}) => [
        lap,
        lapTimeMs,
        sector3Ms,
        complete,
        samples,
        topSpeedKmh,
      ]),
    ).toEqual([
      [1, 5004, 2004, true, 50, 149],
      [2, null, null, false, 50, 199],
      [3, null, null, false, 30, 229],
    ]);
  });

  it("has a finished lap as soon as the source has told its time, not when the next one is over too", () => {
    const {built, laps} = session();
    const told = {lap: 1, sector1Ms: null, sector2Ms: null, sector3Ms: null, valid: true};
    for (let i = 0; i < 53; i++) {
      built.row(0, sample(i));
      if (i === 51) built.lap(0, {...told, lapTimeMs: 5004});
    }
    expect(built.summary().laps).toMatchObject([{lap: 1, lapTimeMs: 5004, complete: true, samples: 50}]);
    expect([...laps.keys()]).toEqual(["0 1"]);
    // a source that corrects itself is believed
    built.lap(0, {...told, lapTimeMs: 9000});
    expect(built.summary().laps).toMatchObject([{lap: 1, lapTimeMs: 9000, complete: false}]);
  });

  it("has a lap whose time was told before its last row came when that row came", () => {
    const {built} = session();
    for (let i = 0; i < 52; i++) {
      built.row(0, sample(i));
      if (i === 49)
        built.lap(0, {lap: 1, lapTimeMs: 5000, sector1Ms: null, sector2Ms: null, sector3Ms: null, valid: true});
    }
    expect(built.summary().laps).toMatchObject([{lap: 1, lapTimeMs: 5000, complete: true, samples: 50}]);
  });

  it("leaves out a row whose time falls, and knows nothing of channels that never came", () => {
    const {built, laps} = session();
    built.row(3, sample(10));
    built.row(3, sample(4));
    built.row(3, sample(11, {gear: 4}));
    built.end();
    const lap = laps.get("3 1")!;
    expect([...lap.values("sessionTime")]).toEqual([1, 1.1]);
    expect([...lap.values("gear")]).toEqual([Number.NaN, 4]);
    expect(lap.has("throttle")).toBe(false);
  });

  it("has the outline of a driven lap, also of a source that tells no distance; none of a car that stands", () => {
    const circle = (i: number, radius: number) => ({
      worldX: radius * Math.cos((i * Math.PI) / 25),
      worldZ: radius * Math.sin((i * Math.PI) / 25),
    });
    const outline = (radius: number) => {
      const {built} = session();
      for (let i = 0; i < 60; i++) built.row(0, sample(i, circle(i, radius)));
      built.end();
      return built.summary().outline;
    };
    expect(outline(500)).toHaveLength(50);
    expect(outline(1)).toEqual([]);
  });

  it("says the fuel of a lap in litres where the source counts them", () => {
    const {built} = session();
    for (let i = 0; i < 60; i++) built.row(0, sample(i, i % 2 ? {} : {fuelLitres: 30 - i / 16}));
    built.end();
    const [lap] = built.summary().laps;
    expect([lap.fuelUsedLitres, lap.fuelUsedKg]).toEqual([3, null]);
  });

  it("lists a lap that the source only told of", () => {
    const {built} = session();
    built.lap(1, {lap: 7, lapTimeMs: 61_000, sector1Ms: null, sector2Ms: null, sector3Ms: null, valid: false});
    built.end();
    expect(built.summary().laps).toMatchObject([
      {car: 1, lap: 7, lapTimeMs: 61_000, samples: 0, file: null, valid: false},
    ]);
  });
});

describe("a store of channels", () => {
  it("grows as a stream like the whole, gaps included", () => {
    const store = new ChannelStore();
    store.append(sample(0, {speedKmh: 50}));
    store.append(sample(1));
    const bytes = encodeSchema(store.table(0, 1));
    const first = appendSamples(store.table(0, 1), 0);
    for (let i = 2; i < 5000; i++) store.append(sample(i, i % 3 ? {speedKmh: i / 7} : {}));
    const rest = appendSamples(store.table(0, 1), 2);
    const grown = readSamples(Buffer.concat([bytes, first, rest]));
    const whole = readSamples(encodeSamples(store.table(0, 1)));
    expect(grown.rows).toBe(5000);
    expect(grown.values("speedKmh")).toEqual(whole.values("speedKmh"));
    expect([...grown.values("speedKmh").subarray(0, 4)]).toEqual([50, Number.NaN, Math.fround(2 / 7), Number.NaN]);
  });

  it("takes no part of a number that does not fit", () => {
    const store = new ChannelStore();
    store.append(sample(0, {gear: 300, speedKmh: Number.POSITIVE_INFINITY, rpm: 7000.5}));
    store.append(sample(1, {gear: 3, speedKmh: 1}));
    const samples = readSamples(encodeSamples(store.table(0, 1)));
    expect([...samples.values("gear")]).toEqual([Number.NaN, 3]);
    expect([...samples.values("speedKmh")]).toEqual([Number.NaN, 1]);
    expect(samples.values("rpm")[0]).toBe(7000.5);
  });

  it("holds places on earth to the centimetre, half a percent of brake bias, and the nearest gear", () => {
    const store = new ChannelStore();
    const row = {
      latitude: 50.437_223_4,
      longitude: 5.971_418_7,
      brakeBiasPercent: 56.5,
      gear: 2.999_999,
      fuelLitres: 60,
    };
    store.append(sample(0, row));
    const samples = readSamples(encodeSamples(store.table(0, 1)));
    const read = (name: string) => samples.values(name)[0];
    expect([read("latitude"), read("longitude")]).toEqual([50.437_223_4, 5.971_418_7]);
    expect([read("brakeBiasPercent"), read("gear"), read("fuelLitres")]).toEqual([56.5, 3, 60]);
  });
});
