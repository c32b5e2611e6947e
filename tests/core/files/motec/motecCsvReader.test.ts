import {readFileSync} from "node:fs";
import {gunzipSync} from "node:zlib";
import {describe, expect, it} from "vitest";
import {LogFileError} from "../../../../src/core/files/importedLog.js";
import {motecCsvReader} from "../../../../src/core/files/motec/motecCsvReader.js";
import {sharedData} from "../../../support/sharedData.js";

const truth = (file: string) => JSON.parse(readFileSync(sharedData("ground-truth.json")!, "utf8"))[file];
const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (bytes: Uint8Array) => motecCsvReader.read({name: "run.csv", bytes, companions: []});
const rows = (n: number, of: (i: number) => number[]) => Array.from({length: n}, (_, i) => of(i).join(",")).join("\n");

const HEAD = `"Format","MoTeC CSV File",,,"Workbook","Club"
"Venue","Oval",,,"Worksheet","Main"
"Vehicle","GT3",,,"Vehicle Desc",""
"Driver","A. Driver",,,"Engine ID",""
"Log Date","06/05/2024",,,"Origin Time","0.000","s"
"Log Time","07:08:09",,,"Start Time","0.000","s"
"Sample Rate","10.000","Hz",,"End Time","300.000","s"
"Beacon Markers","50.25 150.5 251.75"

`;

describe("MoTeC CSV", () => {
  it("has who, where, when and laps of its header", () => {
    const text = `${HEAD}"Time","Ground Speed","Gear"\n"s","km/h",""\n\n${rows(3000, (i) => [i / 10, 100, 3])}\n`;
    expect(motecCsvReader.recognises(utf8(text.slice(0, 2000)), "x")).toBe(true);
    const log = read(utf8(text));
    expect([log.track.name, log.cars[0].team, log.cars[0].driver]).toEqual(["Oval", "GT3", "A. Driver"]);
    expect(log.startedAt).toBe(Date.UTC(2024, 4, 6, 7, 8, 9));
    expect(log.cars[0].laps.map((l) => l.lapTimeMs)).toEqual([null, 100_250, 101_250, null]);
  });

  it("counts time by the sample rate where there is no column", () => {
    const text = `${HEAD}"Distance","Ground Speed"\n"m","km/h"\n\n${rows(3000, (i) => [i, 100])}\n`;
    expect(read(utf8(text)).cars[0].columns.sessionTime[2999]).toBeCloseTo(299.9, 9);
  });

  it("leaves a few rows that go back in time out, and refuses many", () => {
    const head = "Time,Ground Speed\ns,km/h\n";
    const slip = read(utf8(`${head}${rows(1000, (i) => [i === 500 ? 90 : i / 10, i])}\n`));
    expect(slip.cars[0].rows).toBe(999);
    expect(slip.cars[0].columns.speedKmh[500]).toBe(501);
    expect(() => read(utf8(`${head}${rows(1000, (i) => [i % 300, i])}\n`))).toThrow(
      "line 303, column Time: time is 0 after 299; 698 of 1000 rows are out of order",
    );
  });

  it("is not every CSV", () => {
    expect(motecCsvReader.recognises(utf8("Time,Speed\n0,1\n1,2\n"), "a.csv")).toBe(false);
    expect(motecCsvReader.recognises(Uint8Array.of(1, 0, 2), "a.csv")).toBe(false);
  });

  const lap = "acc/motec-csv/acc_gt3_20hz_two_laps.csv.gz";
  it.skipIf(!sharedData(lap))("of ACC has two full laps, from the running time that begins anew", () => {
    const t = truth(lap);
    const bytes = gunzipSync(readFileSync(sharedData(lap)!));
    expect(motecCsvReader.recognises(bytes.subarray(0, 65_536), lap)).toBe(true);
    const [car] = read(bytes).cars;
    const full = car.laps.filter((l) => l.complete);
    full.forEach((l, i) => {
      expect(Math.abs(l.lapTimeMs! / 1000 - t.fullLapsS[i])).toBeLessThanOrEqual(0.05);
    });
    expect(full.map((l) => car.columns.sessionTime[l.first])).toEqual(t.lapStartsS.slice(0, 2));
    expect([car.rows, Math.max(...car.columns.speedKmh)]).toEqual([t.rows, t.topSpeedKmh]);
  });

  const official: Record<string, (number | null)[]> = {
    "P010.csv.gz": [null, 128.422],
    "P029.csv.gz": [117.057, 97.202],
    "P043.csv.gz": [null, 91.229],
  };
  for (const [name, times] of Object.entries(official)) {
    const file = `acc/laguna-seca-study/${name}`;
    it.skipIf(!sharedData(file))(`of a row a metre (${name}) has its laps within 40 ms of the study's own`, () => {
      const t = truth(file);
      const [car] = read(gunzipSync(readFileSync(sharedData(file)!))).cars;
      expect(car.laps.map((l) => [l.lap, l.complete])).toEqual([
        [1, true],
        [2, true],
      ]);
      car.laps.forEach((l, i) => {
        expect(Math.abs(l.lapTimeMs! / 1000 - (times[i] ?? t.laps[i].calcLapTimeMaxS))).toBeLessThanOrEqual(0.04);
        expect(Math.abs(l.end - l.first - t.laps[i].rows)).toBeLessThanOrEqual(1);
        expect(Math.max(...car.columns.lapDistance.subarray(l.first, l.end))).toBe(t.laps[i].distM[1]);
      });
    });
  }
});

