import {CHANNELS} from "../../core/channels/catalogue.js";
import {closestChannels} from "../../core/channels/closestChannels.js";
import {closestNames} from "../../core/channels/closestName.js";
import {CellError} from "./cellError.js";

/** The error for a name that is not known, with the nearest known ones. `otherwise` says where names are listed, when none is near. */
export function unknownName(what: string, name: unknown, known: Iterable<string>, otherwise = ""): CellError {
  return new CellError(
    `unknown ${what}: ${name}`,
    undefined,
    meant(closestNames(String(name), [...known])) || otherwise,
  );
}

/** The error for a channel that the catalogue does not have, nor `more`; undefined for one that is there. */
export function unknownChannel(name: unknown, more: readonly string[] = []): CellError | undefined {
  if (typeof name === "string" && (NAMES.has(name) || more.includes(name))) return undefined;
  const mend = meant(closestChannels(String(name), more)) || "docs/formats.md lists the channels.";
  return new CellError(`unknown channel: ${name}`, undefined, mend);
}

const NAMES = new Set(CHANNELS.map(({name}) => name));

/** `Did you mean a, b or c?`; "" for none. */
function meant(names: readonly string[]): string {
  if (names.length === 0) return "";
  return `Did you mean ${names.join(", ").replace(/, ([^,]*)$/, " or $1")}?`;
}
