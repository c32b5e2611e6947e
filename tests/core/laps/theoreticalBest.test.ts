import {describe, expect, it} from "vitest";
import {GRAVITY} from "../../../src/core/channels/gravity.js";
import type {GridLap} from "../../../src/core/laps/gridLap.js";
import {NOT_MEASURED} from "../../../src/core/laps/lapPosition.js";
import {miniSectorBounds} from "../../../src/core/laps/miniSectors.js";
import {rollingBest} from "../../../src/core/laps/rollingBest.js";
import {straightCuts, theoreticalBest, type WholeLap} from "../../../src/core/laps/theoreticalBest.js";
import type {LapCar} from "../../../src/core/laptime/car.js";
import {lapLine} from "../../../src/core/laptime/lapLine.js";
import {quasiSteadyLap} from "../../../src/core/laptime/solve.js";
import {interpolate} from "../../../src/core/signal/interpolate.js";
import {F1_ENGINE} from "../../../src/core/sim/engine.js";
import {F1_ERS} from "../../../src/core/sim/ers.js";
import {simulatedCircuit} from "../../../src/core/sim/simulatedCircuit.js";
import {Simulation} from "../../../src/core/sim/simulation.js";
import {F1_CAR} from "../../../src/core/sim/vehicle.js";
import type {Circuit} from "../../../src/core/track/circuit.js";
import {circuitTrack} from "../../../src/core/track/circuitTrack.js";
import {cornersOf} from "../../../src/core/track/corners.js";
import {gridLapOf, ramp} from "../../support/gridLaps.js";
import {seeded} from "../../support/seeded.js";
import {PUBLISHED_CAR} from "../laptime/publishedCar.js";

const CUTS = [0, 500, 1000];
/** km/h before and after the middle of the lap, and in it */
const lap = (before: number, middle: number, after: number) =>
  gridLapOf(1000, {speedKmh: ramp([470, before], [480, middle], [520, middle], [530, after])});

describe("theoreticalBest(laps, cuts)", () => {
  it("joins two laps where their speeds agree, and nowhere else", () => {
    const [fast, slow] = [lap(200, 150, 100), lap(100, 150, 200)];
    const best = theoreticalBest([fast, slow], CUTS)!;
    expect(best.parts.map(({lap}) => lap)).toEqual([0, 1]);
    expect(best.timeS).toBeCloseTo(fast.time[500] + slow.time[1000] - slow.time[500], 12);
    // 1.4 % apart: no car goes on from one lap to the other
    const other = lap(100, 152.2, 200);
    const one = theoreticalBest([fast, other], CUTS)!;
    expect(one.parts.length).toBe(1);
    expect(one.timeS).toBeCloseTo(Math.min(fast.lapTimeS!, other.lapTimeS!), 12);
    expect(theoreticalBest([fast, other], CUTS, {agree: Number.POSITIVE_INFINITY})!.parts.length).toBe(2);
  });

  it("knows the speed without its channel, by the time over 30 m", () => {
    const without = [lap(200, 150, 100), lap(100, 150, 200)].map((one) => ({...one, channels: {}}));
    expect(theoreticalBest(without, CUTS)!.parts.length).toBe(2);
    const apart = [lap(200, 150, 100), lap(100, 160, 200)].map((one) => ({...one, channels: {}}));
    expect(theoreticalBest(apart, CUTS)!.parts.length).toBe(1);
  });

  it("finds the same as trying every combination", () => {
    const random = seeded(4);
    const cuts = [0, 200, 400, 600, 800, 1000];
    const laps = Array.from({length: 4}, () =>
      gridLapOf(1000, {
        speedKmh: ramp(
          ...cuts.flatMap((at): [number, number][] => [
            [at, 150 + 3 * random()],
            [at + 100, 100 + 80 * random()],
          ]),
        ),
      }),
    );
    let least = Number.POSITIVE_INFINITY;
    for (let code = 0; code < 4 ** 5; code++) {
      const chosen = cuts.slice(1).map((_, k) => laps[Math.floor(code / 4 ** k) % 4]);
      const agree = chosen.every((one, k) => {
        const [a, b] = [chosen[k - 1] ?? one, one].map(({channels}) => channels.speedKmh[cuts[k]]);
        return Math.abs(a - b) <= (0.01 * (a + b)) / 2;
      });
      const timeS = chosen.reduce((sum, {time}, k) => sum + time[cuts[k + 1]] - time[cuts[k]], 0);
      if (agree && timeS < least) least = timeS;
    }
    const best = theoreticalBest(laps, cuts)!;
    expect(best.timeS).toBeCloseTo(least, 12);
    expect(best.parts.reduce((sum, {timeS}) => sum + timeS, 0)).toBeCloseTo(least, 12);
  });

  it("bounds its error by those of the times where laps are joined; null where no lap has all of its times", () => {
    const laps = [lap(200, 150, 100), lap(100, 150, 200)].map((one) => ({
      ...one,
      timeError: one.time.map(() => 0.004),
    }));
    expect(theoreticalBest(laps, CUTS)!.errorS).toBeCloseTo(0.008, 12);
    expect(theoreticalBest([laps[0]], CUTS)!.errorS).toBe(0);
    const gap = {...laps[0], time: laps[0].time.map((t, i) => (i === 500 ? Number.NaN : t))};
    expect(theoreticalBest([gap], CUTS)).toBeNull();
    expect(theoreticalBest([], CUTS)).toBeNull();
  });
});

