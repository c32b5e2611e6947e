import {ALIASES} from "../../channels/aliases.js";
import {CHANNELS, channelOf} from "../../channels/catalogue.js";

/** A label as a name in a log, 31 letters at most: `slip ratio rear left` → `Slip Ratio Rear Left`. */
function title(label: string): string {
  return label
    .replace(/\s*\(.*\)/, "")
    .replace(/\b[a-z]/g, (c) => c.toUpperCase())
    .slice(0, 31);
}

const NAMES = new Map(
  CHANNELS.map(({name, label}) => [name, [...(ALIASES[name]?.motec?.names ?? [title(label)]), name]]),
);

/** Names of a channel in MoTeC logs: those of its alias, else one made of its label; then the catalogue's own. */
export function motecNames(channel: string): readonly string[] {
  return NAMES.get(channelOf(channel).name)!;
}
