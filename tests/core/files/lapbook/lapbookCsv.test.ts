import {describe, expect, it} from "vitest";
import {encodeSamples} from "../../../../src/core/archive/encodeSamples.js";
import {readSamples} from "../../../../src/core/archive/samples.js";
import type {LapRow} from "../../../../src/core/archive/types.js";
import {type ExportInput, joined} from "../../../../src/core/export/exportLaps.js";
import {bundledExport} from "../../../support/exportInput.js";
import {exportCsv} from "../../../support/exportWhole.js";
import {readLogBytes, readShared, sessionOf, utf8} from "../../../support/logFiles.js";
import {usually} from "../../../support/long.js";
import {sharedData} from "../../../support/sharedData.js";

const bundled = bundledExport(150);
const ended = ({row, samples}: ExportInput["laps"][number]) => ({
  row: {...row, samples: samples.rows, endTime: samples.values("sessionTime").at(-1)!},
  samples,
});
const input = {...bundled, laps: bundled.laps.map(ended)};
const text = (given: ExportInput) => new TextDecoder().decode(exportCsv(given));
const back = (bytes: Uint8Array) => {
  const log = readLogBytes("laps.csv", bytes);
  return {log, ...sessionOf(log)};
};
/** The facts of a lap that its samples do not give. */
const facts = ({
  car,
  driver,
  lap,
  lapTimeMs,
  sector1Ms,
  sector2Ms,
  sector3Ms,
  valid,
  complete,
  pit,
  tyreCompound,
}: LapRow) => ({
  ...{car, driver, lap, lapTimeMs, sector1Ms, sector2Ms, sector3Ms, valid, complete, pit, tyreCompound},
});
const rows = ({laps}: ExportInput) => laps.map(({row}) => row);

