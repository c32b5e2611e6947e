import {describe, expect, it} from "vitest";
import {type AxleGrip, axleGrips, type LapCar, lapEnginePower, lapGear} from "../../../src/core/laptime/car.js";
import {lapLine} from "../../../src/core/laptime/lapLine.js";
import {roadLine} from "../../../src/core/laptime/roadLine.js";
import {quasiSteadyLap} from "../../../src/core/laptime/solve.js";
import {PUBLISHED_CAR} from "./publishedCar.js";

const tyre = {muAlong: 1.5, muAcross: 1.5, nominalLoad: 3000, alongPerNewton: 0, acrossPerNewton: 0};
/** No air, no losses, friction that does not care about load. */
const PLAIN: LapCar = {
  ...PUBLISHED_CAR,
  ...{rolling: 0, dragArea: 0, liftAreaFront: 0, liftAreaRear: 0, tyreFront: tyre, tyreRear: tyre, motor: undefined},
};

function circle(radius: number, n = 400) {
  const angle = (i: number) => (2 * Math.PI * i) / n;
  const x = Float64Array.from({length: n}, (_, i) => radius * Math.cos(angle(i)));
  const y = Float64Array.from({length: n}, (_, i) => radius * Math.sin(angle(i)));
  return {x, y};
}

/** Two straights joined by half circles, anticlockwise. */
function stadium(straight: number, radius: number) {
  const x: number[] = [];
  const y: number[] = [];
  const half = Math.PI * radius;
  for (let s = 0; s < 2 * (straight + half); s += 2) {
    const back = s >= straight + half;
    const t = back ? s - straight - half : s;
    const angle = Math.max(0, t - straight) / radius - Math.PI / 2;
    const px = t < straight ? t : straight + radius * Math.cos(angle);
    const py = t < straight ? -radius : radius * Math.sin(angle);
    x.push(back ? straight - px : px);
    y.push(back ? -py : py);
  }
  return {x, y};
}

describe("lapLine", () => {
  it("gives a circle its curvature and length", () => {
    const {x, y} = circle(100);
    const line = lapLine(x, y);
    expect(line.lengthM).toBeCloseTo(200 * Math.PI, 4);
    for (const k of line.curvature) expect(k).toBeCloseTo(0.01, 6);
    expect(lapLine(x.slice().reverse(), y.slice().reverse()).curvature[7]).toBeCloseTo(-0.01, 6);
  });

  it("refuses doubled points and too few", () => {
    expect(() => lapLine([0, 1, 1, 0], [0, 0, 0, 1])).toThrow("invalid point of a line: 2");
    expect(() => lapLine([0, Number.NaN, 1, 0], [0, 0, 1, 1])).toThrow("invalid point of a line: 1");
    expect(() => lapLine([0, 1, 1], [0, 0, 1])).toThrow("too few points for a line: 3");
  });
});

