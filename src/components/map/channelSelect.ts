import {picker} from "../ui/picker.js";
import {MAP_CHANNELS} from "./mapColor.js";

/** A menu of the channels that colour a map; an unknown name selects the first. Fires "input". */
export function channelSelect(chosen?: string): HTMLElement & {value: string | null} {
  const options = MAP_CHANNELS.map(({name, label}) => ({value: name, key: name, label}));
  return picker(
    "colour by",
    options,
    options.findIndex(({value}) => value === chosen),
  );
}
