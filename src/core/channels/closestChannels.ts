import {ALIASES} from "./aliases.js";
import {CHANNELS} from "./catalogue.js";
import {closestNames} from "./closestName.js";

/** Other ways to write a channel, in lower case without spaces: its label, and its aliases of live messages. */
const OTHER_WAYS: readonly (readonly [way: string, channel: string])[] = CHANNELS.flatMap(({name, label}) =>
  [name, label, ...(ALIASES[name]?.live ?? [])].map((way) => [plain(way), name] as const),
);

/** The channels of the catalogue, or of `more` names, that a mistyped name, a label or an alias means; the nearest first, at most three. */
export function closestChannels(text: string, more: readonly string[] = []): string[] {
  const asked = plain(text);
  const ways = [...more.map((name) => [plain(name), name] as const), ...OTHER_WAYS];
  const near = closestNames(
    asked,
    ways.map(([way]) => way),
    10,
  );
  const names = near.flatMap((way) => ways.filter(([one]) => one === way).map(([, name]) => name));
  return [...new Set(names)].slice(0, 3);
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]+/g, "");
}