describe("laps exported as CSV and imported", () => {
  it("have their session's type, track, game, start and driver, and are still simulated", () => {
    const {session, log} = back(exportCsv(input));
    expect(log.format).toBe("lapbook-csv");
    expect(log.report.unused).toEqual([]);
    for (const key of ["type", "startedAt", "playerCar"] as const) expect(session[key]).toBe(input.session[key]);
    expect(session.track.name).toBe(input.session.track.name);
    expect(session.source).toMatchObject({game: input.session.source.game, simulated: true});
    expect(session.drivers.map(({name, team}) => [name, team])).toEqual(
      input.session.drivers.filter(({car}) => car === input.session.playerCar).map(({name, team}) => [name, team]),
    );
    expect(input.session.type).not.toBe("unknown");
  });

  it("have the times, sectors and flags of their laps, also those that no row shows", () => {
    const odd = input.laps.map(({row, samples}, n) => ({
      samples,
      row: {
        ...row,
        lapTimeMs: 83_041 + n,
        sector1Ms: 28_001,
        sector2Ms: null,
        sector3Ms: 27_003,
        valid: n !== 1,
        pit: n === 1,
      },
    }));
    const {laps} = back(exportCsv({...input, laps: odd}));
    expect(laps.map(facts)).toEqual(odd.map(({row}) => facts(row)));
    expect(laps.some(({complete}) => complete)).toBe(true);
  });

  it("an unfinished first lap stays a part, with the time that the game gave it or without", () => {
    for (const lapTimeMs of [null, 83_041]) {
      const [first, ...others] = input.laps;
      const part = {row: {...first.row, complete: false, lapTimeMs}, samples: first.samples};
      const {laps} = back(exportCsv({...input, laps: [part, ...others]}));
      expect(laps[0]).toMatchObject({complete: false, lapTimeMs});
      expect(laps.slice(1).map(facts)).toEqual(others.map(({row}) => facts(row)));
    }
  });

  it("have every sample as it was", () => {
    const {samples} = back(exportCsv(input));
    const tables = samples.map(({table}) => readSamples(encodeSamples(table)));
    for (const name of ["sessionTime", "lapDistance", "speedKmh", "gear", "worldX", "currentLapTimeMs", "frame"])
      expect(
        tables.flatMap((table) => [...table.values(name)]),
        name,
      ).toEqual([...joined(input.laps, name)]);
    expect(tables[0].names.toSorted()).toEqual(input.laps[0].samples.names.toSorted());
  });

  it("of several cars are those cars, whatever their drivers are called", () => {
    const names = ["007", "none", "12:34", 'A "B", C', "2024-01-02", "Ünal"];
    const [lap] = input.laps;
    const laps = names.map((driver, car) => ({
      row: {...lap.row, car, driver},
      samples: {
        ...lap.samples,
        values: (name: string) =>
          name === "car" ? new Float64Array(lap.samples.rows).fill(car) : lap.samples.values(name),
      },
    }));
    const found = back(exportCsv({...input, laps}));
    expect(found.laps.map(facts)).toEqual(laps.map(({row}) => facts(row)));
    expect(found.session.playerCar).toBeNull();
  });

  it("of a spreadsheet (semicolons, decimal commas) are the same", () => {
    const lines = text(input).trimEnd().split("\n");
    const cells = lines.map((line) =>
      line.split(",").map((cell) => (/^-?[\d.e-]+$/.test(cell) ? cell.replace(".", ",") : cell)),
    );
    const {laps, log} = back(utf8(`\ufeff${cells.map((line) => line.join(";")).join("\r\n")}\r\n`));
    expect(log.format).toBe("lapbook-csv");
    expect(laps.map(facts)).toEqual(rows(input).map(facts));
  });

  it("of a file that was cut end with a part", () => {
    const whole = {...input, laps: input.laps.filter(({row}) => row.complete)};
    const lines = text(whole).trimEnd().split("\n");
    const {laps} = back(utf8(`${lines.slice(0, -1).join("\n")}\n`));
    const complete = rows(whole).map(() => true);
    expect(back(utf8(`${lines.join("\n")}\n`)).laps.map((lap) => lap.complete)).toEqual(complete);
    expect(laps.map((lap) => lap.complete)).toEqual(complete.with(-1, false));
  });

  it("with a column in another unit are converted, and a unit of something else is left out with the reason", () => {
    const [names, units, ...lines] = text(input)
      .split("\n")
      .map((line) => line.split(","));
    const column = names.indexOf("speedKmh");
    const write = (unit: string) =>
      utf8([names, units.with(column, unit), ...lines].map((line) => line.join(",")).join("\n"));
    const speed = back(write("mph")).log.cars[0].columns.speedKmh;
    expect(speed[100]).toBeCloseTo(joined(input.laps, "speedKmh")[100] * 1.609344, 3);
    const {log} = back(write("kg"));
    expect(log.cars[0].columns.speedKmh).toBeUndefined();
    expect(log.report.unused).toContainEqual({from: "speedKmh", unit: "kg", reason: "no matching channel"});
  });

  it("without their own columns are read as any table", () => {
    const lines = text(input)
      .split("\n")
      .map((line) => line.split(",").slice(0, input.laps[0].samples.names.length).join(","));
    expect(readLogBytes("laps.csv", utf8(lines.join("\n"))).format).toBe("csv");
  });
});

const REAL = [
  "acc/motec/motec-sample1-calder-2005.ld.gz",
  "other-sims/gt7/broad_bean_time_trial_4laps.json.gz",
  "other-sims/iracing/spielberg_w13_6s.ibt.gz",
  "assetto-corsa/shared-memory-csv/telemetry_2025-09-13_16-18-26.csv.gz",
].filter((path) => sharedData(path));

/** What laps are found by, and of the other channels every fifth: that each keeps its values is judged above. */
const some = (names: readonly string[]): string[] =>
  names.filter((name, i) => usually(i % 5 === 0 || /Time|lap|frame|speedKmh|world/i.test(name), true));

describe.skipIf(REAL.length === 0)("real logs exported as CSV and imported", () => {
  it.each(REAL)("%s: every lap as it was, to the millisecond", (path) => {
    const {session, laps, samples} = readShared(path).session;
    const driven = laps.filter((row) => row.file !== null);
    const stored = driven.map((row) => {
      const table = readSamples(encodeSamples(samples.find(({lap}) => lap === row.lap)!.table));
      return {row, samples: {...table, names: some(table.names)}};
    });
    const found = back(exportCsv({session, laps: stored}));
    expect(found.laps.map(facts)).toEqual(driven.map(facts));
    expect([found.session.type, found.session.source.game]).toEqual([session.type, session.source.game]);
  });
});
