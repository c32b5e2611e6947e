import {describe, expect, it} from "vitest";
import {type LapEvent, plainMessage} from "../../../src/core/messages/events.js";
import {random} from "../../../src/core/signal/random.js";
import {count} from "../../support/long.js";
import {watchedCar} from "../../support/watchedCar.js";

const NONE = Number.NaN;
const lapEvent = (lap: number, lapTimeMs: number, rest: Partial<LapEvent> = {}): LapEvent => ({
  ...{topic: "lap-events", sessionTime: 90 * lap, car: 0, lap, lapTimeMs, sector1Ms: NONE, sector2Ms: NONE},
  ...{sector3Ms: NONE, best: false, valid: true, distanceM: NONE, totalDistanceM: NONE, ...rest},
});

describe("CUSUM of lap times", () => {
  /** A lap is one sample, which begins the next. */
  function lapsOf(times: (lap: number) => number, laps: number, rule: object = {}, pits: readonly number[] = []) {
    const car = watchedCar([{kind: "cusum", text: "{difference} slower", ...rule}], {hz: 1});
    for (let lap = 1; lap <= laps; lap++) {
      car.drive(90 * lap, 90 * lap + 1, () => ({lapNumber: lap + 1, pitStatus: pits.includes(lap + 1) ? 1 : 0}));
      car.watched.lap(lapEvent(lap, times(lap)));
    }
    return car.alerts;
  }

  it("has the run lengths of Siegmund's formula without a change, and finds two deviations in about four laps", () => {
    const sequences = count(25, 400);
    const [k, h] = [0.5, 3];
    const width = h + 1.166;
    const runLength = (Math.exp(2 * k * width) - 2 * k * width - 1) / (2 * k * k);
    let falseAlarms = 0;
    const delays: number[] = [];
    for (let seed = 0; seed < sequences; seed++) {
      const draw = random(seed, 77);
      falseAlarms += lapsOf(() => 90_000 + 300 * draw.normal(), 100, {k, h}).length;
      const found = lapsOf((lap) => 90_000 + 300 * draw.normal() + (lap > 40 ? 600 : 0), 70).filter(
        ({lap}) => lap > 40,
      );
      delays.push(found.length ? found[0].lap - 40 : 30);
    }
    // after an alarm and at the start four laps are learned from
    const expected = (sequences * 100) / (runLength + 4);
    expect(Math.abs(falseAlarms - expected)).toBeLessThan(3 * Math.sqrt(expected));
    const mean = delays.reduce((a, b) => a + b) / delays.length;
    expect(mean).toBeGreaterThan(3);
    expect(mean).toBeLessThan(6);
  });

  it("estimates the new level, and begins anew with other tyres", () => {
    const noise = [0, 120, -80, 60, -100, 40, 90, -70, 20, -60];
    const [alert] = lapsOf((lap) => 90_000 + noise[lap % 10] + (lap > 12 ? 1000 : 0), 20);
    expect(alert.value - alert.limit).toBeGreaterThan(500);
    expect(alert.value - alert.limit).toBeLessThan(1500);
    expect(alert.text).toMatch(/^[01]\.\d{3} s slower$/);
    // the new tyres are a second slower from the first lap on: nothing was lost in this stint
    expect(lapsOf((lap) => 90_000 + noise[lap % 10] + (lap > 12 ? 1000 : 0), 20, {}, [12, 13])).toEqual([]);
  });

  it("takes the mean of a channel over the lap", () => {
    const car = watchedCar([{kind: "cusum", of: "waterTemp", unit: "°C", direction: "up"}], {hz: 4});
    const noise = [0, 0.4, -0.3, 0.2, -0.1, 0.3, -0.2];
    for (let lap = 1; lap <= 20; lap++)
      car.drive(10 * lap, 10 * lap + 10, () => ({
        ...{lapNumber: lap, pitStatus: 0, waterTempC: 95 + noise[lap % 7] + (lap > 12 ? 3 : 0)},
      }));
    expect(car.alerts).toHaveLength(1);
    expect(car.alerts[0]).toMatchObject({channel: "waterTempC", unit: "°C"});
    expect(car.alerts[0].lap).toBeGreaterThanOrEqual(13);
  });
});

describe("track limits", () => {
  it("are told once a lap, when the game takes the lap away", () => {
    const {alerts, drive} = watchedCar([{kind: "trackLimits", text: "lap {lap}"}]);
    const invalid = (t: number) => ({lapNumber: 1 + Math.floor(t / 20), lapInvalid: t % 20 > 5 ? 1 : 0, pitStatus: 0});
    drive(0, 60, invalid);
    expect(alerts.map(({text, sessionTime}) => [text, Math.floor(sessionTime)])).toEqual([
      ["lap 1", 5],
      ["lap 2", 25],
      ["lap 3", 45],
    ]);
    const late = watchedCar([{kind: "trackLimits"}]);
    late.drive(10, 15, invalid);
    expect(late.alerts).toEqual([]);
  });
});

