import {describe, expect, it} from "vitest";
import {quantityOf, UNIT_CHOICES} from "../../../src/core/channels/units.js";
import {siText} from "../../../src/core/expressions/dimension.js";
import {evaluateProgram} from "../../../src/core/expressions/evaluate.js";
import {compileExpressions} from "../../../src/core/expressions/program.js";
import {unitOf} from "../../../src/core/expressions/unit.js";
import {random} from "../../../src/core/signal/random.js";
import {columnsOf} from "./lapColumns.js";

const lap = columnsOf({
  sessionTime: [0, 1],
  speedKmh: [36, 72],
  rpm: [6000, 9000],
  gLateral: [1, -2],
  lapDistance: [0, 15],
  throttle: [0.5, 1],
  clutchPercent: [20, 30],
  yawRate: [0.5, 1],
  yaw: [Math.PI / 2, 0],
  ersStore: [2e6, 1e6],
  brakeBiasPercent: [56, 56],
  currentLapTimeMs: [500, 1500],
  tyreSurfaceTempRlC: [80, 81],
  tyreSurfaceTempRrC: [84, 85],
  tyreSurfaceTempFlC: [90, 91],
  tyreSurfaceTempFrC: [98, 99],
});

function first(expression: string, unit?: string): string {
  const {program, failed} = compileExpressions([{name: "x", expression, unit}]);
  if (failed.length) return `${failed[0].error.at.start}: ${failed[0].error.message}`;
  const values = evaluateProgram(program, lap).map((column) => column![0]);
  return `${values.map((value) => Number(value.toPrecision(9))).join(" ")} ${program.outputs[0].unit}`.trim();
}

