import {describe, expect, it} from "vitest";
import {bayesianFit, posteriorReach} from "../../../src/core/signal/bayesianFit.js";
import {linearFit} from "../../../src/core/signal/linearFit.js";
import {random} from "../../../src/core/signal/random.js";
import {fuelOutlook} from "../../../src/core/strategy/fuel.js";
import {nextStop, stopLaps} from "../../../src/core/strategy/nextStop.js";
import {PIT_PRIOR, pitCost} from "../../../src/core/strategy/pitCost.js";
import {rejoin} from "../../../src/core/strategy/rejoin.js";
import {compoundDifference, lapsUntilLoss, lapsUntilWear, tyrePace} from "../../../src/core/strategy/tyres.js";
import {overcut, undercut, undercutOver} from "../../../src/core/strategy/undercut.js";

const draw = random(7);
const times = <T>(n: number, make: (i: number) => T) => Array.from({length: n}, (_, i) => make(i));

describe("bayesianFit(rows, y, prior)", () => {
  it("is least squares where the prior says nothing, and the prior where there are no rows", () => {
    const rows = times(12, (i) => [1, i]);
    const y = rows.map(([, i]) => 90 + 0.05 * i + 0.2 * draw.normal());
    const prior = {means: [0, 0], deviations: [1e6, 1e6], scatter: 1, weight: 1e-9};
    const fit = bayesianFit(rows, y, prior);
    const other = linearFit([rows.map(([a]) => a), rows.map(([, b]) => b)], y)!;
    fit.coefficients.forEach((value, i) => {
      expect(value).toBeCloseTo(other.coefficients[i], 6);
    });
    const none = bayesianFit([], [], {means: [3, 1], deviations: [2, 1], scatter: 0.5, weight: 4});
    expect(none.at([1, 2])).toEqual({value: 5, scale: Math.hypot(2, 2), df: 4});
  });

  it.each([6, 12, 30])("90 %% intervals of the next of %i laps hold it in 85 to 95 %% of planted stints", (n) => {
    let inside = 0;
    const runs = 400;
    for (let run = 0; run < runs; run++) {
      const loss = 0.05 + 0.09 * draw.normal();
      const time = (age: number) => 90 + loss * age + 0.3 * draw.normal();
      const laps = times(n, (i) => i + 1);
      const prior = {means: [90, 0.045], deviations: [4, 0.09], scatter: 0.36, weight: 4};
      const fit = bayesianFit(
        laps.map((age) => [1, age]),
        laps.map(time),
        prior,
      );
      const next = fit.next([1, n + 1]);
      if (Math.abs(time(n + 1) - next.value) <= posteriorReach(next)) inside++;
    }
    expect(inside / runs).toBeGreaterThan(0.85);
    expect(inside / runs).toBeLessThan(0.95);
  });
});

describe("fuelOutlook(facts)", () => {
  it("with equal laps is exact: what lasts, what is over, what to save", () => {
    const outlook = fuelOutlook({fuel: 21, used: times(10, () => 2), lapsLeft: 12, reserve: 1})!;
    expect(outlook.perLap.value).toBe(2);
    expect(outlook.lasts.value).toBe(10);
    expect(outlook.over.value).toBe(-2);
    expect(outlook.target).toBeCloseTo(20 / 12, 12);
    expect(outlook.save).toBeCloseTo(2 - 20 / 12, 12);
  });

  it("its interval holds the fuel left at the end in 85 to 95 % of planted races", () => {
    let inside = 0;
    for (let race = 0; race < 400; race++) {
      const rate = 2 + 0.1 * draw.normal();
      const use = () => rate * (1 + 0.03 * draw.normal());
      const used = times(3 + (race % 15), use);
      const drift = 1 + 0.055 * draw.normal();
      const left = drift * times(20, use).reduce((sum, one) => sum + one, 0);
      const {over} = fuelOutlook({fuel: 42, used, lapsLeft: 20})!;
      const truth = (42 - left) / rate;
      if (truth >= over.low && truth <= over.high) inside++;
    }
    expect(inside / 400).toBeGreaterThan(0.85);
    expect(inside / 400).toBeLessThan(0.97);
  });

  it("says nothing without a finished lap or readings", () => {
    expect(fuelOutlook({fuel: 50, used: [], lapsLeft: 10})).toBeUndefined();
    expect(fuelOutlook({fuel: Number.NaN, used: [2], lapsLeft: 10})).toBeUndefined();
    expect(fuelOutlook({fuel: 50, used: [0, 0], lapsLeft: 10})).toBeUndefined();
  });
});

