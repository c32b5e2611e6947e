import {describe, expect, it} from "vitest";
import {watchedCar} from "../../support/watchedCar.js";

const HOT = {kind: "threshold", value: "brakeTemp", unit: "°C", above: 1000, hysteresis: 100, forS: 2};
const brakes = (fl: number) => ({
  brakeTempRlC: 400,
  brakeTempRrC: 400,
  brakeTempFlC: fl,
  brakeTempFrC: 400,
  lapNumber: 3,
});

describe("a threshold", () => {
  it("is met once after its hold, names wheel, value, limit and evidence, and again only after its hysteresis", () => {
    const {alerts, drive} = watchedCar([
      {...HOT, text: "{wheel} {value} {unit}, limit {limit}, {seconds} s, lap {lap}"},
    ]);
    drive(0, 10, () => brakes(900));
    drive(10, 14, () => brakes(1100));
    // back, but not by the hysteresis: it is the same cause
    drive(14, 20, () => brakes(950));
    drive(20, 30, () => brakes(1100));
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({
      ...{car: 0, lap: 3, rule: "r", severity: "warning", value: 1100, limit: 1000, unit: "°C"},
      ...{channel: "brakeTempFlC", fromTime: 10, sessionTime: 12, toTime: 12},
      text: "front left 1100 °C, limit 1000, 2 s, lap 3",
    });
    drive(30, 31, () => brakes(850));
    drive(31, 34, () => brakes(1100));
    expect(alerts.map(({sessionTime}) => sessionTime)).toEqual([12, 33]);
  });

  it("needs its hold without a break: a short peak, a gap of samples and another car's lost packets are no cause", () => {
    const {alerts, drive} = watchedCar([HOT]);
    drive(0, 1.9, () => brakes(1200));
    drive(1.9, 2, () => brakes(800));
    drive(2, 3.5, () => brakes(1200));
    drive(6, 7.9, () => brakes(1200));
    expect(alerts).toEqual([]);
    // every second packet is lost: the time goes on
    drive(8, 9, (t) => (Math.round(t * 60) % 2 ? {lapNumber: 3} : brakes(1200)));
    expect(alerts).toHaveLength(1);
  });

  it("is silent for its cool-down", () => {
    const {alerts, drive} = watchedCar([{...HOT, forS: 0, coolDownS: 30}]);
    drive(0, 60, (t) => brakes(t % 4 < 2 ? 1100 : 500));
    expect(alerts.map(({sessionTime}) => sessionTime)).toEqual([0, 32]);
  });

  it("takes an expression of channels, and leaves out samples where its condition does not hold", () => {
    const rule = {kind: "threshold", value: "fuelMass / 2", unit: "kg", below: 5, while: "pitStatus == 0"};
    const {alerts, drive} = watchedCar([rule]);
    drive(0, 1, () => ({fuelMass: 8, pitStatus: 1}));
    drive(1, 2, () => ({fuelMass: 8}));
    expect(alerts).toEqual([]);
    drive(2, 3, () => ({fuelMass: 8, pitStatus: 0}));
    expect(alerts).toMatchObject([{value: 4, limit: 5, unit: "kg", channel: "fuelMass", sessionTime: 2}]);
  });

  it("of mine, of rivals, of all: the player's car decides; unknown, only all are watched", () => {
    for (const [cars, expected] of [
      ["mine", [1, 0, 0]],
      ["rivals", [0, 1, 0]],
      ["all", [1, 1, 1]],
    ] as const) {
      const counts = [
        [3, 3],
        [4, 3],
        [3, Number.NaN],
      ].map(([car, player]) => {
        const {alerts, drive} = watchedCar([{...HOT, forS: 0, cars}], {car, player});
        drive(0, 1, () => brakes(1100));
        return alerts.length;
      });
      expect(counts, cars).toEqual(expected);
    }
  });
});

describe("a condition", () => {
  it("holds for a time", () => {
    const {alerts, drive} = watchedCar([
      {kind: "condition", when: "throttle > 50 % and brake > 10 %", forS: 0.5, text: "both"},
    ]);
    drive(0, 5, (t) => ({throttle: 1, brake: t < 1 ? 0 : 0.4}));
    expect(alerts).toMatchObject([{fromTime: 1, sessionTime: 1.5, text: "both"}]);
  });
});

