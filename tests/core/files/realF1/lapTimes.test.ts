import {describe, expect, it} from "vitest";
import {isCompanion} from "../../../../src/core/files/companions.js";
import {openF1Reader} from "../../../../src/core/files/realF1/openF1.js";
import {tracingInsightsReader} from "../../../../src/core/files/realF1/tracingInsights.js";
import {utf8} from "../../../support/logFiles.js";

const json = (value: unknown) => utf8(JSON.stringify(value));

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
