import {describe, expect, it} from "vitest";
import {isCompanion} from "../../../../src/core/files/companions.js";
import {openF1Reader} from "../../../../src/core/files/realF1/openF1.js";
import {tracingInsightsReader} from "../../../../src/core/files/realF1/tracingInsights.js";
import {readLogBytes, sessionOf, utf8} from "../../../support/logFiles.js";
import {timedelta} from "../../../support/loggedDrive.js";

const START = Date.UTC(2024, 2, 2, 15, 0, 0);
const iso = (seconds: number) => `${new Date(START + seconds * 1000).toISOString().slice(0, -1)}000+00:00`;
const json = (value: unknown) => utf8(JSON.stringify(value));

const carData = [1, 44].flatMap((driver_number) =>
  Array.from({length: 400}, (_, i) => ({
    ...{
      brake: i % 10 === 0 ? 100 : 0,
      date: iso(i / 4),
      driver_number,
      drs: [0, 8, 12][i % 3],
      meeting_key: 1,
      n_gear: 5,
    },
    ...{rpm: 11_000, session_key: 9, speed: 200 + driver_number, throttle: i === 7 ? 104 : 50},
  })),
);
const location = Array.from({length: 350}, (_, i) => ({
  ...{date: iso(0.1 + 0.28 * i), driver_number: 1, x: 100 * i, y: 50 * i, z: 20},
}));
const laps = [
  {
    driver_number: 1,
    lap_number: 1,
    date_start: iso(10),
    lap_duration: 40.123,
    duration_sector_1: 10.1,
    duration_sector_2: 20.02,
    duration_sector_3: 10.003,
    is_pit_out_lap: false,
  },
  {
    driver_number: 1,
    lap_number: 2,
    date_start: iso(50.123),
    lap_duration: null,
    duration_sector_1: null,
    duration_sector_2: null,
    duration_sector_3: null,
    is_pit_out_lap: true,
  },
];

describe("OpenF1's car data", () => {
  const log = readLogBytes("car_data.json", json(carData), [
    {name: "location.json", bytes: json(location)},
    {name: "laps.json", bytes: json(laps)},
  ]);
  const [first, second] = log.cars;

  it("is a car a driver, with laps and sectors of the laps file", () => {
    expect(log.cars.map(({driver, rows}) => [driver, rows])).toEqual([
      ["1", 400],
      ["44", 400],
    ]);
    expect(first.laps.map((l) => [l.lap, l.lapTimeMs, l.complete, l.end - l.first, l.pit])).toEqual([
      [0, null, false, 40, false],
      [1, 40_123, true, 161, false],
      [2, null, false, 199, true],
    ]);
    expect(first.laps[1].sectorsMs).toEqual([10_100, 20_020, 10_003]);
    expect(second.laps).toHaveLength(1);
    expect(sessionOf(log).session.startedAt).toBe("2024-03-02T15:00:00.000Z");
  });

  it("has pedals as parts, a gap for the throttle that is none, flaps open or not, and places in metres", () => {
    const {throttle, brake, drs, drsAllowed, worldX, worldZ, worldY} = first.columns;
    expect([throttle[6], throttle[7], brake[10], brake[11]]).toEqual([0.5, Number.NaN, 1, 0]);
    expect([...drs.slice(0, 3), ...drsAllowed.slice(0, 3)]).toEqual([0, 0, 1, 0, 1, 1]);
    // at 10 s between the fixes of 9.9 s and 10.18 s
    expect(worldX[40]).toBeCloseTo((100 * (9.9 / 0.28)) / 10, 4);
    expect([worldZ[40], worldY[40]]).toEqual([expect.closeTo(-worldX[40] / 2, 4), 2]);
    expect(worldX[0]).toBeNaN();
    expect(second.columns.worldX).toBeUndefined();
  });

  it("reads the same from CSV", () => {
    const names = Object.keys(carData[0]) as (keyof (typeof carData)[0])[];
    const csv = [names.join(","), ...carData.map((row) => names.map((name) => row[name]).join(","))].join("\n");
    const same = readLogBytes("car_data.csv", utf8(csv));
    expect(same.format).toBe("openf1");
    expect([...same.cars[1].columns.speedKmh]).toEqual([...second.columns.speedKmh]);
    expect([...same.cars[1].columns.sessionTime]).toEqual([...second.columns.sessionTime]);
  });

  it("is refused without dates, and when a number is a word", () => {
    const read = (data: unknown, more: {name: string; bytes: Uint8Array}[] = []) =>
      readLogBytes("car_data.json", json(data), more);
    expect(() => read(carData.map((row) => ({...row, date: null})))).toThrow("car_data: no record has a date");
    expect(() => read(carData.map((row, i) => (i % 4 ? row : {...row, date: null})))).toThrow(/records have no date/);
    // one of many is a slip
    const slip = read(carData.map((row, i) => (i === 3 ? {...row, date: null} : row)));
    expect(slip.cars.reduce((sum, {rows}) => sum + rows, 0)).toBe(carData.length - 1);
    expect(slip.report.notes.join()).toMatch(/driver \d+: 1 records have no date and are left out/);
    expect(() => read(carData.map((row, i) => (i === 3 ? {...row, speed: "fast"} : row)))).toThrow(
      'car_data[3].speed: not a number: "fast"',
    );
    expect(() => read(carData.slice(0, 1).map((row) => ({...row, driver_number: null})))).toThrow("0 drivers");
  });
});

