import {channelOf} from "../../../channels/catalogue.js";
import {conversion} from "../../../channels/units.js";
import {USUAL_UNIT} from "../decide.js";
import {spelledUnit} from "../targets.js";
import type {MeantTable} from "./meantTable.js";
import {quantilesOf} from "./ratios.js";

const UNITS = ["°C", "°F", "K"];
/** Ranges of medians, °C, of what is measured while driving; by the beginning of the channel's name. */
const USUAL: readonly (readonly [name: RegExp, least: number, most: number])[] = [
  [/^(air|intake)Temp/, -15, 55],
  [/^trackTemp/, -15, 75],
  [/^(water|engine)Temp/, 15, 135],
  [/^(oil|gearbox)Temp/, 15, 160],
  [/^tyre/, 5, 150],
  [/^exhaustTemp/, 20, 1050],
  [/^brakeTemp/, 10, 1000],
];

/**
 * The unit of temperatures without one: the one, the same for all of a file, in which most have usual values. A column that is usual in
 * no unit, or in several others only, is left out.
 */
export function inferTemperatures(table: MeantTable, channels: readonly string[]): void {
  const open = channels.flatMap((channel) => {
    const range = USUAL.find(([name]) => name.test(channel));
    if (!range || channelOf(channel).quantity !== "temperature" || !table.isOpen(channel)) return [];
    const [middle] = quantilesOf(table.raw(channel)!, [0.5]);
    // a sensor that is not connected shows 0
    if (!Number.isFinite(middle) || middle === 0) return [];
    const fits = UNITS.filter((unit) => {
      const {factor, add} = conversion("temperature", unit, "°C")!;
      return middle * factor + add >= range[1] && middle * factor + add <= range[2];
    });
    return [{channel, fits}];
  });
  const [best, second] = UNITS.map((unit) => ({unit, votes: open.filter(({fits}) => fits.includes(unit)).length})).sort(
    (a, b) => b.votes - a.votes,
  );
  for (const {channel, fits} of open) {
    if (fits.includes(best.unit)) {
      if (best.unit !== spelledUnit(channel, table.unit(channel)))
        table.settle(channel, {unit: best.unit, evidence: best.votes > second.votes ? "by its range" : USUAL_UNIT});
    } else if (fits.length === 1) table.settle(channel, {unit: fits[0], evidence: "by its range"});
    else
      table.contradict(channel, fits.length ? `it may be in ${fits.join(" or ")}` : "no unit makes it a usual value");
  }
}
