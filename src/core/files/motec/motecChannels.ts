import {ALIASES} from "../../channels/aliases.js";
import {channelOf} from "../../channels/catalogue.js";
import {motecNames} from "../columns/motecNames.js";

/**
 * Name and unit under which a channel of the catalogue is written.
 *
 * @param beside all channels of the file: of two with the same name (fuel by volume and by mass) the first gets its second name
 */
export function writtenAs(
  channel: string,
  beside: readonly string[] = [],
): {name: string; short: string; unit: string} {
  const names = motecNames(channel);
  const after = beside.slice(beside.indexOf(channel) + 1);
  const name = names[after.some((other) => motecNames(other)[0] === names[0]) ? 1 : 0];
  const {short, unit} = ALIASES[channel]?.motec ?? {};
  return {
    name,
    short: short ?? name.replaceAll(" ", "").slice(0, 7),
    unit: unit ?? channelOf(channel).unit,
  };
}
