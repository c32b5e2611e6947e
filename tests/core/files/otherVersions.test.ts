import {describe, expect, it} from "vitest";
import {readLogBytes, sessionOf, utf8} from "../../support/logFiles.js";
import {type LogSample, stateAt, tableBytes} from "../../support/loggedDrive.js";
import {logSamples} from "../../support/logSamples.js";

/** Files by the same tools that differ from the ones at hand as other versions, settings and drives make them differ. */
const SAMPLES = new Map(logSamples().map((sample) => [sample.format, sample]));
const sample = (format: string): Required<Pick<LogSample, "table" | "name">> & LogSample =>
  SAMPLES.get(format) as never;
const laps = (log: ReturnType<typeof readLogBytes>, car = 0) =>
  sessionOf(log)
    .laps.filter((lap) => lap.car === car)
    .map(({lap, lapTimeMs, complete}) => [lap, lapTimeMs, complete]);
const json = (value: unknown) => utf8(JSON.stringify(value));

describe("Assetto Corsa's shared memory as CSV", () => {
  const {table} = sample("ac-shared-memory-csv");
  const wide = (more: Record<string, (i: number) => string | number>, rows = table.rows) =>
    readLogBytes(
      "t.csv",
      tableBytes({
        ...{head: "", names: [...table.names, ...Object.keys(more)]},
        rows: rows.map((row, i) => [...row, ...Object.values(more).map((of) => of(i))]),
      }),
    );

  it("of a later version has the car's own frame, tyres, brakes and aids in the catalogue's signs and units", () => {
    const wheel = (name: string, value: number, part = "") =>
      Object.fromEntries(
        ["FL", "FR", "RL", "RR"].map((w, i) => [
          [name, w, part].filter(Boolean).join("_"),
          (row: number) => value + i + (row % 2) / 8,
        ]),
      );
    const {report, cars} = wide({
      ...{Clutch: (i) => (i % 50 ? 1 : 0), AccG_Lateral: () => 1.5, AccG_Longitudinal: (i) => -1 + (i % 3)},
      ...{AngularVel_Y: () => 0.25, LocalVelocity_Z: () => 40, Velocity_X: (i) => i % 7, Fuel: (i) => 50 - i / 100},
      ...{BrakeBias: () => 0.54, RideHeight_Front: (i) => 0.025 + (i % 2) / 1000, EngineTemp_Water: () => 14},
      ...{TC_InAction: () => "False", ABS_InAction: (i: number) => (i % 9 ? "False" : "True"), DRS: () => 0},
      ...{NumberOfTyresOut: (i) => (i % 40 ? 0 : 2), PerformanceMeter: (i) => (i % 5) / 10, Heading: () => 1},
      ...wheel("TireTemp", 90, "Inner"),
      ...wheel("TireTemp", 80, "Outer"),
      ...wheel("TireTemp", 85, "Core"),
      ...{...wheel("TirePressure", 26), ...wheel("TireWear", 95), ...wheel("SuspensionTravel", 0.125)},
      ...{SlipRatio_FL: () => 0, SlipRatio_FR: () => 0, SlipRatio_RL: () => 0, SlipRatio_RR: () => 0},
    });
    const {columns} = cars[0];
    const at = (name: string) => columns[name]?.[0];
    expect([at("clutchPercent"), at("gLateral"), at("yawRate"), at("localVelocityZ")]).toEqual([100, -1.5, 0.25, 40]);
    expect([at("fuelLitres"), at("rideHeightFront")]).toEqual([50, 25]);
    expect(at("brakeBiasPercent")).toBeCloseTo(54, 9);
    expect([at("tyreTreadInnerTempFlC"), at("tyreTreadOuterTempRrC"), at("tyreInnerTempRlC")]).toEqual([90, 83, 87]);
    expect([at("tyrePressureFrPsi"), at("tyreWearRlPercent"), at("suspensionPositionFlC")]).toEqual([27, 3, undefined]);
    expect(at("suspensionPositionFl")).toBe(125);
    expect([at("absActive"), at("tyresOffTrack"), at("deltaToBestMs")]).toEqual([1, 2, 0]);
    // what never changes is filled in by the tool
    for (const name of ["waterTempC", "tcActive", "drs", "slipRatioFl"])
      expect([name, columns[name]]).toEqual([name, undefined]);
    expect(report.unused).toContainEqual({from: "EngineTemp_Water", unit: "", reason: "always 14"});
    expect(report.unused.map(({from}) => from)).toContain("Heading");
    expect(laps({...wide({}), cars})).toEqual(laps(wide({})));
  });

  it("cut to one lap that begins at the line counts it, and a restart within the file begins another", () => {
    const from = table.rows.findIndex((_, i) => i > 0 && Number(table.rows[i][8]) < Number(table.rows[i - 1][8]));
    expect(laps(wide({}, table.rows.slice(from)))).toEqual([
      [1, 20_000, true],
      [2, 20_000, true],
      [3, 20_000, true],
      [4, null, false],
    ]);
    // the session is started again: times and laps begin anew, and the game has no time for what was given up
    const again = [...table.rows.slice(0, from + 250), ...table.rows.slice(from).map((row) => row.with(9, 0))];
    const told = laps(wide({}, again));
    expect(told.filter(([, , complete]) => complete)).toHaveLength(1);
    expect(told.map(([lap]) => lap)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it("has the sectors' own times, also of a version whose times count from the line", () => {
    const sector = table.names.indexOf("CurrentSectorIndex");
    // the time of the sector before, as the game holds it until the next one
    const told = (times: number[]) => ({
      LastSectorTime_ms: (i: number) => times.at(Number(table.rows[i][sector]) - 1)!,
    });
    const sectors = (times: number[]) =>
      wide(told(times))
        .cars[0].laps.slice(2, 4)
        .map((lap) => lap.sectorsMs);
    const own = [6500, 6700, 6800];
    expect(sectors(own)).toEqual([own, own]);
    expect(sectors([6500, 13_200, 20_000])).toEqual([own, own]);
    // of another lap
    expect(sectors([6500, 6700, 6900])).toEqual([null, null]);
  });

  it("with a row that has no time says so; without times it is refused", () => {
    const gap = wide({}, table.rows.with(40, table.rows[40].with(8, "")));
    expect(gap.report.notes.join()).toContain("1 of 750 rows have no running lap time and are left out");
    expect(() =>
      wide(
        {},
        table.rows.map((row, i) => (i % 9 ? row : row.with(8, -1))),
      ),
    ).toThrow(/^line 2, column iCurrentTime_ms: invalid lap time: -1; 84 of 750 rows have none/);
  });
});

describe("a lap log", () => {
  const {table} = sample("ac-lap-log");
  const read = (rows: (string | number)[][]) =>
    readLogBytes("lap_2.txt", tableBytes({...table, rows}, {separator: "\t"}));

  it("with rows of the lap before, or cut before its end, is one lap", () => {
    expect(laps(read([table.rows.at(-1)!, ...table.rows]))).toEqual([[1, 19_950, true]]);
    expect(laps(read(table.rows.slice(0, 300)))).toEqual([[1, null, false]]);
  });

  it("with several laps has each", () => {
    const log = read([...table.rows, ...table.rows, ...table.rows.slice(0, 100)]);
    expect(laps(log)).toEqual([
      [1, 19_950, true],
      [2, 19_950, true],
      [3, null, false],
    ]);
    expect(log.report.notes.join()).toContain("laps: split where lapTime restarts; 2 of 3 complete");
  });
});

describe("Crew Chief's rows", () => {
  const {table} = sample("crew-chief-csv");
  const read = (rows: (string | number)[][]) => readLogBytes("s.csv", tableBytes({...table, rows}));

  it("in any order are put by their clock", () => {
    const log = read([...table.rows.slice(400), ...table.rows.slice(0, 400)]);
    expect(laps(log).filter(([, , complete]) => complete)).toHaveLength(3);
    expect(log.report.notes).toContain("rows were sorted by _time");
  });

  it("of two drives are refused, with the line of the second", () => {
    const rows = table.rows.map((row, i) => (i < 500 ? row : row.with(5, "circle")));
    expect(() => read(rows)).toThrow('line 502, column TrackCode: two drives in one file: "oval", then "circle"');
  });

  it("of games that mirror the world are drawn the right way round", () => {
    const names = [...table.names, "WorldPosition_x", "WorldPosition_z"];
    const turned = (game: string) => {
      const rows = table.rows.map((row, i) => [...row.with(3, game), stateAt(i / 10).x, stateAt(i / 10).z]);
      return readLogBytes("s.csv", tableBytes({...table, names, rows})).cars[0].columns.worldZ[300];
    };
    expect(turned("Automobilista 2")).toBe(-turned("RaceRoom"));
  });
});

describe("FastF1's tables", () => {
  const {table} = sample("fastf1-csv");
  const read = (rows: (string | number)[][], names = table.names) =>
    readLogBytes("f.csv", tableBytes({...table, names, rows}));

  it("of several drivers have a car for each", () => {
    const log = read([...table.rows, ...table.rows.map((row) => row.with(10, "HAM"))]);
    expect(log.cars.map(({driver}) => driver)).toEqual(["ANT", "HAM"]);
    expect(laps(log, 1)).toEqual(laps(log, 0));
  });

  it("whose clock begins anew with each lap stand one behind the other", () => {
    const names = table.names.map((name) => (name === "SessionTime" ? "Time" : name));
    const rows = table.rows.map((row, i) => {
      const {lap, lapTime} = stateAt(i / 4);
      const since = lap < 1 ? i / 4 : lapTime;
      return row.with(1, `0 days 00:00:${since.toFixed(3).padStart(6, "0")}`);
    });
    expect(laps(read(rows, names)).filter(([, , complete]) => complete)).toHaveLength(3);
  });
});

describe("an F1 2019 session as CSV", () => {
  const {table} = sample("f1-quix-csv");
  const read = (rows: (string | number)[][]) => readLogBytes("q.csv", tableBytes({...table, rows}));

  it("has the times of laps without pause and flashback, and none of the others", () => {
    expect(laps(read(table.rows)).filter(([, , complete]) => complete)).toHaveLength(3);
    const paused = table.rows.map((row, i) => (i < 400 ? row : row.with(0, Number(row[0]) + 60_000)));
    expect(laps(read(paused)).map(([, , complete]) => complete)).toEqual([false, true, false, true, false]);
    const back = [...table.rows.slice(0, 420), ...table.rows.slice(360)].map((row, i) => row.with(0, 1e12 + 100 * i));
    const log = read(back);
    expect(laps(log).map(([, , complete]) => complete)).toEqual([false, true, false, true, false]);
    expect(log.report.notes.join()).toContain("rows were superseded by flashbacks");
  });
});

describe("an F1 lap as JSON", () => {
  const tools = sample("f1-formula-tools").json as {laptime: number; dataPoints: Record<string, {LapTime: number}[]>};
  const read = (points: unknown[], laptime = 20_000) =>
    readLogBytes("l.json", json({laptime, dataPoints: {2: points}}));
  const points = tools.dataPoints[2];

  it("with a flashback in it holds what was driven last", () => {
    const log = read([...points.slice(0, 200), ...points.slice(120)]);
    expect(laps(log)).toEqual([[2, 20_000, true]]);
    expect(log.cars[0].rows).toBe(points.length);
    expect(log.report.notes).toContain("lap 2: 1 flashbacks; 80 of 480 rows were superseded");
  });

  it("of which the beginning or the end is missing is not complete, whatever time it is given", () => {
    for (const part of [points.slice(100), points.slice(0, 300)]) {
      const log = read(part);
      expect(laps(log)).toEqual([[2, 20_000, false]]);
      expect(log.report.notes).toContain("lap 2: its samples do not reach from line to line");
    }
  });
});

describe("real timing", () => {
  const times = {
    ...{time: [20.001, 20.002, "None", 20.004], lap: [1, 2, 1, 2], compound: ["SOFT", "SOFT", "HARD", "HARD"]},
    ...{stint: [1, 1, 1, 1], s1: [6, 6, "None", 6], s2: [7, 7, 7, 7], s3: [7.001, 7.002, 7, 7.004], life: [1, 2, 1, 2]},
    ...{
      drv: ["LEC", "LEC", "VER", "VER"],
      team: ["Ferrari", "Ferrari", "Red Bull", "Red Bull"],
      dNum: ["16", "16", "3", "3"],
    },
    ...{lST: [1000.5, 1020.501, 1001, 1040], lSD: ["2026-03-07T05:03:56.506000000", "None", "None", "None"]},
    ...{pin: ["None", "None", "None", 1050], pout: ["None", "None", 990, "None"], del: [false, true, false, "None"]},
    ...{wAT: [20.5, 20, 20, 20], wTT: [37, 36, 36, 36], wR: [false, true, false, false], qs: ["Q1", "Q1", "Q1", "Q1"]},
  };

  it("of a whole session has each driver, with pits, deleted laps, weather and when it began", () => {
    const log = readLogBytes("session_laptimes.json", json(times));
    const {session, laps: rows} = sessionOf(log);
    expect(session.drivers.map(({name, team, raceNumber}) => [name, team, raceNumber])).toEqual([
      ["LEC", "Ferrari", 16],
      ["VER", "Red Bull", 3],
    ]);
    expect(rows.map((l) => [l.driver, l.lap, l.lapTimeMs, l.valid, l.pit, l.tyreCompound])).toEqual([
      ["LEC", 1, 20_001, true, false, "soft"],
      ["LEC", 2, 20_002, false, false, "soft"],
      ["VER", 1, null, true, true, "hard"],
      ["VER", 2, 20_004, true, true, "hard"],
    ]);
    expect([session.startedAt, session.airTempC, session.trackTempC, session.weather]).toEqual([
      ...["2026-03-07T05:03:56.506Z", 20.5, 37, "rain"],
    ]);
    expect(log.report.unused).toContainEqual({from: "qs", unit: "", reason: "one value per lap, not per sample"});
  });

  it("of a driver with telemetry stands where the session's clock says, a text among its lists left out", () => {
    const one = Object.fromEntries(Object.entries(times).map(([key, values]) => [key, values.slice(0, 2)]));
    const samples = Array.from({length: 101}, (_, i) => i / 5);
    const tel = {
      time: samples,
      speed: samples.map(() => 200),
      DriverAhead: samples.map((t) => (t > 10 ? "VER" : "None")),
    };
    const beside = [1, 2].map((lap) => ({
      name: `${lap}_tel.json`,
      bytes: json({tel: {...tel, dataKey: "2026-A-Race-LEC-1"}}),
    }));
    const log = readLogBytes("laptimes.json", json(one), beside);
    const [first, second] = log.cars[0].laps.map((lap) => log.cars[0].columns.sessionTime[lap.first]);
    expect([first, second]).toEqual([0, expect.closeTo(20.001, 6)]);
    expect(laps(log).map(([, , complete]) => complete)).toEqual([true, true]);
    expect(log.report.unused).toContainEqual({from: "DriverAhead", unit: "", reason: "text"});
  });
});

describe("Gran Turismo's laps", () => {
  const [lap] = sample("gt7-json").json as Record<string, unknown>[];
  const read = (more: Record<string, unknown>) => readLogBytes("g.json", json([{...lap, ...more}]));

  it("of other dashboards have the car's and circuit's names, pit laps, and lists of other lengths or kinds", () => {
    const log = read({
      ...{car_name: "RX-7", circuit_name: "Tsukuba", is_pit_lap: true, data_tyres: [1, 2], data_mode: ["a"]},
      ...{data_boost: null, lap_start_timestamp: "2024-05-06T07:08:09.123456789Z"},
    });
    expect([log.cars[0].team, log.track.name, log.startedAt]).toEqual([
      "RX-7",
      "Tsukuba",
      Date.UTC(2024, 4, 6, 7, 8, 9, 123),
    ]);
    expect(sessionOf(log).laps[0]).toMatchObject({lapTimeMs: 20_000, complete: true, pit: true});
  });

  it("that are not whole, or were cut by hand, are not complete", () => {
    for (const more of [{is_complete: false}, {is_manual: true}, {lap_finish_time: -1}])
      expect(sessionOf(read(more)).laps[0].complete).toBe(false);
  });
});

describe("an app's laps", () => {
  const file = sample("ac-pdata").json as {laps: {lap_data: {lapTime: number}[]}[]};

  it("begin where their own time begins, whatever their first metres still hold", () => {
    const stale = structuredClone(file);
    for (let i = 0; i < 4; i++) stale.laps[1].lap_data[i].lapTime = 19_990 + i;
    const log = readLogBytes("p.json", json(stale));
    expect(log.report.notes).toContain("lap 2: its first 4 samples belong to the previous lap and are left out");
    expect(log.cars[0].laps[1].end - log.cars[0].laps[1].first).toBe(96);
  });
});

describe("a saved F1 session", () => {
  const file = sample("f1-session-json").json as {"classification-data": Record<string, unknown>[]};

  it("with a driver who drove no lap, or without his history, has the others'", () => {
    const [first, second] = file["classification-data"];
    for (const history of [null, undefined, {"lap-history-data": []}]) {
      const changed = {...file, "classification-data": [{...first, "session-history": history}, second]};
      const {session, laps: rows} = sessionOf(readLogBytes("r.json", json(changed)));
      expect([session.drivers.length, rows.length]).toEqual([2, 20]);
    }
  });
});
