import {describe, expect, it} from "vitest";
import {cornerMeasures} from "../../../src/core/laps/cornerMeasures.js";
import {trackPieces} from "../../../src/core/laps/partition.js";
import type {Corner} from "../../../src/core/track/corner.js";
import {type Along, gridLapOf, presses, ramp} from "../../support/gridLaps.js";

const corner = (number: number, entryM: number, apexM: number, exitM: number): Corner => ({
  ...{number, entryM, apexM, exitM, direction: "right", type: "medium", degrees: 90, radiusM: 60},
});
const LENGTH = 1500;
/** A kink that is flat out, then a corner after a straight, then one more close to it. */
const KINK = corner(1, 300, 330, 360);
const CORNERS = [KINK, corner(2, 600, 650, 700), corner(3, 1000, 1050, 1100)];
// 50 m/s up to 500 m and 20 m/s at 650 m
const speedKmh = ramp([0, 180], [500, 180], [650, 72], [900, 180], [1050, 90], [1200, 180]);
const throttle = ramp([490, 1], [500, 0], [660, 0], [700, 1], [890, 1], [900, 0], [1060, 0], [1100, 1]);
const brake = presses([500, 520, 560, 640, 0.8], [900, 910, 990, 1040, 1]);
const gear: Along = (m) => (m < 500 ? 6 : m < 800 ? 3 : 4);

function measured(channels: Partial<Record<string, Along | undefined>> = {}, {offset = (m: number) => m / 1000} = {}) {
  const all = Object.entries({speedKmh, throttle, brake, gear, ...channels}).filter(([, of]) => of);
  const lap = gridLapOf(LENGTH, {...(Object.fromEntries(all) as Record<string, Along>), speedKmh, offset});
  return cornerMeasures(lap, trackPieces(CORNERS, LENGTH, [lap]), CORNERS);
}

