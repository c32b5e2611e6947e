import {describe, expect, it} from "vitest";
import {GRAVITY} from "../../../../src/core/channels/gravity.js";
import {axisChecks, type CheckedLap, checkedG} from "../../../../src/core/laps/accelerations/axisCheck.js";
import {pathLateral, speedLongitudinal} from "../../../../src/core/laps/accelerations/drivenAccelerations.js";
import {random} from "../../../../src/core/signal/random.js";
import {slidingWindows} from "../../../../src/core/signal/slidingWindows.js";

/**
 * A lap whose heading turns by a known rate ω(t) at a known speed v(t): lateral acceleration is v ω, longitudinal dv/dt. Heading is clockwise
 * from −z, as on the map.
 */
function drive({hz = 60, seconds = 60, noise = 0, seed = 1} = {}) {
  const source = random(seed);
  const n = hz * seconds;
  const column = () => new Float64Array(n);
  const lap = {
    time: column(),
    speed: column(),
    x: column(),
    z: column(),
    gLateral: column(),
    gLongitudinal: column(),
    yawRate: column(),
  };
  const speed = (t: number) => 45 + 20 * Math.sin(0.5 * t);
  const rate = (t: number) => 0.3 * Math.sin(0.8 * t);
  let [x, z, heading] = [3000, -2000, 1];
  const steps = 20;
  for (let i = 0; i < n; i++) {
    const t = i / hz;
    lap.time[i] = t;
    lap.speed[i] = speed(t);
    lap.x[i] = x + noise * source.normal();
    lap.z[i] = z + noise * source.normal();
    lap.yawRate[i] = rate(t);
    lap.gLateral[i] = (speed(t) * rate(t)) / GRAVITY;
    lap.gLongitudinal[i] = (20 * 0.5 * Math.cos(0.5 * t)) / GRAVITY;
    for (let k = 0; k < steps; k++) {
      const at = t + (k + 0.5) / hz / steps;
      heading += rate(t + k / hz / steps) / hz / steps;
      x += (speed(at) * Math.sin(heading)) / hz / steps;
      z -= (speed(at) * Math.cos(heading)) / hz / steps;
    }
  }
  return lap;
}

const LAP = drive();
const changed = (change: Partial<Record<keyof typeof LAP, Float64Array | undefined>>): CheckedLap => ({
  ...LAP,
  ...change,
});

it("pathLateral(circle) is v² / r to the right when driven clockwise on the map; speedLongitudinal is dv/dt", () => {
  const time = Float64Array.from({length: 300}, (_, i) => i / 50);
  const [r, v] = [50, 30];
  // z points down: increasing angle from x to z is clockwise to the eye
  const x = time.map((t) => r * Math.cos((v * t) / r));
  const z = time.map((t) => r * Math.sin((v * t) / r));
  const windows = slidingWindows(time, 0.1);
  const right = pathLateral({time, x, z}, windows)!;
  expect(right[150]).toBeCloseTo(v ** 2 / r / GRAVITY, 1);
  expect(pathLateral({time, x, z: z.map((value) => -value)}, windows)![150]).toBeCloseTo(-(v ** 2) / r / GRAVITY, 1);
  expect(speedLongitudinal({time, speed: time.map((t) => 20 - 9.80665 * t)}, windows)![150]).toBeCloseTo(-1, 9);
});

