import {expect, it} from "vitest";
import {RunningCorners} from "../../../src/core/findings/runningCorners.js";
import {LapBook} from "../../../src/core/laps/lapBook.js";
import {LapGrids} from "../../../src/core/laps/lapGrids.js";
import {CIRCUITS} from "../../../src/core/track/circuits/all.js";
import {circuitTrack} from "../../../src/core/track/circuitTrack.js";
import {cornersOf} from "../../../src/core/track/corners.js";
import {fakeSilverstone} from "../../support/fakeCircuit.js";
import {FakeLive} from "../../support/fakeLive.js";

it("RunningCorners has each corner's time against the reference once it ends: that of the planted speeds", () => {
  const source = new FakeLive({circuit: fakeSilverstone(), hz: 30, keep: 300});
  const book = new LapBook(source);
  const grids = new LapGrids(source, book, ["speedKmh", "throttle", "brake", "gear"]);
  const track = circuitTrack(CIRCUITS.silverstone);
  const {list} = cornersOf(track);
  const read = (seconds: number) => {
    source.advance(seconds);
    book.update();
    grids.update([0]);
  };
  for (let t = 0; t < 300 && book.laps.length === 0; t += 4) read(4);
  const lapS = book.laps[0].lapTimeMs / 1000;
  // the first lap stands as the reference: half way round the second
  read(Math.max(0, 1.5 * lapS - source.time));
  const running = grids.runningOf(0)!;
  const reference = grids.bestOf(0)!;
  const live = new RunningCorners();
  const options = {
    ...{session: "s", track: track.name, driver: () => "A", corners: list, lengthM: track.lengthM},
    referenceMs: book.laps[0].lapTimeMs,
  };
  const corners = live.of(running, reference, options);
  const driven = corners.filter(({time}) => time);
  expect(corners).toHaveLength(list.length);
  expect(driven.length).toBeGreaterThan(5);
  expect(driven.length).toBeLessThan(corners.length - 5);
  expect(corners.slice(driven.length).every(({time}) => time === null)).toBe(true);
  // all speeds of a lap are the circuit's times one factor: 1 + 0.004 sin(2.1 lap)
  const factor = (lap: number) => 1 + 0.004 * Math.sin(2.1 * lap);
  const {columns, stepM} = reference;
  for (const {fromM, toM, time} of driven) {
    const at = (metres: number) => {
      const place = (metres / track.lengthM) * (columns.currentLapTimeMs.length - 1);
      return columns.currentLapTimeMs[Math.round(place)] / 1000;
    };
    const expected = (at(toM) - at(fromM)) * (factor(1) / factor(2) - 1);
    expect(Math.abs(time!.measured! - expected)).toBeLessThan(0.02 + stepM / 5000);
    expect(time!.text).toContain("lap 2");
  }
  // nothing is judged anew until a part of the lap ends
  expect(live.of(running, reference, options)).toBe(corners);
});
