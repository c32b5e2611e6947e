import {CHANNELS, channelOf} from "../../channels/catalogue.js";
import {type Quantity, quantityOf} from "../../channels/units.js";
import {type MotecRule, NAMED_RULES} from "./motecRules.js";

const BY_CHANNEL = new Map(NAMED_RULES.map((rule) => [rule.channel, rule]));

/** Every channel's rule: those without a name in MoTeC's world go by the catalogue's. */
export const MOTEC_RULES: readonly MotecRule[] = CHANNELS.map(({name, unit, label}) => {
  const rule = BY_CHANNEL.get(name) ?? {channel: name, quantity: quantityOf(unit), names: [title(label)]};
  return {...rule, names: [...rule.names, name]};
});

/** The rule of a channel. Throws `unknown channel: foo`. */
export function motecRule(channel: string): MotecRule {
  const rule = MOTEC_RULES.find((r) => r.channel === channel);
  if (!rule) throw new RangeError(`unknown channel: ${channel}`);
  return rule;
}

/**
 * Name and unit under which a channel of the catalogue is written.
 *
 * @param beside all channels of the file: of two with one name (fuel by volume and by mass) the first goes by its second name
 */
export function writtenAs(
  channel: string,
  beside: readonly string[] = [],
): {name: string; short: string; unit: string; quantity: Quantity} {
  const {names, short, unit, quantity} = motecRule(channel);
  const after = beside.slice(beside.indexOf(channel) + 1);
  const name = names[after.some((other) => motecRule(other).names[0] === names[0]) ? 1 : 0];
  return {
    name,
    short: short ?? name.replaceAll(" ", "").slice(0, 7),
    unit: unit ?? channelOf(channel).unit,
    quantity,
  };
}

/** `slip ratio rear left` → `Slip Ratio Rear Left`, without what an .ld's 31 letters cannot hold. */
function title(label: string): string {
  return label
    .replace(/\s*\(.*\)/, "")
    .replace(/\b[a-z]/g, (c) => c.toUpperCase())
    .slice(0, 31);
}