it("straightCuts(straights, length) are the line and the middles of straights that do not pass it", () => {
  const straights = [
    [900, 100],
    [400, 600],
    [200, 300],
  ].map(([fromM, toM], i) => ({number: i + 1, fromM, toM}));
  expect([...straightCuts(straights, 1000)]).toEqual([0, 250, 500, 1000]);
});

/** What the simulated car can do at best: without fuel, on new tyres, with the motor driving all the time and without gear changes. */
const CAPABLE: LapCar = {
  ...{mass: F1_CAR.dryMass, gravity: GRAVITY, cogHeight: F1_CAR.cogHeight, rolling: F1_CAR.rolling},
  ...{toRear: F1_CAR.cogFromRear, toFront: F1_CAR.wheelbase - F1_CAR.cogFromRear},
  ...{trackFront: F1_CAR.trackWidth, trackRear: F1_CAR.trackWidth, airDensity: F1_CAR.airDensity},
  ...{dragArea: F1_CAR.dragArea, liftAreaFront: F1_CAR.liftAreaFront, liftAreaRear: F1_CAR.liftAreaRear, openWing: 0},
  ...{tyreFront: simulatedTyre(), tyreRear: simulatedTyre(), circumference: 2, growth: 0},
  engine: {power: F1_ENGINE.power + F1_ERS.motorPower, drop: 0, from: 1, peak: 2, to: 3},
  gearbox: {ratios: [0.1], shiftRpm: [Number.POSITIVE_INFINITY], inertia: [1], efficiency: F1_ENGINE.efficiency},
};

function simulatedTyre() {
  const {muLateral, muLongitudinal, nominalLoad, loadSensitivity} = F1_CAR;
  const perNewton = (mu: number) => -mu * loadSensitivity;
  return {
    ...{muAlong: muLongitudinal, muAcross: muLateral, nominalLoad},
    ...{alongPerNewton: perNewton(muLongitudinal), acrossPerNewton: perNewton(muLateral)},
  };
}

/** The laps of a simulated car alone on a circuit, placed by its own distance along the centre line. */
function simulatedLaps(track: string, laps: number, seed: number): {laps: GridLap[]; simulation: Simulation} {
  const simulation = new Simulation({track, laps, seed, runUpM: 300});
  const {lengthM} = simulation.circuit;
  const [car] = simulation.cars;
  const rows: [distance: number, time: number, kmh: number][] = [];
  while (!simulation.done) {
    simulation.step();
    rows.push([car.distance, simulation.time, car.v * 3.6]);
  }
  const n = Math.round(lengthM);
  return {
    simulation,
    laps: Array.from({length: laps}, (_, l) => {
      const time = new Float64Array(n + 1);
      const speed = new Float64Array(n + 1);
      let i = rows.findIndex(([distance]) => distance >= l * lengthM);
      for (let k = 0; k <= n; k++) {
        const metres = (l + k / n) * lengthM;
        while (rows[i][0] < metres) i++;
        const share = (metres - rows[i - 1][0]) / (rows[i][0] - rows[i - 1][0]);
        time[k] = rows[i - 1][1] + share * (rows[i][1] - rows[i - 1][1]);
        speed[k] = rows[i - 1][2] + share * (rows[i][2] - rows[i - 1][2]);
      }
      const start = time[0];
      const base = gridLapOf(n, {speedKmh: (m) => speed[m]});
      return {...base, lengthM, stepM: lengthM / n, time: time.map((t) => t - start), lapTimeS: time[n] - start};
    }),
  };
}