describe("lateral g, positive to the right,", () => {
  /** Degrees to the right over a lap: g ÷ speed is the rate of turn. */
  const turned = (file: string, lap: number): number => {
    const [{columns, laps}] = read(gunzipSync(readFileSync(sharedData(file)!))).cars;
    const {first, end} = laps.find((l) => l.lap === lap)!;
    const {sessionTime: t, speedKmh, gLateral} = columns;
    let angle = 0;
    for (let i = first + 1; i < end; i++)
      if (speedKmh[i] > 20) angle += ((gLateral[i] * 9.80665) / (speedKmh[i] / 3.6)) * (t[i] - t[i - 1]);
    return (angle * 180) / Math.PI;
  };
  const [laguna, monza] = ["acc/laguna-seca-study/P043.csv.gz", "acc/motec-csv/acc_gt3_20hz_two_laps.csv.gz"];
  it.skipIf(!sharedData(laguna))("turns a full circle to the left round Laguna Seca", () => {
    expect(Math.abs(turned(laguna, 1) + 360)).toBeLessThan(20);
  });
  it.skipIf(!sharedData(monza))("turns a full circle to the right round a circuit of Monza's length", () => {
    expect(Math.abs(turned(monza, 2) - 360)).toBeLessThan(20);
  });
});

describe("a damaged MoTeC CSV", () => {
  it("is whole or throws a LogFileError wherever it is cut", () => {
    const text = `${HEAD}"Time","Ground Speed","Gear"\n"s","km/h",""\n\n${rows(300, (i) => [i / 10, 100, 3])}\n`;
    for (let end = 0; end < text.length; end += 37) {
      try {
        expect(read(utf8(text.slice(0, end))).cars[0].rows).toBeGreaterThan(1);
      } catch (error) {
        expect(error, String(error)).toBeInstanceOf(LogFileError);
      }
    }
  });
  it("takes decimal commas and a mark, and tells repeated columns", () => {
    const text = `\ufeffTime;Ground Speed;Engine RPM;Throttle Pos;G Force Lat;Gear;Gear\n${rows(100, (i) => [
      i / 10,
      100.5,
      7000,
      50,
      0.5,
      3,
      4,
    ])
      .replaceAll(",", ";")
      .replaceAll(".", ",")}\n`;
    const log = read(utf8(text));
    expect(log.cars[0].columns.speedKmh[99]).toBe(100.5);
    expect(log.cars[0].columns.gear[99]).toBe(3);
    expect(log.report.notes).toContain('there are 2 columns named "Gear"');
    expect(log.report.unused.map((u) => u.from)).toEqual(["Gear (2)"]);
  });
  it("with another separator half way is refused by its line", () => {
    const good = rows(50, (i) => [i / 10, 100, 3]);
    expect(() => read(utf8(`Time,Ground Speed,Gear\n${good}\n${good.replaceAll(",", ";")}\n`))).toThrow(
      'line 52: mixed separators: ";" found',
    );
  });
});
