import {describe, expect, it} from "vitest";
import {ownSectorTimes} from "../../../src/core/laps/sectorTimes.js";

describe("ownSectorTimes(reported, ends)", () => {
  it("keeps times that add up to the lap time", () => {
    expect(ownSectorTimes([16_503, 28_381, 20_068], [16_510, 44_890, 64_952])).toEqual([16_503, 28_381, 20_068]);
  });

  it("subtracts times that count from the line", () => {
    expect(ownSectorTimes([16_503, 44_884, 64_952], [16_510, 44_890, 64_952])).toEqual([16_503, 28_381, 20_068]);
    // without a clock the lap time shows it
    expect(ownSectorTimes([16_503, 44_884, 64_952], [null, null, 64_952])).toEqual([16_503, 28_381, 20_068]);
  });

  it("decides by the running lap time while the lap is driven", () => {
    expect(ownSectorTimes([16_503, 44_884, null], [16_510, 44_890, null])).toEqual([16_503, 28_381, null]);
    expect(ownSectorTimes([16_503, 28_381, null], [16_510, 44_890, null])).toEqual([16_503, 28_381, null]);
    expect(ownSectorTimes([16_503, null, null], [16_510, null, null])).toEqual([16_503, null, null]);
  });

  it("knows only the differences of a lap whose first sector was not seen", () => {
    expect(ownSectorTimes([null, 44_884, 64_952], [null, 44_890, 64_952])).toEqual([null, null, 20_068]);
    expect(ownSectorTimes([null, 28_381, 20_068], [null, 44_890, 64_952])).toEqual([null, 28_381, 20_068]);
  });

  it("knows none of sectors that add up to another time", () => {
    expect(ownSectorTimes([16_503, 28_381, 20_068], [16_510, 44_890, 66_000])).toEqual([null, null, null]);
  });

  it("keeps times where no clock is known", () => {
    expect(ownSectorTimes([10, 20, 30], [null, Number.NaN, null])).toEqual([10, 20, 30]);
  });
});