describe("OpenF1's laps", () => {
  const row = (lap_number: number, start: number | null, lap_duration: number | null, more: object = {}) => ({
    ...{driver_number: 1, lap_number, lap_duration, is_pit_out_lap: false},
    ...{date_start: start === null ? null : iso(start), ...more},
  });
  const read = (rows: object[]) => {
    const log = readLogBytes("car_data.json", json(carData.filter((data) => data.driver_number === 1)), [
      {name: "laps.json", bytes: json(rows)},
    ]);
    const told = log.cars[0].laps.map((l) => [l.lap, l.lapTimeMs, l.complete, l.end - l.first]);
    return {told, notes: log.report.notes.join("; ")};
  };

  it("have their own samples where the row of a lap between them is missing", () => {
    const {told} = read([row(1, 0, 20), row(3, 40, 20)]);
    expect(told).toEqual([
      [1, 20_000, true, 80],
      [2, null, false, 80],
      [3, 20_000, true, 80],
    ]);
    const two = read([row(1, 0, 20), row(4, 60, 20)]);
    expect(two.told[1]).toEqual([2, null, false, 160]);
    expect(two.notes).toContain("laps 2 to 3 are not in the laps file: their samples are one lap");
  });

  it("begin at the end of the lap before, or their time before the next one, without date_start", () => {
    expect(read([row(1, 0, 20), row(2, null, 20), row(3, 40, 20)]).told).toEqual([
      [1, 20_000, true, 80],
      [2, 20_000, true, 80],
      [3, 20_000, true, 80],
    ]);
    expect(read([row(1, null, 20), row(2, 30, 20)]).told).toEqual([
      [0, null, false, 40],
      [1, 20_000, true, 80],
      [2, 20_000, true, 80],
    ]);
    // neither is known: the samples between may be of either lap
    const unknown = read([row(1, 0, null), row(2, null, null), row(3, 40, 20)]);
    expect(unknown.told).toEqual([
      [1, null, false, 0],
      [2, null, false, 0],
      [3, 20_000, true, 80],
    ]);
    expect(unknown.notes).toContain("driver 1: 320 samples are of no known lap and are left out");
  });

  it("are one where a row is there twice, and unknown in values that contradict each other", () => {
    const twice = read([row(1, 0, 20), row(2, 20, 20), row(2, 20, 20), row(3, 40, 20)]);
    expect(twice.told.map(([, ms, , samples]) => [ms, samples])).toEqual([
      [20_000, 80],
      [20_000, 80],
      [20_000, 80],
    ]);
    expect(read([row(1, 0, 20), row(1, 0, null)]).told[0]).toEqual([1, 20_000, true, 80]);
    const contrary = read([row(1, 0, 20), row(2, 20, 20), row(2, 20, 21), row(3, 40, 20)]);
    expect(contrary.told[1]).toEqual([2, null, false, 80]);
    expect(contrary.notes).toContain("lap 2 has several rows, which are one; they differ in lap_duration: unknown");
  });

  it("end with their own time if the next one begins later", () => {
    const {told, notes} = read([row(1, 0, 20), row(2, 60, 20)]);
    expect(told).toEqual([
      [1, 20_000, true, 80],
      [2, 20_000, true, 80],
    ]);
    expect(notes).toContain("240 samples are of no known lap");
  });

  it("have the sum of their sectors as time where lap_duration is missing", () => {
    const sectors = {duration_sector_1: 6, duration_sector_2: 7, duration_sector_3: 7.5};
    expect(read([row(1, 0, null, sectors), row(2, 20.5, 20)]).told[0]).toEqual([1, 20_500, true, 82]);
    // nothing confirms it
    expect(read([row(1, 0, null, sectors), row(2, 24, 20)]).told[0]).toEqual([1, null, false, 96]);
  });
});

