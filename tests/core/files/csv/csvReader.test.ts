import {describe, expect, it} from "vitest";
import {csvReader} from "../../../../src/core/files/csv/csvReader.js";
import {LogFileError} from "../../../../src/core/files/importedLog.js";
import {importedSession} from "../../../../src/core/files/importedSession.js";
import {LOG_FILE_READERS, readerOf} from "../../../../src/core/files/readers.js";
import {drive, table} from "./tableText.js";

const read = (bytes: Uint8Array, choices?: Record<string, unknown>) =>
  csvReader.read({name: "run.csv", bytes, companions: []}, {choices});
const times = (bytes: Uint8Array, choices?: Record<string, unknown>) =>
  read(bytes, choices).cars[0].laps.map(({lap, lapTimeMs}) => [lap, lapTimeMs]);
const LAP = drive({laps: 1});
const KMH = LAP.speed[0] * 3.6;

describe("csvReader", () => {
  it("comes last: it takes only what no other reader knows", () => {
    expect(LOG_FILE_READERS.at(-1)).toBe(csvReader);
    expect(readerOf(table({Foo: [1, 2, 3], Bar: [1, 2, 3]}), "a.csv")).toBe(csvReader);
    expect(csvReader.recognises(new TextEncoder().encode("Hello, this is prose.\nIt has no table."), "a.txt")).toBe(
      false,
    );
  });

  it("makes no speed of numbers that no car reaches in any unit", () => {
    const {report} = read(table({"time (s)": [0, 1, 2], speed: [0, 1e308, -1e300], throttle: [0, 50, 100]}));
    expect(report.used.map(({channel}) => channel)).not.toContain("speedKmh");
    expect(report.unused).toContainEqual(
      expect.objectContaining({from: "speed", reason: expect.stringContaining("speedKmh")}),
    );
  });

  it("refuses a drive that never was: times over more than 31 days", () => {
    const absurd = table({"time (s)": [0, 1e15, 2e15], "speed (km/h)": [100, 100, 100], lap: [1, 1, 2]});
    expect(() => read(absurd)).toThrow(/more than 31 days: choose the column of the time, or its unit/);
  });

  it.each([
    ["a lap column", (d: ReturnType<typeof drive>) => ({time: d.t, Lap: d.lap, speed_ms: d.speed})],
    ["the running lap time", (d: ReturnType<typeof drive>) => ({currentLapTime: d.lapTime, Speed: d.speed})],
    ["the distance", (d: ReturnType<typeof drive>) => ({Time: d.t, LapDist: d.distance, vCar: d.speed})],
    [
      "the fraction of the lap",
      (d: ReturnType<typeof drive>) => ({t: d.t, normalizedCarPosition: d.lapTime.map((s) => s / 60), v: d.speed}),
    ],
  ])("laps from %s: whole ones have the time between crossings", (_, columns) => {
    const three = drive({laps: 3});
    const laps = read(table(columns(three))).cars[0].laps;
    expect(laps.length).toBe(3);
    expect(laps[1]).toMatchObject({lapTimeMs: 60_000, complete: true, first: 600, end: 1200});
    // the last one ends with the file: unfinished, or its end is told by distance or share
    expect(laps[2].lapTimeMs ?? 60_000).toBeCloseTo(60_000, -1);
  });

  it("a lap whose path closes ends with the file; one that does not stays unfinished", () => {
    const {t, lapTime, speed, x, z} = LAP;
    const closed = table({laptime: lapTime, x, y: x.map(() => 3), z, speed});
    expect(times(closed)).toEqual([[1, expect.closeTo(60_000, -2)]]);
    const half = (v: number[]) => v.slice(0, 300);
    expect(times(table({time: half(t), x: half(x), y: half(x).map(() => 3), z: half(z)}))).toEqual([[1, null]]);
  });

  it.each([
    ["German", ["Zeit", "Runde", "Geschwindigkeit", "Bremse", "Gang", "Drehzahl"]],
    ["French", ["Temps", "Tour", "Vitesse", "Frein", "Rapport", "Régime"]],
    ["Spanish", ["Tiempo", "Vuelta", "Velocidad", "Freno", "Marcha", "Revoluciones"]],
    ["Italian", ["Tempo", "Giro", "Velocità", "Freno", "Marcia", "Giri motore"]],
  ])("knows the usual columns in %s", (_, names) => {
    const d = drive({laps: 3});
    const series = [
      ...[d.t, d.lap, d.speed.map((v) => v * 3.6), d.t.map((t) => (t % 7 > 5 ? 1 : 0))],
      ...[d.t.map((t) => 2 + (Math.floor(t / 5) % 4)), d.t.map((t) => 6000 + 500 * Math.sin(t))],
    ];
    const columns = Object.fromEntries(names.map((name, i) => [name, series[i]]));
    const log = read(table(columns, {separator: ";", decimal: ","}));
    expect(log.cars[0].laps[1].lapTimeMs).toBe(60_000);
    expect(log.cars[0].columns.speedKmh[100]).toBeCloseTo(KMH, 3);
    expect(log.cars[0].columns).toMatchObject({
      brake: expect.anything(),
      gear: expect.anything(),
      rpm: expect.anything(),
    });
  });

  it("drivers in one table are cars of one session, whether their rows stand one below the other or mixed", () => {
    const d = drive({laps: 3});
    const both = (v: number[]) => [...v, ...v];
    const names = (n: number) => d.t.map(() => ["Ada", "Grace"][n]);
    const stacked = {Time: both(d.t), Lap: both(d.lap), Speed: both(d.speed), Driver: [...names(0), ...names(1)]};
    const order = d.t.flatMap((_, i) => [i, i + d.t.length]);
    const mixed = Object.fromEntries(
      Object.entries(stacked).map(([name, values]) => [name, order.map((i) => values[i])]),
    ) as typeof stacked;
    for (const columns of [stacked, mixed]) {
      const log = read(table(columns));
      expect(log.cars.map(({car, driver}) => [car, driver])).toEqual([
        [0, "Ada"],
        [1, "Grace"],
      ]);
      for (const {laps, rows} of log.cars) {
        expect(rows).toBe(d.t.length);
        expect(laps.map(({lap, lapTimeMs}) => [lap, lapTimeMs])).toEqual([
          [1, null],
          [2, 60_000],
          [3, null],
        ]);
      }
      expect(log.report.notes).toContain("2 drivers, separated by a column");
    }
    const numbered = read(table({...stacked, Driver: [...d.t.map(() => 1), ...d.t.map(() => 44)]}));
    expect(numbered.cars.map(({driver}) => driver)).toEqual(["1", "44"]);
  });

  it("a table by distance tells time by its speed: ds / v", () => {
    const metres = Array.from({length: 1001}, (_, i) => i * 5);
    // from 20 to 60 m/s evenly over the distance: t = L / (v1 − v0) · ln(v1 / v0)
    const speed = metres.map((s) => 20 + (40 * s) / 5000);
    const {cars, report} = read(table({Distance: metres, Speed: speed}, {units: ["m", "m/s"]}));
    const {sessionTime, speedKmh} = cars[0].columns;
    expect(sessionTime.at(-1)).toBeCloseTo((5000 / 40) * Math.log(3), 3);
    expect(speedKmh[1000]).toBeCloseTo(216, 9);
    expect(report.notes.join()).toContain("time: from distance and speed");
  });

  it("semicolons, decimal commas, a mark at the beginning and CRLF are no matter", () => {
    const columns = {time: LAP.t, speed_kmh: LAP.speed.map((v) => v * 3.6)};
    const plain = read(table(columns)).cars[0].columns.speedKmh;
    const other = read(table(columns, {separator: ";", decimal: ",", eol: "\r\n", bom: true})).cars[0].columns.speedKmh;
    expect([...other]).toEqual([...plain]);
  });

  it.each([
    ["units row", {Speed: LAP.speed.map((v) => v / 0.44704)}, {units: ["s", "mph"]}, undefined],
    ["brackets", {"Speed (mph)": LAP.speed.map((v) => v / 0.44704)}, {}, undefined],
    ["name", {speed_mph: LAP.speed.map((v) => v / 0.44704)}, {}, undefined],
    ["choice", {Speed: LAP.speed.map((v) => v / 0.44704)}, {}, {columns: {Speed: {channel: "speedKmh", unit: "mph"}}}],
    ["factor", {Foo: LAP.speed.map((v) => v * 1000)}, {}, {columns: {Foo: {channel: "speedKmh", factor: 0.0036}}}],
  ])("the unit comes from the %s", (_, columns, written, choices) => {
    const {columns: made} = read(table({time: LAP.t, ...columns}, written), choices).cars[0];
    expect(made.speedKmh[5]).toBeCloseTo(KMH, 3);
  });

  it("pedals of 0–1, of percent and of a byte come out alike", () => {
    const pedal = LAP.t.map((_, i) => (i % 101) / 100);
    for (const scale of [1, 100, 255]) {
      const {columns} = read(table({time: LAP.t, gas: pedal.map((p) => p * scale)})).cars[0];
      expect(columns.throttle[50]).toBeCloseTo(pedal[50], 5);
    }
  });

  it("x and y in the plane with z as height become x and z of the map, y up", () => {
    const {columns} = read(table({time: LAP.t, x: LAP.x, y: LAP.z, z: LAP.x.map(() => 12)})).cars[0];
    expect(columns.worldZ[100]).toBeCloseTo(-LAP.z[100], 5);
    expect(columns.worldY[100]).toBe(12);
  });

  it("latitude and longitude stay, and become metres", () => {
    const lat = LAP.z.map((z) => 52 - z / 111_320);
    const lon = LAP.x.map((x) => -1 + x / (111_320 * Math.cos((52 * Math.PI) / 180)));
    const {columns} = read(table({time: LAP.t, Latitude: lat, Longitude: lon})).cars[0];
    expect(columns.worldX[300] - columns.worldX[0]).toBeCloseTo(-800, 0);
    expect(columns.worldZ[150] - columns.worldZ[0]).toBeCloseTo(400, 0);
    expect(columns.latitude[150]).toBeCloseTo(lat[150], 5);
    expect(columns.longitude[300]).toBeCloseTo(lon[300], 5);
  });

  it("Unix time gives the date; gears may be letters; a column of one word is the driver", () => {
    const epoch = LAP.t.map((t) => 1_700_000_000 + t);
    const log = read(
      table({
        timestamp: epoch,
        speed: LAP.speed,
        gear: LAP.t.map((_, i) => (i ? String(i % 3) : "R")),
        driver: LAP.t.map(() => "Ada"),
      }),
    );
    expect(log.startedAt).toBe(1_700_000_000_000);
    expect([...log.cars[0].columns.gear.subarray(0, 3)]).toEqual([-1, 1, 2]);
    expect(log.cars[0].driver).toBe("Ada");
  });

  it("reports what became of every column, and is a session of the archive", () => {
    const log = read(table({time: LAP.t, speed: LAP.speed, mood: LAP.t.map(() => "fine"), foo: LAP.t}));
    expect(log.report.used.map(({channel, from}) => [channel, from])).toEqual([
      ["sessionTime", "time"],
      ["speedKmh", "speed"],
      ["lapDistance", "derived"],
      ["currentLapTimeMs", "derived"],
    ]);
    expect(log.report.unused.map(({from, reason}) => [from, reason])).toEqual([
      ["mood", "contains text"],
      ["foo", "no channel matches this name"],
    ]);
    log.startedAt = 0;
    const made = importedSession(log, {id: "x", file: "run.csv", capture: {file: "capture.csv.gz", digest: "00"}});
    expect(made.laps.length).toBe(1);
    expect(made.samples[0].table.columns.brake).toBeUndefined();
  });

  it("choices: a column may be left out, and a channel moves to the column chosen for it", () => {
    const bytes = table({
      time: LAP.t,
      speed: LAP.speed,
      gps_speed: LAP.speed.map((v) => v + 1),
      gas: LAP.t.map(() => 0.5),
    });
    const log = read(bytes, {
      columns: {gps_speed: {channel: "speedKmh", unit: "m/s"}, gas: null},
      track: "Here",
      driver: "Bo",
    });
    expect(log.cars[0].columns.speedKmh[0]).toBeCloseTo((LAP.speed[0] + 1) * 3.6, 3);
    expect(log.cars[0].columns.throttle).toBeUndefined();
    expect([log.track.name, log.cars[0].driver]).toEqual(["Here", "Bo"]);
    expect(log.report.unused.map(({from}) => from)).toEqual(["speed", "gas"]);
  });

  it.each([
    [{columns: {speed: {channel: "pace"}}}, /column speed: unknown channel: pace/],
    [
      {columns: {speed: {channel: "speedKmh", unit: "psi"}}},
      /invalid unit for speedKmh: psi; expected km\/h, m\/s, mph, kt/,
    ],
    [{columns: {Speed: null}}, /unknown column: Speed; the file has time, speed/],
    [{columns: {time: {channel: "rpm"}, speed: {channel: "rpm"}}}, /two columns chosen for rpm: time and speed/],
    [{timeBase: "moon"}, /invalid timeBase: moon/],
    [{rateHz: -1}, /invalid rateHz: -1/],
    [{wheels: 4}, /unknown choice: wheels/],
    [{timeBase: "distance"}, /no column for totalDistance, which the chosen time base needs/],
    [{startedAt: "yesterday"}, /invalid startedAt/],
  ])("choices %j are refused", (choices, message) => {
    const bytes = table({time: LAP.t, speed: LAP.speed});
    expect(() => read(bytes, choices)).toThrow(LogFileError);
    expect(() => read(bytes, choices)).toThrow(message);
  });

  it("nothing that tells the time is refused, and rows a second may be chosen", () => {
    const bytes = table({speed: LAP.speed, rpm: LAP.speed.map(() => 5000)});
    expect(() => read(bytes)).toThrow(/no time column found/);
    expect(read(bytes, {timeBase: "rate", rateHz: 20}).cars[0].columns.sessionTime[20]).toBe(1);
  });

  it("a time in disorder is refused with its line and column; a slip of a row is left out", () => {
    const jumbled = LAP.t.map((t, i) => (i % 7 === 3 ? t - 2 : t));
    expect(() =>
      read(table({time: jumbled, speed: LAP.speed}), {timeBase: "time", columns: {time: {channel: "sessionTime"}}}),
    ).toThrow(/line \d+, column time: time is .* rows are out of order/);
    const slipped = LAP.t.map((t, i) => (i === 100 ? t - 2 : t));
    expect(read(table({time: slipped, speed: LAP.speed})).cars[0].rows).toBe(LAP.t.length - 1);
  });

  it("cut at every hundred bytes, it gives a whole log or a LogFileError", () => {
    const whole = table(
      {Time: LAP.t, Lap: LAP.lap, Speed: LAP.speed, x: LAP.x, y: LAP.z},
      {units: ["s", "", "m/s", "m", "m"]},
    );
    for (let length = 0; length < whole.length; length += 97) {
      try {
        const log = read(whole.subarray(0, length));
        importedSession({...log, startedAt: 0}, {id: "x", file: null, capture: {file: "c", digest: "0"}});
      } catch (error) {
        expect(error).toBeInstanceOf(LogFileError);
      }
    }
  });
});