describe("tyrePace(laps)", () => {
  const stint = (newMs: number, loss: number, n = 15) =>
    tyrePace(times(n, (i) => ({age: i + 1, timeMs: newMs + loss * (i + 1) + 80 * draw.normal()})))!;

  it("finds the planted loss, the laps until it costs a second, and the difference of two compounds", () => {
    const [soft, hard] = [stint(90_000, 120), stint(90_800, 40)];
    expect(soft.lossMs.low).toBeLessThan(120);
    expect(soft.lossMs.high).toBeGreaterThan(120);
    const life = lapsUntilLoss(soft, 5, 1000);
    expect(life.value).toBeCloseTo(1000 / soft.lossMs.value - 5, 9);
    expect(life.low).toBeLessThan(life.value);
    // planted: 0.64 s faster on the second lap, equal on the tenth
    expect(compoundDifference(soft, hard, 2).high).toBeLessThan(-200);
    const later = compoundDifference(soft, hard, 10);
    expect(later.low).toBeLessThan(0);
    expect(later.high).toBeGreaterThan(0);
  });

  it("two noisy laps do not make a loss that no tyre has", () => {
    const wild = tyrePace([
      {age: 1, timeMs: 90_000},
      {age: 2, timeMs: 91_500},
    ])!;
    expect(wild.lossMs.value).toBeLessThan(400);
    expect(tyrePace([])).toBeUndefined();
  });

  it("lapsUntilWear(readings, limit) continues a steady wear", () => {
    const left = lapsUntilWear(
      times(6, (i) => ({age: i, wearPercent: 4 * i})),
      60,
    )!;
    expect(left.value).toBeCloseTo(10, 6);
    expect(lapsUntilWear([{age: 1, wearPercent: 3}], 60)).toBeUndefined();
  });
});

describe("pitCost(facts)", () => {
  it("knows the prior, then what it saw on another day, then today's visits; each narrower", () => {
    const prior = pitCost({losses: []});
    expect(prior.loss).toEqual(PIT_PRIOR);
    const other = pitCost({losses: [], earlier: [18, 18.4, 17.8]});
    const today = pitCost({losses: [19, 19.3, 18.8, 19.1, 18.9], earlier: [18, 18.4, 17.8]});
    expect([prior.from, other.from, today.from]).toEqual(["prior", "earlier sessions", "this session"]);
    expect(today.loss.mean).toBeCloseTo(18.7, 0);
    expect(other.loss.deviation).toBeLessThan(prior.loss.deviation);
    expect(today.loss.deviation).toBeLessThan(other.loss.deviation);
  });

  it("costs less at once behind a safety car and a virtual one: the others pass slowly", () => {
    const facts = {losses: [20, 20.2, 19.8], passS: 14};
    const loss = (safetyCar: number) => pitCost({...facts, safetyCar}).loss.mean;
    expect(loss(1)).toBeLessThan(loss(2));
    expect(loss(2)).toBeLessThan(loss(0) - 3);
    // half way between what is seen and what is usual
    expect(pitCost({...facts, safetyCar: 1, slower: 1.35}).loss.mean).toBeCloseTo(loss(0) - 14 * 0.45, 9);
    expect(pitCost({...facts, inLane: 3}).loss.mean).toBeGreaterThan(loss(0));
  });
});

describe("rejoin(rivals, loss)", () => {
  const rivals = [-3, 4, 12, 19.5, 23, 60].map((behindS, car) => ({car, behindS}));

  it("counts the cars that pass while it is in the lane, with the gaps to those around it", () => {
    const {position, ahead, behind} = rejoin(rivals, {mean: 21, deviation: 0.01});
    expect(position.value).toBe(5);
    expect(ahead).toEqual({car: 3, gapS: 1.5});
    expect(behind).toEqual({car: 4, gapS: 2});
    expect(rejoin([], {mean: 21, deviation: 1}).position).toEqual({value: 1, low: 1, high: 1});
  });

  it("where all stop together it is the place among those that do, and half of each where that is even", () => {
    const wet = rivals.map((one) => ({...one, stopsTogether: 1}));
    const loss = {mean: 21, deviation: 1};
    expect(rejoin(wet, loss, 1).position.value).toBe(2);
    const both = rejoin(wet, loss, 0.5).probabilities;
    const [apart, together] = [rejoin(wet, loss), rejoin(wet, loss, 1)];
    both.forEach((p, k) => {
      expect(p).toBeCloseTo((apart.probabilities[k] + together.probabilities[k]) / 2, 9);
    });
  });

  it("its probabilities are those of drawing the loss and the gaps many times", () => {
    const loss = {mean: 21, deviation: 2};
    const {probabilities, traffic} = rejoin(rivals, loss);
    const seen = rivals.map(() => 0).concat(0);
    let close = 0;
    const n = 20_000;
    for (let i = 0; i < n; i++) {
      const lost = loss.mean + loss.deviation * draw.normal();
      const then = rivals.map(({behindS}) => behindS - lost + 0.7 * draw.normal());
      seen[then.filter((gap) => gap < 0).length]++;
      if (then.some((gap) => gap < 0 && gap > -1.5)) close++;
    }
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
    probabilities.forEach((p, k) => {
      expect(Math.abs(p - seen[k] / n)).toBeLessThan(0.015);
    });
    expect(Math.abs(traffic - close / n)).toBeLessThan(0.015);
  });
});