describe("FastF1's telemetry", () => {
  const csv = (
    lap: (i: number) => number,
    time = (i: number) =>
      `0 days 00:${String(10 + Math.floor(i / 240)).padStart(2, "0")}:${((i / 4) % 60).toFixed(6).padStart(9, "0")}`,
  ) =>
    utf8(
      ["Date,RPM,Speed,nGear,Throttle,Brake,DRS,Source,Time,SessionTime,X,Y,Z,LapNumber"]
        .concat(
          Array.from({length: 400}, (_, i) =>
            [
              iso(i / 4)
                .slice(0, 23)
                .replace("T", " "),
              11_000,
              250.5,
              6,
              i === 5 ? 104 : 100,
              i % 2 ? "True" : "False",
              12,
              "car",
              `0 days 00:00:00`,
              time(i),
              1234,
              -500,
              70,
              lap(i),
            ].join(","),
          ),
        )
        .join("\n"),
    );

  it("has laps by LapNumber and units of the catalogue", () => {
    const log = readLogBytes(
      "ver.csv",
      csv((i) => 4 + Math.floor(i / 160)),
    );
    const {columns, laps: cut} = log.cars[0];
    expect(log.format).toBe("fastf1-csv");
    expect(cut.map((l) => [l.lap, l.lapTimeMs, l.complete])).toEqual([
      [4, null, false],
      [5, 40_000, true],
      [6, null, false],
    ]);
    expect([columns.speedKmh[0], columns.worldX[0], columns.worldZ[0], columns.worldY[0]]).toEqual([
      250.5, 123.4, 50, 7,
    ]);
    expect([columns.throttle[5], columns.throttle[6], columns.brake[0], columns.brake[1], columns.drs[0]]).toEqual([
      Number.NaN,
      1,
      0,
      1,
      1,
    ]);
  });

  describe("of laps without LapNumber", () => {
    /** `laps` laps of 60 s round a circle of 500 m radius, 4 rows a second. */
    const cut = (laps: number, {from = 0, to = laps, positions = true, share = (part: number) => part} = {}) => {
      const rows = Array.from({length: Math.round((to - from) * 240) + 1}, (_, i) => {
        const t = from * 60 + i / 4;
        const angle = (2 * Math.PI * t) / 60;
        const place = positions ? [5000 * Math.cos(angle), 5000 * Math.sin(angle), 0] : [];
        const part = share(i / ((to - from) * 240));
        return [i, timedelta(600 + t), timedelta(i / 4), 11_000, 200, 7, 80, "False", 52.36 * (i / 4), part, ...place];
      });
      const names = `,SessionTime,Time,RPM,Speed,nGear,Throttle,Brake,Distance,RelativeDistance${positions ? ",X,Y,Z" : ""}`;
      const log = readLogBytes("lap.csv", utf8([names, ...rows.map((row) => row.join(","))].join("\n")));
      const told = log.cars[0].laps.map((l) => [l.lap, l.lapTimeMs, l.complete, l.end - l.first]);
      return {told, notes: log.report.notes.join("; ")};
    };

    it("is one lap where Time and RelativeDistance say so, with or without positions", () => {
      expect(cut(1).told).toEqual([[1, 60_000, true, 241]]);
      expect(cut(1, {positions: false}).told).toEqual([[1, 60_000, true, 241]]);
      expect(cut(1).notes).toContain("are one lap, from line to line");
    });

    it("is as many laps as the first place is passed", () => {
      const {told, notes} = cut(3);
      expect(told.map(([lap, ms, complete]) => [lap, Math.round((ms as number) / 10), complete])).toEqual([
        [1, 6000, true],
        [2, 6000, true],
        [3, 6000, true],
      ]);
      expect(notes).toContain("the place of the first row is taken as the line: 3 laps");
    });

    it("has no time where the table does not end at the line, or is not cut at it", () => {
      expect(cut(1, {to: 0.5}).told).toEqual([[1, null, false, 121]]);
      expect(cut(1, {share: (part) => part * 0.9}).told).toEqual([[1, null, false, 241]]);
      expect(cut(9, {positions: false}).told).toEqual([[1, null, false, 2161]]);
    });
  });

  describe("laps table", () => {
    type Row = [
      lap: number,
      stint: number,
      life: number,
      compound: string,
      time: number | "",
      sectors: (number | "")[],
    ];
    const table = (rows: Row[]) => {
      let start = 0;
      const lines = rows.map(([lap, stint, life, compound, time, sectors]) => {
        const begun = start;
        start += typeof time === "number" ? time : sectors.reduce<number>((sum, s) => sum + Number(s), 0);
        const d = (s: number | "") => (s === "" ? "" : timedelta(s));
        return ["AAA", 4, d(time), lap, stint, ...sectors.map(d), compound, life, d(begun)].join(",");
      });
      const names = "Driver,DriverNumber,LapTime,LapNumber,Stint,Sector1Time,Sector2Time,Sector3Time,Compound,TyreLife";
      return readLogBytes("laps.csv", utf8([`${names},LapStartTime`, ...lines].join("\n")));
    };

    it("has the known sectors of a lap without all of them, and the sum of its sectors as a missing time", () => {
      const log = table([
        [1, 1, 1, "SOFT", 90, ["", 30, 28]],
        [2, 1, 2, "SOFT", "", [30.1, 31.2, 28.3]],
        [3, 1, 3, "SOFT", "", [30.1, "", 28.3]],
      ]);
      expect(log.cars[0].laps.map(({lapTimeMs, sectorsMs}) => [lapTimeMs, sectorsMs])).toEqual([
        [90_000, [null, 30_000, 28_000]],
        [89_600, [30_100, 31_200, 28_300]],
        [null, [30_100, null, 28_300]],
      ]);
      expect(log.report.notes).toContain(
        "lap times: the file has none for lap 2: sums of the sectors, which the session clock confirms",
      );
    });

    it("has no sum of sectors that the beginning of the next lap contradicts", () => {
      const names = "Driver,LapTime,LapNumber,Stint,Sector1Time,Sector2Time,Sector3Time,LapStartTime";
      const lap = (n: number, time: string, start: number) =>
        ["AAA", time, n, 1, timedelta(30), timedelta(30), timedelta(30), timedelta(start)].join(",");
      const log = readLogBytes("laps.csv", utf8([names, lap(1, "", 0), lap(2, timedelta(90), 240)].join("\n")));
      expect(log.cars[0].laps.map(({lapTimeMs}) => lapTimeMs)).toEqual([null, 90_000]);
      const alone = readLogBytes("laps.csv", utf8([names, lap(1, "", 0)].join("\n")));
      expect(alone.cars[0].laps[0].lapTimeMs).toBeNull();
    });

    it("goes on with a stint through a pit lane passed without a tyre change", () => {
      const stints = (rows: [stint: number, life: number, compound: string][]) =>
        table(rows.map(([stint, life, compound], i) => [i + 1, stint, life, compound, 90, ["", "", ""]])).stints!.map(
          ({startLap, endLap, compound}) => [startLap, endLap, compound],
        );
      const inters: [number, number, string][] = [1, 1, 2, 3, 3].map((stint, i) => [stint, i + 1, "INTERMEDIATE"]);
      expect(stints([...inters, [4, 1, "MEDIUM"], [4, 2, "MEDIUM"]])).toEqual([
        [1, 5, "intermediate"],
        [6, 7, "medium"],
      ]);
      // the same tyres after a stay in the garage, which gives laps without a time
      const used = table([
        [1, 1, 1, "SOFT", 90, ["", "", ""]],
        [2, 2, 2, "SOFT", "", ["", "", ""]],
      ]);
      expect(used.stints).toHaveLength(2);
      // other tyres of the same compound
      expect(
        stints([
          [1, 1, "SOFT"],
          [1, 2, "SOFT"],
          [2, 1, "SOFT"],
          [3, 5, "SOFT"],
        ]),
      ).toEqual([
        [1, 2, "soft"],
        [3, 3, "soft"],
        [4, 4, "soft"],
      ]);
    });
  });

  it("has the laps of its other table: times, sectors, tyres, what was deleted", () => {
    const names = "Time,Driver,DriverNumber,LapTime,LapNumber,Stint,PitInTime,Sector1Time,Sector2Time,Sector3Time";
    const d = (text: string) => `0 days 00:0${text}000`;
    const log = readLogBytes(
      "laps.csv",
      utf8(
        [
          `,${names},Compound,TyreLife,Team,LapStartTime,LapStartDate,Deleted,IsAccurate`,
          `0,${d("3:00.000")},AAA,4,,1.0,1.0,,,${d("0:30.100")},${d("0:25.200")},SOFT,3.0,X,${d("1:30.000")},2024-03-02 15:00:00.250,False,False`,
          `1,${d("4:25.500")},AAA,4,${d("1:25.500")},2.0,1.0,${d("4:20.000")},${d("0:30.000")},${d("0:30.100")},${d("0:25.400")},SOFT,4.0,X,${d("3:00.000")},2024-03-02 15:01:30.250,True,True`,
          `2,${d("4:26.000")},BBB,5,${d("1:26.000")},2.0,2.0,,${d("0:30.500")},${d("0:30.100")},${d("0:25.400")},HARD,1.0,Y,${d("3:00.000")},NaT,False,True`,
        ].join("\n"),
      ),
    );
    expect(log).toMatchObject({format: "fastf1-laps-csv", startedAt: Date.UTC(2024, 2, 2, 15) + 250});
    const told = log.cars.map(({driver, team, raceNumber, laps: all}) => [
      ...[driver, team, raceNumber],
      all.map((l) => [l.lap, l.lapTimeMs, l.sectorsMs, l.valid, l.pit, l.complete, l.reported?.compound]),
    ]);
    expect(told).toEqual([
      [
        ...["AAA", "X", 4],
        [
          [1, null, [null, 30_100, 25_200], true, false, false, "soft"],
          [2, 85_500, [30_000, 30_100, 25_400], false, true, false, "soft"],
        ],
      ],
      ["BBB", "Y", 5, [[2, 86_000, [30_500, 30_100, 25_400], true, false, false, "hard"]]],
    ]);
    expect(log.stints).toMatchObject([
      {car: 0, startLap: 1, endLap: 2, compound: "soft"},
      {car: 1, startLap: 2, endLap: 2, compound: "hard"},
    ]);
  });

  it("is refused when laps or the clock run back", () => {
    expect(() =>
      readLogBytes(
        "ver.csv",
        csv((i) => 9 - Math.floor(i / 200)),
      ),
    ).toThrow("lap number goes backwards: 9, then 8");
    expect(() =>
      readLogBytes(
        "ver.csv",
        csv(
          () => 1,
          (i) => `0 days 00:00:${String(59 - (i % 60)).padStart(2, "0")}`,
        ),
      ),
    ).toThrow(/^line 3, column SessionTime: time is 58 after 59; 39\d of 400 rows are out of order/);
  });
});