describe("quasiSteadyLap", () => {
  it("goes round a circle at √(μ·g·r)", () => {
    const {x, y} = circle(80);
    const {speed, time} = quasiSteadyLap(lapLine(x, y), PLAIN);
    const v = Math.sqrt(1.5 * 9.81 * 80);
    for (const value of speed) expect(value).toBeCloseTo(v, 2);
    expect(time).toBeCloseTo((2 * Math.PI * 80) / v, 2);
  });

  it("ends its straights where drag and rolling take all the power", () => {
    const {x, y} = circle(20_000, 4000);
    const car = {...PUBLISHED_CAR, motor: undefined};
    const {speed} = quasiSteadyLap(lapLine(x, y, {step: 20}), car);
    const v = Math.max(...speed);
    const {gear, rpm} = lapGear(car, v);
    const force = (lapEnginePower(car.engine, rpm) * car.gearbox.efficiency) / car.gearbox.inertia[gear] / v;
    const q = 0.5 * car.airDensity * v * v;
    const against = q * car.dragArea + car.rolling * (car.mass * 9.81 + q * (car.liftAreaFront + car.liftAreaRear));
    expect(force / against).toBeCloseTo(1, 2);
  });

  it("brakes at μ·g into a bend: v² falls linearly", () => {
    const {x, y} = stadium(800, 30);
    const line = lapLine(x, y, {filterM: 0});
    const {speed} = quasiSteadyLap(line, PLAIN);
    const brakes: number[] = [];
    for (let i = 0; i < 790; i++) {
      const slowing = (speed[i] ** 2 - speed[i + 1] ** 2) / (2 * line.step);
      if (slowing > 1) brakes.push(slowing);
    }
    brakes.sort((a, b) => a - b);
    expect(brakes.length).toBeGreaterThan(40);
    expect(brakes[brakes.length >> 1] / (1.5 * 9.81)).toBeCloseTo(1, 1);
  });

  it("never passes a cornering speed, and its last speed is its first", () => {
    const {x, y} = stadium(600, 40);
    const {speed, cornerSpeed, at, time} = quasiSteadyLap(lapLine(x, y), PUBLISHED_CAR);
    for (let i = 0; i < speed.length; i++) expect(speed[i]).toBeLessThan(cornerSpeed[i] + 1e-9);
    expect(Math.abs(speed[speed.length - 1] - speed[0])).toBeLessThan(1);
    for (let i = 1; i < at.length; i++) expect(at[i]).toBeGreaterThan(at[i - 1]);
    expect(time).toBeGreaterThan(at[at.length - 1]);
  });

  it("is quicker with a motor, an open wing, more grip; slower with mass", () => {
    const {x, y} = stadium(900, 40);
    const line = lapLine(x, y);
    const {time} = quasiSteadyLap(line, PUBLISHED_CAR);
    expect(quasiSteadyLap(line, {...PUBLISHED_CAR, motor: undefined}).time).toBeGreaterThan(time);
    expect(quasiSteadyLap(line, PUBLISHED_CAR, {wingOpen: [[1900, 700]]}).time).toBeLessThan(time);
    expect(quasiSteadyLap(line, PUBLISHED_CAR, {grip: 1.05}).time).toBeLessThan(time);
    expect(quasiSteadyLap(line, {...PUBLISHED_CAR, mass: 800}).time).toBeGreaterThan(time);
  });

  it("spends the store and no more", () => {
    const {x, y} = circle(2000, 2000);
    const motor = {...PUBLISHED_CAR.motor!, store: 1e6, turbine: 0};
    expect(quasiSteadyLap(lapLine(x, y), {...PUBLISHED_CAR, motor}).store).toBe(0);
  });
});

it("axleGrips(car, v, along, across) moves load, never makes it", () => {
  const front: AxleGrip = {along: 0, across: 0, weakAlong: 0, load: 0};
  const rear = {...front};
  axleGrips(PUBLISHED_CAR, 50, -20, 15, 1, front, rear);
  const downforce = 0.5 * 1.18 * 2500 * (2.2 + 2.68);
  expect(front.load + rear.load).toBeCloseTo(733 * 9.81 + downforce, 6);
  const {across} = front;
  axleGrips(PUBLISHED_CAR, 50, -20, 0, 1, front, rear);
  expect(front.across).toBeGreaterThan(across);
  expect(front.weakAlong).toBeCloseTo(front.along, 6);
});

it("lapEnginePower(engine, rpm) passes both shoulders and has its peak between", () => {
  const {engine} = PUBLISHED_CAR;
  expect(lapEnginePower(engine, 10_500)).toBeCloseTo(526e3, 3);
  expect(lapEnginePower(engine, 12_200)).toBeCloseTo(526e3, 3);
  expect(lapEnginePower(engine, 11_400)).toBe(567e3);
  expect(lapEnginePower(engine, 11_300)).toBeLessThan(567e3);
  expect(lapEnginePower(engine, 11_500)).toBeLessThan(567e3);
});

it("roadLine(road) takes the outside of a circle and keeps its margin", () => {
  const {x, y} = circle(100);
  const wide = new Float64Array(x.length).fill(6);
  const {offset} = roadLine({x, y, right: wide, left: wide}, {margin: 1});
  // anticlockwise: the outside is on the right
  for (const value of offset) expect(value).toBeCloseTo(-5, 1);
});