describe("units of an expression", () => {
  // worked by hand: 36 km/h = 10 m/s, 6000 rpm = 200π rad/s, 1 g = 9.80665 m/s²
  it.each([
    ["speed", undefined, "36 km/h"],
    ["speed", "m/s", "10 m/s"],
    ["speed + 10 m/s", undefined, "72 km/h"],
    ["10 m/s + speed", undefined, "72 km/h"],
    ["speed / rpm", undefined, "0.006 km/h/rpm"],
    ["speed / rpm", "m/rad", String(Number((10 / (200 * Math.PI)).toPrecision(9))).concat(" m/rad")],
    ["gLateral", "m/s²", "9.80665 m/s²"],
    ["gLateral * 2", undefined, "2 g"],
    ["gLateral * 9.81 m/s²", "m^2/s^4", "96.2032365 m^2/s^4"],
    ["speed² / 2 / lapDistance", "g", "NaN g"],
    ["yawRate * speed", "m/s²", "5 m/s²"],
    ["yawRate * speed / gLateral", undefined, "0.509858106 rad"],
    ["throttle + clutch", undefined, "0.7"],
    ["throttle", "%", "50 %"],
    ["throttle * 50 %", undefined, "0.25"],
    ["speed / (10 m/s)", undefined, "1"],
    ["sin(yaw)", undefined, "1"],
    ["cos(60 deg)", undefined, "0.5"],
    ["sqrt(speed^2)", "km/h", "36 km/h"],
    ["ersStore", "MJ", "2 MJ"],
    ["ersStore / currentLapTime", "kW", "4000 kW"],
    ["abs(-3 km/h)", undefined, "3 km/h"],
    ["throttle ^ 1e300 + 1", undefined, "1"],
    ["hypot(3 g, 4 g)", "g", "5 g"],
    ["speed > 30 km/h and rpm > 5000 rpm", undefined, "1"],
    ["max(speed, 0) > 0", undefined, "1"],
    ["speed > 10 m/s ? speed : nan", undefined, "NaN km/h"],
  ])("%s in %s is %s", (expression, unit, expected) => expect(first(expression, unit)).toBe(expected));

  // temperatures have a scale: 32 °F = 0 °C = 273.15 K; 5 K = 5 °C = 9 °F as a difference
  it.each([
    ["tyreSurfaceTemp", "°F", "176 183.2 194 208.4 °F"],
    ["tyreSurfaceTempRl", "K", "353.15 K"],
    ["tyreSurfaceTempFl - tyreSurfaceTempRl", undefined, "10 °C"],
    ["tyreSurfaceTempFl - tyreSurfaceTempRl", "°F", "18 °F"],
    ["tyreSurfaceTempFl - tyreSurfaceTempRl", "K", "10 K"],
    ["tyreSurfaceTempFl - 194 °F", undefined, "0 °C"],
    ["tyreSurfaceTempFl + 9 °F", undefined, "95 °C"],
    ["tyreSurfaceTempFl + 5 K", undefined, "95 °C"],
    ["tyreSurfaceTemp.front", undefined, "94 °C"],
    ["tyreSurfaceTemp.mean", "°F", "190.4 °F"],
    ["tyreSurfaceTemp.spread", "K", "18 K"],
    ["tyreSurfaceTemp.spread > 10 °C", undefined, "1"],
    ["tyreSurfaceTemp.front > 194 °F", undefined, "1"],
    ["(tyreSurfaceTempFl + tyreSurfaceTempFr) / 2", undefined, "94 °C"],
    ["mean(tyreSurfaceTempFl, 92 °C)", undefined, "91 °C"],
  ])("%s in %s is %s", (expression, unit, expected) => expect(first(expression, unit)).toBe(expected));

  it.each([
    ["speed + lapDistance", "8: m can't be added to km/h"],
    ["speed > 100", "8: this number has no unit and can't be compared with km/h: write it as in 1 km/h"],
    ["throttle + 1 deg", "11: deg can't be added to a plain number"],
    ["tyreSurfaceTempFl + tyreSurfaceTempFr", /^0: this is neither a temperature/],
    ["-tyreSurfaceTempFl", /^0: this is neither a temperature/],
    ["speed * tyreSurfaceTempFl", /^8: a temperature can't be multiplied/],
    ["1 + tyreSurfaceTempFl * 2", "0: this number has no unit and can't be added to °C: write it as in 1 °C"],
    ["tyreSurfaceTempFl > 0", /^20: this number has no unit/],
    ["tyreSurfaceTemp.spread > tyreSurfaceTempFl", /^25: a temperature can't be compared with a difference/],
    ["sin(speed)", "4: sin takes an angle, not km/h"],
    ["log(speed)", /^4: log takes a plain number/],
    ["speed ^ rpm", /^8: an exponent has no unit/],
    ["speed ^ 1e300", "8: the result would have no unit that can be written: km/h to the 1e+300"],
    ["speed ^ nan", /^8: the result would have no unit/],
    ["(speed ^ 60) ^ 60", /^15: the result would have no unit/],
    ["smooth(speed, 2 Hz)", /^14: expected a number with its unit, as in 0.2 s/],
    ["smooth(speed, 90 s)", "14: expected 0 to 60 s"],
    ["1 km/h < speed < 2 km/h", /^0: this is a condition/],
    ["speed and brake", /^0: expected a condition, found km\/h/],
    ["sped", "0: unknown channel: sped; did you mean speed?"],
    ["2 * dervative(speed)", "4: unknown function: dervative; did you mean derivative?"],
    ["abs(speed, 1)", "0: expected abs(x)"],
    ["tyreSurfaceTemp.xy", /^16: unknown part of four wheels: xy/],
    ["speed.fl", /^6: \.fl is for values of four wheels/],
    ["constructor + toString(1)", "0: unknown channel: constructor"],
  ])("%s is refused at its place", (expression, message) => expect(first(expression)).toMatch(message));

  it("refuses a declared unit of another dimension, and takes one of the same", () => {
    expect(first("speed / rpm", "°C")).toBe("0: the result is in km/h/rpm (m/rad), which is not a unit like °C");
    expect(first("speed", "furlong")).toBe("0: unknown unit: furlong");
    expect(first("derivative(speed)", "g")).toBe(`${Number((10 / 9.80665).toPrecision(9))} g`);
  });
});

describe("unitOf(text)", () => {
  it("reads every unit that users are offered, as the table of channels has it", () => {
    for (const [quantity, units] of Object.entries(UNIT_CHOICES))
      for (const unit of units)
        if (!/^\d/.test(unit)) expect(unitOf(unit), `${unit} of ${quantity}`).toMatchObject({text: unit});
  });

  it("reads back the unit that a dimension is written in", () => {
    const source = random(3);
    for (let i = 0; i < 100; i++) {
      const dimension = Array.from({length: 6}, () => (source.bits() % 7) / 2 - 1);
      expect(unitOf(siText(dimension)), siText(dimension)).toMatchObject({factor: 1, dimension});
    }
  });

  it("knows no unit of an object's own names", () => {
    for (const text of ["constructor", "__proto__", "toString/s", "hasOwnProperty"])
      expect(unitOf(text)).toBeUndefined();
    expect(quantityOf("constructor")).toBe("plain");
  });
});