describe("a rate", () => {
  const rule = {kind: "rate", value: "tyrePressure", unit: "psi", below: -0.1, overS: 4, while: "pitStatus == 0"};
  const at = (fl: number, pitStatus = 0) => ({
    ...{tyrePressureRlPsi: 22, tyrePressureRrPsi: 22, tyrePressureFlPsi: fl, tyrePressureFrPsi: 22, pitStatus},
  });
  it("is the change over its time: a leak of 0.2 psi/s, a second or two after half of them has passed", () => {
    const {alerts, drive} = watchedCar([rule]);
    drive(0, 20, (t) => at(t < 10 ? 22 : 22 - 0.2 * (t - 10)));
    expect(alerts).toHaveLength(1);
    const [{value, channel, sessionTime, unit, fromTime}] = alerts;
    expect([channel, unit]).toEqual(["tyrePressureFlPsi", "psi/s"]);
    expect(value).toBeLessThan(-0.1);
    // over 4 to 5 s more than half must be leaking
    expect(sessionTime).toBeGreaterThan(12);
    expect(sessionTime).toBeLessThan(12.6);
    expect(sessionTime - fromTime).toBeGreaterThanOrEqual(4);
  });
  it("leaves out other tyres at a stop, and what lies across a gap", () => {
    const {alerts, drive} = watchedCar([rule]);
    drive(0, 8, () => at(24));
    drive(8, 12, () => at(24, 1));
    drive(12, 13, () => at(20, 2));
    drive(13, 24, () => at(20, 0));
    drive(27, 40, () => at(18, 0));
    expect(alerts).toEqual([]);
  });
});

describe("missing data", () => {
  const rule = {kind: "missing", value: "speed", forS: 3, text: "{channel} for {seconds} s"};
  it("is told once while the other channels come, and after a gap of all; never of what never came", () => {
    const {alerts, drive} = watchedCar([rule, {...rule, id: "never", value: "waterTemp"}]);
    drive(0, 10, () => ({speedKmh: 200}));
    drive(10, 20, () => ({throttle: 1}));
    drive(20, 21, () => ({speedKmh: 200}));
    drive(30, 31, () => ({speedKmh: 200}));
    expect(alerts.map(({rule: id, sessionTime}) => [id, Number(sessionTime.toFixed(1))])).toEqual([
      ["r", 13],
      ["r", 30],
    ]);
    expect(alerts[0].text).toBe("speedKmh for 3 s");
  });
});

describe("a lock-up", () => {
  const wheels = (fl: number, rest: number) => ({
    wheelSpeedRl: rest,
    wheelSpeedRr: rest,
    wheelSpeedFl: fl,
    wheelSpeedFr: rest,
  });
  const rule = {kind: "lockUp", coolDownS: 5, text: "{wheel} {words} ({value} {unit})"};
  it("is a braked wheel much slower than the car, not a wheel that slips a little, stands or is not braked", () => {
    const {alerts, drive} = watchedCar([rule]);
    const braked = {speedKmh: 180, brake: 0.9};
    drive(0, 2, () => ({...braked, ...wheels(45, 46)}));
    drive(2, 2.3, () => ({...braked, ...wheels(5, 46)}));
    drive(10, 11, () => ({...braked, brake: 0, ...wheels(5, 50)}));
    drive(20, 21, () => ({speedKmh: 10, brake: 1, ...wheels(0, 2)}));
    // 0.05 s: a kerb
    drive(30, 30.05, () => ({...braked, ...wheels(5, 50)}));
    drive(30.05, 31, () => ({...braked, ...wheels(50, 50)}));
    expect(alerts).toMatchObject([{channel: "wheelSpeedFl", fromTime: 2, text: "front left locks (90 %)", limit: 50}]);
    expect(alerts[0].sessionTime).toBeCloseTo(2.1, 2);
  });
  it("is a guess where no wheel speed is sent: a fall of the speed that no brake gives, and it says so", () => {
    const {alerts, drive} = watchedCar([rule]);
    // 5.5 g, the hardest that an F1 car brakes
    drive(0, 1.2, (t) => ({brake: 1, speedKmh: Math.round(330 - 5.5 * 9.81 * 3.6 * t)}));
    expect(alerts).toEqual([]);
    drive(20, 21, (t) => ({brake: 1, speedKmh: t < 20.5 ? 200 : 90}));
    expect(alerts).toHaveLength(1);
    expect(alerts[0].text).toContain("a guess");
    expect(alerts[0].sessionTime).toBeCloseTo(20.5, 1);
  });
});
