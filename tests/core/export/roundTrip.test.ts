import {tableFromIPC} from "apache-arrow";
import {parquetReadObjects} from "hyparquet";
import {describe, expect, it} from "vitest";
import {CHANNELS, channelOf} from "../../../src/core/channels/catalogue.js";
import {type ExportInput, joined} from "../../../src/core/export/exportLaps.js";
import {motecLdReader} from "../../../src/core/files/motec/ldReader.js";
import {writtenAs} from "../../../src/core/files/motec/motecChannels.js";
import {everyChannel} from "../../support/everyChannel.js";
import {exportArrow, exportCsv, exportMotec, exportParquet} from "../../support/exportWhole.js";
import {count} from "../../support/long.js";
import {readLd} from "../../support/readLd.js";

const CASES = (["f1", "rows"] as const).flatMap((stored) =>
  Array.from({length: count(1, 3)}, (_, i) => ({stored, seed: i + 1})),
);

/** Every value as it was, NaN where it is not known; what is no number is not known either. */
function expectExact(input: ExportInput, read: (name: string) => ArrayLike<number | null | undefined>): void {
  for (const {name} of CHANNELS) {
    const values = joined(input.laps, name);
    const found = read(name);
    expect(found, name).toHaveLength(values.length);
    const wrong = values.findIndex((v, i) => (Number.isFinite(v) ? found[i] !== v : (found[i] ?? null) !== null));
    if (wrong >= 0) throw new Error(`${name} row ${wrong}: ${found[wrong]} instead of ${values[wrong]}`);
  }
}

describe.each(CASES)("laps of every channel ($stored, seed $seed) written and read back", ({stored, seed}) => {
  const input = everyChannel({stored, seed});

  it("CSV: every value exactly, a row of units", () => {
    const [names, units, ...rows] = new TextDecoder()
      .decode(exportCsv(input))
      .trimEnd()
      .split("\n")
      .map((line) => line.split(","));
    const channels = input.laps[0].samples.names;
    expect(names.slice(0, channels.length)).toEqual(channels);
    expect(units.slice(0, channels.length)).toEqual(channels.map((name) => channelOf(name).unit));
    expectExact(input, (name) => {
      const column = names.indexOf(name);
      const stored32 = input.laps[0].samples.values(name).every((v) => Math.fround(v) === v || Number.isNaN(v));
      return rows.map((cells) => {
        if (cells[column] === "") return null;
        // the shortest digits of a 32-bit float are those of that float
        return stored32 ? Math.fround(Number(cells[column])) : Number(cells[column]);
      });
    });
  });

  it("Arrow, as a stream and as a file: every value exactly", () => {
    for (const format of ["stream", "file"] as const) {
      const table = tableFromIPC(exportArrow(input, {format}));
      expectExact(input, (name) => Array.from(table.getChild(name)!));
    }
  });

  it("Parquet: every value exactly", async () => {
    const rows = await parquetReadObjects({file: exportParquet(input).buffer as ArrayBuffer});
    expectExact(input, (name) => rows.map((row) => (row[name] === null ? null : Number(row[name]))));
  });

  it("MoTeC: within two roundings to 24 bits where a sample lies, discrete channels never between their values", () => {
    const {ld, ldx, rate, notes} = exportMotec(input);
    expect(rate).toBe(100);
    expect(notes.join()).toContain("gaps keep the previous value");
    const channels = readLd(ld);
    const log = motecLdReader.read({name: "a.ld", bytes: ld, companions: [{name: "a.ldx", bytes: ldx}]});
    const names = CHANNELS.map(({name}) => name).filter(
      (n) => !["sessionTime", "car", "frame", "lapNumber"].includes(n),
    );
    expect(new Set(names.map((n) => writtenAs(n, names).name)).size).toBe(names.length);
    for (const name of names) {
      const values = joined(input.laps, name);
      // up to the line, which lies a step behind the last sample
      expect(channels.get(writtenAs(name, names).name)?.values, name).toHaveLength(values.length + 1);
      const read = log.cars[0].columns[name];
      const {kind} = channelOf(name);
      const known = [...new Set(values)].filter(Number.isFinite);
      // degrees go with seven decimals, a centimetre
      const step = name === "latitude" || name === "longitude" ? 0.5e-7 : 1e-37;
      const isNear = (i: number, v: number) => Math.abs(read[i] - v) <= Math.abs(v) * 2 ** -22 + step;
      for (let i = 0; i < values.length; i++) {
        if (kind === "discrete" && !known.some((v) => isNear(i, v)))
          throw new Error(`${name} row ${i}: ${read[i]} is none of its values`);
        if (Number.isFinite(values[i]) && !isNear(i, values[i]))
          throw new Error(`${name} row ${i}: ${read[i]} instead of ${values[i]}`);
      }
    }
  });
});