describe("cornerMeasures(lap, pieces, corners)", () => {
  it("measures the brake: on at 5 %, off below it, peak, trail length", () => {
    const [kink, second] = measured();
    expect(kink.brake).toBeNull();
    expect(kink.unavailable.brake).toBeUndefined();
    // 5 % of 80 % on a ramp of 20 m; the release falls from 80 % at 560 m to none at 640 m
    expect(second.brake).toEqual({
      pointM: expect.closeTo(500 + (20 * 0.05) / 0.8, 9),
      firstM: expect.closeTo(501.25, 9),
      applications: 1,
      peak: expect.closeTo(0.8, 12),
      peakM: 520,
      releaseM: expect.closeTo(640 - (80 * 0.05) / 0.8, 9),
      trailM: expect.closeTo(35, 9),
    });
  });

  it("measures minimum speed, throttle, gear, offsets and time", () => {
    const [, second] = measured();
    expect(second.speed).toEqual({
      entryKmh: 108,
      minimumKmh: 72,
      minimumM: 650,
      exitKmh: expect.closeTo(72 + (50 * 108) / 250, 9),
    });
    expect(second.throttle).toEqual({pickUpM: expect.closeTo(662, 9), fullM: expect.closeTo(699.2, 1), least: 0});
    expect(second.gear).toBe(3);
    expect(second.offset).toEqual({
      entryM: expect.closeTo(0.6, 12),
      apexM: expect.closeTo(0.65, 12),
      exitM: expect.closeTo(0.7, 12),
    });
    // evenly slower over the metres: ∫ ds/v = Δs·ln(v0/v1)/(v0 − v1); the piece begins where it is within 1 km/h of its top speed
    const [v0, v1, v2] = [(180 - 108 / 150) / 3.6, 20, (72 + 108 / 5) / 3.6];
    expect(second.fromM).toBe(501);
    const time = (149 * Math.log(v0 / v1)) / (v0 - v1) + (50 * Math.log(v2 / v1)) / (v2 - v1);
    expect(second.timeS).toBeCloseTo(time, 4);
  });

  it("leaves the brake point where it is when the driver dabs the brake before it", () => {
    const dab = presses([430, 435, 440, 445, 0.3], [500, 520, 560, 640, 0.8], [900, 910, 990, 1040, 1]);
    const [kink, second] = measured({brake: dab});
    expect(kink.brake).toBeNull();
    expect(second.brake).toMatchObject({
      pointM: expect.closeTo(501.25, 9),
      applications: 2,
      firstM: expect.closeTo(430 + (5 * 0.05) / 0.3, 9),
    });
    // a dab before the kink is the kink's
    const early = measured({brake: presses([270, 275, 280, 285, 0.3], [500, 520, 560, 640, 0.8])});
    expect(early[0].brake).toMatchObject({applications: 1, pointM: expect.closeTo(270.8333, 4)});
    expect(early[1].brake).toMatchObject({applications: 1, pointM: expect.closeTo(501.25, 9)});
    expect(early[2].brake).toBeNull();
  });

  it("takes the first of two strong presses, and both as one when the pedal is up for less than 0.1 s", () => {
    const twice = measured({brake: presses([500, 510, 540, 550, 0.8], [560, 570, 620, 640, 0.8])})[1].brake!;
    expect(twice).toMatchObject({
      applications: 2,
      pointM: expect.closeTo(500.625, 9),
      releaseM: expect.closeTo(638.75, 9),
    });
    const once = measured({brake: presses([500, 510, 540, 541, 0.8], [542, 543, 620, 640, 0.8])})[1].brake!;
    expect(once).toMatchObject({applications: 1, pointM: expect.closeTo(500.625, 9)});
  });

  it("gives braking through a kink to the corner after it", () => {
    const [kink, second] = measured({brake: presses([280, 290, 560, 640, 0.8])});
    expect(kink.brake).toBeNull();
    expect(kink.unavailable.brake).toBe("one braking for this corner and the next");
    expect(second.brake).toMatchObject({pointM: expect.closeTo(280.625, 9), applications: 1});
  });

  it("has no throttle places where it stays full, and none closed where it is only lifted", () => {
    const lift = ramp([620, 1], [640, 0.4], [660, 0.4], [690, 1], [890, 1], [900, 0], [1060, 0], [1100, 1]);
    const [kink, second] = measured({throttle: lift});
    expect(kink.throttle).toBeNull();
    expect(kink.unavailable.throttle).toBeUndefined();
    expect(second.throttle).toEqual({pickUpM: null, fullM: expect.closeTo(689, 1), least: expect.closeTo(0.4, 12)});
  });

  it("does not take the blip of a downshift for picking up the throttle", () => {
    const blip = presses([540, 541, 544, 545, 1]);
    const [, second] = measured({throttle: (m) => Math.max(throttle(m), blip(m))});
    expect(second.throttle).toMatchObject({pickUpM: expect.closeTo(662, 9)});
  });

  it("says why a part is unknown: no channel, a pedal that never moves, a gap, no positions", () => {
    const [, second, third] = measured(
      {
        brake: () => 0,
        throttle: undefined,
        gear: (m) => (m > 640 && m < 660 ? Number.NaN : 3),
      },
      {offset: () => Number.NaN},
    );
    expect(second).toMatchObject({brake: null, throttle: null, gear: null, offset: null});
    expect(second.unavailable).toEqual({
      brake: "brake is 0 all lap: not recorded",
      throttle: "no throttle channel",
      gear: "gear is not recorded at 650 m",
      offset: "no positions",
    });
    expect(third.gear).toBe(3);
    const gap = measured({brake: (m) => (m > 530 && m < 540 ? Number.NaN : brake(m))});
    expect([gap[1].brake, gap[1].unavailable.brake]).toEqual([null, "brake is not recorded at 531 m"]);
    expect(gap[2].brake).toMatchObject({applications: 1});
  });
});
