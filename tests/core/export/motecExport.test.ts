import {describe, expect, it} from "vitest";
import {CHANNELS, channelOf} from "../../../src/core/channels/catalogue.js";
import {resample, wholeRate} from "../../../src/core/export/resample.js";
import {sameName} from "../../../src/core/files/columns/plainName.js";
import {motecLdReader} from "../../../src/core/files/motec/ldReader.js";
import {writtenAs} from "../../../src/core/files/motec/motecChannels.js";
import {bundledExport} from "../../support/exportInput.js";
import {exportMotec} from "../../support/exportWhole.js";
import {readLd} from "../../support/readLd.js";

describe("exportMotec(laps)", () => {
  const input = bundledExport();
  const {ld, ldx, rate} = exportMotec(input);
  const channels = readLd(ld);

  it("fills the header as the tables say", () => {
    const view = new DataView(ld.buffer);
    const text = (at: number) => new TextDecoder("latin1").decode(ld.subarray(at, at + 64)).replace(/\0.*$/s, "");
    expect([0, 8, 36].map((at) => view.getUint32(at, true))).toEqual([0x40, 4276, 1762]);
    expect([1762 + 1152, 2916 + 1098].map((at) => view.getUint16(at, true))).toEqual([2916, 4016]);
    expect([view.getUint32(86, true), view.getUint32(12, true)]).toEqual([channels.size, 4276 + 124 * channels.size]);
    expect(view.getUint32(1502, true)).toBe(0xd20822);
    expect([94, 126, 350].map(text)).toEqual(["01/03/2026", "14:00:00", input.session.track.name]);
    const samples = [...channels.values()].reduce((sum, {values}) => sum + values.length, 0);
    expect(ld.length).toBe(4276 + 124 * channels.size + 4 * samples);
  });

  it("has i2's names and units, one rate, and the values of the archive at their times", () => {
    const [{samples}] = input.laps;
    expect(rate).toBe(20);
    expect(new Set([...channels.values()].map((c) => c.rate))).toEqual(new Set([20]));
    const time = samples.values("sessionTime");
    for (const [channel, name, unit, factor] of [
      ["speedKmh", "Ground Speed", "km/h", 1],
      ["throttle", "Throttle Pos", "%", 100],
      ["steering", "Steering Pos", "%", 100],
      ["gLateral", "G Force Lat", "G", 1],
      ["rpm", "Engine RPM", "rpm", 1],
      ["wheelSpeedFl", "Wheel Speed FL", "km/h", 3.6],
      ["brakeTempRrC", "Brake Temp RR", "C", 1],
      ["tyrePressureFlPsi", "Tyre Pressure FL", "kPa", 6.894757],
    ] as const) {
      const found = channels.get(name)!;
      expect(found?.unit, name).toBe(unit);
      const values = samples.values(channel);
      for (let i = 0; i < samples.rows; i += 97) {
        const exact = (time[i] - time[0]) * rate;
        if (Math.abs(exact - Math.round(exact)) > 0.05) continue;
        expect(found.values[Math.round(exact)], `${name} ${i}`).toBeCloseTo(values[i] * factor, 2);
      }
    }
  });

  it("draws the map right way round by GPS, to 11 mm", () => {
    const [lat, lon, x, z] = ["GPS Latitude", "GPS Longitude", "Position X", "Position Z"].map(
      (n) => channels.get(n)!.values,
    );
    for (let i = 0; i < x.length; i += 211) {
      expect(Math.abs((lon[i] - lon[0]) * 111_320 * Math.cos(Math.PI / 4) - (x[i] - x[0]))).toBeLessThan(0.012);
      expect(Math.abs((lat[0] - lat[i]) * 111_320 - (z[i] - z[0]))).toBeLessThan(0.012);
    }
  });

  it("comes back with the same laps to the millisecond and values within a float's last bits", () => {
    const log = motecLdReader.read({name: "a.ld", bytes: ld, companions: [{name: "a.ldx", bytes: ldx}]});
    const [car] = log.cars;
    const times = (laps: {complete: boolean; lapTimeMs: number | null}[]) =>
      laps.filter((l) => l.complete).map((l) => l.lapTimeMs);
    expect(times(car.laps)).toEqual(times(input.laps.map((l) => l.row)));
    expect(times(car.laps).length).toBeGreaterThan(0);
    expect(log.report.unused.map((u) => u.from)).toEqual(["GPS Latitude", "GPS Longitude"]);
    const [{samples}] = input.laps;
    const time = samples.values("sessionTime");
    let compared = 0;
    for (const name of samples.names) {
      if (["sessionTime", "car", "frame", "lapNumber"].includes(name)) continue;
      const values = samples.values(name);
      if (values.every((v) => Number.isNaN(v))) continue;
      expect(car.columns[name], name).toBeDefined();
      for (let i = 0; i < samples.rows; i += 53) {
        const exact = (time[i] - time[0]) * rate;
        if (Math.abs(exact - Math.round(exact)) > 0.05 || Number.isNaN(values[i])) continue;
        const error = Math.abs(car.columns[name][Math.round(exact)] - values[i]);
        // to a float32 of the written unit and back: two roundings of 2⁻²⁴
        expect(error, `${name} row ${i}: ${values[i]}`).toBeLessThanOrEqual(Math.abs(values[i]) * 2 ** -22 + 1e-12);
        compared++;
      }
      expect(channelOf(name).name).toBe(name);
    }
    expect(compared).toBeGreaterThan(500);
  });

  it("brings back what no F1 game sends: fuel by volume beside the mass, places on earth to 11 mm, pressures, heights", () => {
    const [lap] = input.laps;
    const {rows} = lap.samples;
    const column = (of: (i: number) => number) => Float64Array.from({length: rows}, (_, i) => of(i));
    const more = new Map([
      ["fuelLitres", column((i) => 60 - i / 1000)],
      ["latitude", column((i) => 52.07 + i / 1e5)],
      ["longitude", column((i) => -1.02 - i / 1e5)],
      ["brakePressureFlBar", column((i) => (i % 80) / 2)],
      ["rideHeightRl", column((i) => 30 + (i % 7))],
      ["tyreTreadOuterTempFrC", column((i) => 80 + (i % 20))],
      ["deltaToBestMs", column((i) => (i % 500) - 250)],
      ["heading", column((i) => (i / 100) % 6)],
      ["absActive", column((i) => i & 1)],
      ["ersCharge", column((i) => (i % 100) / 100)],
    ]);
    const samples = {
      rows,
      names: [...lap.samples.names, ...more.keys()],
      has: (name: string) => more.has(name) || lap.samples.has(name),
      values: (name: string) => more.get(name) ?? lap.samples.values(name),
    };
    const written = exportMotec({...input, laps: [{...lap, samples}]});
    const found = readLd(written.ld);
    for (const [name, unit] of [
      ["Fuel Level", "l"],
      ["Fuel Mass", "kg"],
      ["Brake Pres FL", "kPa"],
      ["Ride Height RL", "mm"],
      ["Tyre Temp FR Outer", "C"],
      ["GPS Latitude", "deg"],
      ["ABS Active", ""],
    ])
      expect([name, found.get(name)?.unit]).toEqual([name, unit]);
    const {columns} = motecLdReader.read({name: "a.ld", bytes: written.ld, companions: []}).cars[0];
    const time = lap.samples.values("sessionTime");
    for (const [name, values] of [...more, ["fuelMass", lap.samples.values("fuelMass")] as const])
      for (let i = 0; i < rows; i += 53) {
        const exact = (time[i] - time[0]) * written.rate;
        if (Math.abs(exact - Math.round(exact)) > 0.05) continue;
        const least = name.endsWith("itude") ? 5.1e-8 : Math.abs(values[i]) * 2 ** -22 + 1e-12;
        expect(Math.abs(columns[name][Math.round(exact)] - values[i]), `${name} ${i}`).toBeLessThanOrEqual(least);
      }
  });

  it("gives each channel of the catalogue a name of its own that fits its field", () => {
    const names = CHANNELS.map(({name}) => name);
    const written = names.map((name) => writtenAs(name, names));
    expect(new Set(written.map(({name}) => sameName(name))).size).toBe(names.length);
    for (const {name, short, unit} of written) {
      expect(name.length, name).toBeLessThanOrEqual(31);
      expect(short.length, short).toBeLessThanOrEqual(8);
      expect(unit.length, unit).toBeLessThanOrEqual(11);
    }
  });

  it("of a single lap begins and ends with the line", () => {
    const [, lap] = input.laps;
    const one = exportMotec({...input, laps: [lap]});
    const log = motecLdReader.read({
      name: "a.ld",
      bytes: one.ld,
      companions: [{name: "a.ldx", bytes: one.ldx}],
    });
    expect(log.cars[0].laps.filter((l) => l.complete).map((l) => [l.lap, l.lapTimeMs])).toEqual([
      [1, lap.row.lapTimeMs],
    ]);
    const speed = lap.samples.values("speedKmh");
    const written = readLd(one.ld).get("Ground Speed")!.values;
    const offset = written.findIndex((v, i) => v === speed[0] && written[i + 100] === speed[100]);
    expect(offset).toBeLessThanOrEqual(20);
    expect(written.slice(offset, offset + speed.length)).toEqual([...speed]);
  });

  it("is of one car with samples", () => {
    const [lap] = input.laps;
    const other = {...lap, row: {...lap.row, car: 9}};
    expect(() => exportMotec({...input, laps: [lap, other]})).toThrow(
      "a MoTeC log holds one car, not 2: choose one car",
    );
    expect(() => exportMotec({...input, laps: []})).toThrow("no samples to export");
  });
});

describe("resample(time, values, grid)", () => {
  const time = Float64Array.of(0, 0.1, 0.25, 0.4);
  it("lies on straight lines, holds gaps, ends and what is discrete", () => {
    const values = Float64Array.of(Number.NaN, 1, Number.NaN, 4);
    const grid = {start: 0, rate: 10, rows: 6, discrete: false};
    expect([...resample(time, values, grid)].map((v) => +v.toFixed(9))).toEqual([1, 1, 2, 3, 4, 4]);
    expect([...resample(time, values, {...grid, discrete: true})]).toEqual([1, 1, 1, 1, 4, 4]);
  });
  it("draws no line where values break", () => {
    const values = Float64Array.of(80, 90, 0, 10);
    expect(
      [...resample(time, values, {start: 0, rate: 20, rows: 6, discrete: false, breaks: (a, b) => b < a})].map(
        Math.round,
      ),
    ).toEqual([80, 85, 90, 90, 90, 0]);
  });
  it("has the middle step's rate", () => {
    expect(wholeRate(Float64Array.of(0, 0.0166, 0.0333, 0.05, 5))).toBe(60);
    expect(wholeRate(Float64Array.of(1))).toBe(1);
  });
});
