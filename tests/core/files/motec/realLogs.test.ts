import {readFileSync} from "node:fs";
import {gunzipSync} from "node:zlib";
import {describe, expect, it} from "vitest";
import {ldBytes} from "../../../support/ldBytes.js";
import {sharedData} from "../../../support/sharedData.js";
import {read, session} from "./ldDrive.js";

const truth = (file: string) => JSON.parse(readFileSync(sharedData("ground-truth.json")!, "utf8"))[file];

describe("real MoTeC logs", () => {
  const kyalami = "acc/motec/Kyalami-audi_r8_lms_evo-1-2021.12.07-17.59.12.ld.gz";
  const calder = "acc/motec/motec-sample1-calder-2005.ld.gz";

  it.skipIf(!sharedData(kyalami))("of ACC: speed, revs and duration as others read them", () => {
    const t = truth(kyalami);
    const log = read(gunzipSync(readFileSync(sharedData(kyalami)!)));
    const [car] = log.cars;
    expect([log.game, log.track.name]).toEqual(["Assetto Corsa Competizione", t.venue]);
    expect(car.rows).toBe(t.speedSamples);
    expect(Math.max(...car.columns.speedKmh)).toBeCloseTo(t.topSpeedKmh, 1);
    expect(Math.max(...car.columns.rpm)).toBe(t.maxRpm);
    expect(Math.abs(car.columns.lapDistance[car.rows - 1] / t.distanceM - 1)).toBeLessThan(1e-3);
    expect(car.laps.map((l) => l.complete)).toEqual([false]);
    // in g although the file says m/s²; to the right although ACC counts to the left
    expect(Math.max(...car.columns.gLateral)).toBeGreaterThan(1.5);
    expect(Math.max(...car.columns.gLateral)).toBeLessThan(3);
  });

  it.skipIf(!sharedData(calder))("of a real car: laps, speed and duration as its own channels say", () => {
    const t = truth(calder);
    const log = read(gunzipSync(readFileSync(sharedData(calder)!)));
    const {session: made, laps} = session(log);
    expect(laps.filter((l) => l.complete).map((l) => l.lapTimeMs! / 1000)).toEqual(t.laps);
    expect(Math.max(...laps.map((l) => l.topSpeedKmh ?? 0))).toBeCloseTo(t.topSpeedKmh, 3);
    expect(made.durationS).toBeCloseTo(t.durationS, 1);
    expect(log.report.used.length + log.report.unused.length).toBeGreaterThanOrEqual(t.channels);
  });

  const files = ["Valid.ldx", "no-laps.ldx", "Kyalami-porsche_991ii_gt3_r-3-2021.12.15-21.43.22.ldx"];
  it.skipIf(!sharedData("acc/motec"))("laps are what the markers of real .ldx files say, short ones too", () => {
    for (const name of files) {
      const t = truth(`acc/motec/${name}`);
      const long = {name: "Ground Speed", unit: "km/h", rate: 10, raw: new Float64Array(17_000).fill(150)};
      const log = read(ldBytes([long]), readFileSync(sharedData(`acc/motec/${name}`)!));
      const times = log.cars[0].laps.filter((l) => l.complete).map((l) => l.lapTimeMs! / 1000);
      expect(times).toHaveLength(t.lapSecondsBetweenBeacons.length);
      times.forEach((s, i) => {
        expect(s).toBeCloseTo(t.lapSecondsBetweenBeacons[i], 3);
      });
      if (name === "Valid.ldx")
        expect(log.report.notes.join()).toMatch(
          /lap 10 takes 36.6 s, the median lap 101.\d+ s: probably a marker within a lap/,
        );
      if (name === "no-laps.ldx")
        expect(log.report.notes).toContain("the .ldx gives 17 laps, but has 0 markers: the markers are used");
    }
  });
});
