import {readdirSync, readFileSync} from "node:fs";
import {expect, it} from "vitest";
import {ALIASES} from "../../../src/core/channels/aliases.js";
import {CHANNELS} from "../../../src/core/channels/catalogue.js";
import {conversion, quantityOf, UNIT_CHOICES, UNIT_SUFFIXES} from "../../../src/core/channels/units.js";
import {plainName} from "../../../src/core/files/columns/plainName.js";
import {HELPER_TARGETS, scalingOf, unitsOf} from "../../../src/core/files/columns/targets.js";

const CHANNEL_NAMES = new Set(CHANNELS.map(({name}) => name));
const TARGET_NAMES = new Set([...CHANNEL_NAMES, ...HELPER_TARGETS.map(({name}) => name)]);

it("every alias is of a channel of the catalogue, or of a helper of laps", () => {
  expect(Object.keys(ALIASES).filter((name) => !TARGET_NAMES.has(name))).toEqual([]);
});

it("names of tables are plain, and no two channels of a wheel share one", () => {
  const ofWheel = new Map<string, string>();
  for (const [channel, {tables, wheel}] of Object.entries(ALIASES))
    for (const name of tables?.split(" ") ?? []) {
      expect(plainName(name), channel).toBe(name);
      if (!wheel) continue;
      expect(ofWheel.get(`${name} ${wheel}`) ?? channel, name).toBe(channel);
      ofWheel.set(`${name} ${wheel}`, channel);
    }
});

it("a live alias is no channel's name, and of one channel only", () => {
  const live = Object.values(ALIASES).flatMap(({live = []}) => live);
  expect(live.filter((name) => CHANNEL_NAMES.has(name))).toEqual([]);
  expect(new Set(live).size).toBe(live.length);
});

it("every unit that is assumed, written or offered measures what its channel does", () => {
  for (const [channel, {motec, unitless = [], units = []}] of Object.entries(ALIASES)) {
    for (const unit of [...unitless.map(([u]) => u), ...units, ...(motec?.assumed ? [motec.assumed] : [])])
      expect(scalingOf(channel, unit), `${channel} in ${unit}`).toBeDefined();
    if (motec?.unit && quantityOf(motec.unit) !== "plain")
      expect(scalingOf(channel, motec.unit), `${channel} in ${motec.unit}`).toBeDefined();
    // the last unit has no limit, or values above it fit none
    for (const [, upTo] of unitless.slice(0, -1)) expect(upTo, channel).toBeGreaterThan(0);
  }
  for (const {name, quantity, unit} of CHANNELS)
    if (quantity !== "plain") expect(unitsOf(name).length, `${name} ${unit}`).toBeGreaterThan(0);
});

it("every unit that is offered or ends a name is in the table of conversions", () => {
  for (const [quantity, units] of Object.entries(UNIT_CHOICES))
    for (const unit of units)
      if (!["0–1", "0–255", "0.1 m"].includes(unit))
        expect(conversion(quantity as keyof typeof UNIT_CHOICES, unit, unit), `${quantity} ${unit}`).toBeDefined();
  for (const unit of Object.values(UNIT_SUFFIXES)) expect(quantityOf(unit), unit).not.toBe("plain");
});

it("readers name channels of the catalogue only", () => {
  const folder = new URL("../../../src/core/files/", import.meta.url);
  const files = readdirSync(folder, {recursive: true, encoding: "utf8"}).filter((name) => name.endsWith(".ts"));
  const wrong = files.flatMap((file) =>
    [...readFileSync(new URL(file, folder), "utf8").matchAll(/\bchannel: "(\w+)"/g)]
      .map(([, name]) => name)
      .filter((name) => !TARGET_NAMES.has(name))
      .map((name) => `${file}: ${name}`),
  );
  expect(wrong).toEqual([]);
  expect(files.length).toBeGreaterThan(50);
});
