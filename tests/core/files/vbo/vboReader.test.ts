import {describe, expect, it} from "vitest";
import {gpsStates, OVAL, OVAL_LAPS_MS, place} from "../../../support/gpsDrive.js";
import {timingLine, type VboOptions, vboText} from "../../../support/gpsTexts.js";
import {readLogBytes, sessionOf, sharedBytes, utf8} from "../../../support/logFiles.js";
import {sharedData} from "../../../support/sharedData.js";

const read = (options: VboOptions = {}) => readLogBytes("run.vbo", utf8(vboText(options)));
const finished = (log: ReturnType<typeof read>) =>
  sessionOf(log)
    .laps.filter(({complete}) => complete)
    .map(({lapTimeMs}) => lapTimeMs!);
const largest = (values: Float64Array) => values.reduce((a, b) => Math.max(a, b), 0);
const top = Math.max(...gpsStates(10).map(({speed}) => speed * 3.6));

function expectLaps(log: ReturnType<typeof read>, laps = OVAL_LAPS_MS, withinMs = 3): void {
  const found = finished(log);
  expect(found).toHaveLength(laps.length);
  for (const [i, ms] of found.entries()) expect(Math.abs(ms - laps[i])).toBeLessThanOrEqual(withinMs);
}

describe("the timing line of a .vbo file", () => {
  it.each(["racelogic", "racebox", "racechrono"] as const)(
    "as %s writes it gives the laps, marked as derived",
    (by) => {
      const log = read({timing: [timingLine(by)]});
      expectLaps(log);
      expect(log.report.notes.join("\n")).toContain("2 lap times are derived");
    },
  );

  it("may be so short that the car passes beside it", () => {
    expectLaps(read({timing: [timingLine("racelogic", OVAL, 0.5)]}));
  });

  it("of another track, or damaged, is named and not used", () => {
    const far = timingLine("racelogic", {...OVAL, latitude: 46});
    const log = read({timing: [far, "Start 1 2 three 4"]});
    expect(finished(log)).toEqual(finished(read()));
    expect(log.report.notes.join("\n")).toMatch(/the start line lies \d+ m from the drive/);
    expect(log.report.notes.join("\n")).toContain("timing line not understood: Start 1 2 three 4");
  });

  it("has sectors by two splits", () => {
    const minutes = ([lat, lon]: [number, number]) => `${-lon * 60} ${lat * 60}`;
    const split = (east: number) => `Split ${minutes(place(OVAL, east, 84))} ${minutes(place(OVAL, east, 96))} ¬ s`;
    const south = `Split ${minutes(place(OVAL, 0, -84))} ${minutes(place(OVAL, 0, -96))} ¬ s`;
    const log = read({timing: [timingLine("racelogic"), split(0), south], hz: 25});
    for (const [k, {sectorsMs, lapTimeMs}] of log.cars[0].laps.filter(({complete}) => complete).entries()) {
      const quarter = OVAL_LAPS_MS[k] / 4;
      expect(Math.abs(sectorsMs![0]! - quarter)).toBeLessThan(5);
      expect(Math.abs(sectorsMs![1]! - 2 * quarter)).toBeLessThan(5);
      expect(sectorsMs![0]! + sectorsMs![1]! + sectorsMs![2]!).toBe(lapTimeMs);
    }
  });

  it("of a course ends each drive at its finish line", () => {
    const minutes = ([lat, lon]: [number, number]) => `${-lon * 60} ${lat * 60}`;
    const finish = `Finish ${minutes(place(OVAL, -216, 0))} ${minutes(place(OVAL, -204, 0))} ¬ f`;
    const log = read({timing: [timingLine("racelogic"), finish]});
    expectLaps(log, [12_300, 12_550, 12_550]);
  });
});