describe("undercut(facts) and overcut(facts)", () => {
  const facts = {loss: {mean: 21, deviation: 1}, freshS: {mean: 1.2, deviation: 0.3}, laps: 2};

  it("is even where new tyres gain the gap, surer with a smaller one, and an overcut is its mirror", () => {
    expect(undercut({...facts, gapS: 2.4}).probability).toBeCloseTo(0.5, 9);
    expect(undercut({...facts, gapS: 1}).probability).toBeGreaterThan(0.8);
    expect(overcut({...facts, gapS: 1}).probability).toBeLessThan(0.01);
    const slowOut = {...facts, freshS: {mean: -1.2, deviation: 0.3}, gapS: 1};
    expect(overcut(slowOut).probability).toBeCloseTo(undercut({...facts, gapS: 1}).probability, 12);
  });

  it("undercutOver(facts, answers) is the mixture: as drawn many times, and the plain one where the answer is known", () => {
    const duel = {...facts, gapS: 1.5};
    const [one, plain] = [undercutOver(duel, [{laps: 2, p: 1}]), undercut(duel)];
    expect(one.probability).toBeCloseTo(plain.probability, 9);
    expect(one.ahead.high).toBeCloseTo(plain.ahead.high, 2);
    const answers = [
      {laps: 1, p: 0.3},
      {laps: 4, p: 0.7},
    ];
    const mixed = undercutOver(duel, answers);
    const ends = times(20_000, () => {
      const laps = draw.next() < 0.3 ? 1 : 4;
      return laps * (1.2 + 0.3 * draw.normal()) - 1.5 + Math.SQRT2 * 0.8 * draw.normal();
    }).sort((a, b) => a - b);
    expect(Math.abs(mixed.probability - ends.filter((end) => end > 0).length / 20_000)).toBeLessThan(0.015);
    expect(Math.abs(mixed.ahead.low - ends[1000])).toBeLessThan(0.1);
    expect(Math.abs(mixed.ahead.high - ends[19_000])).toBeLessThan(0.1);
  });
});

describe("nextStop(facts)", () => {
  it("is later than now, earlier for soft tyres, and learns from this session's stints", () => {
    const now = {lap: 10, laps: 50, age: 10, compound: "soft"};
    const soft = nextStop(now);
    expect(soft.lap.value).toBeLessThan(nextStop({...now, compound: "hard"}).lap.value);
    expect(nextStop({...now, lap: 22, age: 22}).lap.low).toBeGreaterThan(22);
    const seen = times(6, () => ({compound: "soft", laps: 24}));
    expect(nextStop({...now, seen}).lap.value).toBeGreaterThan(soft.lap.value + 4);
    expect(soft.probability).toBeGreaterThan(0.97);
  });

  it("stopLaps(facts, from) are probabilities of the laps until the end, about where nextStop expects it", () => {
    const now = {lap: 10, laps: 50, age: 10, compound: "soft"};
    const found = stopLaps(now, 11);
    expect(found.reduce((sum, {p}) => sum + p, 0)).toBeCloseTo(1, 9);
    expect(found[0].lap).toBe(11);
    const mean = found.reduce((sum, {lap, p}) => sum + lap * p, 0);
    expect(Math.abs(mean - nextStop(now).lap.value)).toBeLessThan(2);
  });

  it("does not expect a stop of a car whose tyres were changed late", () => {
    const {probability, lap} = nextStop({lap: 45, laps: 50, age: 3, compound: "medium"});
    expect(probability).toBeLessThan(0.04);
    expect(lap.high).toBeLessThanOrEqual(49);
  });
});