describe("axisChecks(laps)", () => {
  it("verifies channels that are the accelerations of the motion", () => {
    const {lateral, longitudinal} = axisChecks([LAP]);
    expect(lateral).toMatchObject({status: "verified", against: "v²κ of the positions"});
    expect(longitudinal).toMatchObject({status: "verified", against: "change of speed"});
    expect(lateral.factor).toBeCloseTo(1, 2);
    expect(longitudinal.factor).toBeCloseTo(1, 2);
    expect(lateral.r2).toBeGreaterThan(0.999);
    expect(lateral.n).toBe(3600);
    expect(lateral.because).toBeUndefined();
  });

  it.each([
    ["m/s²", 9.80665],
    ["the other sign", -1],
    ["a half", 0.5],
  ])("finds the factor of a channel in %s, and checkedG corrects it", (_, factor) => {
    const gLateral = LAP.gLateral.map((g) => g * factor + 0.03);
    const {lateral} = axisChecks([changed({gLateral})]);
    expect(lateral.status).toBe("scaled");
    expect(lateral.factor / factor).toBeCloseTo(1, 2);
    expect(lateral.offset).toBeCloseTo(0.03, 2);
    expect(checkedG([factor], lateral)[0]).toBeCloseTo(1, 2);
  });

  it("does not take one axis for the other, noise for a channel, or a channel that is not connected", () => {
    const source = random(2);
    const {lateral, longitudinal} = axisChecks([
      changed({gLateral: LAP.gLongitudinal, gLongitudinal: LAP.gLateral.map(() => source.normal())}),
    ]);
    expect(lateral.status).toBe("unverified");
    expect(lateral.because).toMatch(/^R² 0\.\d\d against v²κ/);
    expect(longitudinal.status).toBe("unverified");
    expect(checkedG([1], longitudinal)[0]).toBeNaN();
    const off = axisChecks([changed({gLateral: LAP.gLateral.map(() => 0)})]).lateral;
    expect(off).toMatchObject({status: "unverified", because: "the channel does not change"});
  });

  it("names the step of a channel that was rounded, and only then", () => {
    const whole = axisChecks([changed({gLateral: LAP.gLateral.map((g) => Math.round(2 * g) / 2)})]);
    expect(whole.lateral.coarseG).toBe(0.5);
    expect(whole.longitudinal.coarseG).toBeUndefined();
  });

  it("says what is missing: the channel, the motion, enough samples", () => {
    expect(axisChecks([changed({gLateral: undefined})]).lateral.because).toBe("no channel of lateral acceleration");
    expect(axisChecks([changed({speed: undefined})]).longitudinal.because).toBe("no speed to compare with");
    expect(axisChecks([changed({x: undefined, yawRate: undefined})]).lateral.because).toMatch(/no positions/);
    expect(axisChecks([drive({seconds: 2})]).lateral.because).toBe("120 samples, 150 are needed");
    expect(axisChecks([]).lateral).toMatchObject({status: "unverified", n: 0});
  });

  it("without positions takes speed × yaw rate, of either sign", () => {
    for (const sign of [1, -1]) {
      const {lateral} = axisChecks([changed({x: undefined, yawRate: LAP.yawRate.map((rate) => sign * rate)})]);
      expect(lateral).toMatchObject({status: "verified", against: "speed × yaw rate"});
      expect(lateral.factor).toBeCloseTo(sign, 2);
    }
  });

  it("checkedG does not turn the sign by a yaw rate, whose sign is the source's own", () => {
    const gLateral = LAP.gLateral.map((g) => 2 * g);
    const yawRate = LAP.yawRate.map((rate) => -rate);
    const {lateral} = axisChecks([changed({x: undefined, gLateral, yawRate})]);
    expect(lateral).toMatchObject({status: "scaled", against: "speed × yaw rate"});
    expect(checkedG([2], lateral)[0]).toBeCloseTo(1, 2);
  });

  it("says so when the car was too slow to tell", () => {
    const {lateral, longitudinal} = axisChecks([changed({speed: LAP.speed.map(() => 5)})]);
    expect([lateral.because, longitudinal.because]).toEqual(Array(2).fill("no samples above 10 m/s"));
  });

  it("keeps the factor within 5 % with noisy channels and positions, and at 4 samples a second", () => {
    const source = random(5);
    const noisy = drive({noise: 0.01});
    for (const name of ["gLateral", "gLongitudinal"] as const)
      noisy[name] = noisy[name].map((g) => g + 0.2 * source.normal());
    for (const lap of [noisy, drive({hz: 4, seconds: 200})]) {
      const {lateral, longitudinal} = axisChecks([lap]);
      expect(lateral.status).toBe("verified");
      expect(Math.abs(lateral.factor - 1)).toBeLessThan(0.05);
      expect(Math.abs(longitudinal.factor - 1)).toBeLessThan(0.05);
    }
  });

  it("adds up several laps, and does not look across a gap", () => {
    const half = LAP.time.length / 2;
    const part = (from: number) =>
      Object.fromEntries(
        Object.entries(LAP).map(([name, values]) => [name, values.slice(from, from + half)]),
      ) as unknown as CheckedLap;
    expect(axisChecks([part(0), part(half)]).lateral).toMatchObject({status: "verified", n: 3600});
    const x = LAP.x.map((value, i) => (i < half ? value : value + 500));
    const breaks = new Uint8Array(LAP.time.length);
    breaks[half] = 1;
    expect(axisChecks([changed({x})]).lateral.r2).toBeLessThan(0.9);
    expect(axisChecks([{...changed({x}), breaks}]).lateral.r2).toBeGreaterThan(0.99);
  });
});
