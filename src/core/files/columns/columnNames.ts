import {ALIASES} from "../../channels/aliases.js";
import {CHANNELS} from "../../channels/catalogue.js";
import {type Quantity, UNIT_SUFFIXES} from "../../channels/units.js";
import {motecNames} from "./motecNames.js";
import {plainName, WHEEL_NAMES} from "./plainName.js";
import {quantityOfTarget, targetOf} from "./targets.js";

const PREFIXES = new Set(
  "i f n b a is current car vehicle player my telemetry motion physics graphics data game ego raw actual gps sensor ecu obd live".split(
    " ",
  ),
);
const SUFFIXES = new Set("value raw input status filtered avg mean norm normalized str".split(" "));

/** Channels by plain name: of MoTeC's and the catalogue's names first, then of tables. A wheel's mark follows the name. */
const BY_NAME = new Map<string, string[]>();
for (const {name} of CHANNELS) for (const alias of motecNames(name)) add(plainName(alias), name);
for (const [channel, {tables, wheel}] of Object.entries(ALIASES))
  for (const name of tables?.split(" ") ?? []) add(wheel ? `${name} ${wheel}` : name, channel);

function add(name: string, channel: string): void {
  const known = BY_NAME.get(name) ?? [];
  if (!known.includes(channel)) BY_NAME.set(name, [...known, channel]);
}

/** A channel that a column may be, by its name. */
export interface NameMeaning {
  /** a channel of the catalogue, or one of HELPER_TARGETS */
  channel: string;
  quantity: Quantity;
  /** unit in the name, or "" */
  unit: string;
  /** certainty by the name alone, 0–1 */
  confidence: number;
}

/** The channels that a column of this name may be, the likeliest first; empty for an unknown name. */
export function meaningsOf(name: string): NameMeaning[] {
  const plain = plainName(name);
  const exact = BY_NAME.get(plain);
  if (exact)
    return exact.map((channel) => meaning(channel, plain === plainName(channel) ? impliedUnit(channel) : "", 1));
  const words = wordsOf(name);
  const wheel = wheelOf(words);
  if (wheel) {
    for (const {rest, unit, confidence} of shortened(wheel.rest)) {
      const channel = BY_NAME.get(`${rest.join("")} ${wheel.wheel}`)?.[0];
      if (channel) return [meaning(channel, unit, confidence)];
    }
  }
  for (const {rest, unit, confidence} of shortened(words)) {
    const channels = BY_NAME.get(rest.join(""));
    if (channels) return channels.map((channel) => meaning(channel, unit, confidence));
  }
  return [];
}

/** The unit in a name of the catalogue: km/h of `speedKmh`, g of `gLateral`; "" where the name has none (`heading`). */
function impliedUnit(channel: string): string {
  const words = wordsOf(channel);
  return UNIT_SUFFIXES[words.at(-1)!] || words[0] === "g" ? (targetOf(channel)?.unit ?? "") : "";
}

function meaning(channel: string, unit: string, confidence: number): NameMeaning {
  const quantity = quantityOfTarget(channel);
  return {channel, quantity, unit: unit === "ms" && quantity === "speed" ? "m/s" : unit, confidence};
}

/** `iCurrentTime_ms` → i, current, time, ms; without a unit in brackets. */
function wordsOf(name: string): string[] {
  return name
    .replace(/[[(][^\])]*[\])]\s*$/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

function wheelOf(words: string[]): {wheel: string; rest: string[]} | undefined {
  for (let i = 0; i < words.length; i++)
    for (const length of [2, 1]) {
      const wheel = WHEEL_NAMES.get(words.slice(i, i + length).join(" "));
      if (wheel) return {wheel, rest: [...words.slice(0, i), ...words.slice(i + length)]};
    }
  return undefined;
}

/** The full name, then without its unit, then without prefixes and suffixes that carry no meaning: with falling confidence. */
function* shortened(words: string[]): Generator<{rest: string[]; unit: string; confidence: number}> {
  yield {rest: words, unit: "", confidence: 0.95};
  let rest = words;
  let unit = "";
  for (const length of [2, 1]) {
    const found = UNIT_SUFFIXES[words.slice(-length).join(" ")];
    if (!found || words.length <= length) continue;
    [rest, unit] = [words.slice(0, -length), found];
    yield {rest, unit, confidence: 0.95};
    break;
  }
  while (rest.length > 1 && (SUFFIXES.has(rest.at(-1)!) || PREFIXES.has(rest[0]))) {
    rest = SUFFIXES.has(rest.at(-1)!) ? rest.slice(0, -1) : rest.slice(1);
    yield {rest, unit, confidence: 0.8};
  }
}
