import {describe, expect, it} from "vitest";
import {readLogBytes, utf8} from "../../../support/logFiles.js";
import {timedelta} from "../../../support/loggedDrive.js";

const START = Date.UTC(2024, 2, 2, 15, 0, 0);
const iso = (seconds: number) => `${new Date(START + seconds * 1000).toISOString().slice(0, -1)}000+00:00`;

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