describe("fuel", () => {
  const rule = {kind: "fuelShort", text: "{value} of {limit} laps: {words}"};
  const race = (each: number, start: number, laps: number, options: object = {}) => {
    const car = watchedCar([{...rule, ...options}], {hz: 2});
    car.session.take(plainMessage({kind: "raceLaps", sessionTime: 0, text: "", details: {laps}}));
    car.drive(0, 20 * laps, (t) => ({
      lapNumber: 1 + Math.floor(t / 20),
      fuelMass: start - (each * t) / 20,
      pitStatus: 0,
    }));
    return car.alerts;
  };
  it("is short by what the laps that are left would use", () => {
    const [alert, more] = race(2, 15, 10);
    expect(more).toBeUndefined();
    // the first lap seen counts for nothing: after laps 2 and 3 the rate is known, 9 kg are left for seven laps
    expect([alert.lap, alert.limit]).toEqual([4, 7]);
    expect(alert.value).toBeCloseTo(4.5, 1);
    expect(alert.text).toMatch(/^4\.5\d? of 7 laps: (4\.9|5\.0) kg short at 2\.00 kg a lap$/);
  });
  it("is silent when it lasts, without a race distance, and before two racing laps", () => {
    expect(race(2, 20.5, 10)).toEqual([]);
    expect(race(2, 20.5, 10, {reserveLaps: 1})).toHaveLength(1);
    expect(race(2, 15, NONE)).toEqual([]);
    expect(race(2, 4, 3)).toEqual([]);
  });
});

describe("bests", () => {
  it("are told for the car after its first laps, and for the session against all others; invalid laps are none", () => {
    const rules = [
      {id: "own", kind: "best", afterLaps: 2, text: "{value}, {difference}"},
      {id: "session", kind: "best", of: "session", afterLaps: 2, text: "{value}, {difference}"},
    ];
    const {alerts, watched, session} = watchedCar(rules);
    session.addCar(7, () => 88_500);
    const times = [99_000, 90_000, 89_500, 89_600, 88_400];
    for (const [i, time] of times.entries()) watched.lap(lapEvent(i + 1, time));
    watched.lap(lapEvent(6, 80_000, {valid: false}));
    expect(alerts.map(({rule, lap, text}) => [rule, lap, text])).toEqual([
      ["own", 3, "1:29.500, 0.500 s"],
      ["own", 5, "1:28.400, 1.100 s"],
      ["session", 5, "1:28.400, 0.100 s"],
    ]);
  });
});

describe("rules over session events", () => {
  const take = (
    rules: Record<string, unknown>[],
    messages: [kind: string, details: Record<string, number>, car?: number][],
  ) => {
    const {alerts, session} = watchedCar(rules, {player: 3});
    for (const [i, [kind, details, car = NONE]] of messages.entries())
      session.take(plainMessage({kind, details, car, sessionTime: 10 * i, text: kind}));
    return alerts.map(({sessionTime, text, car: of}) => [sessionTime, text, of]);
  };

  it("tell rain that is coming once, until the forecast was dry again; not rain that is there", () => {
    const rule = {kind: "rain", percent: 50, withinMin: 10, text: "{value} % in {minutes} min"};
    const forecasts: Record<string, number>[] = [
      {in0: 0, in5: 10, in10: 30, in30: 90},
      {in0: 0, in5: 45, in10: 60},
      {in0: 10, in5: 70, in10: 80},
      {in0: 0, in5: 0, in10: 20},
      {in0: 0, in5: 60, in10: 60},
      {in0: 80, in5: 80, in10: 80},
    ];
    expect(
      take(
        [rule],
        forecasts.map((details) => ["forecast", details]),
      ),
    ).toEqual([
      [10, "60 % in 10 min", NONE],
      [40, "60 % in 5 min", NONE],
    ]);
    expect(
      take(
        [rule],
        [
          ["forecast", {in0: 90, in5: 90}],
          ["forecast", {in0: 40, in5: 90}],
        ],
      ),
    ).toEqual([]);
  });

  it("tell a safety car once, whichever of its two messages is read first, and the next one", () => {
    const messages: [string, Record<string, number>][] = [
      ["SCAR", {safetyCarType: 1, eventType: 0}],
      ["safetyCar", {from: 0, to: 1}],
      ["SCAR", {safetyCarType: 1, eventType: 1}],
      ["safetyCar", {from: 1, to: 0}],
      ["safetyCar", {from: 0, to: 2}],
      ["SCAR", {safetyCarType: 2, eventType: 0}],
      ["safetyCar", {from: 2, to: 3}],
    ];
    expect(take([{kind: "safetyCar", text: "{words}"}], messages)).toEqual([
      [0, "safety car out", NONE],
      [40, "virtual safety car out", NONE],
    ]);
  });

  it("tell penalties that cost, of the cars that are meant", () => {
    const messages: [string, Record<string, number>, number][] = [
      ["PENA", {penaltyType: 4, time: 5}, 3],
      ["PENA", {penaltyType: 5, time: 255}, 3],
      ["PENA", {penaltyType: 0, time: 255}, 8],
    ];
    expect(take([{kind: "penalty", cars: "mine"}], messages).map(([time]) => time)).toEqual([0]);
    expect(take([{kind: "penalty", cars: "rivals"}], messages).map(([time]) => time)).toEqual([20]);
  });
});