describe("files that belong to a driver's lap times", () => {
  it("are the telemetry beside laptimes.json, and nothing to each other", () => {
    const belongs = (name: string, main: string) => isCompanion(tracingInsightsReader, name, main);
    expect([
      belongs("12_tel.json", "laptimes.json"),
      belongs("12_tel.json", "11_tel.json"),
      belongs("corners.json", "laptimes.json"),
    ]).toEqual([true, false, false]);
    expect([
      isCompanion(openF1Reader, "location.json", "car_data.json"),
      isCompanion(openF1Reader, "weather.json", "car_data.json"),
    ]).toEqual([true, false]);
  });
});

describe("laptimes.json with telemetry", () => {
  it("has no whole lap where the telemetry beside a time is of half a lap", () => {
    const numbers = [1, 2, 3, 4];
    const times = {
      ...{time: numbers.map(() => 90), lap: numbers, compound: numbers.map(() => "SOFT")},
      stint: numbers.map(() => 1),
    };
    const telemetry = (metres: number) => {
      const rows = Array.from({length: 361}, (_, i) => i);
      return {
        tel: {
          ...{time: rows.map((i) => i / 4), distance: rows.map((i) => (i * metres) / 360)},
          ...{speed: rows.map(() => 200), throttle: rows.map(() => 50), brake: rows.map(() => 0)},
        },
      };
    };
    const companions = numbers.map((lap) => ({
      name: `${lap}_tel.json`,
      bytes: json(telemetry(lap === 2 ? 3900 : 5400 + lap)),
    }));
    const log = tracingInsightsReader.read({name: "laptimes.json", bytes: json(times), companions});
    expect(log.cars[0].laps.map(({lap, lapTimeMs, complete}) => [lap, lapTimeMs, complete])).toEqual([
      [1, 90_000, true],
      [2, 90_000, false],
      [3, 90_000, true],
      [4, 90_000, true],
    ]);
    expect(log.report.notes).toContain("lap 2: 3,900 m of telemetry, but a lap has 5,403 m: it is not complete");
  });
});
