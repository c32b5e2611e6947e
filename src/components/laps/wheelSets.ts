import {CHANNELS, type Channel} from "../../core/channels/catalogue.js";

/** The wheels as one reads a car from above. */
const ORDER = ["Fl", "Fr", "Rl", "Rr"] as const;
const NAME = / (front|rear) (left|right)$/;

/** The wheel of a channel, and its label without it; undefined where it has none. */
export function wheelOf({name, label}: Channel): {code: string; label: string} | undefined {
  const code = NAME.test(label) && ORDER.find((wheel) => name.includes(wheel));
  return code ? {code: code.toUpperCase(), label: label.replace(NAME, "")} : undefined;
}

/** Four wheels under one id, `tyrePressure*Psi`. */
const SETS = new Map<string, readonly string[]>();
const SET_OF = new Map<string, string>();
for (const channel of CHANNELS) {
  if (wheelOf(channel)?.code !== "FL") continue;
  const id = channel.name.replace("Fl", "*");
  const ids = ORDER.map((wheel) => id.replace("*", wheel));
  SETS.set(id, ids);
  for (const one of ids) SET_OF.set(one, id);
}

/** The channels that an id stands for: four for a set of wheels, else itself. */
export function expandedIds(id: string): readonly string[] {
  return SETS.get(id) ?? [id];
}

/** The id of the set of wheels that a channel belongs to; its own where it belongs to none. */
export function wheelSetId(id: string): string {
  return SET_OF.get(id) ?? id;
}