describe("the columns of a .vbo file", () => {
  it("are positions in minutes, west positive, speed, heading and the clock of the day", () => {
    const log = read({timing: [timingLine("racelogic")]});
    const {columns} = log.cars[0];
    const [first] = gpsStates(10);
    expect(columns.latitude[0]).toBeCloseTo(first.latitude, 7);
    expect(columns.longitude[0]).toBeCloseTo(first.longitude, 7);
    expect(largest(columns.speedKmh)).toBeCloseTo(top, 2);
    expect(columns.heading[0]).toBeCloseTo((first.heading * Math.PI) / 180, 3);
    expect(columns.worldY[0]).toBe(201.5);
    expect(new Date(log.startedAt!).toISOString()).toBe("2026-05-04T10:00:00.000Z");
  });

  it("in degrees, or with east positive, are recognised by their size and by the headings", () => {
    for (const options of [{scale: 1}, {east: 1}, {scale: 1, east: 1}] as const) {
      const {columns} = read(options).cars[0];
      expect(columns.latitude[0]).toBeCloseTo(gpsStates(10)[0].latitude, 5);
      expect(columns.longitude[0]).toBeCloseTo(gpsStates(10)[0].longitude, 5);
    }
    const west = {...OVAL, longitude: -9.28};
    expect(read({drive: west, east: 1}).cars[0].columns.longitude[0]).toBeCloseTo(gpsStates(10, west)[0].longitude, 6);
  });

  it("in DDMM.mmmm are recognised where they cannot be minutes", () => {
    const packed = (degrees: number) => Math.floor(degrees) * 100 + (degrees % 1) * 60;
    const drive = {...OVAL, latitude: 51.4};
    const text = vboText({drive, scale: 1}).replaceAll(
      /\+000(51\.\d+) -000(0?9\.\d+)/g,
      (_, lat, lon) => `+${packed(Number(lat)).toFixed(6)} -${packed(Number(lon)).toFixed(6)}`,
    );
    const {columns} = readLogBytes("run.vbo", utf8(text)).cars[0];
    expect(columns.latitude[0]).toBeCloseTo(gpsStates(10, drive)[0].latitude, 5);
  });

  it("with miles per hour under the name of km/h are corrected by the positions, and say so", () => {
    const mph = (v: number) => (v * 3.6) / 1.609344;
    const wrong = read({speed: mph});
    expect(largest(wrong.cars[0].columns.speedKmh)).toBeCloseTo(top, 1);
    expect(wrong.report.notes.join("\n")).toContain("velocity: in mph, by the positions; the file gives km");
    const named = read({speed: mph, speedTitle: "velocity mph"});
    expect(largest(named.cars[0].columns.speedKmh)).toBeCloseTo(top, 1);
    const knots = read({speed: (v) => (v * 3600) / 1852, speedTitle: "velocity knots"});
    expect(largest(knots.cars[0].columns.speedKmh)).toBeCloseTo(top, 1);
  });

  it("get their units of [channel units], which leaves the standard ones out, or none where the numbers differ", () => {
    const more = [
      {name: "OilT", title: "Oil Temp", value: () => "+1.900000E+02"},
      {name: "Brake_Pres_Front", title: "Brake Pressure Front", value: (s: {t: number}) => (10 + s.t).toFixed(1)},
    ];
    const log = read({more, units: ["°F", "bar"]});
    expect(log.report.used.find(({channel}) => channel === "brakePressureFrontBar")).toMatchObject({unit: "bar"});
    const short = read({more, units: ["°F", "bar", "V"]});
    expect(short.report.notes.join("\n")).toContain("[channel units] has 3 units for 2 channels");
  });

  it("may have a name twice", () => {
    const more = ["a", "b"].map((title) => ({name: "SteeringWh", title, value: () => "1.5"}));
    expect(read({more}).report.unused.map(({from}) => from)).toContain("SteeringWh (2)");
  });
});

describe("the clock of a .vbo file", () => {
  it("goes on over midnight", () => {
    const log = read({beginS: 86_380, created: "File created on 04/05/2026 @ 23:59", timing: [timingLine("racebox")]});
    expectLaps(log);
    expect(new Date(log.startedAt!).toISOString()).toBe("2026-05-04T23:59:40.000Z");
    expect(log.cars[0].columns.sessionTime.at(-1)).toBeCloseTo(69.9, 6);
  });

  it("without a leading zero is before ten o'clock", () => {
    const text = vboText({beginS: 9 * 3600}).replaceAll(/ 0(9\d{4}\.\d\d) /g, " $1 ");
    const log = readLogBytes("run.vbo", utf8(text));
    expect(new Date(log.startedAt!).toISOString()).toBe("2026-05-04T09:00:00.000Z");
  });

  it("is dated by the UTC of RaceBox's comment, and by nothing where the file has no date", () => {
    const log = read({
      created: "File created on 05/05/2026 @ 01:00",
      comments: ["UTC Date Started : 04/05/2026 10:00"],
    });
    expect(new Date(log.startedAt!).toISOString()).toBe("2026-05-04T10:00:00.000Z");
    expect(read({created: ""}).startedAt).toBeNull();
  });

  it("begins with the first fix", () => {
    const [head, data] = vboText({timing: [timingLine("racelogic")]}).split("[data]\r\n");
    const none = "000 000000.00 +00000.000000 +00000.000000 000.000 000.00 +00000.00\r\n";
    const log = readLogBytes("run.vbo", utf8(`${head}[data]\r\n${none.repeat(7)}${data}`));
    expectLaps(log);
    expect(log.report.notes.join("\n")).toContain("7 rows before the first position are left out");
  });
});

it("a damaged .vbo file says where; a last row that was cut is left out", () => {
  const text = vboText();
  expect(() => readLogBytes("a.vbo", utf8(text.slice(0, text.indexOf("[data]"))))).toThrow("no [data] section");
  expect(() => readLogBytes("a.vbo", utf8(text.replace("sats time", "sats")))).toThrow(
    /^line \d+: 7 values in 6 columns/,
  );
  expect(() => readLogBytes("a.vbo", utf8(text.replace(" lat ", " tal ")))).toThrow("missing column: lat");
  const cut = readLogBytes("a.vbo", utf8(text.slice(0, -6)));
  expect(cut.cars[0].rows).toBe(gpsStates(10).length - 1);
});

const OTHER = "../cases/racelogic.vbo";

describe.skipIf(!sharedData(OTHER))("a VBOX log of another writer", () => {
  it("has its laps and speed", () => {
    const log = readLogBytes("racelogic.vbo", sharedBytes(OTHER));
    expectLaps(log, [30_200, 29_850], 20);
    expect(largest(log.cars[0].columns.speedKmh)).toBeCloseTo(182, 0);
  });
});