/** Places of a line beside a circuit's centre, y being 90° to the left of x. */
function lineBeside({n, x, z, yaw}: Circuit, offset: (i: number) => number): {x: number[]; y: number[]} {
  const at = Array.from({length: n}, (_, i) => i);
  return {
    x: at.map((i) => z[i] - offset(i) * Math.sin(yaw[i])),
    y: at.map((i) => x[i] + offset(i) * Math.cos(yaw[i])),
  };
}

/** The quasi-steady lap of a car on a line beside a circuit's centre, by place along the centre. */
function lapBeside(circuit: Circuit, offset: (i: number) => number): WholeLap {
  const {n} = circuit;
  const {x, y} = lineBeside(circuit, offset);
  const line = lapLine(x, y);
  const lap = quasiSteadyLap(line, {...PUBLISHED_CAR, motor: undefined});
  const chord = new Float64Array(n + 1);
  for (let i = 1; i <= n; i++) chord[i] = chord[i - 1] + Math.hypot(x[i % n] - x[i - 1], y[i % n] - y[i - 1]);
  const along = chord.map((length) => Math.min(line.lengthM, (length * line.lengthM) / chord[n]));
  const places = [...Array.from(lap.at, (_, i) => i * line.step), line.lengthM];
  const onCentre = (values: Float64Array, last: number) => interpolate(places, [...values, last], along);
  return {
    ...{time: onCentre(lap.at, lap.time), timeError: new Float64Array(n + 1), offset: new Float64Array(n + 1)},
    ...{sampleS: 0, alignment: "track line", measured: NOT_MEASURED},
    ...{stepM: circuit.step, lengthM: circuit.lengthM, channels: {speedKmh: onCentre(lap.speed, lap.speed[0])}},
  };
}

describe("the bests of quasi-steady laps on several lines", () => {
  it("are no faster than the best line, where sums of mini-sectors are", () => {
    const {circuit, line} = simulatedCircuit("catalunya");
    const edge = circuit.description.widthM / 2 - 1.2;
    const even = [-1, 1].map((share) => lapBeside(circuit, () => share * edge));
    const curved = [0.9, 1].map((share) => lapBeside(circuit, (i) => share * line.offset[i]));
    const laps = [...even, ...curved];
    const floor = curved[1].time[circuit.n];
    const {straights} = cornersOf(circuitTrack(circuit.description));
    const best = theoreticalBest(laps, straightCuts(straights, circuit.lengthM))!.timeS;
    // the floor's line has the least curvature, which is not quite the least time
    expect(best).toBeGreaterThan(floor - 0.002);
    const minis = miniSectorBounds(circuit.lengthM, null);
    expect(theoreticalBest(laps, minis, {agree: Number.POSITIVE_INFINITY})!.timeS).toBeLessThan(floor - 0.08);
  });
});

describe("the bests of simulated laps", () => {
  it("are never below what the car can do, and not above the best lap", () => {
    const {laps, simulation} = simulatedLaps("catalunya", 4, 5);
    const {circuit, line} = simulation;
    const bestLap = Math.min(...laps.map(({lapTimeS}) => lapTimeS!));
    const {x, y} = lineBeside(circuit, (i) => line.offset[i]);
    const floor = quasiSteadyLap(lapLine(x, y), CAPABLE).time;
    const {straights} = cornersOf(circuitTrack(circuit.description));
    const best = theoreticalBest(laps, straightCuts(straights, circuit.lengthM))!;
    const rolling = rollingBest(laps, () => true)!;
    expect(best.timeS).toBeGreaterThan(floor);
    expect(best.timeS).toBeLessThan(bestLap);
    expect(rolling.timeS).toBeGreaterThan(floor);
    expect(rolling.timeS).toBeLessThanOrEqual(bestLap);
  });
});
